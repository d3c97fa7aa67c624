import { describe, expect, it } from 'vitest';
import { CERTIFIED, certifiedOf, UNCERTIFIED } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { written } from './captured.ts';
import { both, rowOf, stageOf, symbolOf } from './hazard-stage.ts';
import { type Recorder, recorderOf } from './recorder.ts';

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

  it.each(['bitfinex', 'alpaca'])('at %s goes out at once when ccxt is asked naively, and the exchange is refused whole', async (name) => {
    const recorder = await stageOf(name);
    await stopLoss(recorder).catch(() => {});
    await recorder.close();
    const [sent] = recorder.requests.filter(({ method }) => method === 'POST');
    expect(sent?.body?.toLowerCase()).toContain('market"');
    expect(sent?.body).not.toMatch(/"(?:price_aux_limit|stop_price)"|STOP/);
    expect(certifiedOf(name)).toBeUndefined();
  });

  it('at Bitfinex has a client id that is no number, and so would have none', async () => {
    const recorder = await stageOf('bitfinex');
    await with_({ clientOrderId: 'cid-1' })(recorder).catch(() => {});
    await recorder.close();
    expect(recorder.requests.find(({ method }) => method === 'POST')?.body).toContain('"cid":"cid-1"');
    expect(UNCERTIFIED['bitfinex']).toContain('unique for a day');
  });

  it.each([
    ['binance', 'broker', /"newClientOrderId":"x-TKT5PX2F/],
    ['okx', 'brokerId', /"tag":"[0-9a-f]{8,}/],
  ] as const)('at %s goes out under the name of ccxt, and here under none', async (name, option, brand) => {
    const row = rowOf(name);
    const { [option]: _ours, ...options } = row.options;
    const branded = await recorderOf({ ...row, options });
    await with_({})(branded).catch(() => {});
    await branded.close();
    expect(branded.requests.map((one) => JSON.stringify(written(one))).join()).toMatch(brand);
    const { sent } = await both(name, () => Promise.resolve(), { type: 'limit', qty: 0.01, price: 20_000 });
    expect(JSON.stringify(sent)).toContain('cid-1');
    expect(JSON.stringify(sent)).not.toMatch(brand);
  });

  it('has our client id in it at every exchange', async () => {
    for (const { name } of CERTIFIED) {
      const found = await both(name, () => Promise.resolve(), { type: 'limit', qty: 0.01, price: 20_000 });
      expect({ name, has: Object.values(found.sent[0] ?? {}).includes('cid-1') }).toEqual({ name, has: true });
    }
  });
});
