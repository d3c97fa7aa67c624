import { PAYMENTS, type Payment } from '../model/payment.ts';
import { Table } from '../model/table.ts';

/**
 * Fields of an entry: `kind` is a place in PAYMENTS, `rate` what a unit of its currency was worth in account money, `valued` how
 * many values of equity there were before it, and `filled` how many fills.
 */
export const ENTRY = { ts: 0, kind: 1, strategy: 2, instrument: 3, amount: 4, currency: 5, rate: 6, valued: 7, filled: 8 } as const;
/** How many of them, from the first on, a result's hash is made of. */
export const ENTRY_HASHED = 7;
const WIDTH = 9;

/** Every payment that no fill made, in order. */
export class Ledger {
  readonly rows = new Table(WIDTH);

  add({ ts, kind, strategy, instrument, amount, currency }: Payment, rate: number, valued: number, filled: number): void {
    this.rows.add();
    const { base: at, tail: to } = this.rows;
    to[at] = ts;
    to[at + ENTRY.kind] = PAYMENTS.indexOf(kind);
    to[at + ENTRY.strategy] = strategy;
    to[at + ENTRY.instrument] = instrument;
    to[at + ENTRY.amount] = amount;
    to[at + ENTRY.currency] = currency;
    to[at + ENTRY.rate] = rate;
    to[at + ENTRY.valued] = valued;
    to[at + ENTRY.filled] = filled;
  }
}
