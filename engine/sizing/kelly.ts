import { unitsAtRisk } from './fixed-fractional.ts';
import { unitNotional } from './notional.ts';
import type { Closed, SizerModel } from './sizer.ts';
import type { KellyTerms } from './sizer-spec.ts';

/**
 * A share of equity by how the strategy's own closed round trips have gone: `multiple` x K, from `floor` to `cap`, where
 * K = W - (1 - W) / R with the share of winners W and the mean return of winners over that of losers R (Kelly, A New
 * Interpretation of Information Rate, 1956; in this form Balsara, Money Management Strategies for Futures Traders, 1992).
 * Before `min` round trips it is `fallback`.
 *
 * The share is the position's notional, or with `bet: 'stop'` what is lost at the attached stop loss: what Kelly calls the bet.
 */
export function kelly({ multiple = 0.5, floor = 0, cap = 1, min = 30, fallback, bet = 'notional' }: KellyTerms): SizerModel {
  return (desk) => (request) => {
    const closed = desk.closedOf(request.strategy);
    const share = closed.count < min ? fallback : Math.min(Math.max(multiple * kellyOf(closed), floor), cap);
    const money = request.equity * share;
    return bet === 'stop' ? unitsAtRisk(request, money) : money / unitNotional(request);
  };
}

/** Kelly's fraction; the share of winners itself where nothing was lost, and nothing to bet where nothing was won. */
function kellyOf({ count, wins, losses, won, lost }: Closed): number {
  if (wins === 0) return 0;
  const share = wins / count;
  return losses === 0 ? share : share - ((1 - share) * (lost / losses)) / (won / wins);
}
