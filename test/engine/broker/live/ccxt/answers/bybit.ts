import type { Answers } from './answers.ts';

const BYBIT_ORDER = {
  ...{ orderId: '1321003749386327552', orderLinkId: 'ab-1', symbol: 'BTCUSDT', price: '20000', qty: '1', side: 'Buy', isLeverage: '0' },
  ...{ orderStatus: 'PartiallyFilled', avgPrice: '19999.9', leavesQty: '0.75', cumExecQty: '0.25', cumExecValue: '4999.975' },
  ...{
    cumExecFee: '0.00025',
    timeInForce: 'GTC',
    orderType: 'Limit',
    triggerPrice: '0.0',
    takeProfit: '',
    stopLoss: '',
    reduceOnly: false,
  },
  ...{ marketUnit: '', rejectReason: 'EC_NoError', createdTime: '1699999990000', updatedTime: '1699999990500' },
};
const BYBIT_ENDED = { ...BYBIT_ORDER, side: 'Sell', updatedTime: '1699999991000' };
const bybit = (result: unknown) => ({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: 1_700_000_000_000 });
const listed = (...list: readonly unknown[]) => bybit({ nextPageCursor: '', category: 'spot', list });

/** By its API V5. */
export const BYBIT: Answers = {
  says: [
    [/market\/time/, bybit({ timeSecond: '1700000000', timeNano: '1700000000000000000' })],
    [/order\/realtime/, listed(BYBIT_ORDER)],
    [
      /order\/history/,
      listed(
        {
          ...{ ...BYBIT_ENDED, orderId: '1321003749386327553', orderLinkId: 'ab-2', orderType: 'Market', price: '0', qty: '0.5' },
          ...{ orderStatus: 'Filled', avgPrice: '20010', leavesQty: '0', cumExecQty: '0.5', cumExecValue: '10005', timeInForce: 'IOC' },
        },
        {
          ...{ ...BYBIT_ENDED, orderId: '1321003749386327554', orderLinkId: 'ab-3', orderStatus: 'PartiallyFilledCanceled' },
          ...{ leavesQty: '0', timeInForce: 'IOC' },
        },
        {
          ...{
            ...BYBIT_ENDED,
            orderId: '1321003749386327555',
            orderLinkId: 'ab-4',
            side: 'Buy',
            orderType: 'Market',
            marketUnit: 'baseCoin',
          },
          ...{ qty: '0.5', price: '0', orderStatus: 'Filled', avgPrice: '20010', leavesQty: '0', cumExecQty: '0.5', cumExecValue: '10005' },
        },
        // Somebody else's, for so much money.
        {
          ...{ ...BYBIT_ENDED, orderId: '1321003749386327556', orderLinkId: '', side: 'Buy', orderType: 'Market', qty: '100', price: '0' },
          ...{ orderStatus: 'Cancelled', avgPrice: '', leavesQty: '0', cumExecQty: '0', cumExecValue: '0' },
        },
      ),
    ],
    [
      /execution\/list/,
      listed({
        ...{ symbol: 'BTCUSDT', orderId: '1321003749386327552', orderLinkId: 'ab-1', side: 'Buy', orderPrice: '20000', orderQty: '1' },
        ...{
          leavesQty: '0.75',
          orderType: 'Limit',
          execFee: '0.00025',
          feeCurrency: 'BTC',
          feeRate: '0.001',
          execId: '2290000000061666327',
        },
        ...{ execPrice: '19999.9', execQty: '0.25', execType: 'Trade', execValue: '4999.975', execTime: '1699999990500', isMaker: true },
      }),
    ],
    [
      /wallet-balance/,
      bybit({
        list: [
          {
            accountType: 'UNIFIED',
            coin: [
              { coin: 'BTC', walletBalance: '1.5', locked: '0', totalOrderIM: '0', totalPositionIM: '0' },
              { coin: 'USDT', walletBalance: '5000.25', locked: '1000', totalOrderIM: '0', totalPositionIM: '0' },
            ],
          },
        ],
      }),
    ],
    [/query-api/, bybit({ uta: 1 })],
    [/v5\/account\/info/, bybit({ unifiedMarginStatus: 5 })],
  ],
  orders: [
    'ab-1 buy 1 BTCUSDT.BYBIT limit 20000 -: open 0.25 at 19999.9',
    'ab-2 sell 0.5 BTCUSDT.BYBIT market - -: filled 0.5 at 20010',
    'ab-3 sell 1 BTCUSDT.BYBIT limit 20000 -: canceled 0.25 at 19999.9',
    'ab-4 buy 0.5 BTCUSDT.BYBIT market - -: filled 0.5 at 20010',
    ' buy 0 BTCUSDT.BYBIT market - -: canceled 0 at NaN',
  ],
  fills: ['BTC/USDT:2290000000061666327/1321003749386327552 buy 0.25 BTCUSDT.BYBIT at 19999.9, maker, fee 0.00025 BTCUSDT.BYBIT'],
  balances: { BTC: 1.5, USDT: 5000.25 },
  found: 'ab-1 buy 1 BTCUSDT.BYBIT limit 20000 -: open 0.25 at 19999.9',
};
