import { VenueFault } from '../../venue.ts';
import type { CcxtExchange, SaidOrder } from '../exchange.ts';
import { fieldsOf, numberIn, priceIn, textIn } from '../read/fields.ts';
import { AS_THEY_ARE, BY_MARKET, inAny, only, PLAIN, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/** What an order may be told beside its price. */
const OPTION = { ioc: 'immediate-or-cancel', fok: 'fill-or-kill' } as const;

/** Gemini. It has no market orders; orders are cancelled by Gemini's ids, and found by Gemini's own name of a client id. */
export const GEMINI: Certified = {
  name: 'gemini',
  ccxt: 'gemini',
  contract: 'spot',
  supports: {
    ...PLAIN,
    types: new Set(['limit']),
    uniqueIds: 'never',
    clientIds: { length: 36, pattern: /^[:\-_.#a-zA-Z0-9]+$/ },
  },
  ...AS_THEY_ARE,
  limits: { requests: inAny(600, 60_000, 20) },
  costs: { snapshot: { requests: 4 }, 'cancel-all': { requests: 4 }, cancel: { requests: 2 } },
  options: {},
  keys: ['key', 'secret'],
  sandboxes: { sandbox: 'setSandboxMode' },
  signing: ['request', 'nonce'],
  asks: /\/v1\/(?:order\/status|orders|mytrades|balances)$/,
  inSequence: true,
  place: ({ market, side, clientId, qty, price, tif, postOnly }) => ({
    params: { clientOrderId: clientId, ...wordsOf(tif, postOnly) },
    leaves: {
      method: 'POST',
      path: '/v1/order/new',
      fields: only({
        ...{ client_order_id: clientId, symbol: market.id, amount: qty, price, side, type: 'exchange limit' },
        'options.0': postOnly ? 'maker-or-cancel' : tif === 'gtc' ? undefined : OPTION[tif],
      }),
    },
  }),
  cancel({ venueId }) {
    if (venueId === undefined) throw new VenueFault('not-found', 'its id at the exchange is not known');
    return { id: venueId, params: {}, leaves: { method: 'POST', path: '/v1/order/cancel', fields: { order_id: venueId } } };
  },
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { client_order_id: clientId } }],
  cancelAll: { by: 'order' },
  reads: { open: [{ by: 'account' }], closed: [], fills: { ...BY_MARKET.fills, page: 500, paging: 'once' } },
  corrects: { order: found, trade: (info) => ({ takerOrMaker: fieldsOf(info)['aggressor'] === false ? 'maker' : 'taker' }) },
  marketsOf,
  clock: 'BTC/USD',
  words: [
    [/OrderNotFound/, 'not-found'],
    [/RateLimit/, 'busy'],
    [/InvalidNonce|InvalidTimestamp/, 'clock'],
    [/"reason":"(?:System|Maintenance)"/, 'unknown'],
  ],
};

/** An order by its client id: it is answered as a list, of which ccxt knows nothing (REST API, "Order Status"). */
function found(info: unknown): Partial<SaidOrder> {
  if (!Array.isArray(info)) return {};
  const first = fieldsOf(info[0]);
  return {
    ...{ id: textIn(first, 'order_id'), clientOrderId: textIn(first, 'client_order_id'), symbol: textIn(first, 'symbol') },
    ...{ side: textIn(first, 'side'), type: 'limit', price: priceIn(first, 'price'), timestamp: numberIn(first, 'timestampms') },
    ...{ amount: numberIn(first, 'original_amount'), filled: numberIn(first, 'executed_amount') },
    average: priceIn(first, 'avg_execution_price'),
    status: first['is_live'] === true ? 'open' : first['is_cancelled'] === true ? 'canceled' : 'closed',
  };
}

/** What ccxt has of Gemini alone. */
interface Listing extends CcxtExchange {
  publicGetV1SymbolsDetailsSymbol(asked: { readonly symbol: string }): Promise<unknown>;
  parseMarket(said: unknown): object;
}

/** Markets as "Symbol Details" has them, one by one, and that of the clock among them. */
function marketsOf(exchange: CcxtExchange, names: readonly string[]): Promise<readonly object[]> {
  const gemini = exchange as Listing;
  const all = [...new Set(['BTCUSD', ...names])].map((name) => ({ symbol: name.toLowerCase() }));
  return Promise.all(all.map(async (asked) => gemini.parseMarket(await gemini.publicGetV1SymbolsDetailsSymbol(asked))));
}
