import { seededRandom } from '../../loop/random.ts';
import type { Column } from '../../model/series.ts';
import { rowAt, rowsOf } from './cut.ts';
import type { Held } from './held.ts';

/** How a future is made that did not happen: everything far higher, far lower, or in another order. */
export const POISONS = ['risen', 'fallen', 'shuffled'] as const;
export type Poison = (typeof POISONS)[number];

/** How many times as high, or as low, prices and sizes become. */
const FACTOR = 10;
const PRICES = /^(?:open|high|low|close|price|bid\d*|ask\d*)$/;
/** Times stay: when the next row comes is no secret of a market that is open. */
const TIMES = /^(?:openTimes|about)$/;

/** A series with every value replaced that was not known at `ts`, the open of a bar that had begun excepted. No value becomes NaN that was none. */
export function poisoned(held: Held, ts: number, poison: Poison, seed: number): Held {
  const last = rowAt(held.times, ts);
  const copy = rowsOf(held, 1, held.times.length - 1);
  if (poison === 'shuffled') shuffle(copy, last + 1, seed);
  else
    for (const [name, column] of Object.entries(copy.columns))
      if (!TIMES.test(name))
        extreme(column, last + 1, poison === 'risen', held.kind === 'custom' ? 'any' : PRICES.test(name) ? 'price' : 'size');
  if (held.kind === 'bars') reopen(copy, held, last + 1, ts);
  return copy;
}

function extreme(column: Column, first: number, rises: boolean, what: 'price' | 'size' | 'any'): void {
  const span = spanOf(column);
  const canFall = what === 'any' || span.low < 0;
  for (let row = first; row < column.length; row++) {
    const value = column[row]!;
    if (what === 'any' && Number.isNaN(value)) column[row] = rises ? span.high * FACTOR + 1 : -span.high * FACTOR - 1;
    else if (canFall) column[row] = value + (rises ? FACTOR : -FACTOR) * (span.high - span.low + 1);
    else column[row] = rises ? value * FACTOR : value / FACTOR;
  }
}

function spanOf(column: Column): { readonly low: number; readonly high: number } {
  let [low, high] = [0, 0];
  for (let row = 1; row < column.length; row++) {
    const value = column[row]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Rows change places as wholes, times excepted: no bar becomes one that cannot be. */
function shuffle({ columns, times }: Held, first: number, seed: number): void {
  const random = seededRandom(seed);
  const moved = Object.entries(columns).flatMap(([name, column]) => (TIMES.test(name) ? [] : [column]));
  for (let row = times.length - 1; row > first; row--) {
    const other = first + Math.floor(random() * (row - first + 1));
    for (const column of moved) [column[row], column[other]] = [column[other]!, column[row]!];
  }
}

/** Gives the bars that had begun the opens they had. */
function reopen(copy: Held, { columns: { openTimes, open } }: Held, first: number, ts: number): void {
  const { open: opens, high, low } = copy.columns;
  for (let row = first; row < copy.times.length && openTimes![row]! <= ts; row++) {
    opens![row] = open![row]!;
    high![row] = Math.max(high![row]!, open![row]!);
    low![row] = Math.min(low![row]!, open![row]!);
  }
}
