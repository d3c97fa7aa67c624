import type { Certainty, Liquidity } from './fill.ts';
import type { OrderStatus, OrderType, Side, TimeInForce } from './order.ts';

/** One fill of a result. Times are epoch milliseconds UTC in memory, ISO-8601 in files. */
export interface FillRecord {
  /** When it happened: a bar's open time for a fill at its open, its close time for one inside it. */
  readonly ts: number;
  readonly orderId: number;
  readonly ref: string | null;
  readonly strategyId: string;
  readonly instrument: string;
  readonly side: Side;
  readonly qty: number;
  readonly price: number;
  /** Money in account currency; negative is a rebate. */
  readonly fee: number;
  /** Money given away against the undisturbed price; positive is worse. */
  readonly slippage: number;
  readonly liquidity: Liquidity;
  readonly certainty: Certainty;
  readonly tag: string | null;
  /** Close time of the bar that filled it. */
  readonly barTs: number;
}

/** One event in an order's life. */
export interface OrderEventRecord {
  readonly kind: string;
  readonly ts: number;
}

/** One order of a result; numbers that do not apply are null. */
export interface OrderRecord {
  readonly id: number;
  readonly ref: string | null;
  readonly strategyId: string;
  readonly instrument: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly qty: number | null;
  readonly price: number | null;
  readonly trigger: number | null;
  readonly tif: TimeInForce;
  readonly status: OrderStatus;
  readonly filledQty: number;
  readonly avgPrice: number | null;
  readonly createdTs: number;
  readonly closedTs: number | null;
  /** Why it ended without all of its fills. */
  readonly reason: string | null;
  readonly tag: string | null;
  /** The author's reason for sending it, and confidence. */
  readonly note: string | null;
  readonly confidence: number | null;
  readonly events: readonly OrderEventRecord[];
}

/** One entry matched to one exit, first in, first out. */
export interface RoundTripRecord {
  readonly strategyId: string;
  readonly instrument: string;
  /** The side of the entry. */
  readonly side: Side;
  readonly qty: number;
  readonly entryTs: number;
  readonly entryPrice: number;
  readonly exitTs: number;
  readonly exitPrice: number;
  /** Money, both fees taken off. */
  readonly pnl: number;
  readonly fees: number;
  /** pnl as a share of the money put in: entry price x quantity x multiplier. */
  readonly returnPct: number;
  /** Worst and best excursion while held, as shares of the entry price: mae <= 0 <= mfe. */
  readonly mae: number;
  readonly mfe: number;
  /** Bars of the execution feed from entry to exit. */
  readonly bars: number;
  readonly entryOrderId: number;
  readonly exitOrderId: number;
}

/** What is known of the fills, and the P&L over what they may have been. */
export interface Ambiguity {
  readonly exact: number;
  readonly assumed: number;
  readonly ambiguous: number;
  /** Total P&L with every priced ambiguous fill at its worst and at its best, the decisions held as they were. */
  readonly pnlWorst: number;
  readonly pnlBest: number;
}

/** Equity over time: milliseconds UTC, account currency; one value per batch that holds a bar close. */
export interface EquityColumns {
  readonly ts: Float64Array;
  readonly value: Float64Array;
}

/** The closing prices of one instrument over the run, for benchmarks and charts; rows from 0. */
export interface PriceColumns {
  readonly instrument: string;
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** A line a strategy plotted, over the run; rows from 0. */
export interface PlotColumns {
  readonly strategyId: string;
  /** The instrument on whose chart it is drawn. */
  readonly instrument: string;
  readonly name: string;
  /** The pane of its own below the price, shared by all lines that name it; null draws it over the bars. */
  readonly pane: string | null;
  /** When each value became known, milliseconds UTC. */
  readonly ts: Float64Array;
  /** NaN where there is none. */
  readonly value: Float64Array;
}

/** A finished run as analysis and reports see it: numbers and records, no engine. */
export interface RunRecord {
  readonly startCash: number;
  readonly currency: string;
  readonly equity: EquityColumns;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillRecord[];
  readonly roundTrips: readonly RoundTripRecord[];
  readonly ambiguity: Ambiguity;
  /** Values of equity during which something was held. */
  readonly exposedBatches: number;
  /** Sum of |notional| of all fills, account currency. */
  readonly traded: number;
  readonly prices: readonly PriceColumns[];
}
