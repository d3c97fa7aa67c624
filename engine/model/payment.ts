import type { Millis } from './time.ts';

/** What money moves for though nothing is traded: the entries of docs/account.md. A change of their order changes result hashes. */
export const PAYMENTS = [
  'funding',
  'borrow',
  'swap',
  'interest',
  'dividend',
  'cash-in-lieu',
  'liquidation',
  'write-off',
  /** A fee of a venue in a currency in which the instrument is not settled. */
  'commission',
  /** What a venue's account holds more or less than ours, found by reconciling. */
  'adjustment',
] as const;

export type PaymentKind = (typeof PAYMENTS)[number];

/** A payment to the account, or from it. */
export interface Payment {
  readonly ts: Millis;
  readonly kind: PaymentKind;
  /** Whose position it is for; -1 where it is the account's own. */
  readonly strategy: number;
  readonly instrument: number;
  /** Positive is income, in the currency of that number. */
  readonly amount: number;
  readonly currency: number;
}
