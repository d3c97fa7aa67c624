import { expect, test } from 'vitest';
import { tradeStats } from '../../../engine/analysis/trade-stats.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY, tripOf } from './fixture.ts';

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
  const { trades, grossProfit, grossLoss, netProfit, longestWinStreak, longestLossStreak, ...rest } = tradeStats([]);
  expect([trades, grossProfit, grossLoss, netProfit, longestWinStreak, longestLossStreak]).toEqual([0, 0, 0, 0, 0, 0]);
  for (const value of Object.values(rest)) expect(value).toBeNaN();
});

test('the mean win and the mean loss are money, and their ratio is the payoff', () => {
  const stats = tradeStats([10, -5, 0, 20].map(tripOf));
  expect([stats.avgWin, stats.avgLoss, stats.payoffRatio, stats.netProfit]).toEqual([15, 5, 3, 25]);
  expect(tradeStats([tripOf(10)]).payoffRatio).toBeNaN();
});

test('a streak is broken by the other kind, and by a trade that earned nothing', () => {
  const { longestWinStreak, longestLossStreak } = tradeStats([1, 2, -1, -1, -1, 0, -1, 3, 0, 4].map(tripOf));
  expect([longestWinStreak, longestLossStreak]).toEqual([2, 3]);
});

test('holding times are days, and bars as they were counted', () => {
  const stats = tradeStats([
    { ...tripOf(1), exitTs: MONDAY + 3 * DAY, bars: 3, mae: -0.02, mfe: 0.01 },
    { ...tripOf(1), exitTs: MONDAY + DAY / 2, bars: 0, mae: -0.01, mfe: 0.05 },
  ]);
  expect([stats.avgTradeDurationDays, stats.maxTradeDurationDays, stats.avgBars]).toEqual([1.75, 3, 1.5]);
  expect([stats.avgMae, stats.avgMfe]).toEqual([-0.015, 0.030000000000000002]);
});
