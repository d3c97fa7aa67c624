import { AS_THEY_ARE, BY_MARKET, inAny, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/** Bybit spot by ccxt, beside the adapter of its own. Cancels and look-ups by client id are named as Bybit names it, or go out without it. */
export const BYBIT: Certified = {
  name: 'bybit-ccxt',
  ccxt: 'bybit',
  contract: 'spot',
  supports: { ...PLAIN, clientIds: { length: 36, pattern: /^[A-Za-z0-9_-]+$/ } },
  ...AS_THEY_ARE,
  limits: { orders: inAny(20, 1_000, 2), read: inAny(50, 1_000) },
  costs: { place: { orders: 1 }, cancel: { orders: 1 }, 'cancel-all': { orders: 2 }, find: { read: 1 }, snapshot: { read: 8 } },
  options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, enableUnifiedAccount: true, unifiedMarginStatus: 5, brokerId: '' },
  keys: ['key', 'secret'],
  sandboxes: { testnet: 'setSandboxMode', demo: 'enableDemoTrading' },
  signing: [],
  place: ({ market, side, clientId, qty, price, tif, postOnly }) => ({
    params: { clientOrderId: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
    leaves: {
      method: 'POST',
      path: '/v5/order/create',
      fields: only({
        ...{ symbol: market.id, side: side === 'buy' ? 'Buy' : 'Sell', orderType: price === undefined ? 'Market' : 'Limit' },
        ...{ orderLinkId: clientId, category: 'spot', qty, price, marketUnit: price === undefined ? 'baseCoin' : undefined },
        timeInForce: price === undefined ? undefined : postOnly ? 'PostOnly' : tif === 'gtc' ? undefined : upper(tif),
      }),
    },
  }),
  cancel: ({ clientId, venueId, market }) => ({
    id: clientId === '' ? venueId : undefined,
    params: clientId === '' ? {} : { orderLinkId: clientId },
    leaves: {
      method: 'POST',
      path: '/v5/order/cancel',
      fields: only({
        ...{ symbol: market.id, orderFilter: 'Order', category: 'spot' },
        ...(clientId === '' ? { orderId: venueId } : { orderLinkId: clientId }),
      }),
    },
  }),
  // ccxt's fetchOrder wants an id, and breaks where none is found by another: the list holds the 500 newest that are over, too.
  find: ({ clientId }) => [{ call: 'fetchOpenOrders', params: { orderLinkId: clientId } }],
  cancelAll: { by: 'order' },
  reads: {
    ...BY_MARKET,
    open: [{ by: 'account' }],
    closed: [{ by: 'market', call: 'fetchCanceledAndClosedOrders' }],
  },
  words: [
    [/"retCode":(?:110072|170141)\b/, 'duplicate'],
    [/"retCode":(?:110001|170143|170213)\b/, 'not-found'],
    [/"retCode":(?:10006|10018|170222)\b/, 'busy'],
    [/"retCode":10002\b/, 'clock'],
    [/"retCode":(?:10000|10016|10019|170007|170146|170147|500000)\b/, 'unknown'],
  ],
};
