import { VenueFault } from '../../venue.ts';
import type { SaidOrder } from '../exchange.ts';
import { fieldsOf, given, textIn } from '../read/fields.ts';
import { AS_THEY_ARE, BY_MARKET, inAny, only, PLAIN, wordsOf } from './plain.ts';
import type { Certified, Wanted } from './row.ts';

/** HTX spot. The account is asked for before an order; a market order to buy is counted in money, so that it is refused. */
export const HTX: Certified = {
  name: 'htx',
  ccxt: 'htx',
  contract: 'spot',
  supports: { ...PLAIN, clientIds: { length: 64, pattern: /^[A-Za-z0-9_-]+$/ } },
  ...AS_THEY_ARE,
  limits: { requests: inAny(100, 2_000, 10) },
  costs: { place: { requests: 2 }, snapshot: { requests: 8 }, 'cancel-all': { requests: 4 } },
  options: { defaultType: 'spot', fetchMarkets: { types: { spot: true, linear: false, inverse: false } }, broker: { id: '' } },
  keys: ['key', 'secret'],
  sandboxes: {},
  signing: ['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'Timestamp', 'Signature'],
  place(wanted) {
    const { market, side, clientId, qty, price, tif, postOnly } = wanted;
    if (price === undefined && side === 'buy')
      throw new VenueFault('refused', 'a market order to buy is counted in money here: a limit order with IOC buys so many units');
    return {
      params: { clientOrderId: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
      leaves: {
        method: 'POST',
        path: '/v1/order/orders/place',
        fields: only({
          ...{ 'account-id': '*', symbol: market.id, type: `${side}-${kindOf(wanted)}`, 'client-order-id': clientId, amount: qty, price },
        }),
      },
    };
  },
  cancel: ({ clientId, venueId }) =>
    clientId === ''
      ? { id: venueId, params: {}, leaves: { method: 'POST', path: `/v1/order/orders/${venueId}/submitcancel`, fields: {} } }
      : {
          id: undefined,
          params: { clientOrderId: clientId },
          leaves: { method: 'POST', path: '/v1/order/orders/submitCancelClientOrder', fields: { 'client-order-id': clientId } },
        },
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { clientOrderId: clientId } }],
  cancelAll: { by: 'order' },
  reads: BY_MARKET,
  corrects: { order: counted },
  words: [
    [/order-etp-nav|client-order-id.*(?:dup|exist)|order-duplicate|invalid-client-order-id/i, 'duplicate'],
    [/base-record-invalid|order-orderstate-error|not found/i, 'not-found'],
    [/api-limit|exceed.*rate/i, 'busy'],
    [/gateway-internal-error|base-request-timeout|system-busy/i, 'unknown'],
  ],
};

/** The kinds of orders that captures prove; one that fills in full or not at all is none of them. */
function kindOf({ price, postOnly, tif }: Wanted): string {
  if (tif === 'fok') return 'limit-fok';
  if (price === undefined) return 'market';
  if (postOnly) return 'limit-maker';
  return tif === 'ioc' ? 'ioc' : 'limit';
}

/** Orders that are over, by HTX's word (Spot API, "Get All Open Orders", `state`); all others are under way. */
const STATUS: Readonly<Record<string, string>> = { filled: 'closed', canceled: 'canceled', 'partial-canceled': 'canceled' };

/** The quantity of an order at the market, which ccxt leaves out: units of one to sell, money of one to buy. */
function counted(info: unknown, { filled = 0 }: SaidOrder): Partial<SaidOrder> {
  const order = fieldsOf(info);
  const type = textIn(order, 'type');
  const amount = type === 'buy-market' ? { amount: filled } : type === 'sell-market' ? { amount: given(order, 'amount') } : {};
  return { ...amount, status: STATUS[textIn(order, 'state')] ?? 'open' };
}
