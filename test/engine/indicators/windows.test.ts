import { describe, expect, it } from 'vitest';
import { atr, trueRange } from '../../../engine/indicators/atr.ts';
import { donchian } from '../../../engine/indicators/donchian.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { highest, lowest } from '../../../engine/indicators/extremes.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import type { Row } from '../world.ts';
import { ofBars, valuesOf } from './rows.ts';

describe('stdev', () => {
  it('is that of the window, divided by its length', () => {
    expect(valuesOf((line) => stdev(line, 4), 2, 4, 4, 6, 8)).toEqual([NaN, NaN, NaN, Math.sqrt(2), Math.sqrt(2.75)]);
  });

  it('is exactly 0 where all values are equal, though their sum is rounded', () => {
    expect(valuesOf((line) => stdev(line, 3), 0.1, 0.1, 0.1, 0.1)).toEqual([NaN, NaN, 0, 0]);
  });

  it('keeps its digits on a high level', () => {
    expect(valuesOf((line) => stdev(line, 3), 1e9 + 1, 1e9 + 2, 1e9 + 3).at(-1)).toBeCloseTo(Math.sqrt(2 / 3), 14);
  });

  it('is unknown while a hole is in its window', () => {
    expect(valuesOf((line) => stdev(line, 2), 1, 3, NaN, 5, 9)).toEqual([NaN, 1, NaN, NaN, 2]);
  });
});

describe('highest and lowest', () => {
  const PRICES = [3, 1, 2, 2, 5, 4, 3, 2];

  it('are those of the last values, the newest included', () => {
    expect(valuesOf((line) => highest(line, 3), ...PRICES)).toEqual([NaN, NaN, 3, 2, 5, 5, 5, 4]);
    expect(valuesOf((line) => lowest(line, 3), ...PRICES)).toEqual([NaN, NaN, 1, 1, 2, 2, 3, 2]);
  });

  it('start anew after a hole', () => {
    expect(valuesOf((line) => highest(line, 2), 9, 8, NaN, 1, 2, 1)).toEqual([NaN, 9, NaN, NaN, 2, 2]);
    expect(valuesOf((line) => lowest(line, 2), 1, 2, NaN, 8, 9, 9)).toEqual([NaN, 1, NaN, NaN, 8, 9]);
  });

  it('take values on both sides of zero', () => {
    expect(valuesOf((line) => highest(line, 2), -3, -1, -2, 0)).toEqual([NaN, -1, -1, 0]);
    expect(valuesOf((line) => lowest(line, 2), -3, -1, -2, 0)).toEqual([NaN, -3, -2, -2]);
  });
});

describe('ema and rma', () => {
  it('start with the mean of the first values and then weigh old and new', () => {
    expect(valuesOf((line) => ema(line, 3), 1, 2, 6, 7, 1)).toEqual([NaN, NaN, 3, 5, 3]);
    expect(valuesOf((line) => rma(line, 4), 2, 2, 4, 8, 8, 1)).toEqual([NaN, NaN, NaN, 4, 5, 4]);
  });

  it('keep the average through a hole and go on from it', () => {
    expect(valuesOf((line) => ema(line, 3), 1, NaN, 2, 6, NaN, 7)).toEqual([NaN, NaN, NaN, 3, 3, 5]);
  });
});

describe('trueRange, atr and donchian', () => {
  const ROWS: readonly Row[] = [
    [10, 12, 9, 11],
    [11, 13, 10, 12],
    [16, 17, 15, 16],
    [8, 9, 7, 8],
    [8, 10, 8, 9],
  ];

  it('count the gap from the close before, on either side', () => {
    // inside the day 3; up from 12 to 17; down from 16 to 7; inside 2
    expect(ofBars(ROWS, trueRange)).toEqual([NaN, 3, 5, 9, 2]);
    expect(ofBars(ROWS, (series) => atr(series, 2))).toEqual([NaN, NaN, 4, 6.5, 4.25]);
  });

  it('span the highs and lows of the last bars', () => {
    expect(ofBars(ROWS, (series) => donchian(series, 2).upper)).toEqual([NaN, 13, 17, 17, 10]);
    expect(ofBars(ROWS, (series) => donchian(series, 2).lower)).toEqual([NaN, 9, 10, 7, 7]);
  });
});
