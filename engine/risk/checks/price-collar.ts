import { isBeyond, type RiskCheck } from '../check.ts';

/** No limit and no trigger further from the newest price than a fraction of it: a slipped digit does not leave. */
export const priceCollar = (fraction: number): RiskCheck => ({
  sized: false,
  refuse({ order, account }) {
    const last = account.last(order.instrument);
    if (Number.isNaN(last)) return 'no-fresh-price';
    const away = (price: number | undefined): number => (price === undefined ? 0 : Math.abs(price - last));
    // Beside the price itself: a difference of prices is rounded by as much as they are.
    const furthest = Math.abs(last) + Math.max(away(order.price), away(order.trigger));
    return isBeyond(furthest, Math.abs(last) * (1 + fraction)) ? 'price-collar' : undefined;
  },
});
