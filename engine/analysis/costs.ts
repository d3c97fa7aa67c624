import type { FillRecord } from '../model/result.ts';
import { finite } from './power.ts';

/** What trading cost, in account currency at the rates of the fills. NaN where there is nothing to divide by. */
export interface Costs {
  readonly fees: number;
  /** The fees of fills that added liquidity, and of those that took it. */
  readonly makerFees: number;
  readonly takerFees: number;
  /** Money given away against the undisturbed prices. */
  readonly slippage: number;
  /** Fees and slippage. */
  readonly total: number;
  /** Total per round trip, per fill, and as a share of the notional traded (times 10,000: basis points). */
  readonly perTrade: number;
  readonly perFill: number;
  readonly ofTraded: number;
  /** What the run would have earned at undisturbed prices without fees, and the share of it that costs took; NaN where that is no profit. */
  readonly pnlBeforeCosts: number;
  readonly shareOfProfit: number;
}

/** Sums the costs of fills up; `pnl` is what the run earned with them. */
export function costsOf(fills: readonly FillRecord[], traded: number, trades: number, pnl: number): Costs {
  let fees = 0;
  let slippage = 0;
  let makerFees = 0;
  for (const fill of fills) {
    const fee = fill.fee * fill.rate;
    fees += fee;
    if (fill.liquidity === 'maker') makerFees += fee;
    slippage += fill.slippage * fill.rate;
  }
  const total = fees + slippage;
  const pnlBeforeCosts = pnl + total;
  return {
    fees,
    makerFees,
    takerFees: fees - makerFees,
    slippage,
    total,
    perTrade: finite(total / trades),
    perFill: finite(total / fills.length),
    ofTraded: finite(total / traded),
    pnlBeforeCosts,
    shareOfProfit: pnlBeforeCosts > 0 ? finite(total / pnlBeforeCosts) : Number.NaN,
  };
}
