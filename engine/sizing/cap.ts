import { unitNotional } from './notional.ts';
import { revised } from './revised.ts';
import type { SizerModel } from './sizer.ts';
import type { CapTerms } from './sizer-spec.ts';

const NONE = Number.POSITIVE_INFINITY;

/** At most `qty` units, units worth `notional` account money, and a share `fraction` of equity; what is not given is no limit. */
export const cap = (of: SizerModel, { qty = NONE, notional = NONE, fraction = NONE }: CapTerms): SizerModel =>
  revised(of, (units, request) => Math.min(units, qty, Math.min(notional, request.equity * fraction) / unitNotional(request)));
