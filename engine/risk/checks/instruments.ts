import type { RiskCheck } from '../check.ts';

/** Positions are opened in these instruments alone: by instrument, whether it is one of them. */
export const allowed = (may: readonly boolean[]): RiskCheck => ({
  sized: false,
  refuse: ({ order }) => (may[order.instrument]! ? undefined : 'not-allowed'),
});
