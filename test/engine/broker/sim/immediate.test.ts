import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

const buy = (terms: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, terms) }), more);

/** Ten units a bar. */
const capped = { simulator: { volumeLimit: 0.1 } };

describe('an order that is to fill at once', () => {
  it.each(['ioc', 'fok'] as const)('%s waits for a touch of its trigger, and fills there', (tif) => {
    expect(sides(buy({ touched: 8, tif }, [flat, [10, 11, 8, 9]]))).toEqual([['buy', 1, 8]]);
    expect(sides(buy({ trigger: 12, tif }, [flat, [13, 14, 12, 13]]))).toEqual([['buy', 1, 13]]);
    expect(sides(buy({ trail: { amount: 2 }, tif }, [flat, [10, 12, 10, 11]]))).toEqual([['buy', 1, 11]]);
  });

  it('has its first moment, with a trigger and a limit, when it is triggered', () => {
    const ended = (terms: object, rows: readonly Row[]) => {
      const { orders } = buy(terms, rows);
      return [orders[0]!.reason, orders[0]!.closedTs];
    };
    const away: Row = [10, 11, 8.5, 10];
    expect(ended({ touched: 9, limit: 8, tif: 'ioc' }, [[10, 11, 9.5, 10], away, [7, 8, 6, 7]])).toEqual([
      'ioc-remainder',
      at('2024-01-04'),
    ]);
    expect(ended({ touched: 9, limit: 8, tif: 'fok' }, [[10, 11, 9.5, 10], away, [7, 8, 6, 7]])).toEqual([
      'fok-unfilled',
      at('2024-01-04'),
    ]);
    // At the open itself, where it stands between trigger and limit.
    expect(ended({ touched: 9, limit: 8, tif: 'ioc' }, [[8.5, 9, 7, 8]])).toEqual(['ioc-remainder', at('2024-01-02')]);
    expect(ended({ trigger: 12, limit: 11, tif: 'fok' }, [[12.5, 13, 10, 12]])).toEqual(['fok-unfilled', at('2024-01-02')]);
  });

  it('ioc fills what there is volume for, and loses the rest', () => {
    for (const [terms, price] of [
      [{}, 10],
      [{ limit: 10.5 }, 10],
      [{ trigger: 9.5 }, 10],
      [{ touched: 10.5 }, 10],
    ] as const) {
      const past = buy({ qty: 25, tif: 'ioc', ...terms }, [flat, flat], capped);
      expect(sides(past)).toEqual([['buy', 10, price]]);
      expect(past.orders).toMatchObject([{ status: 'canceled', reason: 'ioc-remainder', filledQty: 10, closedTs: at('2024-01-02') }]);
    }
  });

  it('ioc that is triggered inside a bar loses what the bar does not fill', () => {
    const past = buy({ qty: 25, trigger: 12, tif: 'ioc' }, [[10, 12, 9, 11], flat], capped);
    expect(sides(past)).toEqual([['buy', 10, 12]]);
    expect(ends(past)).toEqual(['canceled: ioc-remainder']);
  });

  it('fok fills in full or not at all', () => {
    for (const terms of [{}, { limit: 10.5 }, { trigger: 9.5 }, { touched: 10.5 }]) {
      const past = buy({ qty: 11, tif: 'fok', ...terms }, [flat, flat], capped);
      expect([past.fills, ends(past)]).toEqual([[], ['canceled: fok-unfilled']]);
      expect(sides(buy({ qty: 10, tif: 'fok', ...terms }, [flat, flat], capped))).toEqual([['buy', 10, 10]]);
    }
  });

  it('fok that is triggered inside a bar without the volume for it is over', () => {
    const past = buy({ qty: 11, trigger: 12, tif: 'fok' }, [[10, 12, 9, 11], flat], capped);
    expect([past.fills, ends(past)]).toEqual([[], ['canceled: fok-unfilled']]);
  });

  it('that finds nothing left in the bar ends, its trigger reached or not needed', () => {
    for (const tif of ['ioc', 'fok'] as const) {
      const past = daily(
        [flat, [10, 12, 9, 11], flat],
        (ctx) => ({
          0: () => [
            ctx.buy(ctx.feeds.asset, { qty: 10 }),
            ctx.buy(ctx.feeds.asset, { qty: 5, tif }),
            ctx.buy(ctx.feeds.asset, { qty: 5, trigger: 12, tif }),
          ],
        }),
        capped,
      );
      const reason = tif === 'ioc' ? 'ioc-remainder' : 'fok-unfilled';
      expect(ends(past)).toEqual(['filled', `canceled: ${reason}`, `canceled: ${reason}`]);
    }
  });
});

describe('a post-only limit', () => {
  it('that would take the open it first meets is cancelled there', () => {
    const past = buy({ limit: 12, postOnly: true }, [flat]);
    expect(past.orders).toMatchObject([{ status: 'canceled', reason: 'would-take', closedTs: at('2024-01-02') }]);
  });

  it('whose price is the open itself would take, too', () => {
    expect(ends(buy({ limit: 10, postOnly: true }, [flat]))).toEqual(['canceled: would-take']);
  });

  it('that rests first makes the market later, inside a bar or at a gap', () => {
    expect(buy({ limit: 8.5, postOnly: true }, [flat, [10, 11, 8, 10]]).fills).toMatchObject([{ price: 8.5, liquidity: 'maker' }]);
    expect(buy({ limit: 8.5, postOnly: true }, [flat, [7, 8, 6, 7]]).fills).toMatchObject([{ price: 7, liquidity: 'maker' }]);
    expect(buy({ limit: 8.5, postOnly: true }, [[10, 11, 8, 10]]).fills).toMatchObject([{ price: 8.5, liquidity: 'maker' }]);
  });

  it('to sell mirrors this', () => {
    const sell = (limit: number) =>
      daily([flat, [10, 13, 9, 10]], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { limit, postOnly: true }) }));
    expect(ends(sell(10))).toEqual(['canceled: would-take']);
    expect(sell(12).fills).toMatchObject([{ price: 12, liquidity: 'maker' }]);
  });

  it('that is replaced meets the market anew', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 8, postOnly: true })), 1: () => ctx.replace(id, { limit: 10 }) };
    });
    expect(ends(past)).toEqual(['canceled: would-take']);
  });
});
