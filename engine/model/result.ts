import type { Falls } from './falls.ts';
import type { Certainty, Liquidity } from './fill.ts';
import type { Instrument } from './instrument.ts';
import type { OrderStatus, OrderType, Side, TimeInForce } from './order.ts';
import type { PaymentKind } from './payment.ts';

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
  /** In the currency that the instrument is settled in; negative is a rebate. */
  readonly fee: number;
  /** Units of what was bought that it took; absent where it was paid in money. */
  readonly feeQty?: number;
  /** Money given away against the undisturbed price, in that currency; positive is worse. */
  readonly slippage: number;
  readonly liquidity: Liquidity;
  readonly certainty: Certainty;
  readonly tag: string | null;
  /** Close time of the bar that filled it. */
  readonly barTs: number;
  /** Account money per unit of that currency when it was booked; 1 in the account's own. */
  readonly rate: number;
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
  /** In account currency at the rate of the exit, both fees taken off. */
  readonly pnl: number;
  readonly fees: number;
  /** pnl as a share of the money put in, which is the notional at the entry, at the rate of the exit as well. */
  readonly returnPct: number;
  /** Worst and best excursion while held, as shares of the entry price: mae <= 0 <= mfe. */
  readonly mae: number;
  readonly mfe: number;
  /** Bars of the execution feed from entry to exit. */
  readonly bars: number;
  readonly entryOrderId: number;
  readonly exitOrderId: number;
}

/** What round trips are judged by, in columns: rows from 0, in the order in which they ended. */
export interface TripColumns extends Readonly<Record<'pnl' | 'returnPct' | 'bars' | 'mae' | 'mfe', Float64Array>> {
  /** Milliseconds from entry to exit. */
  readonly held: Float64Array;
}

/** One payment that no fill made. */
export interface LedgerRecord {
  readonly ts: number;
  readonly kind: PaymentKind;
  /** Whose position it was for; null where it was the account's own. */
  readonly strategyId: string | null;
  readonly instrument: string | null;
  /** Positive is income, in `currency`. */
  readonly amount: number;
  readonly currency: string;
  /** Account money per unit of that currency when it was paid. */
  readonly rate: number;
  /** The same in account currency: amount x rate. */
  readonly value: number;
}

/** A split of an instrument: fills before it are in other units than those after. */
export interface SplitRecord {
  readonly ts: number;
  readonly instrument: string;
  /** New units per old. */
  readonly ratio: number;
  /** Signed units of those strategies that held some, before and after. */
  readonly held: readonly { readonly strategyId: string; readonly before: number; readonly after: number }[];
}

/** What one strategy holds of an instrument when a run ends. */
export interface HoldingRecord {
  readonly strategyId: string;
  readonly instrument: string;
  /** Signed units. */
  readonly qty: number;
  /** The newest price. */
  readonly price: number;
  /** What it is worth in account currency: of a contract that is not spot its signed notional. */
  readonly value: number;
}

/** What changes of rates did in a day to one side of what a strategy does in an instrument, or to what is the account's own. */
export interface CurrencyRecord {
  /** Days since 1970 (UTC), of the value of equity that first counts it. */
  readonly day: number;
  /** Null where it was the account's own, and so are the two below. */
  readonly strategyId: string | null;
  readonly instrument: string | null;
  readonly side: Side | null;
  /** Account money that its position has gained, and the part of a foreign balance that comes of it. */
  readonly position: number;
  readonly balance: number;
}

/** When fills, payments and splits were booked, which their times alone do not say: several things happen at one moment. */
export interface Bookings {
  /** By fill and by payment: the day, since 1970 (UTC), of the value of equity that first counts it. */
  readonly fillDays: Float64Array;
  readonly paymentDays: Float64Array;
  /** By payment and by split: how many fills there were before it. */
  readonly fillsBeforePayment: Float64Array;
  readonly fillsBeforeSplit: Float64Array;
}

/** What a unit of a currency was worth in account money over the run; rows from 0. */
export interface RateColumns {
  readonly currency: string;
  readonly ts: Float64Array;
  readonly rate: Float64Array;
}

/** A dividend that fell due, held or not; per unit, in the currency that the instrument is settled in. */
export interface DividendRecord {
  readonly ts: number;
  readonly instrument: string;
  readonly amount: number;
}

/** What units of an instrument are worth. */
export type InstrumentTerms = Pick<Instrument, 'id' | 'contract' | 'multiplier' | 'settle'> & Partial<Pick<Instrument, 'stepSize'>>;

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
  /** How many values there were, where they were too many and these are the last ones of every hour (UTC). */
  readonly values?: number;
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
  /** Money at the start, in account currency: foreign balances count at the rate with which they began. */
  readonly startCash: number;
  readonly currency: string;
  readonly instruments: readonly InstrumentTerms[];
  readonly equity: EquityColumns;
  /** The falls of all equity values of a run that has too many to keep them one by one. */
  readonly falls?: Falls | undefined;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillRecord[];
  readonly roundTrips: readonly RoundTripRecord[];
  /** The same in columns; worked out of them where it is absent. */
  readonly trips?: TripColumns | undefined;
  readonly ledger: readonly LedgerRecord[];
  readonly splits: readonly SplitRecord[];
  readonly dividends: readonly DividendRecord[];
  /** What is held at the end. */
  readonly held: readonly HoldingRecord[];
  readonly currencyGains: readonly CurrencyRecord[];
  readonly bookings: Bookings;
  readonly rates: readonly RateColumns[];
  readonly ambiguity: Ambiguity;
  /** Values of equity during which something was held. */
  readonly exposedBatches: number;
  /** Sum of |notional| of all fills, account currency. */
  readonly traded: number;
  readonly prices: readonly PriceColumns[];
}
