import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadSource } from '../../../data/source.ts';
import { QuoteBars, type QuotePrice } from '../../../data/transform/quote-bars.ts';
import { blockOf, made, withoutNanRow } from './blocks.ts';

const NAN = Number.NaN;
const M = 60_000;
const quotes = (...rows: [number, number, number][]) => blockOf(['times', 'bid', 'ask'], rows);

describe('quotes to bars by time', () => {
  const block = quotes([0, 99, 101], [1, 98, 104], [2, 100, NAN], [M, 99, 101], [2 * M, 99, 101]);

  it('are of the bid, the ask, or half of both', () => {
    expect(made(new QuoteBars({ timeframe: '1m', price: 'bid' }), block)[0]).toEqual([0, M, 99, 100, 98, 100, 3]);
    expect(made(new QuoteBars({ timeframe: '1m', price: 'ask' }), block)[0]).toEqual([0, M, 101, 104, 101, 104, 2]);
    expect(made(new QuoteBars({ timeframe: '1m', price: 'mid' }), block)[0]).toEqual([0, M, 100, 101, 100, 101, 2]);
  });

  it('begin with the first quote of the period, not with the one that stood', () => {
    expect(made(new QuoteBars({ timeframe: '1m', price: 'bid' }), block)[1]![2]).toBe(99);
  });

  it('leave out a period in which no quote came, though one stands', () => {
    const rows = made(new QuoteBars({ timeframe: '1m', price: 'bid' }), quotes([0, 99, 101], [3 * M, 98, 101], [4 * M, 98, 101]));
    expect(rows.map(([open]) => open)).toEqual([0, 3 * M]);
  });
});

const DIR = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
const TICKS = join(DIR, 'quotes/forex/EURUSD_oanda_tick_20140502.csv.gz');
const BARS = join(DIR, 'quotebars/forex/EURUSD_oanda_1m_quote_201405_201804.csv.gz');

describe('real quotes', () => {
  it.skipIf(!existsSync(TICKS))(
    `of a day make the minutes their publisher made of them${existsSync(TICKS) ? '' : ` (skipped: no ${TICKS})`}`,
    async () => {
      const ticks = withoutNanRow({ ...(await loadSource({ source: TICKS }, 'quotes', '.')).columns });
      const published = gunzipSync(readFileSync(BARS))
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('2014-05-02T'))
        .map((line) => line.split(','));
      const until = Date.parse('2014-05-03T00:00Z');
      for (const [price, first] of [
        ['bid', 1],
        ['ask', 6],
      ] as [QuotePrice, number][]) {
        const rows = made(new QuoteBars({ timeframe: '1m', price }), ticks, { until });
        expect(rows.map(([open, , ...prices]) => [open, ...prices.slice(0, 4)])).toEqual(
          published.map((cells) => [Date.parse(cells[0]!), ...cells.slice(first, first + 4).map(Number)]),
        );
        expect(rows.length).toBe(1222);
      }
    },
  );
});
