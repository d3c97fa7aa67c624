import { describe, expect, it } from 'vitest';
import { hl2 } from '../../../engine/indicators/typical-price.ts';
import { vwap, vwma } from '../../../engine/indicators/vwap.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { BarColumns, Bars } from '../../../engine/model/series.ts';
import { HOUR, millis, parseTime } from '../../../engine/model/time.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { at, bars } from '../world.ts';
import { ofColumns, type Traded, traded } from './rows.ts';

/** Bars of an hour without a range, at one price each; a text moves to that time. */
const hours = (...drawing: readonly (string | readonly [price: number, volume: number])[]): BarColumns =>
  traded(
    '1h',
    drawing.map((row): Traded | string => (typeof row === 'string' ? row : [row[0], row[0], row[0], row[0], row[1]])),
  );

describe('vwap', () => {
  const TWO_DAYS = hours('2024-01-02T22:00', [10, 1], [20, 3], [30, 1], [40, 4]);

  it('weighs prices by volume, and begins anew with each day of UTC', () => {
    expect(ofColumns(TWO_DAYS, vwap)).toEqual([10, 17.5, 30, 38]);
  });

  it('begins where the session does: in the evening before, or after the trading after hours', () => {
    expect(ofColumns(TWO_DAYS, (own) => vwap(own, { sessionStart: -1 * HOUR }))).toEqual([10, 20, 22.5, 250 / 8]);
    expect(ofColumns(TWO_DAYS, (own) => vwap(own, { sessionStart: 23 * HOUR }))).toEqual([10, 20, 22.5, 250 / 8]);
    expect(ofColumns(TWO_DAYS, (own) => vwap(own, { sessionStart: 1 * HOUR }))).toEqual([10, 17.5, 20, 40]);
  });

  it('may have sessions of a week or a month', () => {
    const weekend = hours('2024-03-31T23:00', [10, 1], [20, 1], '2024-04-08T00:00', [30, 1]);
    expect(ofColumns(weekend, (own) => vwap(own, { session: '1w' }))).toEqual([10, 20, 30]);
    expect(ofColumns(weekend, (own) => vwap(own, { session: '1M' }))).toEqual([10, 20, 25]);
  });

  it('goes on from an event through all days, and is unknown before it', () => {
    expect(ofColumns(TWO_DAYS, (own) => vwap(own, { since: at('2024-01-02T23:00') }))).toEqual([NaN, 20, 22.5, 250 / 8]);
  });

  it('is unknown until something is traded in the session, and passes over a hole', () => {
    expect(ofColumns(hours([10, 0], [20, 1], [NaN, 9], [30, NaN], [40, 1]), vwap)).toEqual([NaN, 20, 20, 20, 30]);
    expect(ofColumns(hours('2024-01-02T23:00', [10, 1], [20, 0]), vwap)).toEqual([10, NaN]);
  });

  it('takes another price of the bar', () => {
    expect(ofColumns(traded('1h', [[10, 14, 8, 9, 2]]), (own) => vwap(own, { source: hl2(own) }))).toEqual([11]);
  });

  it('refuses sessions that are none', () => {
    const own = bars('A', '1h', []);
    expect(() => vwap(own, { session: 'day' })).toThrow(
      new ConfigError('Expected the session of vwap to be a timeframe such as "1d", but it was "day"'),
    );
    expect(() => vwap(own, { sessionStart: 24 * HOUR })).toThrow(
      new ConfigError('Expected the sessionStart of vwap to be milliseconds within a day, but it was "86400000"'),
    );
  });

  it('refuses an event at no time', () => {
    expect(() => vwap(bars('A', '1h', []), { since: parseTime('yesterday') })).toThrow(
      new ConfigError('Expected the since of vwap to be a time, but it was "NaN"'),
    );
  });

  it('refuses a price of other bars', () => {
    expect(() => vwap(bars('A', '1h', []), { source: bars('B', '1h', []).close })).toThrow(
      'Expected the two lines of vwap to be of one series',
    );
  });

  it('refuses bars without times, which lines of an author have not', () => {
    const line = new AuthorLine();
    const own: Bars = {
      kind: 'bars',
      id: 'A',
      ts: millis(0),
      openTs: millis(0),
      open: line,
      high: line,
      low: line,
      close: line,
      volume: line,
    };
    expect(() => vwap(own)).toThrow(new ConfigError('Expected the bars of vwap to be of a feed, but they were not'));
  });
});

describe('vwma', () => {
  it('is the moving average of what was paid', () => {
    const columns = hours([10, 1], [20, 3], [30, 1]);
    expect(ofColumns(columns, (own) => vwma(own, 2))).toEqual([NaN, 17.5, 22.5]);
  });

  it('is unknown where nothing was traded, to the last digit', () => {
    expect(ofColumns(hours([10, 1e9 / 3], [20, 0.1], [30, 0], [40, 0]), (own) => vwma(own, 2))).toEqual([NaN, expect.any(Number), 20, NaN]);
  });
});
