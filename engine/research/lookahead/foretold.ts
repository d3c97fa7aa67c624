import type { Column } from '../../model/series.ts';
import { rowAt } from './cut.ts';
import type { Held } from './held.ts';

/** A column of data that says what came later than the time at which it is said to have been known. */
export interface Foretold {
  /** The numbers of the custom series and of the bars it foretells. */
  readonly series: number;
  readonly column: string;
  readonly bars: number;
  /** What it is: a price that was only made later, or the way that the price then went. */
  readonly what: 'price' | 'direction';
  /** Of prices, the share of rows that are later prices, less those that are earlier ones; of directions, the share that came true. */
  readonly share: number;
}

/** Fewer rows than these say nothing; more than the most are looked at evenly. */
const LEAST = 30;
const MOST = 2_000;
/** How far ahead and behind a price is looked for, and how far ahead a direction. */
const REACH = 300;
const HORIZON = 5;
/** No signal that was honestly known is right so often; an honest price is met as often before as after. */
const RIGHT = 0.95;
const EXCESS = 0.3;

/** Finds columns of custom series whose values give away what the bars beside them only showed later. */
export function foretold(all: readonly Held[]): Foretold[] {
  return all.flatMap((custom, series) => {
    if (custom.kind !== 'custom') return [];
    const names = Object.keys(custom.columns).filter((name) => name !== 'about');
    return names.flatMap((column) => {
      const found = all.flatMap((held, bars): Foretold[] => {
        if (held.kind !== 'bars' || held.converts > 0) return [];
        const price = excessOf(custom, custom.columns[column]!, held);
        if (price > EXCESS) return [{ series, column, bars, what: 'price', share: price }];
        const share = rightOf(custom, custom.columns[column]!, held);
        return share >= RIGHT ? [{ series, column, bars, what: 'direction', share }] : [];
      });
      return found.slice(0, 1);
    });
  });
}

/** Rows of a series at equal distances, 2000 at most. */
function rowsOf({ times }: Held): number[] {
  const count = times.length - 1;
  const most = Math.min(count, MOST);
  return Array.from({ length: most }, (_, k) => 1 + Math.floor((k * count) / most));
}

function excessOf(custom: Held, values: Column, bars: Held): number {
  let [later, earlier, known] = [0, 0, 0];
  for (const row of rowsOf(custom)) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    known++;
    const last = rowAt(bars.times, custom.times[row]!);
    const before = has(bars, value, Math.max(last - REACH, 0) + 1, last);
    const after = has(bars, value, last + 1, Math.min(last + REACH, bars.times.length - 1));
    if (after && !before) later++;
    if (before && !after) earlier++;
  }
  return known < LEAST ? Number.NaN : (later - earlier) / known;
}

function has({ columns: { open, high, low, close } }: Held, value: number, from: number, to: number): boolean {
  for (let row = from; row <= to; row++)
    if (close![row] === value || open![row] === value || high![row] === value || low![row] === value) return true;
  return false;
}

/** The best of the horizons; a column that is against what comes, every time, gives it away as well. */
function rightOf(custom: Held, values: Column, bars: Held): number {
  const own = rowsOf(custom).filter((row) => !Number.isNaN(values[row]!));
  const sorted = own.map((row) => values[row]!).sort((a, b) => a - b);
  const middles = new Set([0, sorted[sorted.length >> 1] ?? 0]);
  let best = Number.NaN;
  for (const middle of middles)
    for (let ahead = 1; ahead <= HORIZON; ahead++) {
      const share = agreement(own, custom, values, bars, middle, ahead);
      if (share > best || Number.isNaN(best)) best = share;
    }
  return best;
}

function agreement(rows: readonly number[], custom: Held, values: Column, bars: Held, middle: number, ahead: number): number {
  const { openTimes, open, close } = bars.columns;
  let [right, ups, signs, count] = [0, 0, 0, 0];
  for (const row of rows) {
    const knownAt = custom.times[row]!;
    const last = rowAt(bars.times, knownAt);
    // A bar that is under way is half known: what counts begins later.
    const next = openTimes![last + 1]! >= knownAt ? last + 1 : last + 2;
    const end = next + ahead - 1;
    if (end >= close!.length || last === 0) continue;
    const base = next === last + 1 && openTimes![next] === bars.times[last] ? close![last]! : open![next]!;
    const [sign, move] = [values[row]! - middle, close![end]! - base];
    if (sign === 0 || move === 0) continue;
    count++;
    if (sign > 0 === move > 0) right++;
    if (move > 0) ups++;
    if (sign > 0) signs++;
  }
  // Where nearly all go one way, saying so is no foresight.
  if (count < LEAST || Math.max(ups, count - ups) > 0.9 * count || Math.max(signs, count - signs) > 0.9 * count) return Number.NaN;
  return Math.max(right, count - right) / count;
}
