import { DAY } from '../../../../model/time.ts';
import { VenueFault } from '../../venue.ts';
import { KrakenReader } from '../read/kraken.ts';
import { isFavourable, only, PLAIN, upper, wordsOf } from './plain.ts';
import type { Certified, Wanted } from './row.ts';

/**
 * Kraken spot. `triggerPrice` of ccxt goes out as a plain order here: what waits is asked for as a stop-loss or a take-profit. Client
 * ids are free text of 18 signs at most; they are not asked for by ccxt's own name, which would send them as another field.
 */
export const KRAKEN: Certified = {
  name: 'kraken',
  ccxt: 'kraken',
  contract: 'spot',
  supports: {
    ...PLAIN,
    types: new Set(['market', 'limit', 'stop', 'stop-limit', 'market-if-touched', 'limit-if-touched']),
    tifs: new Set(['gtc', 'ioc']),
    amend: 'in-place',
    // "cl_ord_id must be unique amongst all open orders".
    uniqueIds: 'while-open',
    clientIds: { length: 19, pattern: /^[a-z0-9-]+$/ },
  },
  ...{ toId, fromId },
  // A counter of 15 to 20 that runs down by a third to one a second; changes of orders count on another one, by market.
  limits: { counter: { units: 15, per: 45_000, reserve: 3 }, orders: { units: 30, per: 30_000, reserve: 6 } },
  costs: {
    place: { orders: 1 },
    amend: { orders: 2 },
    cancel: { orders: 4 },
    'cancel-all': { counter: 1 },
    find: { counter: 2 },
    snapshot: { counter: 5 },
    time: {},
  },
  options: { adjustForTimeDifference: false, timeDifference: 0 },
  keys: ['key', 'secret'],
  sandboxes: {},
  signing: ['nonce'],
  asks: /\/private\/(?!Add|Amend|Edit|Cancel|Withdraw|Wallet|Stake|Unstake|Earn)/,
  inSequence: true,
  place(wanted) {
    const { market, side, clientId, qty, price, trigger, tif, postOnly } = wanted;
    if (wanted.reduceOnly && side === 'buy')
      throw new VenueFault('refused', 'on spot there is no short position that a reduce-only order could close');
    if (postOnly && trigger !== undefined) throw new VenueFault('refused', 'a conditional order cannot be post-only here');
    if (trigger !== undefined && tif !== 'gtc') throw new VenueFault('refused', 'a conditional order rests here until it is cancelled');
    const waits = trigger === undefined ? {} : { [isFavourable(wanted.type) ? 'takeProfitPrice' : 'stopLossPrice']: trigger };
    return {
      params: { clientOrderId: clientId, ...waits, ...(price === undefined ? {} : wordsOf(tif, postOnly)) },
      leaves: {
        method: 'POST',
        path: '/private/AddOrder',
        fields: only({
          ...{ pair: market.id, type: side, ordertype: typeOf(wanted), volume: qty, cl_ord_id: clientId },
          ...{ price: trigger ?? price, price2: trigger === undefined ? undefined : price },
          ...{ timeinforce: price === undefined || tif === 'gtc' ? undefined : upper(tif), oflags: postOnly ? 'post' : undefined },
        }),
      },
    };
  },
  cancel: ({ clientId }) => ({
    id: undefined,
    params: { clientOrderId: clientId },
    leaves: { method: 'POST', path: '/private/CancelOrder', fields: { cl_ord_id: clientId } },
  }),
  amend: ({ clientId }, { qty, price, trigger, type }, changes) => ({
    id: undefined,
    params: {
      clientOrderId: clientId,
      ...(changes.trigger ? { [isFavourable(type) ? 'takeProfitPrice' : 'stopLossPrice']: trigger } : {}),
    },
    leaves: {
      method: 'POST',
      path: '/private/AmendOrder',
      fields: only({
        ...{ cl_ord_id: clientId, order_qty: changes.qty ? qty : undefined },
        ...{ limit_price: changes.price ? price : undefined, trigger_price: changes.trigger ? trigger : undefined },
      }),
    },
  }),
  find: ({ clientId }) => [
    { call: 'fetchOpenOrders', params: { cl_ord_id: clientId } },
    { call: 'fetchClosedOrders', params: { cl_ord_id: clientId } },
  ],
  cancelAll: { by: 'account', asks: [{ params: {}, leaves: { method: 'POST', path: '/private/CancelAll', fields: {} } }] },
  reads: {
    open: [{ by: 'account' }],
    closed: [{ by: 'account', call: 'fetchClosedOrders' }],
    fills: { by: 'account', page: 50, stretch: 3_650 * DAY, paging: 'count', newest: 0, oldest: 3_650 * DAY },
  },
  words: [
    // A market that takes no such orders now.
    [/EService:Market in/, 'refused'],
    [/EOrder:Unknown order|EOrder:Invalid order/, 'not-found'],
    [/duplicate|already (?:exists|in use)/i, 'duplicate'],
    [/EAPI:Rate limit|EOrder:Rate limit|EGeneral:Temporary lockout/, 'busy'],
    [/EAPI:Invalid nonce/, 'clock'],
    [/EAPI:Invalid (?:key|signature)|EGeneral:Permission denied/, 'auth'],
    [/EService:(?:Unavailable|Busy|Timeout|Deadline elapsed)|EGeneral:Internal error/, 'unknown'],
  ],
  confirms: true,
  reader: () => new KrakenReader(fromId),
};

/** The longest of ours, `g88p7q26-9999999-99`, has a sign too many: it goes without its first dash, and with a letter for the other. */
function toId(clientId: string): string {
  return clientId.length < 19 ? clientId : clientId.replace('-', '').replace('-', 'Z');
}

function fromId(text: string): string {
  return text.replace(/^([a-z0-9]{8})(\d{7})Z(\d\d)$/, '$1-$2-$3');
}

/** Order types of AddOrder. */
function typeOf({ type, price, trigger }: Wanted): string {
  if (trigger === undefined) return price === undefined ? 'market' : 'limit';
  return `${isFavourable(type) ? 'take-profit' : 'stop-loss'}${price === undefined ? '' : '-limit'}`;
}
