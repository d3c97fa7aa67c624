import type { Answers } from './answers.ts';

const GTC = { limit_limit_gtc: { base_size: '1', limit_price: '20000.00', post_only: false } };
const COINBASE_ORDER = {
  ...{ order_id: '0000-000000-000001', product_id: 'BTC-USD', user_id: '2222-000000-000000', order_configuration: GTC, side: 'BUY' },
  ...{ client_order_id: 'ab-1', status: 'OPEN', time_in_force: 'GOOD_UNTIL_CANCELLED', created_time: '2023-11-14T22:13:10Z' },
  ...{ completion_percentage: '25', filled_size: '0.25', average_filled_price: '19999.9', number_of_fills: '1', filled_value: '4999.975' },
  ...{ pending_cancel: false, size_in_quote: false, total_fees: '5.00', order_type: 'LIMIT', settled: false, product_type: 'SPOT' },
};
const FOK = { limit_limit_fok: { base_size: '0.5', limit_price: '19000.00' } };

/** By its Advanced Trade API. */
export const COINBASE: Answers = {
  says: [
    [
      /brokerage\/time|\/v2\/time/,
      { iso: '2023-11-14T22:13:20Z', epochSeconds: '1700000000', epochMillis: '1700000000000', data: { epoch: 1_700_000_000 } },
    ],
    [/batch\?.*order_status=OPEN/, { orders: [COINBASE_ORDER], sequence: '0', has_next: false, cursor: '' }],
    [
      /historical\/batch/,
      {
        orders: [
          COINBASE_ORDER,
          {
            ...{ ...COINBASE_ORDER, order_id: '0000-000000-000002', client_order_id: 'ab-2', side: 'SELL', status: 'FILLED' },
            ...{ order_configuration: { market_market_ioc: { base_size: '0.5' } }, order_type: 'MARKET', filled_size: '0.5' },
            ...{ average_filled_price: '20010', time_in_force: 'IMMEDIATE_OR_CANCEL' },
          },
          {
            ...{
              ...COINBASE_ORDER,
              order_id: '0000-000000-000003',
              client_order_id: 'ab-3',
              order_configuration: FOK,
              status: 'CANCELLED',
            },
            ...{ filled_size: '0', average_filled_price: '0', time_in_force: 'FILL_OR_KILL' },
          },
          {
            ...{ ...COINBASE_ORDER, order_id: '0000-000000-000004', client_order_id: 'ab-4', status: 'CANCEL_QUEUED', filled_size: '0' },
            average_filled_price: '0',
          },
          {
            ...{ ...COINBASE_ORDER, order_id: '0000-000000-000005', client_order_id: 'ab-5', status: 'FAILED', filled_size: '0' },
            average_filled_price: '0',
          },
          // Somebody else's, for so much money.
          {
            ...{ ...COINBASE_ORDER, order_id: '0000-000000-000006', client_order_id: 'x', status: 'CANCELLED', order_type: 'MARKET' },
            ...{ order_configuration: { market_market_ioc: { quote_size: '100' } }, filled_size: '0', average_filled_price: '0' },
          },
        ],
        ...{ sequence: '0', has_next: false, cursor: '' },
      },
    ],
    [
      /historical\/fills/,
      {
        fills: [
          {
            ...{ entry_id: '22222-2222222-22222222', trade_id: '1111-11111-111111', order_id: '0000-000000-000001', trade_type: 'FILL' },
            ...{ trade_time: '2023-11-14T22:13:11Z', price: '19999.9', size: '0.25', commission: '5.00', product_id: 'BTC-USD' },
            ...{
              sequence_timestamp: '2023-11-14T22:13:11.1Z',
              liquidity_indicator: 'MAKER',
              size_in_quote: false,
              user_id: '3',
              side: 'BUY',
            },
          },
        ],
        cursor: '',
      },
    ],
    [
      /brokerage\/accounts/,
      {
        accounts: [
          {
            ...{ uuid: '8bfc20d7-f7c6-4422-bf07-8243ca4169fe', currency: 'BTC', type: 'ACCOUNT_TYPE_CRYPTO', active: true, ready: true },
            ...{ available_balance: { value: '1', currency: 'BTC' }, hold: { value: '0.5', currency: 'BTC' } },
          },
          {
            ...{ uuid: '9bfc20d7-f7c6-4422-bf07-8243ca4169fe', currency: 'USD', type: 'ACCOUNT_TYPE_FIAT', active: true, ready: true },
            ...{ available_balance: { value: '4000.25', currency: 'USD' }, hold: { value: '1000', currency: 'USD' } },
          },
        ],
        ...{ has_next: false, cursor: '', size: 2 },
      },
    ],
  ],
  orders: [
    'ab-1 buy 1 BTCUSD.COINBASE limit 20000 -: open 0.25 at 19999.9',
    'ab-2 sell 0.5 BTCUSD.COINBASE market - -: filled 0.5 at 20010',
    'ab-3 buy 0.5 BTCUSD.COINBASE limit 19000 -: canceled 0 at NaN',
    'ab-4 buy 1 BTCUSD.COINBASE limit 20000 -: open 0 at NaN',
    'ab-5 buy 1 BTCUSD.COINBASE limit 20000 -: rejected 0 at NaN',
    'x buy 0 BTCUSD.COINBASE market - -: canceled 0 at NaN',
  ],
  fills: ['BTC/USD:1111-11111-111111/0000-000000-000001 buy 0.25 BTCUSD.COINBASE at 19999.9, maker, fee 5 USD'],
  balances: { BTC: 1.5, USD: 5000.25 },
  found: '',
};
