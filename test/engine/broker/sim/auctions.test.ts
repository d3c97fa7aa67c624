import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, quotes, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

const buy = (terms: object, rows: readonly (Row | string)[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, terms) }), more);
const sell = (terms: object, rows: readonly (Row | string)[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, terms) }), more);

const next: Row = [12, 14, 11, 13];

describe('an order for the auction of a daily bar', () => {
  it('on open takes the next open, exactly', () => {
    expect(buy({ at: 'open' }, [next]).fills).toMatchObject([
      { price: 12, ts: at('2024-01-02'), barTs: at('2024-01-03'), liquidity: 'taker', certainty: 'exact' },
    ]);
    expect(buy({ at: 'open' }, [next]).orders).toMatchObject([{ type: 'market-on-open' }]);
  });

  it('on close takes the next close, exactly, at its time', () => {
    expect(buy({ at: 'close' }, [next]).fills).toMatchObject([
      { price: 13, ts: at('2024-01-03'), barTs: at('2024-01-03'), liquidity: 'taker', certainty: 'exact' },
    ]);
    expect(buy({ at: 'close' }, [next]).orders).toMatchObject([{ type: 'market-on-close' }]);
  });

  it('waits over days without a bar', () => {
    expect(buy({ at: 'close' }, ['2024-01-08', next]).fills).toMatchObject([{ price: 13, ts: at('2024-01-09') }]);
  });

  it('with a limit fills at the price of the auction where that is at the limit or better', () => {
    expect(buy({ at: 'open', limit: 12 }, [next]).fills).toMatchObject([{ price: 12, liquidity: 'taker', certainty: 'exact' }]);
    expect(sides(buy({ at: 'open', limit: 15 }, [next]))).toEqual([['buy', 1, 12]]);
    expect(buy({ at: 'close', limit: 13 }, [next]).fills).toMatchObject([{ price: 13, liquidity: 'taker', certainty: 'exact' }]);
    expect(sides(sell({ at: 'open', limit: 11 }, [next]))).toEqual([['sell', 1, 12]]);
    expect(sides(sell({ at: 'close', limit: 13 }, [next]))).toEqual([['sell', 1, 13]]);
  });

  it('with a limit that the auction misses ends there, whatever the bar did besides', () => {
    const missed = (past: ReturnType<typeof daily>) => [past.fills.length, past.orders[0]!.reason, past.orders[0]!.closedTs];
    expect(missed(buy({ at: 'open', limit: 11.5 }, [next, flat]))).toEqual([0, 'auction-missed', at('2024-01-02')]);
    expect(missed(buy({ at: 'close', limit: 12 }, [next, flat]))).toEqual([0, 'auction-missed', at('2024-01-03')]);
    expect(missed(sell({ at: 'open', limit: 13 }, [next, flat]))).toEqual([0, 'auction-missed', at('2024-01-02')]);
    expect(missed(sell({ at: 'close', limit: 14 }, [next, flat]))).toEqual([0, 'auction-missed', at('2024-01-03')]);
  });

  it('pays slippage at market, and none with a limit', () => {
    const slippage = { model: 'ticks', ticks: 1 } as const;
    const terms = { slippage, instruments: { A: { tickSize: 0.5 } } };
    for (const auction of ['open', 'close'] as const) {
      const price = auction === 'open' ? 12 : 13;
      expect(sides(buy({ at: auction }, [next], terms))).toEqual([['buy', 1, price + 0.5]]);
      expect(sides(buy({ at: auction, limit: price }, [next], terms))).toEqual([['buy', 1, price]]);
    }
  });

  it('has its limit on the tick grid, on the passive side', () => {
    expect(buy({ at: 'close', limit: 13.3 }, [flat], { instruments: { A: { tickSize: 0.5 } } }).orders).toMatchObject([
      { type: 'limit-on-close', price: 13 },
    ]);
  });
});

describe('an order for the auction of a session of hours', () => {
  // Two days of three bars: 14 to 17 o'clock.
  const day = (from: number): Row[] => [0, 1, 2].map((k) => [from + k, from + k + 0.5, from + k - 0.5, from + k + 0.2]);
  const hours = ['2024-01-01T14:00', ...day(10), '2024-01-02T14:00', ...day(20)];
  const sent = (bar: number, terms: object, more = {}) =>
    live({ asset: bars('A', '1h', hours) }, (ctx) => follow(ctx.feeds.asset, { [bar]: () => ctx.buy(ctx.feeds.asset, terms) }), more);

  it('on open waits for the first bar of the next day', () => {
    expect(sent(0, { at: 'open' }).fills).toMatchObject([{ price: 20, ts: at('2024-01-02T14:00') }]);
    expect(sent(2, { at: 'open' }).fills).toMatchObject([{ price: 20 }]);
    expect(sent(3, { at: 'open' }).fills).toEqual([]);
  });

  it('on close waits for the last bar of the day', () => {
    expect(sent(0, { at: 'close' }).fills).toMatchObject([{ price: 12.2, ts: at('2024-01-01T17:00') }]);
    expect(sent(1, { at: 'close' }).fills).toMatchObject([{ price: 12.2, ts: at('2024-01-01T17:00') }]);
  });

  it('on close sent at the close itself is late: it takes the close of the next day, the last of the data', () => {
    expect(sent(2, { at: 'close' }).fills).toMatchObject([{ price: 22.2, ts: at('2024-01-02T17:00') }]);
    expect(sent(5, { at: 'close' }).fills).toEqual([]);
  });

  it('with a limit is judged by the auction alone, however good the bars before it', () => {
    expect(sides(sent(0, { at: 'open', limit: 20 }))).toEqual([['buy', 1, 20]]);
    expect(ends(sent(0, { at: 'close', limit: 12 }))).toEqual(['canceled: auction-missed']);
  });

  it('sent while the last bar is under way does not fill at its close', () => {
    const feeds = () => ({ minute: bars('M', '1m', ['2024-01-01T16:29', flat]), asset: bars('A', '1h', hours) });
    for (const [terms, price] of [
      [{ at: 'close' }, 22.2],
      [{ at: 'open' }, 20],
    ] as const) {
      for (const path of ['pessimistic', 'o-h-l-c'] as const) {
        const past = live(feeds(), (ctx) => follow(ctx.feeds.minute, { 0: () => ctx.buy(ctx.feeds.asset, { ...terms }) }), {
          simulator: { path },
        });
        expect(sides(past)).toEqual([['buy', 1, price]]);
      }
    }
  });

  it('meets the auction on any path', () => {
    for (const path of ['o-h-l-c', 'o-l-h-c', 'nearest-extreme-first'] as const) {
      expect(sides(sent(0, { at: 'close' }, { simulator: { path } }))).toEqual([['buy', 1, 12.2]]);
      expect(sides(sent(0, { at: 'open' }, { simulator: { path } }))).toEqual([['buy', 1, 20]]);
    }
  });
});

describe('an instrument of quotes', () => {
  it('has no auctions: orders for them are refused', () => {
    const asset = quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 9, 10],
    ]);
    const past = live({ asset }, (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.buy(ctx.feeds.asset, { at: 'open' })) }));
    expect(ends(past)).toEqual(['rejected: unsupported']);
  });
});
