import { fieldsOf, given, listOf, textIn } from '../read/fields.ts';
import type { Balances } from '../read/reader.ts';
import { BY_MARKET, countedInMoney, inAny, only, PLAIN, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/**
 * OKX spot. A single order goes out as a batch of one, whose answer 200 may hold its refusal. Client ids are letters and digits
 * alone: what separates their parts is written as a capital letter, which our session tags never have.
 */
export const OKX: Certified = {
  name: 'okx',
  ccxt: 'okx',
  contract: 'spot',
  supports: { ...PLAIN, clientIds: { length: 32, pattern: /^[A-Za-z0-9-]+$/ } },
  toId: (clientId) => clientId.replaceAll('-', 'D'),
  fromId: (text) => (/^[a-z0-9]+D\d+(?:D\d+)?$/.test(text) ? text.replaceAll('D', '-') : text),
  limits: { orders: inAny(60, 2_000, 6), read: inAny(40, 2_000) },
  costs: { place: { orders: 1 }, cancel: { orders: 1 }, 'cancel-all': { orders: 5, read: 2 }, find: { read: 1 }, snapshot: { read: 8 } },
  options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, brokerId: '', adjustForTimeDifference: false },
  keys: ['key', 'secret', 'passphrase'],
  sandboxes: { demo: 'setSandboxMode' },
  signing: [],
  place: ({ market, side, clientId, qty, price, tif, postOnly }) => ({
    params: { clientOrderId: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
    leaves: {
      method: 'POST',
      path: '/trade/batch-orders',
      fields: only({
        ...{ instId: market.id, side, ordType: price === undefined ? 'market' : postOnly ? 'post_only' : tif === 'gtc' ? 'limit' : tif },
        ...{ sz: qty, tdMode: 'cash', tgtCcy: 'base_ccy', px: price, clOrdId: clientId },
      }),
    },
  }),
  cancel: ({ clientId, venueId, market }) =>
    clientId === ''
      ? {
          id: venueId,
          params: {},
          leaves: { method: 'POST', path: '/trade/cancel-order', fields: only({ instId: market.id, ordId: venueId }) },
        }
      : {
          id: undefined,
          params: { clientOrderId: clientId },
          leaves: { method: 'POST', path: '/trade/cancel-order', fields: { instId: market.id, clOrdId: clientId } },
        },
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { clientOrderId: clientId } }],
  cancelAll: { by: 'order' },
  reads: {
    ...BY_MARKET,
    open: [{ by: 'account' }],
    // ccxt asks for those that are filled where nothing else is said.
    closed: [
      { by: 'market', call: 'fetchClosedOrders' },
      { by: 'market', call: 'fetchClosedOrders', params: { state: 'canceled' } },
    ],
  },
  corrects: { balances: cashIn, order: countedInMoney(({ tgtCcy }) => tgtCcy === 'quote_ccy') },
  words: [
    [/"s?[cC]ode":"51016"|Duplicated client order ID/i, 'duplicate'],
    [/"s?[cC]ode":"(?:51603|51400|51401|51402)"/, 'not-found'],
    [/"s?[cC]ode":"(?:50011|50013|50061)"/, 'busy'],
    [/"s?[cC]ode":"(?:50004|50001|51054)"/, 'unknown'],
    [/"s?[cC]ode":"50102"/, 'clock'],
  ],
};

/** What can be dealt with on spot (API v5, "Get balance"): ccxt takes the equity, in which is what positions have won. */
function cashIn(info: unknown): Balances {
  const [account] = listOf(fieldsOf(info)['data']);
  return listOf(account?.['details']).map((one) => ({ currency: textIn(one, 'ccy'), total: given(one, 'cashBal') }));
}
