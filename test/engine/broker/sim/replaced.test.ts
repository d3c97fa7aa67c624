import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** A buy at the first close, changed at the second; `rows` are the bars from the third on. */
const changed = (terms: object, change: object, rows: readonly Row[], more = {}) =>
  daily(
    [flat, [10, 11, 9.5, 10], ...rows],
    (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset, terms)), 1: () => ctx.replace(id, change) };
    },
    more,
  );

describe('a replaced order', () => {
  it('has not rested: it takes the open it then meets', () => {
    expect(changed({ limit: 8 }, { limit: 10.5 }, [flat]).fills).toMatchObject([{ price: 10, ts: at('2024-01-03'), liquidity: 'taker' }]);
    // Even at the price it had, where an order that rests would need a trade through it.
    expect(changed({ limit: 9 }, { limit: 9 }, [[9, 10, 9, 10]]).fills).toMatchObject([{ price: 9, liquidity: 'taker' }]);
    expect(changed({ limit: 9 }, {}, [[9, 10, 9, 10]]).fills).toMatchObject([{ price: 9 }]);
  });

  it('rests anew after the moment it then meets', () => {
    expect(changed({ limit: 8 }, { limit: 9 }, [flat, [9, 10, 9, 10]]).fills).toEqual([]);
    expect(changed({ limit: 8 }, { limit: 9 }, [flat, [10, 10, 8.9, 10]]).fills).toMatchObject([{ price: 9, liquidity: 'maker' }]);
  });

  it('as a stop has its new trigger from the next bar on', () => {
    expect(sides(changed({ trigger: 15 }, { trigger: 12 }, [[10, 12, 9, 11]]))).toEqual([['buy', 1, 12]]);
    expect(sides(changed({ trigger: 12 }, { trigger: 15 }, [[10, 14, 9, 11]]))).toEqual([]);
    expect(sides(changed({ trigger: 15 }, { trigger: 9 }, [flat]))).toEqual([['buy', 1, 10]]);
  });

  it('as a stop-limit may change either price', () => {
    expect(sides(changed({ trigger: 12, limit: 11 }, { limit: 13 }, [[10, 12, 9, 12]]))).toEqual([['buy', 1, 12]]);
    expect(sides(changed({ trigger: 20, limit: 13 }, { trigger: 12 }, [[10, 12, 9, 12]]))).toEqual([['buy', 1, 12]]);
  });

  it('to another quantity counts what it has filled', () => {
    const past = changed({ qty: 25 }, { qty: 15 }, [flat, flat], { simulator: { volumeLimit: 0.1 } });
    expect(past.fills.map(({ qty }) => qty)).toEqual([10, 5]);
    expect(past.orders).toMatchObject([{ status: 'filled', qty: 15 }]);
  });

  it('to no more than it has filled is refused and goes on as it was', () => {
    const past = changed({ qty: 25 }, { qty: 10 }, [flat, flat], { simulator: { volumeLimit: 0.1 } });
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toContain('replace-rejected');
    expect(past.fills.map(({ qty }) => qty)).toEqual([10, 10, 5]);
  });

  it('keeps its age: it still goes before what was sent after it', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let id = 0;
      return {
        0: () => {
          id = ctx.buy(ctx.feeds.asset, { limit: 8, ref: 'old' });
          ctx.buy(ctx.feeds.asset, { limit: 8.1, ref: 'young' });
        },
        1: () => [...ctx.openOrders()].reverse().map((open) => ctx.replace(open, { limit: open === id ? 10.5 : 10.6 })),
      };
    });
    expect(past.fills.map(({ ref }) => ref)).toEqual(['old', 'young']);
  });

  it('as a child covers at most what its parent has filled, reduce-only or not', () => {
    const past = daily([flat, flat, flat, [10, 13, 9, 12]], (ctx) => {
      let id = 0;
      return {
        0: () => (id = ctx.sell(ctx.feeds.asset, { limit: 12, parent: ctx.buy(ctx.feeds.asset, { qty: 3, stopLoss: { price: 8 } }) })),
        1: () => ctx.openOrders().map((open) => ctx.replace(open, { qty: open === id ? 9 : 8 })),
      };
    });
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['sell', 3, 12],
    ]);
    expect(past.orders.map(({ qty }) => qty)).toEqual([3, 3, 3]);
  });

  it('as an exit at a share of the price stands where it was put', () => {
    const past = daily(
      [flat, flat, [12, 13, 11, 12], [12, 12, 9, 9]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 20, stopLoss: { pct: 0.5 } }),
        // The second half of the entry fills after this, at 12: the level stays.
        1: () => ctx.replace(ctx.openOrders().at(-1)!, { trigger: 9.5 }),
      }),
      { simulator: { volumeLimit: 0.1 } },
    );
    expect(past.fills.at(-1)).toMatchObject({ side: 'sell', qty: 10, price: 9.5 });
  });

  it('whose members share a group takes its new quantity only for itself', () => {
    const past = daily([flat, flat, [10, 13, 9, 12], flat], (ctx) => {
      let id = 0;
      return {
        0: () => {
          id = ctx.sell(ctx.feeds.asset, { qty: 4, limit: 12, oco: 1 });
          ctx.sell(ctx.feeds.asset, { qty: 4, trigger: 5, oco: 1 });
        },
        1: () => ctx.replace(id, { qty: 1 }),
      };
    });
    expect(past.orders).toMatchObject([
      { status: 'filled', filledQty: 1 },
      { status: 'accepted', qty: 3 },
    ]);
  });
});

describe('two orders of one moment', () => {
  it('are ranked as things stood at its beginning: the first fill makes no exit of the second', () => {
    // Flat: both open. Were the ranks worked out anew, the stop would close the long that the market order opened.
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [
        ctx.buy(ctx.feeds.asset, { limit: 8, ref: 'limit' }),
        ctx.sell(ctx.feeds.asset, { limit: 12, ref: 'younger limit' }),
        ctx.buy(ctx.feeds.asset, { trigger: 12.5, ref: 'stop' }),
      ],
    }));
    expect(past.fills.map(({ ref }) => ref)).toEqual(['stop', 'limit', 'younger limit']);
  });

  it('of which one closes more than is held both open: the older goes first', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      1: () => [ctx.buy(ctx.feeds.asset, { ref: 'older' }), ctx.sell(ctx.feeds.asset, { qty: 2, ref: 'turns' })],
    }));
    expect(past.fills.slice(1).map(({ ref }) => ref)).toEqual(['older', 'turns']);
    expect(ends(past)).toEqual(['filled', 'filled', 'filled']);
  });
});
