import { describe, expect, it } from 'vitest';
import { type Ichimoku, ichimoku } from '../../../engine/indicators/ichimoku.ts';
import { bars, columnsOf } from '../world.ts';
import { ofColumns } from './rows.ts';

// Bars that rise by 2 a day: 1 to 3, 3 to 5, ...
const RISE = columnsOf(
  '1d',
  Array.from({ length: 9 }, (_, k) => [2 * k + 1, 2 * k + 3, 2 * k + 1, 2 * k + 3] as const),
);
const SHORT = { tenkan: 1, kijun: 2, senkou: 3, displacement: 4 } as const;
const lineOf = (part: keyof Ichimoku): readonly number[] => ofColumns(RISE, (own) => ichimoku(own, SHORT)[part]);

describe('ichimoku', () => {
  it('takes the middles of ranges', () => {
    expect(lineOf('tenkan')).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect(lineOf('kijun')).toEqual([NaN, 3, 5, 7, 9, 11, 13, 15, 17]);
  });

  it('shows the cloud over the newest bar as it was computed then, and the cloud to come as it is now', () => {
    expect(lineOf('leadingA')).toEqual([NaN, 3.5, 5.5, 7.5, 9.5, 11.5, 13.5, 15.5, 17.5]);
    expect(lineOf('senkouA')).toEqual([NaN, NaN, NaN, NaN, NaN, 3.5, 5.5, 7.5, 9.5]);
    expect(lineOf('leadingB')).toEqual([NaN, NaN, 4, 6, 8, 10, 12, 14, 16]);
    expect(lineOf('senkouB')).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, 4, 6, 8]);
  });

  it('has the close of now for its lagging span, not that of a bar to come', () => {
    expect(lineOf('chikou')).toEqual([3, 5, 7, 9, 11, 13, 15, 17, 19]);
  });

  it.each(['tenkan', 'kijun', 'senkou', 'displacement'])('refuses a %s that is no period', (name) => {
    expect(() => ichimoku(bars('A', '1d', []), { [name]: 0 })).toThrow(
      `the period of ichimoku's ${name} to be a whole number of at least 1, but it was "0"`,
    );
  });
});
