import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import { CERTIFIED, certifiedOf, UNCERTIFIED } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { VenueFault } from '../../../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';
import { written } from './captured.ts';
import { type Recorder, recorderOf } from './recorder.ts';

const OWN_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString();

const rowOf = (name: string): Certified => ({ ...certifiedOf(name)!.row, toId: (id) => id });

/** An adapter whose requests are written down; what exchanges ask beforehand is answered. */
async function stageOf(name: string): Promise<Recorder> {
  const row = rowOf(name);
  const recorder = await recorderOf(
    row,
    row.ccxt === 'coinbase' ? { secret: OWN_KEY } : row.ccxt === 'gemini' ? { key: 'account-testkey' } : {},
  );
  recorder.answers.set(/account\/mode/, { code: '200000', data: { selfAccountMode: 'CLASSIC' } });
  recorder.answers.set(/account\/accounts/, { status: 'ok', data: [{ id: 100009, type: 'spot', subtype: '', state: 'working' }] });
  recorder.answers.set(/query-api/, { retCode: 0, retMsg: 'OK', result: { uta: 1 } });
  recorder.answers.set(/v5\/account\/info/, { retCode: 0, retMsg: 'OK', result: { unifiedMarginStatus: 5 } });
  recorder.answers.set(/ticker\/24hr/, { symbol: 'BTCUSDT', lastPrice: '20000' });
  recorder.answers.set(/Ticker/, { error: [], result: { XXBTZUSD: { c: ['20000', '1'] } } });
  return recorder;
}

/** What goes out where ccxt itself is asked, and what our adapter does with the same order. */
async function both(name: string, naive: (recorder: Recorder) => Promise<unknown>, order: Partial<OrderRequest>) {
  const recorder = await stageOf(name);
  const { instrument, requests } = recorder;
  await naive(recorder).catch(() => {});
  const sentNaively = requests
    .filter(({ method, url }) => method !== 'GET' || /order/i.test(url))
    .map((one) => `${one.url} ${JSON.stringify(written(one))}`);
  await recorder.close();
  const ours = await stageOf(name);
  const outcome = await ours.venue.place({ clientId: 'cid-1', order: orderOf(order), instrument, exits: [] }).then(
    () => 'taken',
    (error: unknown) => (error instanceof VenueFault ? error.kind : String(error)),
  );
  const sent = ours.requests.filter(({ method }) => method !== 'GET').map((one) => written(one, rowOf(name).signing));
  await ours.close();
  return { naive: sentNaively.join(' '), outcome, sent };
}

const symbolOf = ({ exchange }: Recorder): string => Object.keys(exchange.markets ?? {})[0]!;
const STOP = { type: 'stop', side: 'sell', qty: 0.01, trigger: 19_000 } as const;
const STOP_LIMIT = { type: 'stop-limit', side: 'sell', qty: 0.01, price: 18_990, trigger: 19_000 } as const;

const stopLoss = (recorder: Recorder) =>
  recorder.exchange.createOrder(symbolOf(recorder), 'market', 'sell', 0.01, undefined, { stopLossPrice: 19_000 });
const triggered = (recorder: Recorder) =>
  recorder.exchange.createOrder(symbolOf(recorder), 'limit', 'sell', 0.01, 18_990, { triggerPrice: 19_000 });
const with_ = (params: object) => (recorder: Recorder) =>
  recorder.exchange.createOrder(symbolOf(recorder), 'limit', 'buy', 0.01, 20_000, params);

