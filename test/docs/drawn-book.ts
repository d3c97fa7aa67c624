import type { TestRow } from '../../app/testing.ts';
import type { Block } from './pages.ts';

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);

/** Quotes and public trades drawn row by row, what is ordered after some quotes, and what fills. */
export interface DrawnBook {
  readonly quotes: readonly TestRow[];
  readonly trades: readonly TestRow[];
  /** Orders: `after` is the number of a quote's row, from 1. */
  readonly commands: readonly { readonly after: number; readonly code: string }[];
  /** What a run says of itself beside its data: the options of runBars. */
  readonly options: string;
  readonly fills: readonly {
    readonly row: number;
    readonly side: string;
    readonly qty: number;
    readonly price: number;
    readonly certainty: string;
  }[];
  /** When a row comes: a minute after the one before it. */
  rowAt(row: number): number;
}

/**
 * Reads a drawn book:
 *
 *     after 1: ctx.buy(asset, { limit: 99, qty: 3 })
 *
 *     1 quote   98 x 7   99 x 5 | 100 x 4
 *     2 sale             99 x 6
 *                        ^ buy 1 at 99 assumed
 *
 * A quote is a ladder from its lowest bid to its highest ask; a trade is a `sale`, a `purchase`, or a `trade` of which nobody
 * knows. Throws where one price stands in two columns, and where an arrow does not point at its price.
 */
export function drawnBookOf({ page, line, text }: Block): DrawnBook {
  const columns = new Map<number, number>();
  const quotes: TestRow[] = [];
  const trades: TestRow[] = [];
  const commands: { after: number; code: string }[] = [];
  const fills: DrawnBook['fills'][number][] = [];
  const afterQuotes = new Set<number>();
  let options = '{}';
  let rows = 0;
  const rowAt = (row: number): number => START + row * MINUTE;
  text.split('\n').forEach((one, k) => {
    const fail = (what: string): never => {
      throw new Error(`${page}:${line + k}: ${what}`);
    };
    const place = (price: number, column: number): void => {
      if ((columns.get(price) ?? column) !== column) fail(`expected ${price} in column ${columns.get(price)}`);
      columns.set(price, column);
    };
    const command = /^after (\d+): (.*)$/.exec(one);
    const row = /^(\d+) (quote|sale|purchase|trade) (.*)$/.exec(one);
    const arrow = /^( *)\^ (buy|sell) (\S+) at (\S+) (exact|assumed)$/.exec(one);
    if (command !== null) commands.push({ after: Number(command[1]), code: command[2]! });
    else if (one.startsWith('with ')) options = one.slice('with '.length);
    else if (row !== null) {
      if (Number(row[1]) !== ++rows) fail(`expected row ${rows}`);
      const levels = [...one.matchAll(/(\S+) x (\S+)/g)].map(({ 1: price, 2: size, index }) => ({
        price: Number(price),
        size: Number(size),
        index,
      }));
      for (const { price, index } of levels) place(price, index);
      if (levels.some(({ price }, j) => j > 0 && price <= levels[j - 1]!.price)) fail('expected prices that rise');
      const ts = rowAt(rows);
      if (row[2] === 'quote') {
        afterQuotes.add(rows);
        const middle = one.indexOf('|');
        const bids = levels.filter(({ index }) => index < middle).reverse();
        const asks = levels.filter(({ index }) => index > middle);
        quotes.push({ ts, ...sideOf('bid', bids), ...sideOf('ask', asks) });
      } else {
        const { price, size } = levels[0] ?? fail('expected "price x size"');
        trades.push({ ts, price, size, ...(row[2] === 'trade' ? {} : { side: row[2] === 'sale' ? 'sell' : 'buy' }) });
      }
    } else if (arrow !== null) {
      const price = Number(arrow[4]);
      if (columns.get(price) !== arrow[1]!.length) fail(`expected the arrow in column ${columns.get(price)}`);
      fills.push({ row: rows, side: arrow[2]!, qty: Number(arrow[3]), price, certainty: arrow[5]! });
    } else if (one.trim() !== '') fail(`a line that is nothing: ${one}`);
  });
  const late = commands.find(({ after }) => !afterQuotes.has(after));
  if (late !== undefined) throw new Error(`${page}:${line}: expected a quote in row ${late.after}`);
  return { quotes, trades, commands, options, fills, rowAt };
}

/** Levels as the columns of a row: `bid bidSize bid2 bidSize2`. */
const sideOf = (side: 'bid' | 'ask', levels: readonly { readonly price: number; readonly size: number }[]): TestRow =>
  Object.fromEntries(
    levels.flatMap(({ price, size }, k) => {
      const level = k === 0 ? '' : String(k + 1);
      return [
        [`${side}${level}`, price],
        [`${side}Size${level}`, size],
      ];
    }),
  );
