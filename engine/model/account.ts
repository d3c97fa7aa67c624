/** How an account is set up. */
export interface AccountSpec {
  /** Money at the start. */
  readonly cash: number;
  /** `cash`: no shorts and nothing on credit. `margin`: notional up to leverage x equity, shorts allowed. */
  readonly type: 'cash' | 'margin';
  /** Notional per unit of equity that may be opened; 1 borrows nothing. */
  readonly leverage: number;
  readonly currency: string;
  /** The other currencies that instruments are settled in, or that are held: number 1 and on. */
  readonly currencies?: readonly string[] | undefined;
  /** What is held of other currencies at the start; without it every payment is changed into the account's own at once. */
  readonly balances?: Readonly<Record<string, number>> | undefined;
  /** Rates that do not move: account money per unit of a currency. */
  readonly fixedRates?: Readonly<Record<string, number>> | undefined;
  /** After how many sessions the proceeds of a sale may be spent; 0 at once. */
  readonly settlement?: number | undefined;
  /** When the broker closes what the account can no longer carry; never, where it is not given. */
  readonly liquidation?: LiquidationSpec | undefined;
}

/** The end of an account that has lost too much. */
export interface LiquidationSpec {
  /** `close` (default): at bar closes, at their prices. `intrabar`: at every price that the market shows. */
  readonly judged?: 'close' | 'intrabar' | undefined;
  /** Everything is closed when equity is at most this share of the notional held; 0 waits until nothing is left. */
  readonly maintenance: number;
  /** Charged on the notional that is closed, as a fraction. */
  readonly fee?: number | undefined;
  /** The share of a position that is closed first, on `intrabar`; 1 closes all of it. */
  readonly part?: number | undefined;
  /** Whether a debt that is left stays, or is written off. */
  readonly negativeBalance: 'owed' | 'forgiven';
}

/** What sizers, checks and the simulator may ask of the account, always as of now. */
export interface AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  readonly liquidation: LiquidationSpec | undefined;
  /** How many strategies share it. */
  readonly strategies: number;
  /** The money that may be spent, in the account's currency: what has settled. */
  readonly cash: number;
  /** Proceeds that may not be spent yet. */
  readonly unsettledCash: number;
  /** Cash plus positions at the newest prices. */
  readonly equity: number;
  /** Sum of |notional| of what is held, at the newest prices. */
  readonly grossNotional: number;
  /** Equity less the margin that positions bind: what new ones may bind. */
  readonly freeMargin: number;
  /** Equity that backs positions in common, and below which of it they are closed; without what isolated ones are backed by. */
  readonly crossEquity: number;
  readonly maintenanceMargin: number;
  /** What backs the position in an instrument: the equity behind all, or an isolated position's own. */
  backingOf(instrument: number): number;
  /** The maintenance margin of the other positions with the same backing. */
  maintenanceBeside(instrument: number): number;
  /** Signed units the whole account holds of an instrument. */
  qty(instrument: number): number;
  /** Signed units one strategy holds of an instrument. */
  qtyOf(strategy: number, instrument: number): number;
  /** The equity one strategy may use: its share of the capital and what it made, or the account's. */
  equityOf(strategy: number): number;
  /** The newest price of an instrument; NaN before the first. */
  last(instrument: number): number;
  /** Account money per unit of the currency an instrument is settled in; NaN while none is known. */
  rateOf(instrument: number): number;
  /** The number of that currency, 0 for the account's own, and how many there are. */
  currencyOf(instrument: number): number;
  readonly currencies: number;
  /** The number of the balance that an instrument is paid from: its own currency's where the account holds several, else 0. */
  balanceFor(instrument: number): number;
  /** The balance of a currency, in it; 0 of others than the account's own where it holds no other. */
  balanceOf(currency: number): number;
  /** What of `cash` may buy an instrument, in account currency: its own currency's balance where the account holds several. */
  cashFor(instrument: number): number;
  /** Proceeds that would be of that, had they settled. */
  unsettledFor(instrument: number): number;
}
