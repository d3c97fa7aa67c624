import { exp, log } from '../model/pinned-math.ts';
import type { RoundTripRecord } from '../model/result.ts';
import { finite } from './power.ts';

/** Numbers over round trips. Returns are shares of the money put in, after fees. NaN where there is nothing to judge by. */
export interface TradeStats {
  readonly trades: number;
  /** Share of round trips with a positive pnl. Source: backtesting.py `Win Rate`. */
  readonly winRate: number;
  /** Sum of positive returns over |sum of negative returns|; NaN without a loss. Source: backtesting.py `Profit Factor`. */
  readonly profitFactor: number;
  /** Mean return. Source: backtesting.py `Expectancy`. */
  readonly expectancy: number;
  /** System quality number: sqrt(n) mean(pnl) / deviation(pnl), sample deviation. Source: Van Tharp; backtesting.py `SQN`. */
  readonly sqn: number;
  /** Kelly fraction: winRate - (1 - winRate) / (mean win / mean loss), in money. Source: backtesting.py `Kelly Criterion`. */
  readonly kelly: number;
  /** The best and the worst return. Source: backtesting.py `Best Trade`, `Worst Trade`. */
  readonly bestTrade: number;
  readonly worstTrade: number;
  /** Geometric mean return; NaN where a trade lost all it put in or more. Source: backtesting.py `Avg. Trade`. */
  readonly avgTrade: number;
  /** Money won by the winners and lost by the losers, both positive. */
  readonly grossProfit: number;
  readonly grossLoss: number;
}

/** Judges round trips in one pass and a second for their spread. */
export function tradeStats(trips: readonly RoundTripRecord[]): TradeStats {
  const trades = trips.length;
  let wins = 0;
  let losses = 0;
  let grossProfit = 0;
  let grossLoss = 0;
  let gains = 0;
  let drops = 0;
  let logs = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (const { pnl, returnPct } of trips) {
    if (pnl > 0) {
      wins++;
      grossProfit += pnl;
    } else if (pnl < 0) {
      losses++;
      grossLoss -= pnl;
    }
    if (returnPct > 0) gains += returnPct;
    else if (returnPct < 0) drops -= returnPct;
    logs += log(1 + returnPct);
    best = Math.max(best, returnPct);
    worst = Math.min(worst, returnPct);
  }
  const winRate = wins / trades;
  return {
    trades,
    winRate,
    profitFactor: finite(gains / drops),
    expectancy: (gains - drops) / trades,
    sqn: sqnOf(trips, (grossProfit - grossLoss) / trades),
    kelly: finite(winRate - (1 - winRate) / (grossProfit / wins / (grossLoss / losses))),
    bestTrade: finite(best),
    worstTrade: finite(worst),
    avgTrade: finite(logs) === logs ? exp(logs / trades) - 1 : Number.NaN,
    grossProfit,
    grossLoss,
  };
}

function sqnOf(trips: readonly RoundTripRecord[], mean: number): number {
  let squares = 0;
  for (const { pnl } of trips) squares += (pnl - mean) * (pnl - mean);
  return finite((Math.sqrt(trips.length) * mean) / Math.sqrt(squares / (trips.length - 1)));
}
