import { type Grid, gridOf } from './grid.ts';

/** What is traded at one venue. Sizes and prices are in the venue's units; money is in `quote`. */
export interface Instrument {
  readonly id: string;
  /** The smallest price step; 0 allows every price. */
  readonly tickSize: number;
  /** The smallest quantity step; 0 allows every quantity. */
  readonly stepSize: number;
  /** Money per point per unit. */
  readonly multiplier: number;
  /** The currency in which it is priced and settled. */
  readonly quote: string;
  /** The smallest |qty| x price x multiplier a venue takes; 0 for none. */
  readonly minNotional: number;
  /** The trading calendar by name, `24/7` where none is known. */
  readonly calendar: string;
  readonly ticks: Grid;
  readonly steps: Grid;
}

/** What a run file may say of an instrument; every field has a default. */
export type InstrumentSpec = Partial<Omit<Instrument, 'ticks' | 'steps'>>;

/** Completes a specification: whole-cent-free prices, fractional quantities, multiplier 1, USD, no minimum, 24/7. */
export function instrumentOf(id: string, spec: InstrumentSpec = {}): Instrument {
  const { tickSize = 0, stepSize = 0, multiplier = 1, quote = 'USD', minNotional = 0, calendar = '24/7' } = spec;
  return {
    id: spec.id ?? id,
    tickSize,
    stepSize,
    multiplier,
    quote,
    minNotional,
    calendar,
    ticks: gridOf(tickSize),
    steps: gridOf(stepSize),
  };
}
