import type { OrderRequest, RejectReason } from '../../model/order.ts';
import { BarSeries, type Series } from '../../model/series.ts';
import { TRAITS } from './traits.ts';

/** Why the simulator refuses an order at `now`; undefined if it takes it. */
export function refusalOf(order: OrderRequest, now: number, market: Series): RejectReason | undefined {
  const { price, trigger, trail, offset } = order;
  const { trails, limited, triggered, auction } = TRAITS[order.type];
  if (trails && !isTrail(order)) return 'bad-trail';
  if (trail === undefined && offset === undefined && ((limited && !isPrice(price)) || (triggered && !isPrice(trigger)))) return 'bad-price';
  if (order.tif === 'gtd' && !(order.expiresAt! > now)) return 'bad-expiry';
  if (auction !== undefined && !(market instanceof BarSeries)) return 'unsupported';
  return undefined;
}

/** Whether a price is one: a number, and finite. */
export const isPrice = (price: number | undefined): boolean => price !== undefined && Number.isFinite(price);

/** One distance, positive; a limit's offset where the type has a limit; an activation that is a price, where there is one. */
function isTrail({ type, trail }: OrderRequest): boolean {
  if (trail === undefined) return false;
  const { amount, percent, activation, offset } = trail;
  const distance = amount ?? percent;
  const one = (amount === undefined) !== (percent === undefined);
  return (
    one &&
    isPrice(distance) &&
    distance! > 0 &&
    (percent === undefined || percent < 1) &&
    (activation === undefined || isPrice(activation)) &&
    isPrice(offset) === (type === 'trailing-stop-limit')
  );
}
