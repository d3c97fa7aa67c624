import { describe, expect, it } from 'vitest';
import { readMemoryBars } from '../../app/memory-feed.ts';
import { readMemoryCustom, readMemoryQuotes, readMemoryTrades } from '../../app/memory-rows.ts';

const P = { open: 2, high: 3, low: 1, close: 2 };
const bars = (rows: unknown[], timeframe?: string) =>
  readMemoryBars({ bars: rows, ...(timeframe !== undefined && { timeframe }) }, 'feeds.asset');

describe('bars in memory', () => {
  it('know both their times from one and the timeframe', () => {
    const hour = 3_600_000;
    expect([...bars([{ ...P, openTs: '2024-01-01T10:00Z' }], '1h').times]).toEqual([Number.NaN, Date.UTC(2024, 0, 1, 11)]);
    expect([...bars([{ ...P, ts: 10 * hour }], '1h').openTimes]).toEqual([Number.NaN, 9 * hour]);
    expect([...bars([{ ...P, ts: '2024-03-01' }], '1M').openTimes]).toEqual([Number.NaN, Date.UTC(2024, 1, 1)]);
    expect([...bars([{ ...P, openTs: 5, ts: 9 }]).times]).toEqual([Number.NaN, 9]);
  });

  it.each<[string, unknown[], string | undefined]>([
    ['feeds.asset.bars[0]: Expected "close" to be a number, but it was "abc"', [{ ...P, close: 'abc', ts: 1 }], '1d'],
    ['feeds.asset.bars[0]: Expected "open" to be a number, but it was missing', [{ ts: 1 }], '1d'],
    ['feeds.asset.bars[0]: Expected "volume" to be a number, but it was "x"', [{ ...P, volume: 'x', ts: 1 }], '1d'],
    ['feeds.asset.bars[0]: Expected "high" to be the highest price of its bar, but it was "1.5"', [{ ...P, high: 1.5, ts: 1 }], '1d'],
    ['feeds.asset.bars[0]: Expected "low" to be the lowest price of its bar, but it was "2.5"', [{ ...P, low: 2.5, ts: 1 }], '1d'],
    ['feeds.asset.bars[0]: Expected "ts" to be an ISO time or milliseconds, but it was "soon"', [{ ...P, ts: 'soon' }], '1d'],
    ['feeds.asset.bars[0]: Expected "openTs" to be an ISO time or milliseconds, but it was "soon"', [{ ...P, openTs: 'soon' }], '1d'],
    ['feeds.asset.bars[0]: Expected "ts" to be the time of its close, or "openTs" that of its open, but it was missing', [P], '1d'],
    [
      'feeds.asset.bars[0]: Expected "timeframe" to be given, or each bar to have "openTs" and "ts", but it was missing',
      [{ ...P, ts: 1 }],
      undefined,
    ],
    ['feeds.asset.bars[0]: Expected "openTs" to be before the close, but it was "9"', [{ ...P, openTs: 9, ts: 5 }], undefined],
    [
      'feeds.asset.bars[1]: Expected "ts" to be later than that of the bar before, but it was "1970-01-02T00:00:00.000Z"',
      [
        { ...P, ts: 86_400_000 },
        { ...P, ts: 86_400_000 },
      ],
      '1d',
    ],
    ['feeds.asset.bars[0]: Expected a bar { ts, open, high, low, close }, but it was "null"', [null], '1d'],
  ])('%s', (sentence, rows, timeframe) => {
    expect(() => bars(rows, timeframe)).toThrow(sentence);
  });

  it('in columns must be of one length', () => {
    const columns = { ts: [1], open: [1, 2], high: [1, 2], low: [1, 2], close: [1, 2] };
    expect(() => readMemoryBars({ columns, timeframe: '1d' }, 'feeds.asset')).toThrow(
      'feeds.asset.columns: Expected "ts" to have 2 rows as "close" has, but it was "1"',
    );
    expect(readMemoryBars({ columns: {}, timeframe: '1d' }, 'feeds.asset').times).toHaveLength(1);
  });
});

describe('rows in memory', () => {
  it('become columns behind a NaN row, absent numbers NaN', () => {
    expect(readMemoryQuotes([{ ts: 1, bid: 2, ask: 3, bidSize: 4 }], 'x')).toEqual({
      times: Float64Array.of(Number.NaN, 1),
      bid: Float64Array.of(Number.NaN, 2),
      ask: Float64Array.of(Number.NaN, 3),
      bidSize: Float64Array.of(Number.NaN, 4),
      askSize: Float64Array.of(Number.NaN, Number.NaN),
    });
    const deep = readMemoryQuotes(
      [
        { ts: 1, bid: 2, ask: 3, bid2: 1, bidSize2: 7, ask2: 4 },
        { ts: 2, bid: 2, ask: 3, ask3: 5 },
      ],
      'x',
    );
    expect([deep.bid2, deep.bidSize2, deep.ask3].map((column) => [...column!.subarray(1)])).toEqual([
      [1, Number.NaN],
      [7, Number.NaN],
      [Number.NaN, 5],
    ]);
    expect(Object.keys(deep)).toHaveLength(13);
    expect([
      ...readMemoryTrades(
        [
          { ts: 1, price: 2, size: 1, side: 'buy' },
          { ts: 1, price: 2, size: 1 },
        ],
        'x',
      ).side,
    ]).toEqual([Number.NaN, 1, 0]);
  });

  it('of a custom series speak of the time at which they are known, unless they say of which', () => {
    const { knownAt, about } = readMemoryCustom([{ knownAt: 5, a: 1 }], 'x');
    expect(about).toBe(knownAt);
    expect([
      ...readMemoryCustom(
        [
          { knownAt: 5, ts: 3 },
          { knownAt: 6, ts: 2, a: 1 },
        ],
        'x',
      ).about,
    ]).toEqual([Number.NaN, 3, 2]);
  });

  it.each<[string, () => unknown]>([
    ['x[0]: Expected "bid" to be a number, but it was "a"', () => readMemoryQuotes([{ ts: 1, bid: 'a', ask: 3 }], 'x')],
    ['x[0]: Expected "ts" to be an ISO time or milliseconds, but it was missing', () => readMemoryQuotes([5], 'x')],
    [
      'x[1]: Expected "knownAt" not to be before the row above, but it was "4"',
      () => readMemoryCustom([{ knownAt: 5 }, { knownAt: 4 }], 'x'),
    ],
    ['x[0]: Expected "side" to be a number, but it was "up"', () => readMemoryTrades([{ ts: 1, price: 1, size: 1, side: 'up' }], 'x')],
  ])('%s', (sentence, read) => {
    expect(read).toThrow(sentence);
  });
});
