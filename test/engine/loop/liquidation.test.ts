import { describe, expect, it } from 'vitest';
import { runBars, type TestOptions } from '../../../app/testing.ts';
import { defineStrategy } from '../../../engine/index.ts';

/** Buys or sells at the first close, with a limit order far away beside it, and tries once more at the fourth. */
const trader = (qty: number) =>
  defineStrategy({
    name: 'trader',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      const { asset } = ctx.feeds;
      let n = 0;
      const trade = (): unknown => (qty > 0 ? ctx.buy(asset, { qty }) : ctx.sell(asset, { qty: -qty }));
      return {
        onBar() {
          n++;
          if (n === 1) {
            trade();
            ctx.buy(asset, { qty: 1, limit: 1 });
          }
          if (n === 3) ctx.log(`equity ${ctx.equity}, position ${ctx.position(asset).qty}`);
          if (n === 4) trade();
        },
      };
    },
  });

const run = (qty: number, bars: readonly number[], account: TestOptions['account'], more: TestOptions = {}) =>
  runBars(trader(qty), bars, { cash: 1000, account: { leverage: 4, ...account }, ...more });

const at = (maintenance: number, negativeBalance: 'owed' | 'forgiven' = 'owed') => ({ liquidation: { maintenance, negativeBalance } });

describe('an account that has lost too much', () => {
  it('keeps its positions where nothing closes them', () => {
    expect(run(400, [10, 10, 7, 7, 10], {}).equity).toEqual([1000, 1000, -200, -200, 1000]);
  });

  it('is closed at the first close at which equity is at most the share of the notional held', () => {
    const { fills, orders, equity, logs } = run(400, [10, 10, 8, 8, 8], at(0.2));
    expect(fills).toMatchObject([
      { side: 'buy', qty: 400, price: 10, bar: 1 },
      { side: 'sell', qty: 400, price: 8, bar: 2, tag: 'liquidation', certainty: 'assumed', liquidity: 'taker' },
    ]);
    expect(equity).toEqual([1000, 1000, 200, 200, 200]);
    expect(orders[1]).toMatchObject({ type: 'limit', status: 'canceled', reason: 'liquidated' });
    expect(logs.map(({ message }) => message)).toEqual(['equity 200, position 0']);
    // 4000 would be bought again with 200: the account trades on, within its means.
    expect(orders.at(-1)).toMatchObject({ status: 'canceled', reason: 'insufficient-margin' });
  });

  it('is left alone above that share', () => {
    // 600 of equity for 3600 of notional.
    expect(run(400, [10, 10, 9, 9, 9], at(0.16)).fills).toHaveLength(1);
    expect(run(400, [10, 10, 9, 9, 9], at(0.17)).fills).toHaveLength(2);
  });

  it('pays the fee and the slippage of a market order', () => {
    const costs: TestOptions = { fee: { model: 'fixed', amount: 5 }, slippage: { model: 'percent', rate: 0.01 } };
    const { fills, finalEquity } = run(300, [10, 10, 8, 8, 8], at(0.25), costs);
    expect(fills[1]).toMatchObject({ price: 7.92, fee: 5 });
    expect(finalEquity).toBeCloseTo(1000 - 300 * (10.1 - 7.92) - 10, 9);
  });

  it('owes what is lost beyond it, or is forgiven; nothing is traded any more', () => {
    const owed = run(-100, [10, 10, 21, 21, 21], at(0));
    expect(owed.equity).toEqual([1000, 1000, -100, -100, -100]);
    const forgiven = run(-100, [10, 10, 21, 21, 21], at(0, 'forgiven'));
    expect(forgiven.equity).toEqual([1000, 1000, 0, 0, 0]);
    for (const { fills, orders } of [owed, forgiven]) {
      expect(fills).toMatchObject([{ side: 'sell' }, { side: 'buy', qty: 100, price: 21, tag: 'liquidation' }]);
      expect(orders.at(-1)).toMatchObject({ status: 'rejected', reason: 'trading-halted' });
    }
  });
});
