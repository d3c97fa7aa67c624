import { VenueFault } from '../../venue.ts';
import type { SaidOrder } from '../exchange.ts';
import { fieldsOf, given, numberIn, textIn } from '../read/fields.ts';
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
  reads: { open: [{ by: 'account' }], closed: [], fills: { ...BY_MARKET.fills, page: 1_000, paging: 'once' } },
  corrects: { order: quantities },
  clock: 'BTC/USD',
  words: [
    [/duplicate|client_order_id.*(?:unique|exist)/i, 'duplicate'],
    [/Order not found|Invalid order id/i, 'not-found'],
    [/400\.002|Request rate limit/i, 'busy'],
  ],
};

/** Orders that are over, by the words of "Get order status" (API v2). */
const STATUS: Readonly<Record<string, string>> = { Finished: 'closed', Canceled: 'canceled', Expired: 'expired' };

/** Amounts have eight decimals. */
const exact = (amount: number): number => Number(amount.toFixed(8));

/**
 * What was ordered, and how much of it is filled: of an open order `amount` is what is left of it (API v2, "Get all open orders"); one that
 * is asked for by itself says what is left, and what was dealt.
 */
function quantities(info: unknown, { filled = 0 }: SaidOrder): Partial<SaidOrder> {
  const fields = fieldsOf(info);
  const [ordered, left] = [numberIn(fields, 'amount_at_create'), numberIn(fields, 'amount')];
  if (ordered > 0) return { amount: ordered, filled: exact(ordered - left) };
  const status = STATUS[textIn(fields, 'status')] ?? 'open';
  return { amount: exact(filled + given(fields, 'amount_remaining')), filled, status };
}
