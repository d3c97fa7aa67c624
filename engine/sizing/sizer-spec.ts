import type { SizerModel } from './sizer.ts';

/** How an order gets its units; docs/sizing.md has each with its formula. Money is in account currency, shares are fractions. */
export type SizerTree =
  /** One of a program's own. */
  | { readonly model: SizerModel }
  | { readonly model: 'fixed'; readonly qty: number }
  | { readonly model: 'notional'; readonly notional: number }
  | { readonly model: 'fraction-of-equity'; readonly fraction: number }
  | { readonly model: 'fixed-fractional'; readonly risk: number }
  | ({ readonly model: 'atr' } & AtrTerms)
  | ({ readonly model: 'volatility-target' } & VolatilityTargetTerms)
  | ({ readonly model: 'kelly' } & KellyTerms)
  | ({ readonly model: 'risk-parity' } & ParityTerms)
  | ({ readonly model: 'equal-risk' } & ParityTerms)
  | { readonly model: 'drawdown-scaled'; readonly of: SizerTree; readonly limit: number }
  | ({ readonly model: 'cap'; readonly of: SizerTree } & CapTerms)
  | { readonly model: 'scale'; readonly of: SizerTree; readonly factor: number }
  | { readonly model: 'round-to'; readonly of: SizerTree; readonly lot: number };

/** The sizer part of a run file. */
export type SizerSpec = SizerTree & {
  /** Sized when the order is sent (default), or when its price is known. */
  readonly at?: 'signal' | 'fill' | undefined;
  /** Makes an order that the account cannot carry as large as it can; it is refused otherwise. */
  readonly fit?: boolean | undefined;
};

/** Bars of which something is measured. */
interface Measured {
  /** Finished bars, of those that strategies are shown or of a longer timeframe. */
  readonly period?: number | undefined;
  readonly timeframe?: string | null | undefined;
}

/** Terms of `atr`. */
export interface AtrTerms extends Measured {
  /** Share of equity that is lost when the price moves against the order by `multiple` average true ranges. */
  readonly risk: number;
  readonly multiple?: number | undefined;
}

/** Terms of `volatility-target`. */
export interface VolatilityTargetTerms extends Measured {
  /** Standard deviation of returns per year, as a fraction. */
  readonly target: number;
  /** Whose volatility: of the order's position by itself, or of all that the account holds with it. */
  readonly scope?: 'position' | 'portfolio' | undefined;
  /** Bars a year; counted from the bars where it is not given. */
  readonly periodsPerYear?: number | null | undefined;
}

/** Terms of `kelly`. */
export interface KellyTerms {
  /** The share of Kelly's fraction that is bet: 0.5 is half Kelly. */
  readonly multiple?: number | undefined;
  /** The smallest share of equity, 0 by default: a strategy that bets nothing learns nothing more. */
  readonly floor?: number | undefined;
  /** The largest one, 1 by default. */
  readonly cap?: number | undefined;
  /** Closed round trips before which `fallback` is bet. */
  readonly min?: number | undefined;
  readonly fallback: number;
  /** What the share of equity is: the notional of the position, or what is lost at the attached stop loss. */
  readonly bet?: 'notional' | 'stop' | undefined;
}

/** Terms of `risk-parity` and `equal-risk`. */
export interface ParityTerms extends Measured {
  /** The notional of all positions together, as a share of equity. */
  readonly exposure?: number | undefined;
  readonly periodsPerYear?: number | null | undefined;
}

/** At most so many units, so much money, and such a share of equity; what is not given is no limit. */
export interface CapTerms {
  readonly qty?: number | undefined;
  readonly notional?: number | undefined;
  readonly fraction?: number | undefined;
}
