import { BY_MARKET, inAny, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified } from './row.ts';

/** The signs of our client ids, in the order of the digits that they are of a number; the first of an id is never the first of these. */
const SIGNS = '-0123456789abcdefghijklmnopqrstuvwxyz';

/** A number of 128 bits has room for 24 signs; so few of them that a UUID of somebody else's is hardly ever taken for one of ours. */
const LONGEST = 20;

/** A client id as such a number: the UUID that the exchange wants. */
const toUuid = (clientId: string): string => {
  const number = [...clientId].reduce((sum, sign) => sum * 37n + BigInt(SIGNS.indexOf(sign)), 0n);
  return number
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** Back; a UUID that is none of ours stays as it is. */
const fromUuid = (text: string): string => {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  let clientId = '';
  for (let number = BigInt(`0x${text.replaceAll('-', '')}`); number > 0n; number /= 37n) clientId = SIGNS[Number(number % 37n)] + clientId;
  return clientId.length <= LONGEST && !clientId.startsWith('-') ? clientId : text;
};

/** Coinbase Exchange. Client ids are UUIDs: ours are written as the number of one. */
export const COINBASE_EXCHANGE: Certified = {
  name: 'coinbase-exchange',
  ccxt: 'coinbaseexchange',
  contract: 'spot',
  supports: { ...PLAIN, uniqueIds: 'never', clientIds: { length: LONGEST, pattern: /^[a-z0-9-]+$/ } },
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
