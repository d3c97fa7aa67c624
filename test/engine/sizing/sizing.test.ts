import { describe, expect, it } from 'vitest';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import type { SizingRequest } from '../../../engine/sizing/sizer.ts';
import { sizerOf } from '../../../engine/sizing/sizer-of.ts';
import type { SizerTree } from '../../../engine/sizing/sizer-spec.ts';
import { daily, ends, type Row, type Terms } from '../world.ts';
import { deskOf, requestOf } from './desk.ts';

const flat: Row = [10, 11, 9, 10];
const size = (spec: SizerTree, more: Partial<SizingRequest> = {}) =>
  sizerOf(spec)(deskOf())(requestOf({ instrument: instrumentOf('A', { multiplier: 2 }), ...more }));

describe('a sizer', () => {
  it('of a fixed quantity or amount asks nothing else', () => {
    expect(size({ model: 'fixed', qty: 7 })).toBe(7);
    expect(size({ model: 'notional', notional: 400 })).toBe(10);
  });

  it('of a share of equity buys that share, fee included where it is known', () => {
    expect(size({ model: 'fraction-of-equity', fraction: 0.5 })).toBe(12.5);
    expect(size({ model: 'fraction-of-equity', fraction: 1 }, { fee: (qty) => qty * 40 * 0.25 })).toBe(20);
    expect(size({ model: 'fraction-of-equity', fraction: 1 }, { fee: () => 40 })).toBe(24);
  });

  it('of a share at risk loses that share at the stop', () => {
    expect(size({ model: 'fixed-fractional', risk: 0.02 })).toBe(5);
    expect(size({ model: 'fixed-fractional', risk: 0.02 }, { side: 'sell', stop: 22 })).toBe(5);
    expect(size({ model: 'fixed-fractional', risk: 0.02 }, { stop: Number.NaN })).toBe('no-stop-to-size-by');
    expect(size({ model: 'fixed-fractional', risk: 0.02 }, { stop: 20 })).toBe('no-stop-to-size-by');
  });

  it('that nobody knows is our fault', () => {
    expect(() => sizerOf({ model: 'martingale' } as never)).toThrow('Expected no further case');
  });
});

