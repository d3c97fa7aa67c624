import type { Side } from '../../model/order.ts';
import type { RiskCheck } from '../check.ts';

/** Positions are opened on this side alone: what is sent on the other must be an exit. */
export const opensOnly = (side: Side): RiskCheck => ({
  sized: true,
  exitsReduce: true,
  refuse: ({ order }) => (order.side === side ? undefined : 'side-not-allowed'),
});
