import { type AccountOrderV5, RestClientV5, WebsocketClient } from 'bybit-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY } from './bybit-world.ts';
import { type CalmBybit, calmBybit } from './calm-bybit.ts';
import { USDT_INSTRUMENTS } from './listed.ts';
import { hmac } from './signature.ts';

const sign = async (text: string, secret: string): Promise<string> => hmac(secret, text);
const SILENT = { trace() {}, info() {}, error() {} };

let bybit: CalmBybit;
let rest: RestClientV5;

beforeEach(async () => {
  bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const [k, bid] of [1_000, 100, 100].entries()) bybit.show({ bid, ask: bid + 0.1, size: 50 }, k);
  rest = new RestClientV5({ ...KEY, baseUrl: bybit.baseUrl, parseAPIRateLimits: true, customSignMessageFn: sign });
  await bybit.wall.pass(2_000);
});

afterEach(() => bybit.close());

const done = <T>(promise: Promise<T>): Promise<T> => bybit.wall.settled(promise);

describe('the fake Bybit, asked by the SDK', () => {
  it('tells its time, its instruments, bars, prints, tickers and books', async () => {
    const [btc] = (await done(rest.getInstrumentsInfo({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    const bars = (await done(rest.getKline({ category: 'linear', symbol: 'BTCUSDT', interval: '5', limit: 3 }))).result.list;
    const [ticker] = (await done(rest.getTickers({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    const book = (await done(rest.getOrderbook({ category: 'linear', symbol: 'BTCUSDT' }))).result;
    const trades = (await done(rest.getPublicTradingHistory({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    expect((await done(rest.getServerTime())).result.timeSecond).toBe(String(Math.floor(bybit.wall.now() / 1000)));
    expect(btc?.lotSizeFilter.qtyStep).toBe('0.001');
    expect(bars.map(([start]) => Number(start) % 300_000)).toEqual([0, 0, 0]);
    expect(bars[0]?.[4]).toBe(ticker?.lastPrice);
    expect([book.b[0]?.[0], book.a[0]?.[0]]).toEqual([ticker?.bid1Price, ticker?.ask1Price]);
    expect(trades).toEqual([]);
    bybit.world.market.show({ kind: 'trade', ts: bybit.wall.now(), instrument: 0, price: 10_001, size: 7, side: 1 });
    const [print] = (await done(rest.getPublicTradingHistory({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    expect(print).toMatchObject({ price: '1000.1', size: '0.007', side: 'Buy' });
  });

  it('takes an order, tells it on the stream, and shows what became of it', async () => {
    const rows: AccountOrderV5[] = [];
    const topics: string[] = [];
    const stream = new WebsocketClient({ ...KEY, wsUrl: `${bybit.streamUrl}/v5/private`, customSignMessageFn: sign }, SILENT);
    stream.on('update', ({ topic, data }) => {
      topics.push(topic);
      if (topic === 'order') rows.push(...(data as AccountOrderV5[]));
    });
    stream.subscribeV5(['order', 'execution', 'position', 'wallet'], 'linear');
    await bybit.wall.pass(1_000);
    const order = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.100', orderLinkId: 'mine-1' } as const;
    const taken = await done(rest.submitOrder(order));
    await bybit.wall.pass(1_000);
    const found = (await done(rest.getHistoricOrders({ category: 'linear', orderLinkId: 'mine-1' }))).result.list[0];
    const [dealt] = (await done(rest.getExecutionList({ category: 'linear', orderLinkId: 'mine-1' }))).result.list;
    const [held] = (await done(rest.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    stream.closeAll(true);
    expect(taken).toMatchObject({ retCode: 0, result: { orderLinkId: 'mine-1' }, rateLimitApi: { maxRequests: 10, remainingRequests: 9 } });
    expect(rows.map(({ orderStatus }) => orderStatus)).toEqual(['New', 'Filled']);
    expect(new Set(topics)).toEqual(new Set(['order', 'execution', 'position', 'wallet']));
    expect(found).toMatchObject({ orderStatus: 'Filled', orderId: taken.result.orderId, cumExecQty: '0.100' });
    expect(dealt).toMatchObject({ orderLinkId: 'mine-1', execType: 'Trade', isMaker: false });
    expect(held).toMatchObject({ side: 'Buy', size: '0.100' });
  });

  it('charges a purchase at spot in the coin that is bought, and sells no more than the wallet has', async () => {
    const spot = { category: 'spot', symbol: 'SOLUSDT', orderType: 'Market', qty: '1.000', marketUnit: 'baseCoin' } as const;
    await done(rest.submitOrder({ ...spot, side: 'Buy' }));
    await bybit.wall.pass(1_000);
    const [dealt] = (await done(rest.getExecutionList({ category: 'spot' }))).result.list;
    const coins = (await done(rest.getWalletBalance({ accountType: 'UNIFIED' }))).result.list[0]!.coin;
    const tooMuch = await done(rest.submitOrder({ ...spot, side: 'Sell' }));
    expect(dealt).toMatchObject({ feeCurrency: 'SOL', feeRate: '0.00055' });
    expect(coins.find(({ coin }) => coin === 'SOL')?.walletBalance).toBe('0.99945');
    expect(tooMuch).toMatchObject({ retCode: 170131, retMsg: 'Insufficient balance.' });
  });

  it('refuses a wrong key, a wrong signature and a time that is off', async () => {
    const as = (more: object) => new RestClientV5({ ...KEY, baseUrl: bybit.baseUrl, customSignMessageFn: sign, ...more });
    expect((await done(as({ key: 'other' }).getAccountInfo())).retCode).toBe(10003);
    expect((await done(as({ secret: 'other' }).getAccountInfo())).retCode).toBe(10004);
    bybit.world.exchange.skew = 6_000;
    expect((await done(rest.getAccountInfo())).retCode).toBe(10002);
  });

  it('holds a stop until the market is there', async () => {
    const [{ lastPrice } = { lastPrice: '0' }] = (await done(rest.getTickers({ category: 'linear', symbol: 'BTCUSDT' }))).result.list;
    const stop = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.01' } as const;
    const triggerPrice = (Number(lastPrice) + 50).toFixed(1);
    const waits = await done(rest.submitOrder({ ...stop, triggerPrice, triggerDirection: 1, orderLinkId: 'stop' }));
    const wrong = await done(rest.submitOrder({ ...stop, triggerPrice, triggerDirection: 2 }));
    const [row] = (await done(rest.getActiveOrders({ category: 'linear', orderLinkId: 'stop' }))).result.list;
    expect([waits.retCode, wrong.retCode]).toEqual([0, 110093]);
    expect(row).toMatchObject({ orderStatus: 'Untriggered', stopOrderType: 'Stop', triggerDirection: 1 });
    await done(rest.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'stop' }));
    const [gone] = (await done(rest.getHistoricOrders({ category: 'linear', orderLinkId: 'stop' }))).result.list;
    expect(gone).toMatchObject({ orderStatus: 'Deactivated', cancelType: 'CancelByUser' });
  });
});
