import { expect, test } from 'vitest';
import { costsOf } from '../../../engine/analysis/costs.ts';
import type { FillRecord } from '../../../engine/model/result.ts';

const fill = (fee: number, slippage: number, liquidity: 'maker' | 'taker') => ({ fee, slippage, liquidity, rate: 1 }) as FillRecord;

test('costs are money, and shares of what they were paid for', () => {
  const fills = [fill(3, 1, 'taker'), fill(-1, 0, 'maker')];
  expect(costsOf(fills, 1000, 1, 9)).toEqual({
    fees: 2,
    makerFees: -1,
    takerFees: 3,
    slippage: 1,
    total: 3,
    perTrade: 3,
    perFill: 1.5,
    ofTraded: 0.003,
    pnlBeforeCosts: 12,
    shareOfProfit: 0.25,
  });
});

test('costs are no share of a loss, and nothing by nothing is not applicable', () => {
  expect(costsOf([fill(3, 0, 'taker')], 100, 1, -5).shareOfProfit).toBeNaN();
  const { fees, slippage, total, makerFees, takerFees, pnlBeforeCosts, ...shares } = costsOf([], 0, 0, 0);
  expect([fees, slippage, total, makerFees, takerFees, pnlBeforeCosts]).toEqual([0, 0, 0, 0, 0, 0]);
  for (const value of Object.values(shares)) expect(value).toBeNaN();
});
