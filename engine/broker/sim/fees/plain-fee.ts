import { ConfigError } from '../../../model/errors.ts';
import { notionalAt } from '../../../model/instrument.ts';
import type { FeeModel } from './fee-model.ts';
import type { FeeSpec } from './fee-spec.ts';

type Plain = Extract<FeeSpec, { model: 'none' | 'percent' | 'per-share' | 'per-contract' | 'fixed' | 'maker-taker' }>;

/** The fee of a fill that nothing else bears on. */
export function plainFee(spec: Plain): FeeModel {
  switch (spec.model) {
    case 'none':
      return () => 0;
    case 'percent': {
      const { rate, fixed = 0 } = spec;
      return (qty, price, instrument) => notionalAt(instrument, qty, price) * rate + fixed;
    }
    case 'fixed':
      return () => spec.amount;
    case 'per-contract':
      return (qty) => qty * spec.perContract;
    case 'maker-taker':
      return (qty, price, instrument, liquidity) => notionalAt(instrument, qty, price) * (liquidity === 'maker' ? spec.maker : spec.taker);
    case 'per-share': {
      const { perShare, min = 0, max = Number.POSITIVE_INFINITY, maxRate = Number.POSITIVE_INFINITY } = spec;
      mustHold(min, max);
      return (qty, price, instrument) => Math.min(Math.max(qty * perShare, min), max, notionalAt(instrument, qty, price) * maxRate);
    }
  }
}

/** Throws a ConfigError where a minimum is above its maximum. */
export function mustHold(min: number, max: number): void {
  if (min > max) throw new ConfigError(`Expected the minimum fee to be at most the maximum "${max}", but it was "${min}"`);
}
