/** How an account is set up. */
export interface AccountSpec {
  /** Money at the start. */
  readonly cash: number;
  /** `cash`: no shorts and nothing on credit. `margin`: notional up to leverage x equity, shorts allowed. */
  readonly type: 'cash' | 'margin';
  /** Notional per unit of equity that may be opened; 1 borrows nothing. */
  readonly leverage: number;
  readonly currency: string;
  /** When the broker closes what the account can no longer carry; never, where it is not given. */
  readonly liquidation?: LiquidationSpec | undefined;
}

/** The end of an account that has lost too much: judged at bar closes, at their prices. */
export interface LiquidationSpec {
  /** Everything is closed when equity is at most this share of the notional held; 0 waits until nothing is left. */
  readonly maintenance: number;
  /** Whether a debt that is left stays, or is written off. */
  readonly negativeBalance: 'owed' | 'forgiven';
}

/** What sizers, checks and the simulator may ask of the account, always as of now. */
export interface AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  /** Settled money, in the account's currency. */
  readonly cash: number;
  /** Cash plus positions at the newest prices. */
  readonly equity: number;
  /** Sum of |notional| of what is held, at the newest prices. */
  readonly grossNotional: number;
  /** Signed units the whole account holds of an instrument. */
  qty(instrument: number): number;
  /** Signed units one strategy holds of an instrument. */
  qtyOf(strategy: number, instrument: number): number;
  /** The equity one strategy may use: its share of the capital and what it made, or the account's. */
  equityOf(strategy: number): number;
  /** The newest price of an instrument; NaN before the first. */
  last(instrument: number): number;
}
