import { expect, test } from 'vitest';
import { tradeStats } from '../../../engine/analysis/trade-stats.ts';
import { tripOf } from './fixture.ts';

test('wins, losses and a trade that earned nothing are told apart', () => {
  const stats = tradeStats([10, -5, 0, 20].map(tripOf));
  expect(stats.trades).toBe(4);
  expect(stats.winRate).toBe(0.5);
  expect(stats.grossProfit).toBe(30);
  expect(stats.grossLoss).toBe(5);
  expect(stats.profitFactor).toBeCloseTo(6, 12);
  expect(stats.expectancy).toBeCloseTo(0.0625, 15);
  expect(stats.bestTrade).toBe(0.2);
  expect(stats.worstTrade).toBe(-0.05);
  expect(stats.avgTrade).toBeCloseTo((1.1 * 0.95 * 1.2) ** 0.25 - 1, 14);
});

test('the system quality number is the t-value of the mean pnl', () => {
  const pnl = [10, -5, 0, 20];
  const deviation = Math.sqrt(pnl.reduce((sum, p) => sum + (p - 6.25) ** 2, 0) / 3);
  expect(tradeStats(pnl.map(tripOf)).sqn).toBeCloseTo((2 * 6.25) / deviation, 12);
});

test('the Kelly fraction weighs the win rate against mean win over mean loss', () => {
  expect(tradeStats([10, -5, 20, -10].map(tripOf)).kelly).toBeCloseTo(0.5 - 0.5 / (15 / 7.5), 14);
});

test('without a loss no ratio of wins to losses exists', () => {
  const stats = tradeStats([10, 20].map(tripOf));
  expect(stats.profitFactor).toBeNaN();
  expect(stats.kelly).toBeNaN();
  expect(stats.winRate).toBe(1);
});

test('one trade has no spread, equal trades no quality number', () => {
  expect(tradeStats([tripOf(10)]).sqn).toBeNaN();
  expect(tradeStats([tripOf(10), tripOf(10)]).sqn).toBeNaN();
});

test('a trade that lost all it put in leaves no geometric mean', () => {
  expect(tradeStats([tripOf(-100), tripOf(50)]).avgTrade).toBeNaN();
  expect(tradeStats([tripOf(-150), tripOf(50)]).avgTrade).toBeNaN();
});

test('without trades only the count and the sums are numbers', () => {
  const { trades, grossProfit, grossLoss, ...rest } = tradeStats([]);
  expect([trades, grossProfit, grossLoss]).toEqual([0, 0, 0]);
  for (const value of Object.values(rest)) expect(value).toBeNaN();
});
