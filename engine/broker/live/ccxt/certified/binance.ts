import { DAY } from '../../../../model/time.ts';
import { VenueFault } from '../../venue.ts';
import { SpotReader } from '../read/binance-spot.ts';
import { AS_THEY_ARE, isFavourable, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified, Wanted } from './row.ts';

/** What errors of both markets mean (binance-spot-api-docs, errors.md; the futures' error codes). */
export const BINANCE_WORDS: Certified['words'] = [
  [/Duplicate order sent|"code":-4116\b|ClientOrderId is duplicated/i, 'duplicate'],
  [/"code":-(?:1006|1007|1001|1008|1016)\b/, 'unknown'],
  [/"code":-2013\b|"code":-2011\b|Unknown order sent|Order does not exist/, 'not-found'],
  [/"code":-(?:1021|5028)\b/, 'clock'],
  [/"code":-(?:1003|1015)\b/, 'busy'],
  [/"code":-(?:2014|2015|1022|1002)\b/, 'auth'],
];

/** Weight of an address in a minute, and orders of an account in ten seconds (binance-spot-api-docs, rest-api.md, "LIMITS"). */
export const BINANCE_LIMITS: Certified['limits'] = {
  weight: { units: 2_000, per: 24_000, reserve: 200 },
  orders: { units: 30, per: 4_300, reserve: 3 },
};

/** Fields of a signed request beside its own. */
export const BINANCE_SIGNING = ['timestamp', 'recvWindow', 'signature'] as const;

/**
 * Binance spot. A change would be a cancel and a new order with another client id, of which one may fail (cancelReplace): there is
 * none, the broker cancels and places anew.
 */
export const BINANCE: Certified = {
  name: 'binance',
  ccxt: 'binance',
  contract: 'spot',
  supports: {
    ...PLAIN,
    types: new Set(['market', 'limit', 'stop', 'stop-limit', 'market-if-touched', 'limit-if-touched']),
    // enums.md: a client id may come again once its order is filled or closed.
    uniqueIds: 'while-open',
    clientIds: { length: 36, pattern: /^[.A-Z:/a-z0-9_-]+$/ },
  },
  ...AS_THEY_ARE,
  limits: BINANCE_LIMITS,
  costs: {
    place: { weight: 3, orders: 1 },
    cancel: { weight: 1 },
    'cancel-all': { weight: 90 },
    find: { weight: 4 },
    snapshot: { weight: 180 },
    time: { weight: 1 },
  },
  options: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
    fetchMargins: false,
    adjustForTimeDifference: false,
    warnOnFetchOpenOrdersWithoutSymbol: false,
    recvWindow: 5_000,
    broker: {},
  },
  keys: ['key', 'secret'],
  sandboxes: { testnet: 'setSandboxMode', demo: 'enableDemoTrading' },
  signing: BINANCE_SIGNING,
  place(wanted) {
    const { market, side, clientId, qty, price, trigger, tif, postOnly } = wanted;
    if (wanted.reduceOnly && side === 'buy')
      throw new VenueFault('refused', 'on spot there is no short position that a reduce-only order could close');
    if (postOnly && trigger !== undefined) throw new VenueFault('refused', 'a conditional order cannot be post-only here');
    const type = typeOf(wanted);
    const waits = trigger === undefined ? {} : { [isFavourable(wanted.type) ? 'takeProfitPrice' : 'stopLossPrice']: trigger };
    return {
      params: { clientOrderId: clientId, ...waits, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
      leaves: {
        method: 'POST',
        path: '/order',
        fields: only({
          ...{ symbol: market.id, side: upper(side), newClientOrderId: clientId, newOrderRespType: 'FULL', type, quantity: qty },
          ...{ price, stopPrice: trigger, timeInForce: price === undefined || postOnly ? undefined : upper(tif) },
        }),
      },
    };
  },
  cancel: ({ clientId, market }) => ({
    id: undefined,
    params: { clientOrderId: clientId },
    leaves: { method: 'DELETE', path: '/order', fields: { symbol: market.id, origClientOrderId: clientId } },
  }),
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { clientOrderId: clientId } }],
  cancelAll: {
    by: 'market',
    asks: (market) => [{ params: {}, leaves: { method: 'DELETE', path: '/openOrders', fields: { symbol: market.id } } }],
  },
  reads: {
    open: [{ by: 'account' }],
    closed: [{ by: 'market', call: 'fetchOrders' }],
    // rest-api.md, "Account trade list": a day at most, 1,000 at most.
    fills: { by: 'market', page: 1_000, stretch: DAY, paging: 'stretch', newest: Number.POSITIVE_INFINITY, oldest: 365 * DAY },
  },
  words: BINANCE_WORDS,
  confirms: true,
  reader: () => new SpotReader(),
};

/** Order types of spot (enums.md). */
function typeOf({ type, price, postOnly, trigger }: Wanted): string {
  if (trigger === undefined) return price === undefined ? 'MARKET' : postOnly ? 'LIMIT_MAKER' : 'LIMIT';
  return `${isFavourable(type) ? 'TAKE_PROFIT' : 'STOP_LOSS'}${price === undefined ? '' : '_LIMIT'}`;
}
