import type { RoundTripRecord } from '../model/result.ts';
import { meanOf } from './moments.ts';
import { quantile } from './quantile.ts';

/** How far some excursions went, as shares of the entry price. */
export interface Spread {
  readonly mean: number;
  readonly median: number;
  /** One in twenty went further than this. */
  readonly extreme5: number;
}

/** How far prices ran against and for some round trips while they were held. */
export interface ExcursionSummary {
  readonly trades: number;
  /** Adverse excursions: 0 or below. */
  readonly mae: Spread;
  /** Favourable excursions: 0 or above. */
  readonly mfe: Spread;
}

/** Excursions of all round trips, and of winners and losers apart: how far winners went against us is where a stop would have cost them. */
export interface Excursions {
  readonly all: ExcursionSummary;
  readonly winners: ExcursionSummary;
  readonly losers: ExcursionSummary;
}

/** Sums excursions up. Source: Sweeney, Maximum Adverse Excursion (1997). */
export function excursionsOf(trips: readonly RoundTripRecord[]): Excursions {
  return {
    all: summaryOf(trips),
    winners: summaryOf(trips.filter(({ pnl }) => pnl > 0)),
    losers: summaryOf(trips.filter(({ pnl }) => pnl < 0)),
  };
}

function summaryOf(trips: readonly RoundTripRecord[]): ExcursionSummary {
  return {
    trades: trips.length,
    mae: spreadOf(
      trips.map(({ mae }) => mae),
      0.05,
    ),
    mfe: spreadOf(
      trips.map(({ mfe }) => mfe),
      0.95,
    ),
  };
}

function spreadOf(values: readonly number[], extreme: number): Spread {
  const column = Float64Array.from(values);
  return { mean: meanOf(column).mean, median: quantile(column, 0.5), extreme5: quantile(column, extreme) };
}
