import type { Instrument, MarginTier } from './instrument.ts';

/**
 * The margin of a position of that notional: each part counts at the rate of the tier it lies in, as on derivatives venues.
 * Without tiers it is the notional times `rate`.
 */
export function marginOf({ margin }: Instrument, notional: number, field: 'initial' | 'maintenance', rate: number): number {
  if (margin.length === 0) return notional * rate;
  let from = 0;
  let sum = 0;
  for (const tier of margin) {
    const to = tier.upTo ?? Number.POSITIVE_INFINITY;
    sum += (Math.min(notional, to) - from) * tier[field];
    if (notional <= to) return sum;
    from = to;
  }
  return sum + (notional - from) * lastOf(margin)[field];
}

const lastOf = (tiers: readonly MarginTier[]): MarginTier => tiers[tiers.length - 1]!;
