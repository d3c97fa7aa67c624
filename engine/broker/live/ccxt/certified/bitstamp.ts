import { VenueFault } from '../../venue.ts';
import { AS_THEY_ARE, BY_MARKET, inAny, only, PLAIN } from './plain.ts';
import type { Certified } from './row.ts';

/**
 * Bitstamp. ccxt knows none of its triggers, post-only or times in force and sends orders without them, so that they are refused here.
 * Orders are cancelled by Bitstamp's ids.
 */
export const BITSTAMP: Certified = {
  name: 'bitstamp',
  ccxt: 'bitstamp',
  contract: 'spot',
  supports: {
    ...PLAIN,
    tifs: new Set(['gtc']),
    postOnly: false,
    findsById: true,
    clientIds: { length: 64, pattern: /^[A-Za-z0-9_-]+$/ },
  },
  ...AS_THEY_ARE,
  limits: { requests: inAny(100, 1_000, 10) },
  costs: { snapshot: { requests: 4 }, 'cancel-all': { requests: 4 }, cancel: { requests: 2 } },
  options: {},
  keys: ['key', 'secret'],
  sandboxes: {},
  // A request with nothing in it is given something.
  signing: ['foo'],
  asks: /\/v2\/(?:order_status|open_orders\/all|user_transactions\/\w+|account_balances|websockets_token)\/$/,
  inSequence: true,
  place: ({ market, side, clientId, qty, price }) => ({
    params: { clientOrderId: clientId },
    leaves: {
      method: 'POST',
      path: `/v2/${side}/${price === undefined ? 'market/' : ''}${market.id}/`,
      fields: only({ amount: qty, client_order_id: clientId, price }),
    },
  }),
  cancel({ venueId }) {
    if (venueId === undefined) throw new VenueFault('not-found', 'its id at the exchange is not known');
    return { id: venueId, params: {}, leaves: { method: 'POST', path: '/v2/cancel_order/', fields: { id: venueId } } };
  },
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { clientOrderId: clientId } }],
  cancelAll: { by: 'order' },
  reads: { open: [{ by: 'account' }], closed: [], fills: BY_MARKET.fills },
  words: [
    [/duplicate|client_order_id.*(?:unique|exist)/i, 'duplicate'],
    [/Order not found|Invalid order id/i, 'not-found'],
    [/400\.002|Request rate limit/i, 'busy'],
  ],
};
