import { AS_THEY_ARE, BY_MARKET, countedInMoney, inAny, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/** KuCoin spot. Before an order ccxt asks for the account's mode; an order is found by its client id under KuCoin's own name of it. */
export const KUCOIN: Certified = {
  name: 'kucoin',
  ccxt: 'kucoin',
  contract: 'spot',
  supports: { ...PLAIN, clientIds: { length: 40, pattern: /^[A-Za-z0-9_-]+$/ } },
  ...AS_THEY_ARE,
  // A pool of 4,000 of weight in 30 seconds.
  limits: { weight: inAny(4_000, 30_000, 200) },
  costs: {
    place: { weight: 4 },
    cancel: { weight: 7 },
    'cancel-all': { weight: 30 },
    find: { weight: 5 },
    snapshot: { weight: 30 },
    time: { weight: 3 },
  },
  options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, partner: {}, hf: false, uta: false },
  keys: ['key', 'secret', 'passphrase'],
  sandboxes: {},
  signing: [],
  asks: /\/bullet-(?:private|public)$/,
  place: ({ market, side, clientId, qty, price, tif, postOnly }) => ({
    params: { clientOrderId: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
    leaves: {
      method: 'POST',
      path: '/api/v1/orders',
      fields: only({
        ...{ clientOid: clientId, side, symbol: market.id, type: price === undefined ? 'market' : 'limit', size: qty, price },
        ...{ timeInForce: price === undefined || tif === 'gtc' ? undefined : upper(tif), postOnly: postOnly ? 'true' : undefined },
      }),
    },
  }),
  cancel: ({ clientId, venueId }) =>
    clientId === ''
      ? { id: venueId, params: {}, leaves: { method: 'DELETE', path: `/api/v1/orders/${venueId}`, fields: {} } }
      : {
          id: undefined,
          params: { clientOrderId: clientId },
          leaves: { method: 'DELETE', path: `/api/v1/order/client-order/${clientId}`, fields: {} },
        },
  find: ({ clientId }) => [{ call: 'fetchOrder', id: '', params: { clientOid: clientId } }],
  cancelAll: { by: 'order' },
  // "Get Filled List": 50 in one answer where nothing else is said, and ccxt says nothing.
  reads: { ...BY_MARKET, fills: { ...BY_MARKET.fills, page: 50 } },
  corrects: { order: countedInMoney(({ funds }) => Number(funds) > 0) },
  words: [
    [/duplicate|clientOid.*(?:exist|used)/i, 'duplicate'],
    [/order[_ ]?not[_ ]?exist|"code":"(?:404000|400600)"/i, 'not-found'],
    [/"code":"429000"|"code":"1015"/, 'busy'],
    [/"code":"400002"/, 'clock'],
    [/"code":"40000[13-6]"/, 'auth'],
    [/"code":"500000"/, 'unknown'],
  ],
};
