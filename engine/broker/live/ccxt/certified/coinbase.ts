import { VenueFault } from '../../venue.ts';
import { AS_THEY_ARE, BY_MARKET, inAny, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified, Wanted } from './row.ts';

/**
 * Coinbase Advanced. ccxt passes over `clientOrderId` and makes an id of its own: it is named as Coinbase names it. Orders are
 * cancelled and found by Coinbase's ids alone, and a market order to buy is counted in money, so that it is refused.
 */
export const COINBASE: Certified = {
  name: 'coinbase',
  ccxt: 'coinbase',
  contract: 'spot',
  supports: { ...PLAIN, clientIds: { length: 64, pattern: /^[A-Za-z0-9_-]+$/ }, findsById: false },
  ...AS_THEY_ARE,
  limits: { requests: inAny(30, 1_000, 3) },
  costs: { snapshot: { requests: 6 }, 'cancel-all': { requests: 4 }, cancel: { requests: 2 } },
  options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, createMarketBuyOrderRequiresPrice: true },
  keys: ['key', 'secret'],
  sandboxes: {},
  signing: [],
  place(wanted) {
    const { market, side, clientId, price, tif, postOnly } = wanted;
    if (price === undefined && side === 'buy')
      throw new VenueFault('refused', 'a market order to buy is counted in money here: a limit order with IOC buys so many units');
    return {
      params: { client_order_id: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
      leaves: {
        method: 'POST',
        path: '/brokerage/orders',
        fields: { client_order_id: clientId, product_id: market.id, side: upper(side), ...configurationOf(wanted) },
      },
    };
  },
  cancel({ venueId }) {
    if (venueId === undefined) throw new VenueFault('not-found', 'its id at the exchange is not known');
    return {
      id: venueId,
      params: {},
      leaves: { method: 'POST', path: '/brokerage/orders/batch_cancel', fields: { 'order_ids.0': venueId } },
    };
  },
  find: () => [],
  cancelAll: { by: 'order' },
  reads: { ...BY_MARKET, closed: [{ by: 'market', call: 'fetchClosedOrders' }] },
  words: [
    [/DUPLICATE|duplicate client_order_id/i, 'duplicate'],
    [/UNKNOWN_CANCEL_ORDER|order.*not found/i, 'not-found'],
    [/rate limit/i, 'busy'],
  ],
};

/** What kind of order it is, and its terms: a word of their own for each kind. */
function configurationOf({ qty, price, tif, postOnly }: Wanted): Record<string, string> {
  const kind =
    price === undefined ? 'market_market_ioc' : tif === 'ioc' ? 'sor_limit_ioc' : tif === 'fok' ? 'limit_limit_fok' : 'limit_limit_gtc';
  const at = (name: string): string => `order_configuration.${kind}.${name}`;
  return only({
    [at('base_size')]: qty,
    [at('limit_price')]: price,
    [at('post_only')]: kind === 'limit_limit_gtc' ? String(postOnly) : undefined,
  });
}
