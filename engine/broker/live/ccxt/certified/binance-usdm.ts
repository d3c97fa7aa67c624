import { DAY } from '../../../../model/time.ts';
import { VenueFault } from '../../venue.ts';
import { UsdmReader } from '../read/binance-usdm.ts';
import { BINANCE_SIGNING, BINANCE_WORDS } from './binance.ts';
import { AS_THEY_ARE, isFavourable, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified, Wanted } from './row.ts';

/**
 * Binance USD-M futures in one-way mode. Orders that wait for a trigger are entered at an endpoint of their own, under a client id of
 * another kind; the order that comes of one has another id at the exchange. A limit order can be changed where it lies, one that waits
 * is cancelled and placed anew.
 */
export const BINANCE_USDM: Certified = {
  name: 'binance-usdm',
  ccxt: 'binanceusdm',
  contract: 'linear',
  supports: {
    ...PLAIN,
    types: new Set(['market', 'limit', 'stop', 'stop-limit', 'market-if-touched', 'limit-if-touched']),
    amend: 'in-place',
    uniqueIds: 'while-open',
    clientIds: { length: 36, pattern: /^[.A-Z:/a-z0-9_-]+$/ },
    reduceOnly: true,
  },
  ...AS_THEY_ARE,
  // 2,400 of weight a minute, 300 orders in ten seconds.
  limits: { weight: { units: 800, per: 24_000, reserve: 100 }, orders: { units: 90, per: 4_300, reserve: 9 } },
  costs: {
    place: { weight: 1, orders: 1 },
    amend: { weight: 1, orders: 1 },
    cancel: { weight: 2 },
    'cancel-all': { weight: 90 },
    find: { weight: 3 },
    snapshot: { weight: 120 },
    time: { weight: 1 },
  },
  options: {
    defaultType: 'swap',
    defaultSubType: 'linear',
    fetchMarkets: { types: ['linear'] },
    fetchCurrencies: false,
    fetchMargins: false,
    adjustForTimeDifference: false,
    warnOnFetchOpenOrdersWithoutSymbol: false,
    recvWindow: 5_000,
    fetchPositions: { method: 'positionRisk' },
    broker: {},
  },
  keys: ['key', 'secret'],
  sandboxes: { testnet: 'setSandboxMode', demo: 'enableDemoTrading' },
  signing: BINANCE_SIGNING,
  asks: /\/listenKey$/,
  place(wanted) {
    const { market, side, clientId, qty, price, trigger, tif, postOnly, reduceOnly } = wanted;
    if (trigger !== undefined && price !== undefined && tif !== 'gtc')
      throw new VenueFault('refused', 'a limit order that waits for its trigger rests here until it is cancelled');
    const waits = trigger === undefined ? {} : { [isFavourable(wanted.type) ? 'takeProfitPrice' : 'stopLossPrice']: trigger };
    const force = price === undefined ? undefined : postOnly ? 'GTX' : trigger === undefined ? upper(tif) : undefined;
    return {
      params: {
        ...{ clientOrderId: clientId, ...waits },
        ...(price === undefined ? {} : wordsOf(tif, postOnly)),
        ...(reduceOnly ? { reduceOnly: true } : {}),
      },
      leaves: {
        method: 'POST',
        path: trigger === undefined ? '/order' : '/algoOrder',
        fields: only({
          ...{ symbol: market.id, side: upper(side), newOrderRespType: 'RESULT', type: typeOf(wanted), quantity: qty, price },
          ...{ timeInForce: force, reduceOnly: reduceOnly ? 'true' : undefined },
          ...(trigger === undefined
            ? { newClientOrderId: clientId }
            : { clientAlgoId: clientId, triggerPrice: trigger, algoType: 'CONDITIONAL' }),
        }),
      },
    };
  },
  cancel: ({ clientId, venueId, market, waits }) =>
    waits
      ? {
          id: undefined,
          params: { clientAlgoId: clientId, trigger: true },
          leaves: { method: 'DELETE', path: '/algoOrder', fields: { symbol: market.id, clientAlgoId: clientId } },
        }
      : {
          id: venueId,
          params: venueId === undefined ? { clientOrderId: clientId } : {},
          leaves: {
            method: 'DELETE',
            path: '/order',
            fields: only({ symbol: market.id, orderId: venueId, origClientOrderId: venueId === undefined ? clientId : undefined }),
          },
        },
  amend({ venueId, market, side, waits }, { qty, price }) {
    if (waits || price === undefined) throw new VenueFault('refused', 'only limit orders can be changed here');
    if (venueId === undefined) throw new VenueFault('refused', 'its id at the exchange is not known');
    return {
      id: venueId,
      params: {},
      leaves: {
        method: 'PUT',
        path: '/order',
        fields: { symbol: market.id, side: upper(side), orderId: venueId, quantity: qty, price },
      },
    };
  },
  find: ({ clientId, waits }) => {
    const plain = { call: 'fetchOrder', params: { clientOrderId: clientId } } as const;
    const algo = { call: 'fetchOrder', params: { clientAlgoId: clientId, trigger: true } } as const;
    return waits ? [algo, plain] : [plain, algo];
  },
  cancelAll: {
    by: 'market',
    asks: (market) => [
      { params: {}, leaves: { method: 'DELETE', path: '/allOpenOrders', fields: { symbol: market.id } } },
      { params: { trigger: true }, leaves: { method: 'DELETE', path: '/algoOpenOrders', fields: { symbol: market.id } } },
    ],
  },
  reads: {
    open: [{ by: 'account' }, { by: 'account', params: { trigger: true } }],
    closed: [
      { by: 'market', call: 'fetchOrders' },
      { by: 'market', call: 'fetchOrders', params: { trigger: true } },
    ],
    fills: { by: 'market', page: 1_000, stretch: 7 * DAY, paging: 'stretch', newest: 7 * DAY, oldest: 180 * DAY },
  },
  words: BINANCE_WORDS,
  reader: () => new UsdmReader(),
};

/** Order types of futures: those that wait are called otherwise than on spot. */
function typeOf({ type, price, trigger }: Wanted): string {
  if (trigger === undefined) return price === undefined ? 'MARKET' : 'LIMIT';
  return `${isFavourable(type) ? 'TAKE_PROFIT' : 'STOP'}${price === undefined ? '_MARKET' : ''}`;
}
