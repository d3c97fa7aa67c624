import { PAYMENTS, type Payment } from '../model/payment.ts';
import { Table } from '../model/table.ts';

/** Fields of an entry: `kind` is a place in PAYMENTS, `rate` what a unit of its currency was worth in account money. */
export const ENTRY = { ts: 0, kind: 1, strategy: 2, instrument: 3, amount: 4, currency: 5, rate: 6 } as const;
export const ENTRY_WIDTH = 7;

/** Every payment that no fill made, in order. */
export class Ledger {
  readonly rows = new Table(ENTRY_WIDTH);

  add({ ts, kind, strategy, instrument, amount, currency }: Payment, rate: number): void {
    this.rows.add();
    const { base: at, tail: to } = this.rows;
    to[at] = ts;
    to[at + ENTRY.kind] = PAYMENTS.indexOf(kind);
    to[at + ENTRY.strategy] = strategy;
    to[at + ENTRY.instrument] = instrument;
    to[at + ENTRY.amount] = amount;
    to[at + ENTRY.currency] = currency;
    to[at + ENTRY.rate] = rate;
  }
}
