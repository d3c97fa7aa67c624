import { VenueFault } from '../../venue.ts';
import type { SaidOrder } from '../exchange.ts';
import { fieldsOf, given, listOf, numberIn, priceIn, textIn } from '../read/fields.ts';
import type { Balances } from '../read/reader.ts';
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
  options: {
    ...{ defaultType: 'spot', fetchMarkets: { types: ['spot'] }, createMarketBuyOrderRequiresPrice: true },
    // The wallets of Advanced Trade, and its clock: ccxt asks the API before it, whose time is in whole seconds.
    ...{ fetchBalance: 'v3PrivateGetBrokerageAccounts', fetchTime: 'v3PublicGetBrokerageTime' },
  },
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
  // ccxt's closed orders are those that are filled alone.
  reads: { ...BY_MARKET, closed: [{ by: 'market', call: 'fetchOrders' }] },
  corrects: { order, balances },
  words: [
    [/DUPLICATE|duplicate client_order_id/i, 'duplicate'],
    [/UNKNOWN_CANCEL_ORDER|order.*not found/i, 'not-found'],
    [/rate limit/i, 'busy'],
  ],
};

/** Orders that are over, by Coinbase's word (Advanced Trade API, "List Orders"); all others are under way. */
const STATUS: Readonly<Record<string, string>> = { FILLED: 'closed', CANCELLED: 'canceled', EXPIRED: 'expired', FAILED: 'rejected' };

/** Quantity, price and status of an order of any kind: ccxt knows those of some. One that is counted in money is for what it has filled. */
function order(info: unknown, { filled = 0 }: SaidOrder): Partial<SaidOrder> {
  const fields = fieldsOf(info);
  const [terms = {}] = Object.values(fieldsOf(fields['order_configuration'])).map(fieldsOf);
  const [size, price] = [numberIn(terms, 'base_size'), priceIn(terms, 'limit_price')];
  const status = STATUS[textIn(fields, 'status')] ?? 'open';
  return { amount: size > 0 ? size : filled, status, ...(price === undefined ? {} : { price }) };
}

/** Wallets of coins and of money; vaults and those of futures are none that can be dealt with on spot. */
function balances(info: unknown): Balances {
  return listOf(fieldsOf(info)['accounts'])
    .filter((one) => /^(?:ACCOUNT_TYPE_)?(?:CRYPTO|FIAT)$/.test(textIn(one, 'type')))
    .map((one) => {
      const [free, held] = ['available_balance', 'hold'].map((name) => given(fieldsOf(one[name]), 'value'));
      return { currency: textIn(one, 'currency'), total: Number((free! + held!).toFixed(12)) };
    });
}

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
