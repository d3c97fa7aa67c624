/** What came of one seed. */
export interface Played {
  readonly seed: number;
  /** What is wrong; nothing where all is well. */
  readonly wrong: readonly string[];
  /** The schedule of what went wrong at the venue, as text. */
  readonly schedule: string;
  /** All that was written down, and what was worth a note. */
  readonly transcript: readonly string[];
  /** Of the transcript: the same seed gives the same one. */
  readonly hash: string;
  readonly orders: number;
  readonly fills: number;
}
