/** What an exchange answers to each question of a snapshot and of a look-up, in the shapes of its documentation, and what that is. */
export interface Answers {
  /** By a pattern of the request's path and query; the first that fits counts. */
  readonly says: readonly (readonly [asked: RegExp, body: unknown])[];
  readonly orders: readonly string[];
  readonly fills: readonly string[];
  readonly balances: Readonly<Record<string, number>>;
  /** The order of our id `ab-1`; empty where the exchange cannot be asked for it. */
  readonly found: string;
}
