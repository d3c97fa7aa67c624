import { assertNever } from '../model/errors.ts';
import { atrRisk } from './atr-risk.ts';
import { cap } from './cap.ts';
import { drawdownScaled } from './drawdown-scaled.ts';
import { equalRisk } from './equal-risk.ts';
import { fixed } from './fixed.ts';
import { fixedFractional } from './fixed-fractional.ts';
import { fractionOfEquity } from './fraction-of-equity.ts';
import { kelly } from './kelly.ts';
import { notional } from './notional.ts';
import { riskParity } from './risk-parity.ts';
import { roundTo } from './round-to.ts';
import { scale } from './scale.ts';
import type { SizerModel } from './sizer.ts';
import type { SizerTree } from './sizer-spec.ts';
import { volatilityTarget } from './volatility-target.ts';

/** The sizer that a run file asks for; the desk of a run makes it. */
export function sizerOf(spec: SizerTree): SizerModel {
  if (typeof spec.model === 'function') return spec.model;
  switch (spec.model) {
    case 'fixed':
      return fixed(spec.qty);
    case 'notional':
      return notional(spec.notional);
    case 'fraction-of-equity':
      return fractionOfEquity(spec.fraction);
    case 'fixed-fractional':
      return fixedFractional(spec.risk);
    case 'atr':
      return atrRisk(spec);
    case 'volatility-target':
      return volatilityTarget(spec);
    case 'kelly':
      return kelly(spec);
    case 'risk-parity':
      return riskParity(spec);
    case 'equal-risk':
      return equalRisk(spec);
    case 'drawdown-scaled':
      return drawdownScaled(sizerOf(spec.of), spec.limit);
    case 'cap':
      return cap(sizerOf(spec.of), spec);
    case 'scale':
      return scale(sizerOf(spec.of), spec.factor);
    case 'round-to':
      return roundTo(sizerOf(spec.of), spec.lot);
    default:
      return assertNever(spec);
  }
}
