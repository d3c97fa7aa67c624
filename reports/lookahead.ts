/** What is found when a strategy is asked whether it knew what came later. */
export interface LookaheadRecord {
  /**
   * `honest`: no decision changed. `ahead`: one did. `refused`: the strategy reached for more than it is given. `foretold`: its data
   * say what came later. `nothing`: it decided nothing by which anything could be proven.
   */
  readonly verdict: 'honest' | 'ahead' | 'refused' | 'foretold' | 'nothing';
  /** Whether the strategy ran in a process without files and network. */
  readonly isolated: boolean;
  /** Decisions of the whole run, the moments at which it was cut, and the runs done; times in milliseconds UTC. */
  readonly decisions: number;
  readonly cuts: readonly number[];
  readonly runs: number;
  readonly ahead: AheadRecord | null;
  readonly refused: readonly { readonly what: string; readonly place: string | null }[];
  readonly foretold: readonly {
    readonly feed: string;
    readonly column: string;
    readonly of: string;
    readonly what: 'price' | 'direction';
    readonly share: number;
  }[];
  readonly warmup: WarmupRecord;
  /** What cannot be proven, and what to mind: a sentence each. */
  readonly notes: readonly string[];
}

/** The first decision that depended on what came after it. */
export interface AheadRecord {
  /** What was done to what came after `cut`. */
  readonly how: 'prefix' | 'risen' | 'fallen' | 'shuffled';
  readonly cut: number;
  /** Which decision, from 1, and when. */
  readonly number: number;
  readonly ts: number;
  /** With the data as they are, and with another future; null where nothing was decided. */
  readonly before: string | null;
  readonly after: string | null;
  /** The feeds of which a changed future alone changes decisions. */
  readonly feeds: readonly string[];
  /** File and line in the strategy; null for what the engine decided. */
  readonly place: string | null;
}

/** How long a run that begins later needs until it decides as the whole one does. */
export interface WarmupRecord {
  /** Rows of the declared warm-up; 0 for none. */
  readonly declared: number;
  readonly starts: readonly { readonly start: number; readonly rows: number; readonly agreed: number; readonly isCovered: boolean }[];
}
