import type { Answers } from './answers.ts';

const GEMINI_ORDER = {
  ...{ order_id: '106817811', id: '106817811', client_order_id: 'ab-1', symbol: 'btcusd', exchange: 'gemini', side: 'buy' },
  ...{ avg_execution_price: '19999.9', type: 'exchange limit', timestamp: '1699999990', timestampms: 1_699_999_990_123 },
  ...{ is_live: true, is_cancelled: false, is_hidden: false, was_forced: false, executed_amount: '0.25', remaining_amount: '0.75' },
  ...{ options: [], price: '20000.00', original_amount: '1' },
};

/** By its REST API. */
export const GEMINI: Answers = {
  says: [
    [/pubticker/, { bid: '19999', ask: '20001', last: '20000', volume: { BTC: '1', USD: '20000', timestamp: 1_700_000_000_000 } }],
    [/v1\/orders$/, [GEMINI_ORDER]],
    [
      /mytrades/,
      [
        {
          ...{ price: '19999.9', amount: '0.25', timestamp: 1_699_999_991, timestampms: 1_699_999_991_000, type: 'Buy', aggressor: false },
          ...{
            fee_currency: 'USD',
            fee_amount: '5.00',
            tid: 107_317_526,
            order_id: '106817811',
            exchange: 'gemini',
            is_clearing_fill: false,
          },
          ...{ symbol: 'BTCUSD', client_order_id: 'ab-1' },
        },
      ],
    ],
    [
      /balances/,
      [
        { type: 'exchange', currency: 'BTC', amount: '1.5', available: '1.5', availableForWithdrawal: '1.5' },
        { type: 'exchange', currency: 'USD', amount: '5000.25', available: '4000.25', availableForWithdrawal: '4000.25' },
      ],
    ],
    [/order\/status/, [{ ...GEMINI_ORDER, is_live: false, is_cancelled: true }]],
  ],
  orders: ['ab-1 buy 1 BTCUSD.GEMINI limit 20000 -: open 0.25 at 19999.9'],
  fills: ['BTC/USD:107317526/106817811 buy 0.25 BTCUSD.GEMINI at 19999.9, maker, fee 5 USD'],
  balances: { BTC: 1.5, USD: 5000.25 },
  found: 'ab-1 buy 1 BTCUSD.GEMINI limit 20000 -: canceled 0.25 at 19999.9',
};
