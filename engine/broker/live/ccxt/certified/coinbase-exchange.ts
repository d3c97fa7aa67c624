import { BY_MARKET, inAny, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/** What is put behind a client id so that it becomes the UUID that the exchange wants: 32 hexadecimal signs of its own text. */
const toUuid = (clientId: string): string => {
  const hex = [...clientId].map((sign) => sign.charCodeAt(0).toString(16)).join('');
  const whole = hex.padEnd(32, '0');
  return [whole.slice(0, 8), whole.slice(8, 12), whole.slice(12, 16), whole.slice(16, 20), whole.slice(20, 32)].join('-');
};

const fromUuid = (text: string): string => {
  const hex = text.replaceAll('-', '').replace(/(?:00)+$/, '');
  const signs = hex.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? [];
  const clientId = signs.join('');
  return /^[a-z0-9-]+$/.test(clientId) ? clientId : text;
};

/** Coinbase Exchange. Client ids are UUIDs: ours are written as the bytes of one, 16 signs at most. */
export const COINBASE_EXCHANGE: Certified = {
  name: 'coinbase-exchange',
  ccxt: 'coinbaseexchange',
  contract: 'spot',
  supports: { ...PLAIN, uniqueIds: 'never', clientIds: { length: 16, pattern: /^[a-z0-9-]+$/ } },
  toId: toUuid,
  fromId: fromUuid,
  limits: { requests: inAny(15, 1_000, 2) },
  costs: { snapshot: { requests: 6 }, 'cancel-all': { requests: 4 } },
  options: {},
  keys: ['key', 'secret', 'passphrase'],
  sandboxes: { sandbox: 'setSandboxMode' },
  signing: [],
  place: ({ market, side, clientId, qty, price, tif, postOnly }) => ({
    params: { clientOrderId: clientId, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
    leaves: {
      method: 'POST',
      path: '/orders',
      fields: only({
        ...{ type: price === undefined ? 'market' : 'limit', side, product_id: market.id, client_oid: clientId, price, size: qty },
        ...{ post_only: postOnly ? 'true' : undefined, time_in_force: price === undefined || tif === 'gtc' ? undefined : upper(tif) },
      }),
    },
  }),
  cancel: ({ clientId, venueId, market }) =>
    clientId === ''
      ? { id: venueId, params: {}, leaves: { method: 'DELETE', path: `/orders/${venueId}`, fields: { product_id: market.symbol } } }
      : {
          id: undefined,
          params: { clientOrderId: clientId },
          leaves: { method: 'DELETE', path: `/orders/client:${clientId}`, fields: { product_id: market.symbol } },
        },
  find: ({ clientId }) => [{ call: 'fetchOrder', params: { clientOrderId: clientId } }],
  cancelAll: { by: 'order' },
  reads: BY_MARKET,
  words: [
    [/NotFound|order not found/i, 'not-found'],
    [/rate limit/i, 'busy'],
    [/request timestamp expired/i, 'clock'],
  ],
};
