import { describe, expect, it } from 'vitest';
import { oneBarLater } from '../../../app/research/one-bar-later.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';

const HOUR = 3_600_000;

/** Bars of some hours each that open at these prices and close one above. */
function bars(hours: number, ...opens: readonly number[]): BarSeries {
  const columns = barColumns(opens.length);
  for (const [k, open] of opens.entries()) {
    columns.openTimes[k + 1] = k * hours * HOUR;
    columns.times[k + 1] = (k + 1) * hours * HOUR;
    columns.open[k + 1] = columns.high[k + 1] = columns.low[k + 1] = open;
    columns.close[k + 1] = open + 1;
  }
  return Object.assign(new BarSeries('x', columns), { instrument: 0 });
}

const X = instrumentOf('X', { tickSize: 0.5 });

describe('one bar later', () => {
  const shown = bars(2, 100, 104, 90);

  it('buys dearer where the next bar opens higher, and cheaper where it opens lower', () => {
    const slip = oneBarLater({ model: 'none' }, [shown]);
    expect(slip(100, X, false, 1, true, shown, 1, true)).toBe(4);
    expect(slip(104, X, false, 1, true, shown, 2, true)).toBe(-14);
    expect(slip(104, X, true, 1, false, shown, 2, true)).toBe(14);
  });

  it('takes the last close where there is no next bar', () => {
    expect(oneBarLater({ model: 'none' }, [shown])(90, X, false, 1, true, shown, 3, true)).toBe(1);
  });

  it('slips from there as the run does', () => {
    expect(oneBarLater({ model: 'ticks', ticks: 2 }, [shown])(100, X, false, 1, true, shown, 1, true)).toBe(5);
  });

  it('counts the bars that strategies see where finer ones fill', () => {
    const finer = bars(1, 100, 101, 104, 103, 90, 91);
    const slip = oneBarLater({ model: 'none' }, [shown]);
    // both hours of the first bar: the second opens at 104
    expect([1, 2].map((row) => slip(100, X, false, 1, true, finer, row, true))).toEqual([4, 4]);
    expect(slip(100, X, false, 1, true, finer, 3, true)).toBe(-10);
  });

  it('is no later where strategies see no bars', () => {
    expect(oneBarLater({ model: 'ticks', ticks: 2 }, [undefined])(100, X, false, 1, true, shown, 1, true)).toBe(1);
  });
});
