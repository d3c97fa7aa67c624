import { assertNever } from '../model/errors.ts';
import { fixed } from './fixed.ts';
import { fixedFractional } from './fixed-fractional.ts';
import { fractionOfEquity } from './fraction-of-equity.ts';
import { notional } from './notional.ts';
import type { Sizer, SizerSpec } from './sizer.ts';

/** Makes the sizer a run file asks for. */
export function sizerOf(spec: SizerSpec): Sizer {
  switch (spec.model) {
    case 'fixed':
      return fixed(spec.qty);
    case 'notional':
      return notional(spec.notional);
    case 'fraction-of-equity':
      return fractionOfEquity(spec.fraction);
    case 'fixed-fractional':
      return fixedFractional(spec.risk);
    default:
      return assertNever(spec);
  }
}
