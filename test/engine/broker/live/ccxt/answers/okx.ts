import type { Answers } from './answers.ts';

const OKX_ORDER = {
  ...{ instType: 'SPOT', instId: 'BTC-USDT', tgtCcy: 'base_ccy', ccy: '', tdMode: 'cash', posSide: 'net', lever: '', category: 'normal' },
  ...{
    ordId: '680800019749904384',
    clOrdId: 'abD1',
    tag: '',
    px: '20000',
    sz: '1',
    ordType: 'limit',
    side: 'buy',
    state: 'partially_filled',
  },
  ...{ accFillSz: '0.25', avgPx: '19999.9', fillPx: '19999.9', fillSz: '0.25', fillTime: '1699999990500', tradeId: '744876980' },
  ...{
    fee: '-0.00025',
    feeCcy: 'BTC',
    rebate: '0',
    rebateCcy: 'USDT',
    pnl: '0',
    source: '',
    reduceOnly: 'false',
    algoId: '',
    algoClOrdId: '',
  },
  ...{
    slTriggerPx: '',
    slOrdPx: '',
    tpTriggerPx: '',
    tpOrdPx: '',
    stpMode: 'cancel_maker',
    cTime: '1699999990000',
    uTime: '1699999990500',
  },
};
const OKX_ENDED = { ...OKX_ORDER, clOrdId: 'abD2', ordId: '680800019749904385', side: 'sell' };
const okx = (...data: readonly unknown[]) => ({ code: '0', msg: '', data });

/** By its API v5. */
export const OKX: Answers = {
  says: [
    [/public\/time/, okx({ ts: '1700000000000' })],
    [/orders-pending/, okx(OKX_ORDER)],
    [
      /orders-history.*state=filled/,
      okx({ ...OKX_ENDED, ordType: 'market', px: '', sz: '0.5', accFillSz: '0.5', avgPx: '20010', state: 'filled' }),
    ],
    [
      /orders-history.*state=canceled/,
      okx(
        { ...OKX_ENDED, clOrdId: 'abD3', ordId: '680800019749904386', ordType: 'ioc', accFillSz: '0', avgPx: '', state: 'canceled' },
        // Somebody else's, for so much money.
        {
          ...{ ...OKX_ENDED, clOrdId: '', ordId: '680800019749904387', side: 'buy', ordType: 'market', px: '', state: 'canceled' },
          ...{ sz: '100', tgtCcy: 'quote_ccy', accFillSz: '0.001', avgPx: '20000' },
        },
      ),
    ],
    [
      /fills-history/,
      okx({
        ...{
          instType: 'SPOT',
          instId: 'BTC-USDT',
          tradeId: '744876980',
          ordId: '680800019749904384',
          clOrdId: 'abD1',
          billId: '1',
          tag: '',
        },
        ...{
          fillPx: '19999.9',
          fillSz: '0.25',
          side: 'buy',
          posSide: 'net',
          execType: 'M',
          feeCcy: 'BTC',
          fee: '-0.00025',
          ts: '1699999990500',
        },
      }),
    ],
    [
      /account\/balance/,
      okx({
        details: [
          { ccy: 'BTC', eq: '1.5', cashBal: '1.5', availEq: '1.5', availBal: '1.5', frozenBal: '0', uTime: '1699999990500' },
          { ccy: 'USDT', eq: '5000.25', cashBal: '5000.25', availEq: '4000.25', availBal: '4000.25', frozenBal: '1000', uTime: '1' },
        ],
        uTime: '1699999990500',
      }),
    ],
    [/trade\/order\?/, okx(OKX_ORDER)],
  ],
  orders: [
    'ab-1 buy 1 BTCUSDT.OKX limit 20000 -: open 0.25 at 19999.9',
    'ab-2 sell 0.5 BTCUSDT.OKX market - -: filled 0.5 at 20010',
    'ab-3 sell 1 BTCUSDT.OKX limit 20000 -: canceled 0 at NaN',
    ' buy 0.001 BTCUSDT.OKX market - -: canceled 0.001 at 20000',
  ],
  fills: ['BTC/USDT:744876980/680800019749904384 buy 0.25 BTCUSDT.OKX at 19999.9, maker, fee 0.00025 BTCUSDT.OKX'],
  balances: { BTC: 1.5, USDT: 5000.25 },
  found: 'ab-1 buy 1 BTCUSDT.OKX limit 20000 -: open 0.25 at 19999.9',
};
