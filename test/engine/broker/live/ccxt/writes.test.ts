import { describe, expect, it } from 'vitest';
import { certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { VenueFault } from '../../../../../engine/broker/live/venue.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';
import { keysOf } from './own-keys.ts';
import { recorderOf } from './recorder.ts';

/** What is asked, and what an exchange's documentation has it answer: the status of 200 where none is said. */
type Said = readonly [asked: 'place' | 'cancel', meant: string, body: unknown, status?: number];

const okx = (code: string, sCode: string, sMsg: string) => ({ code, msg: '', data: [{ clOrdId: 'abD1', ordId: '312', sCode, sMsg }] });
const bybit = (retCode: number, retMsg: string) => ({ retCode, retMsg, result: { orderId: '132', orderLinkId: 'ab-1' }, time: 1 });
const htx = (code: string) => ({ status: 'error', 'err-code': code, 'err-msg': code, data: null });
const gemini = (reason: string) => ({ result: 'error', reason, message: `${reason}, by the documentation` });
const placed = { id: '1', order_id: '1', symbol: 'btcusd', side: 'buy', type: 'exchange limit', price: '20000', is_live: true };

const SAID: Readonly<Record<string, readonly Said[]>> = {
  okx: [
    ['place', 'taken', okx('0', '0', '')],
    ['place', 'refused', okx('1', '51008', 'Order failed. Insufficient USDT balance in account.')],
    ['place', 'duplicate', okx('1', '51016', 'Duplicated client order ID')],
    [
      'place',
      'busy',
      { code: '50011', msg: 'Rate limit reached. Please refer to API documentation and throttle requests.', data: [] },
      429,
    ],
    ['place', 'unknown', { code: '50004', msg: 'API endpoint request timeout (does not indicate success or failure).', data: [] }],
    ['cancel', 'taken', okx('0', '0', '')],
    ['cancel', 'not-found', okx('1', '51400', 'Cancellation failed as the order has been filled, canceled or does not exist.')],
  ],
  kucoin: [
    ['place', 'taken', { code: '200000', data: { orderId: '5bd6e9286d99522a52e458de' } }],
    ['place', 'refused', { code: '200004', msg: 'Balance insufficient!' }],
    ['place', 'busy', { code: '429000', msg: 'Too Many Requests' }, 429],
    ['place', 'unknown', { code: '500000', msg: 'Internal Server Error' }, 500],
    ['cancel', 'taken', { code: '200000', data: { cancelledOrderId: '1', clientOid: 'ab-1' } }],
    ['cancel', 'not-found', { code: '400100', msg: 'order_not_exist_or_not_allow_to_cancel' }],
  ],
  coinbase: [
    ['place', 'taken', { success: true, success_response: { order_id: '1', product_id: 'BTC-USD', side: 'BUY', client_order_id: 'ab-1' } }],
    [
      'place',
      'refused',
      { success: false, error_response: { error: 'INSUFFICIENT_FUND', message: 'Insufficient balance in source account' } },
    ],
    ['place', 'auth', 'Unauthorized', 401],
  ],
  'coinbase-exchange': [
    ['place', 'taken', { id: 'd0c5', product_id: 'BTC-USD', side: 'buy', type: 'limit', size: '0.01', price: '20000', status: 'pending' }],
    ['place', 'refused', { message: 'Insufficient funds' }, 400],
    ['place', 'busy', { message: 'Public rate limit exceeded' }, 429],
    ['cancel', 'taken', 'd0c5'],
    ['cancel', 'not-found', { message: 'NotFound' }, 404],
  ],
  bitstamp: [
    ['place', 'taken', { id: '1', datetime: '2023-11-14 22:13:10', type: '0', price: '20000', amount: '0.01', market: 'BTC/USD' }],
    ['place', 'refused', { status: 'error', reason: { __all__: ['You need 200.50 USD to open that order.'] } }],
    ['place', 'auth', { status: 'error', reason: 'API key not found', code: 'API0001' }, 403],
  ],
  gemini: [
    ['place', 'taken', placed],
    ['place', 'refused', gemini('InsufficientFunds'), 406],
    ['place', 'busy', gemini('RateLimitExceeded'), 429],
    ['place', 'clock', gemini('InvalidNonce'), 400],
  ],
  htx: [
    ['place', 'taken', { status: 'ok', data: '59378' }],
    ['place', 'refused', htx('account-frozen-balance-insufficient-error')],
    ['place', 'unknown', htx('gateway-internal-error')],
    ['cancel', 'taken', { status: 'ok', data: '59378' }],
    ['cancel', 'not-found', htx('base-record-invalid')],
  ],
  'bybit-ccxt': [
    ['place', 'taken', bybit(0, 'OK')],
    ['place', 'refused', bybit(170_131, 'Balance insufficient')],
    ['place', 'duplicate', bybit(170_141, 'Duplicate clientOrderId.')],
    ['place', 'clock', bybit(10_002, 'invalid request, please check your server timestamp or recv_window param.')],
    ['place', 'busy', bybit(10_006, 'Too many visits. Exceeded the API Rate Limit.')],
    ['place', 'unknown', bybit(170_007, 'Timeout waiting for response from backend server.')],
    ['cancel', 'taken', bybit(0, 'OK')],
    ['cancel', 'not-found', bybit(170_213, 'Order does not exist.')],
  ],
};

describe('what an exchange answers', () => {
  it.each(Object.entries(SAID))('at %s is known for what it is', async (name, all) => {
    const { row } = certifiedOf(name)!;
    const found: string[] = [];
    for (const [asked, , body, status = 200] of all) {
      const { venue, instrument, answers, writes, close } = await recorderOf(row, keysOf(row));
      writes.status = status;
      answers.set(/account\/mode/, { code: '200000', data: { selfAccountMode: 'CLASSIC' } });
      answers.set(/account\/accounts/, { status: 'ok', data: [{ id: 100_009, type: 'spot', subtype: '', state: 'working' }] });
      answers.set(/query-api/, { retCode: 0, retMsg: 'OK', result: { uta: 1 } });
      answers.set(/v5\/account\/info/, { retCode: 0, retMsg: 'OK', result: { unifiedMarginStatus: 5 } });
      answers.set(/./, body);
      const order = orderOf({ type: 'limit', qty: 0.01, price: 20_000 });
      const request =
        asked === 'place' ? venue.place({ clientId: 'ab-1', order, instrument, exits: [] }) : venue.cancel('ab-1', order, instrument);
      const outcome = await request.then(
        () => 'taken',
        (error: unknown) => (error instanceof VenueFault ? error.kind : String(error)),
      );
      found.push(`${asked} ${outcome}`);
      await venue.close();
      await close();
    }
    expect(found).toEqual(all.map(([asked, meant]) => `${asked} ${meant}`));
  });
});
