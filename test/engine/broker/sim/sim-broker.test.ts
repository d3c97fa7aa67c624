import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, live, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('cancel and replace', () => {
  it('a cancelled order meets nothing', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.cancel(ctx.buy(ctx.feeds.asset)) }));
    expect(ends(past)).toEqual(['canceled: user']);
  });

  it('what is closed is left alone', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset)), 1: () => [ctx.cancel(id), ctx.replace(id, { qty: 9 })] };
    });
    expect(ends(past)).toEqual(['filled']);
  });

  it('a replaced order has its new terms, on the grids of its instrument', () => {
    const past = daily(
      [flat, [10, 11, 9, 10], [10, 11, 6, 10]],
      (ctx) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5 })), 1: () => ctx.replace(id, { qty: 3.7, limit: 7.99 }) };
      },
      { instruments: { A: { tickSize: 0.5, stepSize: 1 } } },
    );
    expect(past.orders).toMatchObject([{ qty: 3, price: 7.5, avgPrice: 7.5 }]);
  });

  it('a replaced order arrives anew: it meets no bar that had begun', () => {
    const feeds = {
      minute: bars('M', '1m', ['2024-01-01T01:29', flat]),
      hourly: bars('H', '1h', [flat, flat, [10, 11, 8, 10], [10, 11, 8, 10]]),
    };
    const past = live(feeds, (ctx) => {
      let id = 0;
      return {
        onBar({ id: name }) {
          if (name === 'H' && id === 0) id = ctx.buy(ctx.feeds.hourly, { limit: 8.5 });
          if (name === 'M') ctx.replace(id, { limit: 9.5 });
        },
      };
    });
    // The bar from 01:00 went to 9, through 9.5, but the order stood at 9.5 only from 01:30 on.
    expect(past.fills).toMatchObject([{ price: 9.5, ts: at('2024-01-01T03:00') }]);
  });

  it('a price that is none disarms no stop', () => {
    const past = daily([flat, flat, [10, 11, 4, 5]], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.sell(ctx.feeds.asset, { trigger: 8 })), 1: () => ctx.replace(id, { trigger: Number.NaN }) };
    });
    expect(sides(past)).toEqual([['sell', 1, 8]]);
  });

  it('a quantity below what has filled is refused', () => {
    const past = daily([flat, flat], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5, qty: 2 })), 1: () => ctx.replace(id, { qty: 0 }) };
    });
    expect(past.orders).toMatchObject([{ qty: 2, events: [{}, {}, { kind: 'replace-rejected' }] }]);
  });
});

describe('an order without a price', () => {
  it.each([
    ['limit', { limit: Number.NaN }],
    ['stop', { trigger: Number.POSITIVE_INFINITY }],
    ['stop-limit', { trigger: 12, limit: Number.NaN }],
  ])('is refused: %s', (_, terms) => {
    expect(ends(daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1, ...terms }) })))).toEqual([
      'rejected: bad-price',
    ]);
  });

  it.each([
    ['a share', { pct: Number.NaN }],
    ['a level', { price: Number.NaN }],
  ])('is never an entry whose stop loss is not known: %s', (_, stopLoss) => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss }) }));
    expect(past.fills).toEqual([]);
  });
});

describe('at one instant', () => {
  it('exits go before entries, so that they free what entries need', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 100 }),
        1: () => [ctx.buy(ctx.feeds.asset, { qty: 100, ref: 'entry' }), ctx.close(ctx.feeds.asset, { ref: 'exit' })],
      }),
      { account: { cash: 1_000 } },
    );
    expect(past.fills.map(({ ref }) => ref)).toEqual([null, 'exit', 'entry']);
  });

  it('entries go in the order in which they were sent', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ['a', 'b', 'c'].map((ref) => ctx.buy(ctx.feeds.asset, { ref })) }));
    expect(past.fills.map(({ ref }) => ref)).toEqual(['a', 'b', 'c']);
  });

  it('stops go before limits', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { limit: 12, ref: 'limit' }), ctx.sell(ctx.feeds.asset, { trigger: 8, ref: 'stop' })],
    }));
    expect(past.fills.map(({ ref }) => ref)).toEqual(['stop', 'limit']);
  });
});
