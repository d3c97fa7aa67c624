import type { Costs } from '../../engine/analysis/costs.ts';
import { escapeHtml } from '../escape.ts';
import { grouped, NONE, percent } from '../format.ts';
import { type Column, table } from './table.ts';

interface Row {
  readonly what: string;
  readonly money: number;
  readonly share: string;
}

/** What trading cost, between the profit at undisturbed prices without fees and what was left of it. */
export function costTable(
  { fees, slippage, total, perTrade, perFill, ofTraded, pnlBeforeCosts, shareOfProfit }: Costs,
  traded: number,
  currency: string,
): string {
  const points = (money: number): string => (traded > 0 ? `${grouped((money / traded) * 10_000)} bp` : NONE);
  const rows: Row[] = [
    { what: 'Profit before costs', money: pnlBeforeCosts, share: points(pnlBeforeCosts) },
    { what: 'Fees', money: -fees, share: points(-fees) },
    { what: 'Slippage', money: -slippage, share: points(-slippage) },
    { what: 'Profit after costs', money: pnlBeforeCosts - total, share: points(pnlBeforeCosts - total) },
  ];
  const columns: Column<Row>[] = [
    { head: '', text: ({ what }) => what },
    { head: currency, number: true, text: ({ money }) => grouped(money), sign: ({ money }) => money },
    { head: 'Of what was traded', number: true, text: ({ share }) => share },
  ];
  const share = Number.isFinite(shareOfProfit) ? `Costs took ${percent(shareOfProfit)} of the profit: ` : 'Costs: ';
  const notes = `${share}${grouped(perTrade)} ${currency} per round trip, ${grouped(perFill)} per fill, ${grouped(ofTraded * 10_000)} basis points of ${grouped(traded)} ${currency} traded.`;
  return `${table('Costs', columns, rows)}<p class="note">${escapeHtml(notes)}</p>`;
}
