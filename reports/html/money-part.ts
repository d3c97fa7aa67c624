import type { Share } from '../../engine/analysis/attribution/breakdown.ts';
import { CAUSE_NAMES, causesOf } from '../causes.ts';
import { causesPicture } from '../charts/pictures.ts';
import { escapeHtml } from '../escape.ts';
import { grouped } from '../format.ts';
import type { Result } from '../result.ts';
import { drawn } from './figure.ts';
import { section } from './section.ts';
import { type Column, table } from './table.ts';

/** As wide as a page is. */
const WIDE = 1100;

/** Where the money went: equity from the start to the end by cause, and by whom and when; nothing where nothing happened. */
export function moneyPart(result: Result): string {
  const { attribution, currency } = result;
  const pictures = causesPicture(result);
  if (pictures.length === 0) return '';
  const { byStrategy, byInstrument, bySide, byYear, byMonth, byWeekday } = attribution;
  const tables = [
    byStrategy.length > 1 ? shares('Strategy', byStrategy, currency) : '',
    byInstrument.length > 1 ? shares('Instrument', byInstrument, currency) : '',
    bySide.length > 1 ? shares('Side', bySide, currency) : '',
    byYear.length > 1 ? shares('Year', byYear, currency) : '',
    folded('Month', byMonth, currency),
    folded('Day of the week', byWeekday, currency),
  ];
  const note = `In ${escapeHtml(currency)}. Each bar begins where the one above it ends, and each table adds up to the change of equity.`;
  return section(
    'money',
    'Where the money went',
    `${pictures.map((picture) => drawn(picture, WIDE)).join('')}<p class="note">${note}</p>${tables.join('')}`,
    { long: true },
  );
}

function shares(head: string, rows: readonly Share[], currency: string): string {
  return `<h3>By ${head.toLowerCase()}</h3>${tableOf(head, rows, currency)}`;
}

/** A table that is there for who asks for it. */
function folded(head: string, rows: readonly Share[], currency: string): string {
  if (rows.length < 2) return '';
  return `<details><summary>By ${head.toLowerCase()}</summary>${tableOf(head, rows, currency)}</details>`;
}

function tableOf(head: string, rows: readonly Share[], currency: string): string {
  const causes = causesOf(rows.map((row) => row.causes));
  const columns: Column<Share>[] = [
    { head, text: ({ name }) => name },
    { head: `P&L ${currency}`, number: true, text: ({ pnl }) => grouped(pnl), sign: ({ pnl }) => pnl },
    ...causes.map((cause): Column<Share> => ({ head: CAUSE_NAMES[cause], number: true, text: (row) => money(row.causes[cause]) })),
  ];
  return table(`Where the money went, by ${head.toLowerCase()}`, columns, rows);
}

/** Nothing is left blank: most parts have few causes. */
const money = (value: number): string => (Math.abs(value) < 0.005 ? '' : grouped(value));
