import { ConfigError } from '../../model/errors.ts';
import type { Liquidity } from '../../model/fill.ts';
import { type Instrument, notionalAt } from '../../model/instrument.ts';

/** What a fill costs, in quote currency; negative is a rebate. `qty` is positive. */
export type FeeModel = (qty: number, price: number, instrument: Instrument, liquidity: Liquidity) => number;

/** The fee part of a run file. */
export type FeeSpec =
  | { readonly model: 'none' }
  /** `rate` of the notional (0.001 is 10 basis points), and `fixed` money per fill on top. */
  | { readonly model: 'percent'; readonly rate: number; readonly fixed?: number | undefined }
  /** Money per unit, at least `min` and at most `max` per fill; `maxRate` caps it as a share of the notional. */
  | {
      readonly model: 'per-share';
      readonly perShare: number;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly maxRate?: number | undefined;
    }
  /** Money per fill, whatever its size. */
  | { readonly model: 'fixed'; readonly amount: number }
  /** Rates of the notional by liquidity; a negative maker rate is a rebate. */
  | { readonly model: 'maker-taker'; readonly maker: number; readonly taker: number };

/** Makes the fee model a run file asks for. */
export function feeModel(spec: FeeSpec): FeeModel {
  switch (spec.model) {
    case 'none':
      return () => 0;
    case 'percent': {
      const { rate, fixed = 0 } = spec;
      return (qty, price, instrument) => notionalAt(instrument, qty, price) * rate + fixed;
    }
    case 'fixed':
      return () => spec.amount;
    case 'maker-taker':
      return (qty, price, instrument, liquidity) => notionalAt(instrument, qty, price) * (liquidity === 'maker' ? spec.maker : spec.taker);
    case 'per-share': {
      const { perShare, min = 0, max = Number.POSITIVE_INFINITY, maxRate = Number.POSITIVE_INFINITY } = spec;
      if (min > max) throw new ConfigError(`Expected the minimum fee to be at most the maximum "${max}", but it was "${min}"`);
      return (qty, price, instrument) => Math.min(Math.max(qty * perShare, min), max, notionalAt(instrument, qty, price) * maxRate);
    }
  }
}
