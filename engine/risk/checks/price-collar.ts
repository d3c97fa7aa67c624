import { isBeyond, type RiskCheck } from '../check.ts';

/** No limit and no trigger further from the newest price than a fraction of it: a slipped digit does not leave. */
export const priceCollar = (fraction: number): RiskCheck => ({
  sized: false,
  refuse({ order, account }) {
    const last = account.last(order.instrument);
    if (Number.isNaN(last)) return 'no-fresh-price';
    const allowed = fraction * Math.abs(last);
    const away = (price: number | undefined): number => (price === undefined ? 0 : Math.abs(price - last));
    return isBeyond(Math.max(away(order.price), away(order.trigger)), allowed) ? 'price-collar' : undefined;
  },
});
