import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** A buy sent at the first close, and what the bars after it do. */
const buy = (terms: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, terms) }), more);
const sell = (terms: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, terms) }), more);

describe('a market-if-touched order', () => {
  it('fills at its trigger when the bar touches it, as a taker', () => {
    expect(buy({ touched: 8 }, [[10, 11, 8, 10]]).fills).toMatchObject([
      { price: 8, ts: at('2024-01-03'), liquidity: 'taker', certainty: 'assumed' },
    ]);
  });

  it('waits as long as the market stays above it', () => {
    expect(
      buy({ touched: 8 }, [
        [10, 11, 8.1, 10],
        [10, 11, 7, 10],
      ]).fills,
    ).toMatchObject([{ price: 8, ts: at('2024-01-04') }]);
  });

  it('gapped beyond its trigger fills at the better open', () => {
    expect(buy({ touched: 8 }, [[7, 9, 6, 8]]).fills).toMatchObject([
      { price: 7, ts: at('2024-01-02'), certainty: 'exact', liquidity: 'taker' },
    ]);
  });

  it('opened exactly at its trigger fills there', () => {
    expect(buy({ touched: 8 }, [[8, 9, 8, 8]]).fills).toMatchObject([{ price: 8, ts: at('2024-01-02'), certainty: 'exact' }]);
  });

  it('whose trigger the market has passed already fills at the next open', () => {
    expect(buy({ touched: 12 }, [flat]).fills).toMatchObject([{ price: 10, ts: at('2024-01-02') }]);
  });

  it('is a market order once touched: it pays slippage', () => {
    expect(buy({ touched: 8 }, [[10, 11, 8, 10]], { slippage: { model: 'percent', rate: 0.01 } }).fills[0]!.price).toBeCloseTo(8.08, 12);
  });

  it('to sell waits above the market', () => {
    expect(sell({ touched: 12 }, [[10, 11.9, 9, 10]]).fills).toEqual([]);
    expect(sell({ touched: 12 }, [[10, 12, 9, 10]]).fills).toMatchObject([{ price: 12, ts: at('2024-01-03') }]);
    expect(sell({ touched: 12 }, [[13, 14, 12, 13]]).fills).toMatchObject([{ price: 13, ts: at('2024-01-02') }]);
  });

  it('has its trigger on the grid, on the passive side as a limit has', () => {
    const terms = { instruments: { A: { tickSize: 0.5 } } };
    expect(buy({ touched: 8.4 }, [flat], terms).orders).toMatchObject([{ type: 'market-if-touched', trigger: 8 }]);
    expect(sell({ touched: 12.1 }, [flat], terms).orders).toMatchObject([{ trigger: 12.5 }]);
  });
});

describe('a limit-if-touched order', () => {
  it('whose limit allows its trigger fills at the trigger when it is touched', () => {
    expect(buy({ touched: 8, limit: 9 }, [[10, 11, 8.1, 10]]).fills).toEqual([]);
    expect(buy({ touched: 8, limit: 9 }, [[10, 11, 8, 10]]).fills).toMatchObject([{ price: 8, liquidity: 'taker', certainty: 'assumed' }]);
  });

  it('pays slippage, but never beyond its limit', () => {
    const slippage = { model: 'percent', rate: 0.01 } as const;
    expect(buy({ touched: 8, limit: 9 }, [[10, 11, 8, 10]], { slippage }).fills[0]!.price).toBeCloseTo(8.08, 12);
    expect(buy({ touched: 8, limit: 8.05 }, [[10, 11, 8, 10]], { slippage }).fills).toMatchObject([{ price: 8.05 }]);
  });

  it('whose limit lies beyond its trigger is triggered by the touch, and waits for its price', () => {
    const past = buy({ touched: 9, limit: 8 }, [
      [10, 11, 9, 10],
      [10, 11, 7.9, 10],
    ]);
    expect(past.orders[0]!.events.map(({ kind, ts }) => [kind, ts])).toContainEqual(['triggered', at('2024-01-03')]);
    expect(past.fills).toMatchObject([{ price: 8, ts: at('2024-01-04'), liquidity: 'maker', certainty: 'exact' }]);
  });

  it('fills at its limit on the bar that goes through both', () => {
    expect(buy({ touched: 9, limit: 8 }, [[10, 11, 7.9, 10]]).fills).toMatchObject([
      { price: 8, ts: at('2024-01-03'), liquidity: 'maker', certainty: 'exact' },
    ]);
  });

  it('needs a trade through its limit, or a touch where the run says so', () => {
    expect(ends(buy({ touched: 9, limit: 8 }, [[10, 11, 8, 10]]))).toEqual(['triggered']);
    expect(buy({ touched: 9, limit: 8 }, [[10, 11, 8, 10]], { simulator: { touch: 'fill' } }).fills).toMatchObject([
      { price: 8, certainty: 'assumed' },
    ]);
  });

  it('opened beyond its limit takes the open', () => {
    expect(buy({ touched: 9, limit: 8 }, [[7.5, 9, 7, 8]]).fills).toMatchObject([
      { price: 7.5, ts: at('2024-01-02'), liquidity: 'taker', certainty: 'exact' },
    ]);
  });

  it('opened between its trigger and its limit is triggered there, and may fill inside the same bar', () => {
    const past = buy({ touched: 9, limit: 8 }, [[8.5, 9, 7.9, 8.5]]);
    expect(past.orders[0]!.events.map(({ kind, ts }) => [kind, ts])).toContainEqual(['triggered', at('2024-01-02')]);
    expect(past.fills).toMatchObject([{ price: 8, ts: at('2024-01-03'), liquidity: 'maker' }]);
  });

  it('once triggered is a resting limit: a later gap fills it at the open, as a maker', () => {
    expect(
      buy({ touched: 9, limit: 8 }, [
        [10, 11, 9, 10],
        [7, 8, 6, 7],
      ]).fills,
    ).toMatchObject([{ price: 7, ts: at('2024-01-03'), liquidity: 'maker' }]);
  });

  it('once triggered does not fill at an open that merely touches its limit, though others do', () => {
    const past = daily([flat, [10, 11, 9, 10], [8, 9, 8, 9]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { touched: 9, limit: 8 }),
      1: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
    }));
    expect(sides(past)).toEqual([['buy', 5, 8]]);
  });

  it('to sell mirrors the one to buy', () => {
    expect(sides(sell({ touched: 12, limit: 11 }, [[10, 12, 9, 10]]))).toEqual([['sell', 1, 12]]);
    expect(sides(sell({ touched: 11.5, limit: 12 }, [[10, 12.1, 9, 10]]))).toEqual([['sell', 1, 12]]);
    expect(ends(sell({ touched: 11.5, limit: 12 }, [[10, 12, 9, 10]]))).toEqual(['triggered']);
  });
});
