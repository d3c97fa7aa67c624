/**
 * What a live feed delivers, in the order in which it does. `feed` is the number of the series in declared order; values are in
 * the order of `COLUMNS` of its kind.
 */
export type Arrival =
  /** A bar has begun: only its open is known. `ts` is when it will be over. */
  | { readonly kind: 'open'; readonly feed: number; readonly openTs: number; readonly ts: number; readonly open: number }
  /** A row is finished: a bar that is over, a quote, a trade, a custom row. */
  | { readonly kind: 'row'; readonly feed: number; readonly values: readonly number[] }
  /** Everything up to `ts` has been delivered: nothing at or before it will follow. */
  | { readonly kind: 'complete'; readonly ts: number }
  /** The connection of the market data is up, or down. */
  | { readonly kind: 'connection'; readonly up: boolean; readonly why: string }
  /** Nothing follows in a feed of a tape. */
  | { readonly kind: 'over'; readonly feed: number }
  /** Nothing follows at all: the tape is over. */
  | { readonly kind: 'end' };

/** Market data as it comes. Async only at its edges. */
export interface LiveFeed {
  readonly name: string;
  /** Whether it plays what was recorded: then only its own word says what is complete, and the clock on the wall says nothing. */
  readonly isTape: boolean;
  /** Begins to deliver; `wake` is called whenever `poll` has something new. Rejects with a VenueError where it cannot. */
  connect(wake: () => void, signal: AbortSignal): Promise<void>;
  /** The oldest arrival not yet taken; undefined when there is nothing new. */
  poll(): Arrival | undefined;
  close(): Promise<void>;
}
