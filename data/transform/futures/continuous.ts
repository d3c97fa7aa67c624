import type { SessionTable } from '../../../engine/model/calendar.ts';
import { DecimalSum } from '../../../engine/model/decimal-sum.ts';
import { DataError } from '../../../engine/model/errors.ts';
import { type BarColumns, barColumns } from '../../../engine/model/series.ts';
import { isoTime } from '../../../engine/model/time.ts';
import type { Contract } from './contract.ts';
import type { RollRule } from './roll-rule.ts';
import { type Roll, rollsOf } from './rolls.ts';

/** How prices of different contracts are made comparable: left as they are, shifted by a difference, or multiplied by a ratio. */
export type RollMethod = 'none' | 'difference' | 'ratio';

/** How a continuous series is made. */
export interface ContinuousOptions {
  readonly roll: RollRule;
  readonly method: RollMethod;
  /** Which contract's prices stay as they are: the last one's (back-adjusted), or the first one's, so that none depends on a later roll. */
  readonly anchor?: 'end' | 'start';
  /** Whose days count; absent: the days of UTC, from Monday to Friday where days are counted. */
  readonly sessions?: SessionTable | undefined;
}

/** A continuous series, with the NaN row of a series in front. */
export interface Continuous {
  readonly columns: BarColumns;
  readonly rolls: readonly Roll[];
  /** Of each row, which of the contracts it is of, from 0; NaN in front. */
  readonly contract: Float64Array;
}

/**
 * One series of a future's contracts, each held up to and with the day of its roll. At a roll the closes of both contracts are
 * compared: by `difference` prices on one side are shifted by new minus old, by `ratio` multiplied by new over old; volumes stay.
 * Throws a ConfigError as `rollsOf` does, a DataError where a roll has no prices to compare, or none above 0 for a ratio.
 */
export function continuous(given: readonly Contract[], { roll, method, anchor = 'end', sessions }: ContinuousOptions): Continuous {
  const { contracts, rolls } = rollsOf(given, roll, sessions);
  const segments = contracts.slice(0, rolls.length + 1).map(({ bars, days }, k) => ({
    bars,
    from: days.rowAfter(rolls[k - 1]?.date ?? Number.NEGATIVE_INFINITY),
    to: days.rowAfter(rolls[k]?.date ?? Number.POSITIVE_INFINITY),
  }));
  const columns = barColumns(segments.reduce((sum, { from, to }) => sum + to - from, 0));
  const contract = new Float64Array(columns.times.length).fill(Number.NaN, 0, 1);
  const levels = levelsOf(rolls, method, anchor);
  let row = 0;
  for (const [k, { bars, from, to }] of segments.entries()) {
    for (let r = from; r < to; r++) {
      row++;
      if (bars.openTimes[r]! < columns.times[row - 1]!) throw overlap(given[k]!.id, bars.openTimes[r]!, columns.times[row - 1]!);
      columns.openTimes[row] = bars.openTimes[r]!;
      columns.times[row] = bars.times[r]!;
      for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][row] = levels(k, bars[name][r]!);
      columns.volume[row] = bars.volume[r]!;
      contract[row] = k;
    }
  }
  return { columns, rolls, contract };
}

/** What a price of the k-th contract is in the continuous series. */
function levelsOf(rolls: readonly Roll[], method: RollMethod, anchor: 'end' | 'start'): (k: number, price: number) => number {
  if (method === 'none' || rolls.length === 0) return (_, price) => price;
  for (const one of rolls) refuseUncomparable(one, method);
  if (method === 'difference') {
    const shifts = cumulated(rolls, anchor, 0, (level, { fromPrice, toPrice }, sign) => sumOf(level, sign * toPrice, -sign * fromPrice));
    return (k, price) => sumOf(price, shifts[k]!);
  }
  const factors = cumulated(rolls, anchor, 1, (level, { fromPrice, toPrice }, sign) =>
    sign > 0 ? level * (toPrice / fromPrice) : level * (fromPrice / toPrice),
  );
  return (k, price) => price * factors[k]!;
}

/** A level per contract, from the anchored one on: forward in time with sign -1, backward with sign 1. */
function cumulated(
  rolls: readonly Roll[],
  anchor: 'end' | 'start',
  level: number,
  step: (level: number, roll: Roll, sign: 1 | -1) => number,
): number[] {
  const levels = [level];
  if (anchor === 'start') for (const roll of rolls) levels.push(step(levels.at(-1)!, roll, -1));
  else for (const roll of rolls.toReversed()) levels.unshift(step(levels[0]!, roll, 1));
  return levels;
}

const sum = new DecimalSum();

/** A sum of prices as decimals, so that a shifted price stays on its grid of ticks. */
function sumOf(...prices: readonly number[]): number {
  sum.reset();
  for (const price of prices) sum.add(price);
  return sum.value;
}

function refuseUncomparable({ from, to, date, fromPrice, toPrice }: Roll, method: RollMethod): void {
  const day = isoTime(date).slice(0, 10);
  if (Number.isNaN(fromPrice) || Number.isNaN(toPrice)) {
    throw new DataError(`Expected closes of ${from} and ${to} up to ${day}, to compare them, but it was "${fromPrice} and ${toPrice}"`);
  }
  if (method === 'ratio' && !(fromPrice > 0 && toPrice > 0)) {
    throw new DataError(`Expected closes above 0 of ${from} and ${to} on ${day}, for a ratio, but it was "${fromPrice} and ${toPrice}"`);
  }
}

function overlap(id: string, opens: number, known: number): DataError {
  return new DataError(
    `Expected bars of ${id} from ${isoTime(known)} on, where the contract before it ends, but it was "${isoTime(opens)}"`,
  );
}
