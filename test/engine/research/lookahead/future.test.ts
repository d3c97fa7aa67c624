import { describe, expect, it } from 'vitest';
import { BarSeries, CustomSeries, QuoteSeries, TradeSeries } from '../../../../engine/model/series.ts';
import { DAY } from '../../../../engine/model/time.ts';
import { from, knownAt } from '../../../../engine/research/lookahead/cut.ts';
import { type Held, heldOf, seriesOf } from '../../../../engine/research/lookahead/held.ts';
import { POISONS, poisoned } from '../../../../engine/research/lookahead/poison.ts';
import { dataOf, type Variant } from '../../../../engine/research/lookahead/variant.ts';

const column = (...values: number[]): Float64Array => Float64Array.of(Number.NaN, ...values);
const days = (...values: number[]): Float64Array => column(...values.map((value) => value * DAY));

/** Six days; the fourth has begun and is not over at day 3.5. */
const bars = (): Held => {
  const [openTimes, times] = [days(0, 1, 2, 3, 4, 5), days(1, 2, 3, 4, 5, 6)];
  const prices = { open: column(10, 11, 12, 13, 14, 15), high: column(12, 13, 14, 15, 16, 17), low: column(9, 10, 11, 12, 13, 14) };
  return heldOf(
    new BarSeries('X', { openTimes, times, ...prices, close: column(11, 12, 13, 14, 15, 16), volume: column(1, 2, 3, 4, 5, 6) }),
  );
};
const signal = (): Held => heldOf(new CustomSeries('S', days(1, 2, 3, 4), days(0, 1, 2, 3), { level: column(5, -5, Number.NaN, 7) }));
const quotes = (): Held =>
  heldOf(
    new QuoteSeries('Q', {
      ...{ times: days(1, 2), bid: column(9, 10), ask: column(11, 12), bidSize: column(1, 1), askSize: column(2, 2) },
      ...{ bid2: column(8, 9), ask2: column(12, 13) },
    }),
  );
const prints = (): Held =>
  heldOf(new TradeSeries('T', { times: days(1, 2), price: column(9, 10), size: column(1, 2), side: column(1, -1) }));

const list = (values: Float64Array | undefined): number[] => [...values!].slice(1);

describe('what a series holds', () => {
  it.each([
    ['bars', bars],
    ['a custom series', signal],
    ['quotes with deeper levels', quotes],
    ['trades', prints],
  ])('makes the same series again: %s', (_, make) => {
    expect(heldOf(seriesOf(make()))).toEqual(make());
  });

  it('keeps the usual length of a bar, whichever bars are left', () => {
    const day = bars();
    expect(BarSeries.lengthOf(seriesOf(knownAt(day, 0)) as BarSeries)).toBe(DAY);
    expect(BarSeries.lengthOf(seriesOf({ ...day, length: 7 }) as BarSeries)).toBe(7);
  });
});

describe('a series cut at a moment', () => {
  it('has what was known, the open of the bar that had begun, and nothing else behind it', () => {
    const { times, columns } = knownAt(bars(), 3.5 * DAY);
    expect(list(times).map((ts) => ts / DAY)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(list(columns['open'])).toEqual([10, 11, 12, 13, 13, 13]);
    expect(list(columns['close'])).toEqual([11, 12, 13, 13, 13, 13]);
    expect(list(columns['high'])).toEqual([12, 13, 14, 13, 13, 13]);
    expect(list(columns['volume'])).toEqual([1, 2, 3, 0, 0, 0]);
  });

  it('has no row of a custom series, quote or trade that came later', () => {
    expect(list(knownAt(signal(), 2 * DAY).columns['level'])).toEqual([5, -5]);
    expect(list(knownAt(quotes(), DAY).columns['bid2'])).toEqual([8]);
    expect(list(knownAt(prints(), 0).times)).toEqual([]);
  });

  it('begins later with bars that begin later, and with all that was known of a custom series', () => {
    expect(list(from(bars(), 2 * DAY).columns['open'])).toEqual([12, 13, 14, 15]);
    expect(list(from(bars(), 2.5 * DAY).columns['open'])).toEqual([13, 14, 15]);
    expect(list(from(quotes(), 2 * DAY).columns['bid'])).toEqual([10]);
    expect(from(signal(), 3 * DAY)).toEqual(signal());
  });
});

describe.each(POISONS)('a future that is %s', (poison) => {
  it('changes nothing that was known, and no time', () => {
    for (const held of [bars(), signal(), quotes(), prints()]) {
      const other = poisoned(held, 2 * DAY, poison, 1);
      expect(knownAt({ ...other, length: held.length }, 2 * DAY - 1)).toEqual(knownAt(held, 2 * DAY - 1));
      expect(other.times).toEqual(held.times);
    }
  });

  it('keeps the open of a bar that had begun, and makes bars that can be', () => {
    const { open, high, low, close } = poisoned(bars(), 3.5 * DAY, poison, 1).columns;
    expect(open![4]).toBe(13);
    for (let row = 1; row <= 6; row++) {
      expect(high![row]).toBeGreaterThanOrEqual(Math.max(open![row]!, close![row]!));
      expect(low![row]).toBeLessThanOrEqual(Math.min(open![row]!, close![row]!));
      expect(low![row]).toBeGreaterThan(0);
    }
  });

  it('is another one, and the same every time', () => {
    const held = bars();
    const close = (seed: number): number[] => list(poisoned(held, DAY, poison, seed).columns['close']);
    expect(close(3)).not.toEqual(list(held.columns['close']));
    expect(close(3)).toEqual(close(3));
  });
});

describe('a poisoned column', () => {
  it('goes through zero where its values may, and has a value where there was none', () => {
    const level = list(poisoned(signal(), DAY, 'fallen', 1).columns['level']);
    expect(level[0]).toBe(5);
    expect(level.slice(1).every((value) => value < -50)).toBe(true);
  });

  it('is that of one feed where one is asked for', () => {
    const variant: Variant = { how: 'risen', at: DAY, only: 1, warmUntil: 0, until: DAY, trace: -1 };
    const [first, second] = dataOf(variant, [bars(), bars()]);
    expect(first).toEqual(bars());
    expect(second).not.toEqual(bars());
  });
});
