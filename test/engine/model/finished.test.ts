import { describe, expect, it } from 'vitest';
import {
  aroon,
  atr,
  BarSeries,
  bollinger,
  cci,
  cmf,
  correlation,
  dema,
  dmi,
  ema,
  forceIndex,
  heikinAshi,
  highest,
  kama,
  lag,
  linearRegression,
  lowest,
  macd,
  mfi,
  obv,
  parabolicSar,
  percentRank,
  pivotPoints,
  ppo,
  regression,
  rma,
  roc,
  rocp,
  rsi,
  sinceHighest,
  sma,
  stdev,
  stochastic,
  supertrend,
  tema,
  variance,
  vwap,
  wma,
  zscore,
} from '../../../engine/index.ts';
import { candlestick } from '../../../engine/indicators/technicalindicators/candlestick.ts';
import { Finished } from '../../../engine/model/finished.ts';
import { Line } from '../../../engine/model/line.ts';
import { barColumns } from '../../../engine/model/series.ts';
import { millis } from '../../../engine/model/time.ts';

const ROWS = 700;

/** Bars whose prices wander, with a gap in the volume. */
const columns = barColumns(ROWS);
let state = 7;
const draw = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
for (let row = 1, price = 100; row <= ROWS; row++) {
  const open = price;
  price *= 1 + (draw() - 0.5) / 50;
  columns.openTimes[row] = row * 60_000;
  columns.times[row] = (row + 1) * 60_000;
  columns.open[row] = open;
  columns.close[row] = price;
  columns.high[row] = Math.max(open, price) * (1 + draw() / 100);
  columns.low[row] = Math.min(open, price) * (1 - draw() / 100);
  columns.volume[row] = 1 + Math.floor(draw() * 100);
}

/** Indicators that differ in one parameter only stand beside each other. */
const MAKE: readonly ((bars: BarSeries) => Line)[] = [
  ({ close }) => sma(close, 10),
  ({ close }) => sma(close, 11),
  ({ high }) => sma(high, 10),
  ({ close }) => sma(sma(close, 10), 10),
  ({ close }) => ema(close, 10),
  ({ close }) => ema(close, 10, { seed: 'first' }),
  ({ close }) => rma(close, 10),
  ({ close }) => rma(close, 10, { seed: 'first' }),
  ({ close }) => wma(close, 10),
  ({ close }) => dema(close, 10),
  ({ close }) => dema(close, 10, { start: 'at-once' }),
  ({ close }) => tema(close, 10),
  ({ close }) => kama(close, 10),
  ({ close }) => kama(close, 10, 3),
  ({ close }) => kama(close, 10, 2, 20),
  ({ close }) => rsi(close, 14),
  ({ close }) => rsi(close, 14, { average: 'simple' }),
  ({ close }) => roc(close, 5),
  ({ close }) => rocp(close, 5),
  ({ close }) => lag(close, 5),
  ({ close }) => highest(close, 20),
  ({ close }) => lowest(close, 20),
  ({ close }) => sinceHighest(close, 20),
  ({ close }) => sinceHighest(close, 20, 'oldest'),
  ({ close }) => variance(close, 20),
  ({ close }) => variance(close, 20, { sample: true }),
  ({ close }) => stdev(close, 20),
  ({ close }) => stdev(close, 20, { sample: true }),
  ({ close }) => zscore(close, 20),
  ({ close }) => zscore(close, 20, { sample: true }),
  ({ close }) => percentRank(close, 20),
  ({ close }) => percentRank(close, 20, { ties: 'half' }),
  (bars) => cci(bars, 20),
  (bars) => atr(bars, 14),
  (bars) => atr(bars, 14, { first: 'range' }),
  (bars) => obv(bars),
  (bars) => obv(bars, { start: 'zero' }),
  (bars) => mfi(bars, 14),
  (bars) => aroon(bars, 14).up,
  (bars) => stochastic(bars).k,
  ({ close }) => bollinger(close, 20, 2).percentB,
  ({ close }) => bollinger(close, 20, 3).upper,
  ({ close }) => macd(close).signal,
  ({ close }) => macd(close).histogram,
  ({ close }) => macd(close, 12, 26, 9, { seed: 'first' }).macd,
  ({ close }) => ppo(close).ppo,
  ({ close }) => ppo(close, 12, 26, 8).signal,
  (bars) => aroon(bars, 14).down,
  (bars) => aroon(bars, 15).oscillator,
  (bars) => dmi(bars, 14).plusDi,
  (bars) => dmi(bars, 14).adxr,
  (bars) => dmi(bars, 14, { seed: 'wilder' }).minusDi,
  (bars) => parabolicSar(bars).value,
  (bars) => parabolicSar(bars, { step: 0.03 }).direction,
  (bars) => parabolicSar(bars, { max: 0.1 }).value,
  (bars) => parabolicSar(bars, { start: 0.01 }).value,
  (bars) => supertrend(bars, 10, 3).value,
  (bars) => supertrend(bars, 10, 2).direction,
  (bars) => supertrend(bars, 10, 3, { average: sma }).value,
  ({ close }) => linearRegression(close, 10).slope,
  ({ close }) => linearRegression(close, 11).value,
  ({ close }) => linearRegression(close, 10).r2,
  ({ close, volume }) => regression(close, volume, 10).intercept,
  ({ close, volume }) => correlation(close, volume, 10),
  ({ close, volume }) => correlation(volume, close, 11),
  (bars) => heikinAshi(bars).open,
  (bars) => heikinAshi(bars).low,
  (bars) => sma(heikinAshi(bars).high, 3),
  (bars) => forceIndex(bars, 13),
  (bars) => forceIndex(bars, 5),
  (bars) => cmf(bars, 20),
  (bars) => pivotPoints(bars).r1,
  (bars) => pivotPoints(bars, 'fibonacci').s1,
  (bars) => pivotPoints(bars, 'standard', { sessionStart: 3_600_000 }).pivot,
  (bars) => vwap(bars),
  (bars) => vwap(bars, { session: '4h' }),
  (bars) => vwap(bars, { sessionStart: 3_600_000 }),
  (bars) => vwap(bars, { source: bars.close }),
  (bars) => vwap(bars, { since: millis(columns.openTimes[300]!) }),
  (bars) => candlestick(bars, 'doji'),
  (bars) => candlestick(bars, 'hammerpattern'),
];

