import { describe, expect, it } from 'vitest';
import { resample } from '../../../engine/feed/resample.ts';
import { BarSeries } from '../../../engine/model/series.ts';
import { isoTime } from '../../../engine/model/time.ts';
import { at, bars, live, type Row } from '../world.ts';

const rowsOf = (series: BarSeries) => {
  const { openTimes, times, open, high, low, close, volume } = BarSeries.columnsOf(series);
  return Array.from({ length: series.rows }, (_, r) => [
    isoTime(openTimes[r + 1]!).slice(5, 16),
    isoTime(times[r + 1]!).slice(5, 16),
    open[r + 1],
    high[r + 1],
    low[r + 1],
    close[r + 1],
    volume[r + 1],
  ]);
};

describe('bars of a longer timeframe', () => {
  it('join open, high, low, close and volume', () => {
    const source = bars('A', '20m', [
      [10, 12, 9, 11],
      [11, 15, 10, 12],
      [12, 13, 8, 9],
      [9, 10, 9, 10],
      [10, 10, 10, 10],
      [10, 11, 7, 8],
    ]);
    expect(rowsOf(resample(source, '1h'))).toEqual([
      ['01-01T00:00', '01-01T01:00', 10, 15, 8, 9, 300],
      ['01-01T01:00', '01-01T02:00', 9, 11, 7, 8, 300],
    ]);
  });

  it('leave out a period that the data do not reach the end of', () => {
    const hour: Row = [1, 2, 1, 2];
    expect(resample(bars('A', '1h', [hour, hour, hour]), '2h').rows).toBe(1);
    expect(resample(bars('A', '1h', [hour, hour, hour, hour]), '2h').rows).toBe(2);
  });

  it('are known at the end of their period though its last bars are missing, and skip what has no bars', () => {
    const source = bars('A', '1h', ['2024-01-05T20:00', [1, 3, 1, 2], '2024-01-08T09:00', [5, 6, 4, 5], '2024-01-09T23:00', [7, 7, 7, 7]]);
    expect(rowsOf(resample(source, '1d')).map((row) => row.slice(0, 4))).toEqual([
      ['01-05T00:00', '01-06T00:00', 1, 3],
      ['01-08T00:00', '01-09T00:00', 5, 6],
      ['01-09T00:00', '01-10T00:00', 7, 7],
    ]);
  });

  it('are anchored to midnight, Monday and the calendar month', () => {
    const days = bars('A', '1d', ['2024-02-26', ...Array.from({ length: 35 }, (_, d): Row => [d, d, d, d])]);
    expect(rowsOf(resample(days, '1w'))[0]!.slice(0, 2)).toEqual(['02-26T00:00', '03-04T00:00']);
    expect(rowsOf(resample(days, '1M')).map((row) => row[1])).toEqual(['03-01T00:00', '04-01T00:00']);
  });

  it('of nothing are nothing', () => {
    expect(resample(bars('A', '1m', []), '1h').rows).toBe(0);
  });

  it('want finer bars that fit, and a timeframe', () => {
    const hour: Row = [1, 2, 1, 2];
    expect(() => resample(bars('A', '1h', [hour]), '45m')).toThrow(
      'Expected bars of "A" that fit into 45m, but one of them is longer or crosses its end',
    );
    expect(() => resample(bars('A', '1d', [hour]), '1h')).toThrow('fit into 1h');
    expect(() => resample(bars('A', '1h', [hour]), 'hourly')).toThrow(
      'Expected a timeframe such as "5m", "1h" or "1d", but it was "hourly"',
    );
  });
});

describe('ctx.resample', () => {
  const minutes = Array.from({ length: 130 }, (_, m): Row => [m, m + 0.5, m - 0.5, m]);

  it('shows a longer bar when it is closed, after the finer one, and to the strategy that asked', () => {
    const seen: string[] = [];
    const past = live({ asset: bars('A', '1m', minutes) }, (ctx) => {
      const hourly = ctx.resample(ctx.feeds.asset, '1h');
      return {
        onBar(bar) {
          if (bar === hourly) seen.push(`${isoTime(ctx.now).slice(11, 16)} ${bar.open.value} ${bar.close.value}`);
          else if (ctx.now === at('2024-01-01T01:00')) seen.push(`before: ${hourly.close.ready}`);
          else if (ctx.now === at('2024-01-01T01:30')) seen.push(`still: ${hourly.close.value}`);
        },
      };
    });
    expect(seen).toEqual(['before: true', '01:00 0 59', 'still: 59', '02:00 60 119']);
    expect(past.equity).toHaveLength(130);
  });

  it('makes bars of which indicators and orders can be made, and that fill nothing themselves', () => {
    const past = live({ asset: bars('A', '1m', minutes) }, (ctx) => {
      const hourly = ctx.resample(ctx.feeds.asset, '1h');
      return { onBar: (bar) => void (bar === hourly && ctx.buy(hourly)) };
    });
    expect(past.fills.map(({ price, instrument }) => [price, instrument])).toEqual([
      [60, 'A'],
      [120, 'A'],
    ]);
  });

  it('is for setup, and for bars', () => {
    expect(() => live({ asset: bars('A', '1m', minutes) }, (ctx) => ({ onBar: () => void ctx.resample(ctx.feeds.asset, '1h') }))).toThrow(
      'Expected ctx.resample("1h") in setup, but it was called after the first bar',
    );
  });
});
