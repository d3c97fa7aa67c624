/** What a strategy holds of one instrument. */
export interface Position {
  /** Units, signed: long is positive. */
  readonly qty: number;
  /** Average price of what is held; NaN when flat. */
  readonly avgPrice: number;
  /** What it is worth at the newest price, signed: qty x price x multiplier; 0 when flat. */
  readonly notional: number;
  /** Money made or lost at the newest price, fees apart. */
  readonly unrealizedPnl: number;
}
