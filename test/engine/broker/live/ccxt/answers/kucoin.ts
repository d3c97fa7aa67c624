import type { Answers } from './answers.ts';

const KUCOIN_ORDER = {
  ...{
    id: '5c35c02703aa673ceec2a168',
    symbol: 'BTC-USDT',
    opType: 'DEAL',
    type: 'limit',
    side: 'buy',
    price: '20000',
    size: '2',
    funds: '0',
  },
  ...{ dealFunds: '3320', dealSize: '0.166', fee: '3.32', feeCurrency: 'USDT', stp: '', stop: '', stopTriggered: false, stopPrice: '0' },
  ...{ timeInForce: 'GTC', postOnly: false, hidden: false, iceberg: false, visibleSize: '0', cancelAfter: 0, channel: 'API', remark: '' },
  ...{ clientOid: 'ab-1', tags: '', isActive: true, cancelExist: false, createdAt: 1_699_999_990_000, tradeType: 'TRADE' },
};
const kucoin = (data: unknown) => ({ code: '200000', data });
const items = (...list: readonly unknown[]) => kucoin({ currentPage: 1, pageSize: 50, totalNum: 1, totalPage: 1, items: list });
const KUCOIN_ENDED = { ...KUCOIN_ORDER, id: '5c35c02703aa673ceec2a169', clientOid: 'ab-2', side: 'sell', isActive: false };

/** By its classic spot API. */
export const KUCOIN: Answers = {
  says: [
    [/v1\/timestamp/, kucoin(1_700_000_000_000)],
    [/orders\?.*status=active/, items(KUCOIN_ORDER)],
    [
      /orders\?.*status=done/,
      items(
        { ...KUCOIN_ENDED, type: 'market', price: '0', size: '0.5', dealSize: '0.5', dealFunds: '10005', timeInForce: '' },
        { ...KUCOIN_ENDED, id: '5c35c02703aa673ceec2a170', clientOid: 'ab-3', timeInForce: 'IOC', cancelExist: true },
        // Somebody else's, for so much money.
        {
          ...{ ...KUCOIN_ENDED, id: '5c35c02703aa673ceec2a171', clientOid: '', side: 'buy', type: 'market', cancelExist: true },
          ...{ price: '0', size: '0', funds: '100', dealSize: '0.001', dealFunds: '20', timeInForce: '' },
        },
      ),
    ],
    [
      /v1\/fills/,
      items({
        ...{
          symbol: 'BTC-USDT',
          tradeId: '5c35c02709e4f67d5266954e',
          orderId: '5c35c02703aa673ceec2a168',
          counterOrderId: '5c1ab46003aa67',
        },
        ...{
          side: 'buy',
          liquidity: 'taker',
          forceTaker: true,
          price: '20000',
          size: '0.166',
          funds: '3320',
          fee: '3.32',
          feeRate: '0.001',
        },
        ...{ feeCurrency: 'USDT', stop: '', type: 'limit', createdAt: 1_699_999_991_000, tradeType: 'TRADE' },
      }),
    ],
    [
      /v1\/accounts/,
      kucoin([
        { id: '5bd6e9286d99522a52e458de', currency: 'BTC', type: 'trade', balance: '1.5', available: '1.5', holds: '0' },
        { id: '5bd6e9216d99522a52e458d6', currency: 'USDT', type: 'trade', balance: '5000.25', available: '4000.25', holds: '1000' },
        { id: '5bd6e9216d99522a52e458d7', currency: 'USDT', type: 'main', balance: '777', available: '777', holds: '0' },
      ]),
    ],
    [/client-order\/ab-1/, kucoin(KUCOIN_ORDER)],
    [/account\/mode/, kucoin({ selfAccountMode: 'CLASSIC' })],
  ],
  orders: [
    'ab-1 buy 2 BTCUSDT.KUCOIN limit 20000 -: open 0.166 at 20000',
    'ab-2 sell 0.5 BTCUSDT.KUCOIN market - -: filled 0.5 at 20010',
    'ab-3 sell 2 BTCUSDT.KUCOIN limit 20000 -: canceled 0.166 at 20000',
    ' buy 0.001 BTCUSDT.KUCOIN market - -: canceled 0.001 at 20000',
  ],
  fills: ['BTC/USDT:5c35c02709e4f67d5266954e/5c35c02703aa673ceec2a168 buy 0.166 BTCUSDT.KUCOIN at 20000, taker, fee 3.32 USDT'],
  balances: { BTC: 1.5, USDT: 5000.25 },
  found: 'ab-1 buy 2 BTCUSDT.KUCOIN limit 20000 -: open 0.166 at 20000',
};
