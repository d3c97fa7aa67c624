import { parabolicSar } from '../../../engine/indicators/parabolic-sar.ts';
import { supertrend } from '../../../engine/indicators/supertrend.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, wilderRange } from './definitions.ts';

interface Stop {
  readonly value: number;
  readonly direction: number;
}

/**
 * Wilder's rules, told of a rise; in a fall all prices are turned over, so that the same rules hold. The stop goes
 * towards the extreme of the trade so far, by a share that grows with every new extreme, but never into the last two bars.
 */
function wilder({ high, low }: BarColumns): readonly Stop[] {
  const stops: Stop[] = [];
  const top = (row: number, direction: number): number => (direction === 1 ? high[row]! : -low[row]!);
  const bottom = (row: number, direction: number): number => (direction === 1 ? low[row]! : -high[row]!);
  const down = low[1]! - low[2]!;
  let direction = down > 0 && down > high[2]! - high[1]! ? -1 : 1;
  let stop = bottom(1, direction);
  let extreme = top(2, direction);
  let share = 0.02;
  for (let row = 2; row < high.length; row++) {
    const before = Math.max(row - 1, 2);
    const outside = (price: number): number => Math.min(price, bottom(before, direction), bottom(row, direction));
    if (bottom(row, direction) <= stop) {
      direction = -direction;
      stop = outside(-extreme);
      extreme = top(row, direction);
      share = 0.02;
    } else if (top(row, direction) > extreme) {
      extreme = top(row, direction);
      share = Math.min(share + 0.02, 0.2);
    }
    stops[row] = { value: direction * stop, direction };
    stop = outside(stop + share * (extreme - stop));
  }
  return stops;
}

indicatorContract({
  name: 'the value of parabolicSar',
  make: (bars) => parabolicSar(bars).value,
  readyOn: 2,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: byRow((columns) => wilder(columns).map(({ value }) => value)),
});

indicatorContract({
  name: 'the direction of parabolicSar',
  make: (bars) => parabolicSar(bars).direction,
  readyOn: 2,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: byRow((columns) => wilder(columns).map(({ direction }) => direction)),
});

const range = wilderRange(10);

/** The two bands of every row as they are published: each moves in its own direction only, unless the close before was beyond it. */
function bands(columns: BarColumns): readonly Stop[] {
  const { high, low, close } = columns;
  const stops: Stop[] = [];
  let upper = Number.NaN;
  let lower = Number.NaN;
  let direction = close[11]! >= (high[11]! + low[11]!) / 2 ? 1 : -1;
  for (let row = 11; row < close.length; row++) {
    const middle = (high[row]! + low[row]!) / 2;
    const [above, below] = [middle + 3 * range(columns, row), middle - 3 * range(columns, row)];
    const before = close[row - 1]!;
    upper = row === 11 || above < upper || before > upper ? above : upper;
    lower = row === 11 || below > lower || before < lower ? below : lower;
    if (close[row]! > upper) direction = 1;
    if (close[row]! < lower) direction = -1;
    stops[row] = { value: direction === 1 ? lower : upper, direction };
  }
  return stops;
}

indicatorContract({
  name: 'the value of supertrend(10, 3)',
  make: (bars) => supertrend(bars, 10, 3).value,
  withPeriod: (bars, period) => supertrend(bars, period, 3).value,
  readyOn: 11,
  window: Number.POSITIVE_INFINITY,
  gap: 'keeps',
  expected: byRow((columns) => bands(columns).map(({ value }) => value)),
});

indicatorContract({
  name: 'the direction of supertrend(10, 3)',
  make: (bars) => supertrend(bars, 10, 3).direction,
  readyOn: 11,
  window: Number.POSITIVE_INFINITY,
  gap: 'keeps',
  expected: byRow((columns) => bands(columns).map(({ direction }) => direction)),
});
