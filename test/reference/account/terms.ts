/** What the account asks of an instrument, and of the run: docs/account.md. */

/** A currency is a number: 0 is the account's own. */
export type Currency = number;

export interface Tier {
  upTo: number | null;
  initial: number;
  maintenance: number;
}

export interface Swap {
  long: number;
  short: number;
  unit: 'price' | 'rate';
  triple?: 'wednesday' | 'friday';
}

/** What an instrument is besides its grids; absent, it is spot in the account's currency. */
export interface Terms {
  contract: 'spot' | 'linear' | 'inverse' | 'quanto';
  currency: Currency;
  /** By rising notional; empty where the account's own shares count. */
  margin: Tier[];
  isIsolated: boolean;
  borrow?: { rate?: number; available?: number };
  swap?: Swap;
  expiry?: number;
  settlementPrice?: number;
}

export interface Liquidation {
  judged: 'close' | 'intrabar';
  maintenance: number;
  fee: number;
  part: number;
  negativeBalance: 'owed' | 'forgiven';
}

export interface Account {
  cash: number;
  type: 'cash' | 'margin';
  leverage: number;
  /** What is held of the other currencies; absent, every payment is changed into the account's own. */
  balances?: number[];
  settlement: number;
  liquidation?: Liquidation;
}

/** Charged once a day at `at` milliseconds after midnight UTC. */
export interface Daily {
  at: number;
  borrow?: { rate: number };
  swap?: Swap;
  interest?: { credit: number; debit: number };
}

/** A rate that becomes known at a time. */
export interface Rate {
  ts: number;
  rate: number;
}

export interface Action {
  ts: number;
  type: 'split' | 'dividend' | 'delisting';
  /** NaN for a delisting at the newest price. */
  value: number;
}

/** The account of a stream, and what happens to it. */
export interface Money {
  account: Account;
  strategies: number;
  /** By strategy: its own share of the money; null where it uses the whole account. */
  capital: (number | null)[];
  /** By currency; that of the account's own is empty. */
  rates: Rate[][];
  daily?: Daily;
  /** By instrument. */
  funding: Rate[][];
  actions: Action[][];
  /** By instrument: whether a dividend lowers the prices of orders that wait. */
  lowers: boolean[];
}

export type Kind = 'funding' | 'borrow' | 'swap' | 'interest' | 'dividend' | 'cash-in-lieu' | 'liquidation' | 'write-off';

export interface Payment {
  ts: number;
  kind: Kind;
  /** -1 where it is the account's own. */
  strategy: number;
  instrument: number;
  currency: Currency;
  amount: number;
  /** Account money per unit of the currency, then. */
  rate: number;
}

/** A fill as the account knows it; `order` is 0 for one of the venue. */
export interface Dealt {
  ts: number;
  /** The day to which it belongs, for settlement: a time within it. */
  within: number;
  order: number;
  strategy: number;
  instrument: number;
  /** Signed. */
  qty: number;
  price: number;
  fee: number;
  /** Units of what was bought that the fee took, to eight decimals: so many do not arrive, and no money is paid for it. */
  taken: number;
  rate: number;
}

/** Everything that ever changed the account. */
export type Happening = { dealt: Dealt } | { paid: Payment } | { split: { instrument: number; ratio: number } };
