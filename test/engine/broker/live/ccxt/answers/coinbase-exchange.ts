import type { Answers } from './answers.ts';

/** `ab-1` as a number of base 37. */
const UUID = '00000000-0000-0000-0000-00000008c0ad';
const EXCHANGE_ORDER = {
  ...{ id: 'd0c5340b-6d6c-49d9-b567-48c4bfca13d2', client_oid: UUID, price: '20000.00', size: '1.00000000', product_id: 'BTC-USD' },
  ...{ profile_id: '8058d771-2d88-4f0f-ab6e-299c153d4308', side: 'buy', type: 'limit', time_in_force: 'GTC', post_only: false },
  ...{
    created_at: '2023-11-14T22:13:10.000Z',
    fill_fees: '25.00',
    filled_size: '0.25',
    executed_value: '5000',
    status: 'open',
    settled: false,
  },
};
const EXCHANGE_ENDED = { ...EXCHANGE_ORDER, side: 'sell', status: 'done', done_at: '2023-11-14T22:13:11.000Z', settled: true };

/** By its Exchange API. */
export const COINBASE_EXCHANGE: Answers = {
  says: [
    [/\/time$/, { iso: '2023-11-14T22:13:20Z', epoch: 1_700_000_000 }],
    [
      /\/orders\?.*status=done/,
      [
        {
          ...EXCHANGE_ENDED,
          ...{ id: 'd0c5340b-6d6c-49d9-b567-48c4bfca13d3', client_oid: `${UUID.slice(0, -1)}e`, done_reason: 'filled', type: 'market' },
          ...{ size: '0.5', filled_size: '0.5', executed_value: '10005', price: undefined },
        },
        {
          ...EXCHANGE_ENDED,
          ...{ id: 'd0c5340b-6d6c-49d9-b567-48c4bfca13d4', client_oid: `${UUID.slice(0, -1)}f`, done_reason: 'canceled' },
          ...{ filled_size: '0', executed_value: '0' },
        },
      ],
    ],
    [/\/orders\?/, [EXCHANGE_ORDER, { ...EXCHANGE_ORDER, id: 'e0', client_oid: undefined, filled_size: '0', status: 'received' }]],
    [
      /\/fills\?/,
      [
        {
          ...{ created_at: '2023-11-14T22:13:11.000Z', trade_id: 74, product_id: 'BTC-USD', order_id: EXCHANGE_ORDER.id, user_id: '5' },
          ...{ liquidity: 'M', price: '20000.00', size: '0.25', fee: '25.00', side: 'buy', settled: true, usd_volume: '5000.00' },
        },
      ],
    ],
    [
      /\/accounts$/,
      [
        { id: 'a', currency: 'BTC', balance: '1.5', available: '1', hold: '0.5', profile_id: '8', trading_enabled: true },
        { id: 'b', currency: 'USD', balance: '5000.25', available: '5000.25', hold: '0', profile_id: '8', trading_enabled: true },
      ],
    ],
    [/orders\/client:/, EXCHANGE_ORDER],
  ],
  orders: [
    'ab-1 buy 1 BTCUSD.COINBASEEXCHANGE limit 20000 -: open 0.25 at 20000',
    ' buy 1 BTCUSD.COINBASEEXCHANGE limit 20000 -: open 0 at NaN',
    'ab-2 sell 0.5 BTCUSD.COINBASEEXCHANGE market - -: filled 0.5 at 20010',
    'ab-3 sell 1 BTCUSD.COINBASEEXCHANGE limit 20000 -: canceled 0 at NaN',
  ],
  fills: ['BTC/USD:74/d0c5340b-6d6c-49d9-b567-48c4bfca13d2 buy 0.25 BTCUSD.COINBASEEXCHANGE at 20000, maker, fee 25 USD'],
  balances: { BTC: 1.5, USD: 5000.25 },
  found: 'ab-1 buy 1 BTCUSD.COINBASEEXCHANGE limit 20000 -: open 0.25 at 20000',
};