/** What each shows, row by row, as a strategy sees it. */
function shownBy(make: readonly ((bars: BarSeries) => Line)[], finished?: Finished): number[][] {
  const bars = new BarSeries('X', columns);
  if (finished !== undefined) bars.share(finished);
  const lines = make.map((one) => one(bars));
  const shown: number[][] = make.map(() => []);
  while (bars.row < bars.rows) {
    bars.advance();
    lines.forEach((line, k) => {
      shown[k]!.push(line.value, line.ago(3));
    });
  }
  return shown;
}

describe('columns of indicators that many runs share', () => {
  it('are those that a run alone computes, for every indicator and every option of it', () => {
    const alone = shownBy(MAKE);
    const finished = new Finished();
    expect(shownBy(MAKE, finished)).toEqual(alone);
    expect(shownBy(MAKE.toReversed(), finished).reverse()).toEqual(alone);
  });

  it('are computed once, and are the same column for the next run', () => {
    const finished = new Finished();
    const [first, second] = [new BarSeries('X', columns), new BarSeries('X', columns)].map((bars) => {
      bars.share(finished);
      return sma(bars.close, 10);
    });
    expect(Line.bufferOf(second!)).toBe(Line.bufferOf(first!));
  });

  it('are those of all lines that one kernel computes, together', () => {
    const finished = new Finished();
    const [first, second] = [0, 1].map(() => {
      const bars = new BarSeries('X', columns);
      bars.share(finished);
      return macd(bars.close, 12, 26, 9);
    });
    for (const name of ['macd', 'signal', 'histogram'] as const)
      expect(Line.bufferOf(second![name]), name).toBe(Line.bufferOf(first![name]));
    expect(new Set(Object.values(first!).map(Line.bufferOf)).size).toBe(3);
  });

  it('are others where bars at other times part into other sessions', () => {
    const finished = new Finished();
    const later = columns.openTimes.map((ts) => ts + 43_200_000);
    const values = [columns, { ...columns, openTimes: later }].map((own) => {
      const bars = new BarSeries('X', own);
      bars.share(finished);
      return Line.bufferOf(vwap(bars, { session: '4h' }));
    });
    expect(values[1]).not.toBe(values[0]);
  });

  it('show no row ahead of their own run', () => {
    const finished = new Finished();
    const [ahead, behind] = [0, 1].map(() => {
      const bars = new BarSeries('X', columns);
      bars.share(finished);
      return { bars, line: sma(bars.close, 2) };
    });
    for (let k = 0; k < 5; k++) ahead!.bars.advance();
    behind!.bars.advance();
    expect(behind!.line.value).toBeNaN();
    expect(ahead!.line.value).toBe((columns.close[4]! + columns.close[5]!) / 2);
  });

  it('go where they are not asked for, once they take too much room', () => {
    const finished = new Finished(3 * 8 * 11);
    const source = new Float64Array(11);
    const takes = (name: string): boolean => {
      let isNew = false;
      finished.take(name, [source], 10, () => {
        isNew = true;
      });
      return isNew;
    };
    expect(['a', 'b', 'c', 'a', 'd', 'a', 'b'].map(takes)).toEqual([true, true, true, false, true, false, true]);
  });
});
