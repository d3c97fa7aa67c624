/** What a strategy holds of one instrument. */
export interface Position {
  /** Units, signed: long is positive. */
  readonly qty: number;
  /** Whether there is nothing that orders could close: less than a step may be left where a fee was taken in the coin. */
  readonly isFlat: boolean;
  /** 1 long, -1 short, 0 flat. */
  readonly direction: -1 | 0 | 1;
  /** Average price of what is held; NaN where nothing is held. */
  readonly avgPrice: number;
  /** What it is worth at the newest price, signed: qty x price x multiplier. */
  readonly notional: number;
  /** Money made or lost at the newest price, fees apart. */
  readonly unrealizedPnl: number;
}
