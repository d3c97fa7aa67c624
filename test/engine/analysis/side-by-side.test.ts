import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../engine/analysis/side-by-side.ts';
import { slippageOf, slipsOf } from '../../../engine/analysis/slips.ts';
import type { Executed, Execution, SentOrder } from '../../../engine/model/executed.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';

const GOLD = instrumentOf('GOLD', { tickSize: 0.5, multiplier: 10 });

const sent = (id: number, side: 'buy' | 'sell', more: Partial<SentOrder> = {}): SentOrder => ({
  ...{ id, strategyId: 's', instrument: 0, side, type: 'market', tag: null, sentTs: 1_000, follows: false },
  ...more,
});

const fill = (price: number, more: Partial<Execution> = {}): Execution => ({
  ...{ ts: 2_000, qty: 1, price, fee: 0, slippage: 0, liquidity: 'taker' },
  ...more,
});

const filled = (...fills: Execution[]): Executed => ({ status: 'filled', reason: undefined, fills });

/** Recorded and simulated fills of orders whose numbers are one higher on the other side. */
const laid = (orders: readonly SentOrder[], recorded: readonly Executed[], simulated: readonly Executed[]) =>
  sideBySide(
    orders,
    new Map(recorded.map((one, k) => [orders[k]!.id, one])),
    new Map(simulated.map((one, k) => [orders[k]!.id + 1, one])),
    (id) => id + 1,
    [GOLD],
  );

describe('recorded and simulated fills side by side', () => {
  it('are the same where every fill is, to the last bit', () => {
    expect(laid([sent(1, 'buy')], [filled(fill(100))], [filled(fill(100))])).toMatchObject({ isSame: true, both: 1 });
    expect(laid([sent(1, 'buy')], [filled(fill(100))], [filled(fill(100, { fee: 0.01 }))]).isSame).toBe(false);
  });

  it('count slippage from the simulated price before its slippage, and money by what both filled', () => {
    const recorded = [filled(fill(101, { qty: 2, ts: 2_500 }), fill(103, { qty: 2, ts: 2_700 })), filled(fill(99, { fee: 2 }))];
    const simulated = [filled(fill(101.5, { qty: 3, slippage: 0.5 })), filled(fill(99.5, { slippage: 0.5 }))];
    const { orders, money } = laid([sent(1, 'buy'), sent(2, 'sell')], recorded, simulated);
    expect(orders[0]).toMatchObject({ undisturbed: 101, later: 500, worse: (102 - 101.5) * 3 * 10 });
    expect(orders[0]!.recorded).toMatchObject({ qty: 4, fills: 2, price: 102, slippage: 1 });
    // A sale that got less is worse.
    expect(orders[1]).toMatchObject({ undisturbed: 100, worse: 0.5 * 10 });
    expect(orders[1]!.recorded.slippage).toBe(1);
    const both = 3 * 101.5 * 10 + 99.5 * 10;
    const sums = { worse: 20, shared: both, recordedValue: 4 * 102 * 10 + 99 * 10, simulatedValue: both };
    expect(money).toEqual([{ currency: 'USD', ...sums, recordedFees: 2, simulatedFees: 0 }]);
  });

  it('say what only one side filled, and work out nothing of it', () => {
    const nothing: Executed = { status: 'canceled', reason: 'user', fills: [] };
    const { orders, ...counts } = laid(
      [sent(1, 'buy'), sent(2, 'buy'), sent(3, 'buy')],
      [filled(fill(100)), nothing, nothing],
      [nothing, filled(fill(100)), nothing],
    );
    expect(counts).toMatchObject({ both: 0, onlyRecorded: 1, onlySimulated: 1, neither: 1 });
    for (const { worse, later } of orders) expect([worse, later]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('the slippage of orders', () => {
  const spreads = new Map([[1, 0.004]]);
  const slips = (orders: readonly SentOrder[], recorded: Execution, simulated = fill(100)) =>
    slipsOf(laid(orders, [filled(recorded)], [filled(simulated)]).orders, [GOLD], spreads, 1_000);

  it('is a fraction of the undisturbed price, and ticks', () => {
    expect(slips([sent(1, 'buy')], fill(101))).toEqual([{ percent: 0.01, ticks: 2, spread: 0.004 }]);
    expect(slips([sent(1, 'sell')], fill(101))).toEqual([{ percent: -0.01, ticks: -2, spread: 0.004 }]);
  });

  it('is taken of takers alone, of types that are not bound by a limit, and of levels of their own', () => {
    expect(slips([sent(1, 'buy')], fill(101, { liquidity: 'maker' }))).toEqual([]);
    expect(slips([sent(1, 'buy', { type: 'stop-limit' })], fill(101))).toEqual([]);
    expect(slips([sent(1, 'buy', { type: 'stop', follows: true })], fill(101))).toEqual([]);
    expect(slips([sent(1, 'buy', { type: 'stop' })], fill(101))).toHaveLength(1);
  });

  it('is not taken of fills at other times, which met another market', () => {
    expect(slips([sent(1, 'buy')], fill(101, { ts: 3_001 }))).toEqual([]);
  });

  it('has a mean and error bars; where there are no ticks or quotes, none of them', () => {
    const { percent, ticks, spread } = slippageOf([
      { percent: 0.01, ticks: Number.NaN, spread: Number.NaN },
      { percent: 0.03, ticks: Number.NaN, spread: Number.NaN },
    ]);
    expect(percent).toMatchObject({ count: 2, mean: 0.02, standardError: expect.closeTo(0.01, 12) });
    expect([ticks.count, spread.count]).toEqual([0, 0]);
  });
});