describe('an order that ccxt would send as another one', () => {
  it.each([
    ['bitstamp', stopLoss, STOP],
    ['bitstamp', triggered, STOP_LIMIT],
    ['coinbase-exchange', stopLoss, STOP],
    ['htx', stopLoss, STOP],
  ] as const)('at %s goes out at once when ccxt is asked naively, and is refused here', async (name, naive, order) => {
    const found = await both(name, naive, order);
    expect(found.naive).toMatch(/market|"price":"18990"/);
    expect(found.naive).not.toMatch(/stop_price|stop-price|stopPrice"/);
    expect(found).toMatchObject({ outcome: 'refused', sent: [] });
  });

  it.each([
    ['bitstamp', { postOnly: true }, { type: 'limit', qty: 0.01, price: 20_000, postOnly: true }],
    ['bitstamp', { timeInForce: 'IOC' }, { type: 'limit', qty: 0.01, price: 20_000, tif: 'ioc' }],
  ] as const)('at %s loses %o, and is refused here', async (name, params, order) => {
    const found = await both(name, with_(params), order);
    expect(found.naive).toContain('"price":"20000"');
    expect(found).toMatchObject({ outcome: 'refused', sent: [] });
  });

  it('at Kraken with a trigger goes out as a plain limit, and here as a stop-loss', async () => {
    const found = await both('kraken', triggered, STOP_LIMIT);
    expect(found.naive).toContain('"ordertype":"limit"');
    expect(found.sent).toEqual([
      { ordertype: 'stop-loss-limit', pair: 'XXBTZUSD', price: '19000', price2: '18990', type: 'sell', volume: '0.01', cl_ord_id: 'cid-1' },
    ]);
  });

  it('at Binance futures loses its take-profit and stop-loss, which here are orders of their own', async () => {
    const attached = with_({ takeProfit: { triggerPrice: 22_000 }, stopLoss: { triggerPrice: 18_000 } });
    const found = await both('binance-usdm', attached, { type: 'stop', side: 'sell', qty: 0.01, trigger: 18_000, reduceOnly: true });
    expect(found.naive).toContain('takeProfit[triggerPrice]');
    expect(found.naive).toContain('fapi/v1/order ');
    expect(found.sent).toEqual([
      {
        ...{ algoType: 'CONDITIONAL', clientAlgoId: 'cid-1', newOrderRespType: 'RESULT', quantity: '0.01', reduceOnly: 'true' },
        ...{ side: 'SELL', symbol: 'BTCUSDT', triggerPrice: '18000', type: 'STOP_MARKET' },
      },
    ]);
  });

  it('at Coinbase waits on the wrong side of the market, and is refused here', async () => {
    const found = await both('coinbase', triggered, STOP_LIMIT);
    expect(found.naive).toContain('STOP_DIRECTION_STOP_UP');
    expect(found).toMatchObject({ outcome: 'refused', sent: [] });
  });

  it('at Coinbase goes out under an id that ccxt makes up, and here under ours', async () => {
    const found = await both('coinbase', with_({ clientOrderId: 'cid-1' }), { type: 'limit', qty: 0.01, price: 20_000 });
    expect(found.naive).toMatch(/"client_order_id":"ccxt-/);
    expect(found.sent).toMatchObject([{ client_order_id: 'cid-1' }]);
  });

  it('at the market to buy is counted in money at Coinbase and HTX, and is refused here', async () => {
    for (const name of ['coinbase', 'htx']) {
      const found = await both(name, () => Promise.resolve(), { type: 'market', side: 'buy', qty: 0.01 });
      expect(found).toMatchObject({ outcome: 'refused', sent: [] });
    }
  });

  it('at Bitfinex is refused whole: its client ids are numbers of a day', () => {
    expect(certifiedOf('bitfinex')).toBeUndefined();
    expect(UNCERTIFIED['bitfinex']).toContain('unique for a day');
  });

  it('has our client id in it at every exchange', async () => {
    for (const { name } of CERTIFIED) {
      const found = await both(name, () => Promise.resolve(), { type: 'limit', qty: 0.01, price: 20_000 });
      expect({ name, has: Object.values(found.sent[0] ?? {}).includes('cid-1') }).toEqual({ name, has: true });
    }
  });
});

describe('a cancel or a look-up by client id', () => {
  /** What our adapter sends, as text. */
  async function ours(name: string, act: (recorder: Recorder) => Promise<unknown>): Promise<string> {
    const recorder = await stageOf(name);
    await act(recorder).catch(() => {});
    const sent = recorder.requests
      .filter(({ url }) => /order/i.test(url))
      .map((one) => `${one.method} ${new URL(one.url).pathname} ${JSON.stringify(written(one, rowOf(name).signing))}`);
    await recorder.close();
    return sent.join('\n');
  }
  const cancel = ({ venue, instrument }: Recorder) => venue.cancel('cid-1', orderOf({ price: 20_000 }), instrument);
  const find = ({ venue, instrument }: Recorder) => venue.find('cid-1', instrument);

  it('is named as each exchange names it', async () => {
    expect(await ours('bybit-ccxt', cancel)).toContain('"orderLinkId":"cid-1"');
    expect(await ours('bybit-ccxt', find)).toContain('"orderLinkId":"cid-1"');
    expect(await ours('kraken', cancel)).toBe('POST /0/private/CancelOrder {"cl_ord_id":"cid-1"}');
    expect(await ours('kraken', find)).toMatch(/OpenOrders .*"cl_ord_id":"cid-1"/);
    expect(await ours('kraken', find)).not.toContain('userref');
    expect(await ours('kucoin', find)).toContain('/api/v1/order/client-order/cid-1');
    expect(await ours('gemini', find)).toContain('"client_order_id":"cid-1"');
    expect(await ours('okx', cancel)).toContain('"clOrdId":"cid-1"');
    expect(await ours('binance', cancel)).toBe('DELETE /api/v3/order {"origClientOrderId":"cid-1","symbol":"BTCUSDT"}');
  });

  it('is not sent where an exchange knows only its own ids, and that of the order is not known', async () => {
    for (const name of ['coinbase', 'gemini', 'bitstamp']) expect(await ours(name, cancel)).toBe('');
  });
});
