import { type CatalogEntry, isServed, whyNotServed } from '../../engine/broker/catalog.ts';
import { prefixOf } from '../secrets/secret-name.ts';
import { STATUS_WORDS } from './catalog-table.ts';

/** What there is to know of one broker, a line each. */
export function catalogPage(one: CatalogEntry): string {
  const { title, name, trades, status, aliases, through, sandbox, keys, orders, limits, human, quirks, instead } = one;
  const rows: readonly (readonly [name: string, text: string])[] = [
    ['name', name],
    ['also', aliases.join(', ')],
    ['trades', trades],
    ['status', STATUS_WORDS[status]],
    ['through', through],
    ['instead', instead.join(', ')],
    ['history', historyOf(one)],
    ['sandbox', sandbox],
    ['secrets', keys.map((field) => `${prefixOf(name)}${field.toUpperCase()}`).join(', ')],
    ['its orders', orders],
    ['its limits', limits],
    ['by hand', human],
    ...quirks.map((quirk, k) => [k === 0 ? 'mind that' : '', quirk] as const),
  ];
  const lines = rows.filter(([, text]) => text !== '').map(([label, text]) => `  ${label.padEnd(10)}  ${text}`);
  const why = whyNotServed(one);
  const first = why === undefined ? `${title}: orders can go there.` : `${title}: orders cannot go there. ${sentence(why)}`;
  return `${first}\n\n${lines.join('\n')}\n`;
}

/** The entry as JSON has it. */
export const catalogJson = (one: CatalogEntry) => ({
  ...one,
  secrets: one.keys.map((field) => `${prefixOf(one.name)}${field.toUpperCase()}`),
  served: isServed(one),
  whyNot: whyNotServed(one) ?? null,
});

/** Bars and funding come of every exchange that ccxt knows, and of Bybit. */
const historyOf = ({ name, through }: CatalogEntry): string =>
  name === 'bybit' || through.startsWith('ccxt id') ? 'onetape data fetch' : '';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