describe('the size of an order', () => {
  const buy = (terms: Terms, options: object = {}, open = 20) =>
    daily([flat, [open, open, open, open]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, options) }), terms);
  const qty = (...args: Parameters<typeof buy>) => buy(...args).orders[0]!.filledQty;

  it('at the signal follows from the newest close, at the fill from the price of the fill', () => {
    const sizer = { model: 'fraction-of-equity', fraction: 0.4 } as const;
    expect(qty({ sizer })).toBe(400);
    expect(qty({ sizer: { ...sizer, at: 'signal' } })).toBe(400);
    expect(qty({ sizer: { ...sizer, at: 'fill' } })).toBe(200);
  });

  it('of a limit or stop order follows from its own price', () => {
    const sizer = { model: 'notional', notional: 300 } as const;
    expect(buy({ sizer }, { limit: 5 }).orders[0]!.qty).toBe(60);
    expect(buy({ sizer }, { trigger: 30 }).orders[0]!.qty).toBe(10);
  });

  it('may be said by the order itself, and when', () => {
    const sizer = { model: 'fixed', qty: 3 } as const;
    expect(qty({ sizer })).toBe(3);
    expect(qty({ sizer }, { qty: 8 })).toBe(8);
    expect(qty({ sizer }, { size: { fraction: 0.2 } })).toBe(200);
    expect(qty({ sizer }, { size: { fraction: 0.2, at: 'fill' } })).toBe(100);
  });

  it('at the fill leaves room for slippage and fee: all in is exactly all', () => {
    for (const fee of [
      { model: 'percent', rate: 0.01 },
      { model: 'fixed', amount: 100 },
      { model: 'per-share', perShare: 0.001, min: 50 },
      { model: 'per-share', perShare: 0.5, max: 60 },
      { model: 'per-order', min: 80, of: { model: 'percent', rate: 0.001 } },
    ] as const) {
      const past = buy({
        fee,
        slippage: { model: 'percent', rate: 0.005 },
        sizer: { model: 'fraction-of-equity', fraction: 1, at: 'fill' },
        account: { type: 'cash' },
      });
      expect(ends(past)).toEqual(['filled']);
      expect(past.session.account.cash).toBeCloseTo(0, 6);
    }
  });

  it('is put on the step, toward zero', () => {
    const instruments = { A: { stepSize: 7 } };
    expect(qty({ instruments, sizer: { model: 'fixed', qty: 27 } })).toBe(21);
    expect(qty({ instruments, sizer: { model: 'fraction-of-equity', fraction: 0.4, at: 'fill' } })).toBe(196);
    expect(ends(buy({ instruments, sizer: { model: 'fixed', qty: 6 } }))).toEqual(['rejected: zero-quantity']);
    expect(ends(buy({ instruments, sizer: { model: 'fixed', qty: 6, at: 'fill' } }))).toEqual(['canceled: zero-quantity']);
  });

  it('to the stop counts from the fill where it is sized there', () => {
    const sizer = { model: 'fixed-fractional', risk: 0.01 } as const;
    // 100 at risk: 10 - 8 at the signal, 20 x 0.1 at the fill.
    expect(qty({ sizer }, { stopLoss: { price: 8 } })).toBe(50);
    expect(qty({ sizer: { ...sizer, at: 'fill' } }, { stopLoss: { pct: 0.1 } })).toBe(50);
    expect(qty({ sizer: { ...sizer, at: 'fill' } }, { stopLoss: { price: 15 } })).toBe(20);
  });

  it('to the stop mirrors for a sale', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { stopLoss: { pct: 0.2 } }) }), {
      sizer: { model: 'fixed-fractional', risk: 0.01 },
    });
    expect(past.fills).toMatchObject([{ side: 'sell', qty: 50 }]);
  });

  it('without a stop to size by is refused, whenever it is sized', () => {
    const sizer = { model: 'fixed-fractional', risk: 0.01 } as const;
    expect(ends(buy({ sizer }))).toEqual(['rejected: no-stop-to-size-by']);
    expect(ends(buy({ sizer: { ...sizer, at: 'fill' } }))).toEqual(['canceled: no-stop-to-size-by']);
  });

  it('below the smallest notional is refused, exits excepted', () => {
    const terms = { instruments: { A: { minNotional: 100 } } };
    expect(ends(buy(terms, { qty: 9 }))).toEqual(['rejected: below-min-notional']);
    expect(ends(buy(terms, { qty: 10 }))).toEqual(['filled']);
    expect(ends(buy({ ...terms, sizer: { model: 'fixed', qty: 4, at: 'fill' } }))).toEqual(['canceled: below-min-notional']);
    const exit = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 1 }) }),
      terms,
    );
    expect(ends(exit)).toEqual(['filled', 'filled']);
  });

  it('may be the smallest notional itself, whatever its product rounds to', () => {
    // 0.29 x 100 is 28.999999999999996.
    const price: Row = [100, 101, 99, 100];
    const terms = { instruments: { A: { minNotional: 29 } } };
    const buy = (qty: number) => ends(daily([price, price], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty }) }), terms));
    expect([buy(0.29), buy(0.2899)]).toEqual([['filled'], ['rejected: below-min-notional']]);
  });

  it('of a position is a share of it, to the nearest step and at least one', () => {
    const close = (portion: number, at?: 'fill') =>
      daily(
        [flat, flat, flat],
        (ctx) => ({
          0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
          1: () => (at === undefined ? ctx.close(ctx.feeds.asset, { portion }) : ctx.sell(ctx.feeds.asset, { size: { portion, at } })),
        }),
        { instruments: { A: { stepSize: 1 } } },
      ).fills[1]?.qty;
    expect([0.5, 0.26, 0.01, 1].map((portion) => close(portion))).toEqual([5, 3, 1, 10]);
    expect([0.5, 1].map((portion) => close(portion, 'fill'))).toEqual([5, 10]);
  });

  it('of nothing held is nothing', () => {
    const past = daily([flat, flat], (ctx) => ({
      0: () => [ctx.close(ctx.feeds.asset), ctx.sell(ctx.feeds.asset, { size: { portion: 0.5 } })],
    }));
    expect(ends(past)).toEqual(['rejected: zero-quantity']);
  });

  it('is known of no order while there is no price', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: Number.NaN }) }));
    expect(past.orders[0]!.status).toBe('rejected');
  });
});
