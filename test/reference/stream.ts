/** What goes into the reference simulator and what comes out of it. */
import type { Dealt, Money, Payment, Terms } from './account/terms.ts';

/** One bar; times in milliseconds, `ts` is the close time. `volume` may be NaN. */
export interface Bar {
  openTs: number;
  ts: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** A price of a book; a size that is absent is not known. */
export interface Level {
  price: number;
  size?: number;
}

/** What a quote shows: levels of both sides, best first. */
export interface Quote {
  ts: number;
  bids: Level[];
  asks: Level[];
}

/** A public trade; `side` is that of its taker, absent where nobody knows. */
export interface Trade {
  ts: number;
  price: number;
  size?: number;
  side?: Side;
}

/** A session of a calendar, from its open to its close. */
export interface Session {
  open: number;
  close: number;
}

/** Grids of an instrument; 0 means no grid. Without sessions it has no calendar. */
export interface Instrument {
  tick: number;
  step: number;
  multiplier: number;
  sessions?: Session[];
  terms?: Terms;
}

export type Side = 'buy' | 'sell';

export type Type =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stop-limit'
  | 'market-if-touched'
  | 'limit-if-touched'
  | 'trailing-stop'
  | 'trailing-stop-limit'
  | 'market-on-open'
  | 'limit-on-open'
  | 'market-on-close'
  | 'limit-on-close';

export interface Trail {
  amount?: number;
  percent?: number;
  activation?: number;
  offset?: number;
}

/** An order as it is sent; ids are 1, 2, 3 ... in the order of submission. */
export interface Order {
  id: number;
  instrument: number;
  side: Side;
  type: Type;
  /** Absent only for a child that covers its parent. */
  qty?: number;
  price?: number;
  trigger?: number;
  trail?: Trail;
  tif: 'gtc' | 'day' | 'gtd' | 'ioc' | 'fok';
  expiresAt?: number;
  parent?: number;
  group?: number;
  reduceOnly?: boolean;
  postOnly?: boolean;
  display?: number;
  /** A child whose level is a signed fraction away from the parent's average fill price. */
  levelPct?: number;
  /** Who sends it: 0, 1, 2 ..., of as many as the account has. */
  strategy?: number;
  /** An exit that its parent was sent with. */
  attached?: 'stop-loss' | 'take-profit';
}

/** `at` is the time it was sent: that of a close, or of a quote or trade, and then `turn` is the turn of that time after which (the first is 1). */
export type Command = { at: number; turn?: number } & (
  | { submit: Order }
  | { cancel: number }
  | { replace: number; qty?: number; price?: number; trigger?: number }
);

export type Slippage =
  | { model: 'none' }
  | { model: 'ticks'; ticks: number }
  | { model: 'percent'; rate: number }
  | { model: 'half-spread'; spread: number }
  | { model: 'volatility'; share: number; period: number }
  | { model: 'volume-share'; impact: number }
  | { model: 'square-root'; coefficient: number; period: number };

export interface Options {
  path: 'pessimistic' | 'o-h-l-c' | 'o-l-h-c' | 'nearest-extreme-first';
  touch: 'through' | 'fill';
  fillOn: 'next-open' | 'on-close';
  trailBy: 'extreme' | 'close';
  volumeLimit: number | null;
  clip: boolean;
  sizeLimit?: 'none' | 'shown';
  queue?: 'none' | 'risk-averse' | 'proportional' | 'log';
  slippage: Slippage;
  /** fee = qty x price x multiplier x feeRate. */
  feeRate: number;
  /** Fees of spot that is bought are taken off it. Only with money. */
  feeInKind?: boolean;
  /** Milliseconds, fixed. */
  latency: number;
}

/** `bars[i]` are those of instrument i, ascending; or else all instruments have quotes, trades or both. */
export interface Stream {
  instruments: Instrument[];
  bars: Bar[][];
  quotes?: Quote[][];
  trades?: Trade[][];
  commands: Command[];
  options: Options;
  /** The account; absent, there is always enough, and nothing happens between fills. Only with bars. */
  money?: Money;
}

export type Certainty = 'exact' | 'assumed' | 'ambiguous';

export interface Fill {
  order: number;
  ts: number;
  side: Side;
  qty: number;
  price: number;
  fee: number;
  /** Per unit; positive is worse. */
  slippage: number;
  liquidity: 'maker' | 'taker';
  certainty: Certainty;
}

export interface End {
  order: number;
  status: 'filled' | 'canceled' | 'rejected' | 'expired' | 'open';
  reason?: string;
  filledQty: number;
}

export interface Outcome {
  fills: Fill[];
  ends: End[];
  positions: number[];
}

/** What became of an account. */
export interface Life {
  deals: Dealt[];
  payments: Payment[];
  ends: End[];
  curve: { ts: number; value: number }[];
  /** What may be spent, in account money. */
  cash: number;
  equity: number;
  /** By strategy: what it has to work with. */
  shares: number[];
  /** `positions[strategy][instrument]`. */
  positions: number[][];
}
