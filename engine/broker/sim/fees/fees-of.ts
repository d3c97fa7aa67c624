import { ConfigError } from '../../../model/errors.ts';
import { byDate } from './by-date.ts';
import { feeIn } from './fee-in.ts';
import type { FeeDesk, Fees } from './fee-model.ts';
import type { FeeSpec } from './fee-spec.ts';
import { oneSide, scaled, sumOf } from './joined-fees.ts';
import { plainFee } from './plain-fee.ts';
import { presetFee } from './presets/presets.ts';
import { tieredFee } from './tiered-fee.ts';
import { totalFee } from './total-fee.ts';

/** Makes the fees a run file asks for; each call begins without a memory. Throws a ConfigError for terms that contradict themselves. */
export function feesOf(spec: FeeSpec, desk: FeeDesk): Fees {
  if (spec.model !== 'in-kind') return partOf(spec, desk);
  if (spec.of.model === 'preset' && spec.of.bnb === true)
    throw new ConfigError('Expected a fee that is taken in kind not to be paid with BNB, but "bnb" was "true"');
  return { ...partOf(spec.of, desk), inKind: true };
}

function partOf(spec: FeeSpec, desk: FeeDesk): Fees {
  const of = (part: FeeSpec): Fees => partOf(part, desk);
  switch (spec.model) {
    case 'tiers':
      return tieredFee(spec);
    case 'per-order':
    case 'per-day':
      return totalFee(of(spec.of), spec);
    case 'one-side':
      return oneSide(of(spec.of), spec.side);
    case 'scale':
      return scaled(of(spec.of), spec.factor);
    case 'sum':
      return sumOf(spec.of.map(of));
    case 'by-date':
      return byDate(
        spec.steps.map(({ from }) => from),
        spec.steps.map((step) => of(step.of)),
      );
    case 'in':
      return feeIn(spec.currency, of(spec.of), desk);
    case 'in-kind':
      throw new ConfigError('Expected "in-kind" to be the outermost model of a fee, but it was part of another');
    case 'preset':
      return of(presetFee(spec));
    default:
      return { fee: plainFee(spec) };
  }
}
