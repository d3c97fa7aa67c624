import type { Kind, Payment } from '../reference/account/terms.ts';
import { live } from '../reference/simulate.ts';
import type { End, Stream } from '../reference/stream.ts';

/** What is compared of the life of an account. */
export interface Facts {
  /** `order` is 0 for one of the venue; `qty` is signed. */
  readonly deals: readonly {
    readonly ts: number;
    readonly order: number;
    readonly strategy: number;
    readonly instrument: number;
    readonly qty: number;
    readonly price: number;
    readonly fee: number;
    /** Units of what was bought that it took. */
    readonly taken: number;
  }[];
  /** `value` is in account money. */
  readonly payments: readonly {
    readonly ts: number;
    readonly kind: Kind;
    readonly strategy: number;
    readonly instrument: number;
    readonly value: number;
  }[];
  readonly ends: readonly End[];
  readonly curve: readonly { readonly ts: number; readonly value: number }[];
  /** What may be spent, in account money. */
  readonly cash: number;
  readonly equity: number;
  /** By strategy. */
  readonly shares: readonly number[];
  /** `positions[instrument][strategy]`. */
  readonly positions: readonly (readonly number[])[];
}

const valueOfPayment = ({ ts, kind, strategy, instrument, amount, rate }: Payment) => ({
  ts,
  kind,
  strategy,
  instrument,
  value: amount * rate,
});

/** What rounding leaves of a balance of nothing earns nothing. */
const DUST = 1e-9;

/** Payments of one time in one order: which of them is booked first makes no difference. */
export const sorted = (payments: Facts['payments']): Facts['payments'] =>
  payments
    .filter(({ value }) => Math.abs(value) > DUST)
    .sort((a, b) => a.ts - b.ts || a.kind.localeCompare(b.kind) || a.strategy - b.strategy || a.instrument - b.instrument);

/** The same of the second simulator. */
export function liveTheirs(stream: Stream): Facts {
  const { deals, payments, ends, curve, cash, equity, shares, positions } = live(stream);
  return {
    deals: deals.map(({ ts, order, strategy, instrument, qty, price, fee, taken }) => ({
      ...{ ts, order, strategy, instrument, qty, price, fee, taken },
    })),
    payments: sorted(payments.map(valueOfPayment)),
    ends,
    curve,
    cash,
    equity,
    shares,
    positions: stream.instruments.map((_, i) => positions.map((own) => own[i]!)),
  };
}
