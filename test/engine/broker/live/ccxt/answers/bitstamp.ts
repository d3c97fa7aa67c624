import type { Answers } from './answers.ts';

/** By its HTTP API v2. */
export const BITSTAMP: Answers = {
  says: [
    [
      /ticker\/btcusd/,
      { timestamp: '1700000000', last: '20000', bid: '19999', ask: '20001', open: '20000', high: '1', low: '1', volume: '1', vwap: '1' },
    ],
    [
      /open_orders\/all/,
      [
        {
          ...{ id: '1453282316578816', datetime: '2023-11-14 22:13:10', type: '0', subtype: 'LIMIT', price: '20000', amount: '0.75' },
          ...{ amount_at_create: '1.00', currency_pair: 'BTC/USD', market: 'BTC/USD', client_order_id: 'ab-1' },
        },
      ],
    ],
    [
      /user_transactions/,
      [
        {
          ...{ id: 42_777_395, datetime: '2023-11-14 22:13:11.132551', type: '2', fee: '5.00', btc: '0.25000000', usd: '-4999.98' },
          ...{ btc_usd: '19999.9', order_id: 1_453_282_316_578_816 },
        },
        { id: 42_777_396, datetime: '2023-11-14 22:13:12.000000', type: '0', fee: '0', btc: '0', usd: '100.00', btc_usd: '0' },
      ],
    ],
    [
      /account_balances/,
      [
        { currency: 'btc', total: '1.50000000', available: '1.50000000', reserved: '0' },
        { currency: 'usd', total: '5000.25', available: '4000.25', reserved: '1000.00' },
      ],
    ],
    [
      /order_status/,
      {
        ...{ id: 1_453_282_316_578_816, datetime: '2023-11-14 22:13:10', type: '0', status: 'Open', market: 'BTC/USD' },
        ...{ amount_remaining: '0.75000000', client_order_id: 'ab-1' },
        transactions: [
          {
            ...{ tid: 42_777_395, price: '19999.90000000', btc: '0.25000000', usd: '4999.97500000', fee: '5.00', type: 2 },
            datetime: '2023-11-14 22:13:11.132551',
          },
        ],
      },
    ],
  ],
  orders: ['ab-1 buy 1 BTCUSD.BITSTAMP limit 20000 -: open 0.25 at NaN'],
  fills: ['BTC/USD:42777395/1453282316578816 buy 0.25 BTCUSD.BITSTAMP at 19999.9, taker, fee 5 USD'],
  balances: { BTC: 1.5, USD: 5000.25 },
  found: 'ab-1 buy 1 BTCUSD.BITSTAMP market - -: open 0.25 at 19999.9',
};
