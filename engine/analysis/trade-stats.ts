import { exp, log } from '../model/pinned-math.ts';
import type { RoundTripRecord, TripColumns } from '../model/result.ts';
import { DAY } from '../model/time.ts';
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
  /** Money won by the winners and lost by the losers, both positive, and what is left. */
  readonly grossProfit: number;
  readonly grossLoss: number;
  readonly netProfit: number;
  /** Money per winner and per loser, both positive, and the first over the second. Source: LEAN `ProfitLossRatio`. */
  readonly avgWin: number;
  readonly avgLoss: number;
  readonly payoffRatio: number;
  /** Most winners, and losers, in a row, in the order in which they were closed; one that earned nothing ends both. Source: LEAN `MaxConsecutiveWinningTrades`. */
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  /** Mean and longest time from entry to exit, in days; mean bars held. Source: backtesting.py `Avg. Trade Duration`, `Max. Trade Duration`. */
  readonly avgTradeDurationDays: number;
  readonly maxTradeDurationDays: number;
  readonly avgBars: number;
  /** Mean worst and best excursion while held, as shares of the entry price. Source: Sweeney, Maximum Adverse Excursion (1997). */
  readonly avgMae: number;
  readonly avgMfe: number;
}

/** Judges round trips, in the order in which they ended. */
export const tradeStats = (trips: readonly RoundTripRecord[]): TradeStats => statsOf(columnsOf(trips));

function columnsOf(trips: readonly RoundTripRecord[]): TripColumns {
  const column = (of: (trip: RoundTripRecord) => number): Float64Array => Float64Array.from(trips, of);
  return {
    pnl: column(({ pnl }) => pnl),
    returnPct: column(({ returnPct }) => returnPct),
    held: column(({ entryTs, exitTs }) => exitTs - entryTs),
    bars: column(({ bars }) => bars),
    mae: column(({ mae }) => mae),
    mfe: column(({ mfe }) => mfe),
  };
}

/** Judges round trips in columns in one pass and a second for their spread. */
export function statsOf(columns: TripColumns): TradeStats {
  const trades = columns.pnl.length;
  let wins = 0;
  let losses = 0;
  let grossProfit = 0;
  let grossLoss = 0;
  let gains = 0;
  let drops = 0;
  let logs = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let row = 0;
  let longestWins = 0;
  let longestLosses = 0;
  let time = 0;
  let longest = Number.NEGATIVE_INFINITY;
  let bars = 0;
  let mae = 0;
  let mfe = 0;
  for (let k = 0; k < trades; k++) {
    const pnl = columns.pnl[k]!;
    if (pnl > 0) {
      wins++;
      grossProfit += pnl;
      row = row > 0 ? row + 1 : 1;
      longestWins = Math.max(longestWins, row);
    } else if (pnl < 0) {
      losses++;
      grossLoss -= pnl;
      row = row < 0 ? row - 1 : -1;
      longestLosses = Math.max(longestLosses, -row);
    } else {
      row = 0;
    }
    const returnPct = columns.returnPct[k]!;
    if (returnPct > 0) gains += returnPct;
    else if (returnPct < 0) drops -= returnPct;
    logs += log(1 + returnPct);
    best = Math.max(best, returnPct);
    worst = Math.min(worst, returnPct);
    time += columns.held[k]!;
    longest = Math.max(longest, columns.held[k]!);
    bars += columns.bars[k]!;
    mae += columns.mae[k]!;
    mfe += columns.mfe[k]!;
  }
  const winRate = wins / trades;
  const payoffRatio = finite(grossProfit / wins / (grossLoss / losses));
  return {
    trades,
    winRate,
    profitFactor: finite(gains / drops),
    expectancy: (gains - drops) / trades,
    sqn: sqnOf(columns.pnl, (grossProfit - grossLoss) / trades),
    kelly: finite(winRate - (1 - winRate) / payoffRatio),
    bestTrade: finite(best),
    worstTrade: finite(worst),
    avgTrade: finite(logs) === logs ? exp(logs / trades) - 1 : Number.NaN,
    grossProfit,
    grossLoss,
    netProfit: grossProfit - grossLoss,
    avgWin: finite(grossProfit / wins),
    avgLoss: finite(grossLoss / losses),
    payoffRatio,
    longestWinStreak: longestWins,
    longestLossStreak: longestLosses,
    avgTradeDurationDays: time / trades / DAY,
    maxTradeDurationDays: finite(longest / DAY),
    avgBars: bars / trades,
    avgMae: mae / trades,
    avgMfe: mfe / trades,
  };
}

function sqnOf(pnl: Float64Array, mean: number): number {
  let squares = 0;
  for (let k = 0; k < pnl.length; k++) squares += (pnl[k]! - mean) * (pnl[k]! - mean);
  return finite((Math.sqrt(pnl.length) * mean) / Math.sqrt(squares / (pnl.length - 1)));
}
