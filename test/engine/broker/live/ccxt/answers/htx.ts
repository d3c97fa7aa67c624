import type { Answers } from './answers.ts';

const HTX_ORDER = {
  ...{ id: 357_632_718_898_331, symbol: 'btcusdt', 'account-id': 100_009, 'client-order-id': 'ab-1', amount: '1', price: '20000' },
  ...{
    'created-at': 1_699_999_990_000,
    type: 'buy-limit',
    'filled-amount': '0.25',
    'filled-cash-amount': '4999.975',
    'filled-fees': '0.0005',
  },
  ...{ source: 'spot-api', state: 'partial-filled' },
};
const HTX_ENDED = {
  ...{ id: 357_632_718_898_332, symbol: 'btcusdt', 'account-id': 100_009, 'client-order-id': 'ab-2', amount: '0.5', price: '0.0' },
  ...{ 'created-at': 1_699_999_990_000, 'finished-at': 1_699_999_990_500, 'canceled-at': 0, type: 'sell-market', source: 'spot-api' },
  ...{ 'field-amount': '0.5', 'field-cash-amount': '10005', 'field-fees': '20.01', state: 'filled' },
};
const htx = (data: unknown) => ({ status: 'ok', data });

/** By its Spot API. */
export const HTX: Answers = {
  says: [
    [/common\/timestamp/, htx(1_700_000_000_000)],
    [
      /account\/accounts\/100009\/balance/,
      htx({
        ...{ id: 100_009, type: 'spot', state: 'working' },
        list: [
          { currency: 'btc', type: 'trade', balance: '1', 'seq-num': '1' },
          { currency: 'btc', type: 'frozen', balance: '0.5', 'seq-num': '1' },
          { currency: 'usdt', type: 'trade', balance: '5000.25', 'seq-num': '1' },
          { currency: 'usdt', type: 'frozen', balance: '0', 'seq-num': '1' },
        ],
      }),
    ],
    [/account\/accounts/, htx([{ id: 100_009, type: 'spot', subtype: '', state: 'working' }])],
    [
      /openOrders/,
      htx([
        HTX_ORDER,
        { ...HTX_ORDER, id: 5, 'client-order-id': '', 'filled-amount': '0', 'filled-cash-amount': '0', state: 'pre-submitted' },
      ]),
    ],
    [
      /order\/orders\?/,
      htx([
        HTX_ENDED,
        {
          ...{ ...HTX_ENDED, id: 357_632_718_898_333, 'client-order-id': 'ab-3', type: 'buy-ioc', amount: '1', price: '20000' },
          ...{ 'field-amount': '0.1', 'field-cash-amount': '2000', state: 'partial-canceled' },
        },
        {
          ...{ ...HTX_ENDED, id: 357_632_718_898_334, 'client-order-id': 'ab-4', type: 'sell-market' },
          ...{ 'field-amount': '0', 'field-cash-amount': '0', state: 'canceled' },
        },
      ]),
    ],
    [
      /matchresults/,
      htx([
        {
          ...{
            id: 60_187_331_333_413,
            symbol: 'btcusdt',
            'order-id': 357_632_718_898_331,
            'match-id': 100_050_305_348,
            'trade-id': 103_158,
          },
          ...{
            price: '19999.9',
            'filled-amount': '0.25',
            'filled-fees': '0.0005',
            'fee-currency': 'btc',
            'filled-points': '0.0',
            role: 'taker',
          },
          ...{
            'created-at': 1_699_999_990_400,
            type: 'buy-limit',
            source: 'spot-api',
            'fee-deduct-currency': '',
            'fee-deduct-state': 'done',
          },
        },
      ]),
    ],
    [/getClientOrder/, htx({ ...HTX_ENDED, 'client-order-id': 'ab-1', type: 'sell-market' })],
  ],
  orders: [
    'ab-1 buy 1 BTCUSDT.HTX limit 20000 -: open 0.25 at 19999.9',
    ' buy 1 BTCUSDT.HTX limit 20000 -: open 0 at NaN',
    'ab-2 sell 0.5 BTCUSDT.HTX market - -: filled 0.5 at 20010',
    'ab-3 buy 1 BTCUSDT.HTX limit 20000 -: canceled 0.1 at 20000',
    'ab-4 sell 0.5 BTCUSDT.HTX market - -: canceled 0 at NaN',
  ],
  fills: ['BTC/USDT:103158/357632718898331 buy 0.25 BTCUSDT.HTX at 19999.9, taker, fee 0.0005 BTCUSDT.HTX'],
  balances: { BTC: 1.5, USDT: 5000.25 },
  found: 'ab-1 sell 0.5 BTCUSDT.HTX market - -: filled 0.5 at 20010',
};
