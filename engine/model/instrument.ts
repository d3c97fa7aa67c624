import { type Grid, gridOf } from './grid.ts';

/** What one unit is worth: see `valueAt`. */
export type Contract = 'spot' | 'linear' | 'inverse' | 'quanto';

/** The margin of one part of a position's notional. */
export interface MarginTier {
  /** Up to this notional, in settlement currency; null for all the rest. */
  readonly upTo: number | null;
  /** Share of the notional that opening binds. */
  readonly initial: number;
  /** Share of the notional below which the position is closed. */
  readonly maintenance: number;
}

/** What being short costs. */
export interface BorrowTerms {
  /** Per year, as a fraction of the notional. */
  readonly rate?: number | undefined;
  /** Units that may be short in all. */
  readonly available?: number | undefined;
}

/** What holding overnight costs or earns: positive is income. */
export interface SwapTerms {
  readonly long: number;
  readonly short: number;
  /** `price`: money per unit and night. `rate`: per year, as a fraction of the notional. */
  readonly unit: 'price' | 'rate';
  /** The day whose night counts three times, for the weekend. */
  readonly triple?: 'wednesday' | 'friday' | undefined;
}

/** What is traded at one venue. Sizes and prices are in the venue's units; money is in `settle`. */
export interface Instrument {
  readonly id: string;
  /** The smallest price step; 0 allows every price. */
  readonly tickSize: number;
  /** The smallest quantity step; 0 allows every quantity. */
  readonly stepSize: number;
  /** Money per point per unit; of an inverse contract, quote money per unit. */
  readonly multiplier: number;
  readonly contract: Contract;
  /** The currency in which it is priced. */
  readonly quote: string;
  /** The currency in which it is paid for, and in which gains and fees are. */
  readonly settle: string;
  /** The smallest notional a venue takes; 0 for none. */
  readonly minNotional: number;
  /** The trading calendar by name, `24/7` where none is known. */
  readonly calendar: string;
  /** By rising notional; empty where the account's leverage and maintenance count. */
  readonly margin: readonly MarginTier[];
  readonly marginMode: 'cross' | 'isolated';
  readonly borrow: BorrowTerms | undefined;
  readonly swap: SwapTerms | undefined;
  /** When it ends, milliseconds UTC; undefined where it does not. */
  readonly expiry: number | undefined;
  readonly settlement: 'cash' | 'physical';
  /** The price at which it ends; the newest one where none is given. */
  readonly settlementPrice: number | undefined;
  /** What it belongs to, for limits on exposure; empty for nothing. */
  readonly sector: string;
  readonly ticks: Grid;
  readonly steps: Grid;
}

/** What a run file may say of an instrument; every field has a default. */
export type InstrumentSpec = { readonly [K in keyof Omit<Instrument, 'ticks' | 'steps'>]?: Instrument[K] | undefined };

/** Completes a specification: whole-cent-free prices, fractional quantities, multiplier 1, spot, USD, no minimum, 24/7. */
export function instrumentOf(id: string, spec: InstrumentSpec = {}): Instrument {
  const { tickSize = 0, stepSize = 0, quote = 'USD' } = spec;
  return {
    id: spec.id ?? id,
    tickSize,
    stepSize,
    multiplier: spec.multiplier ?? 1,
    contract: spec.contract ?? 'spot',
    quote,
    settle: spec.settle ?? quote,
    minNotional: spec.minNotional ?? 0,
    calendar: spec.calendar ?? '24/7',
    margin: spec.margin ?? [],
    marginMode: spec.marginMode ?? 'cross',
    borrow: spec.borrow,
    swap: spec.swap,
    expiry: spec.expiry,
    settlement: spec.settlement ?? 'cash',
    settlementPrice: spec.settlementPrice,
    sector: spec.sector ?? '',
    ticks: gridOf(tickSize),
    steps: gridOf(stepSize),
  };
}

/** What says how much units are worth. */
export type Terms = Pick<Instrument, 'contract' | 'multiplier'>;

/**
 * What `qty` units are worth at `price`, signed, in settlement currency: qty x price x multiplier, and of an inverse contract
 * -qty x multiplier / price, so that a rising price is a gain of the long side in either.
 */
export const valueAt = ({ contract, multiplier }: Terms, qty: number, price: number): number =>
  contract === 'inverse' ? (-qty * multiplier) / price : qty * price * multiplier;

/** What `qty` units gain from one price to another, in settlement currency. */
export const gainOf = (instrument: Terms, qty: number, from: number, to: number): number =>
  instrument.contract === 'inverse'
    ? valueAt(instrument, qty, to) - valueAt(instrument, qty, from)
    : qty * (to - from) * instrument.multiplier;

/** The price at which two parts of a position are worth what they are at their own; both of one side. */
export const meanPrice = ({ contract }: Terms, had: number, at: number, more: number, price: number): number =>
  contract === 'inverse' ? (had + more) / (had / at + more / price) : (at * had + price * more) / (had + more);

/** What `qty` units stand for at `price`, positive, in settlement currency. */
export const notionalAt = (instrument: Terms, qty: number, price: number): number => Math.abs(valueAt(instrument, qty, price));
