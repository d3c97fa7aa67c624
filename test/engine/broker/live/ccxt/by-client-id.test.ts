import { describe, expect, it } from 'vitest';
import { orderOf } from '../../../../venues/hostile/orders.ts';
import { written } from './captured.ts';
import { rowOf, stageOf, symbolOf } from './hazard-stage.ts';
import type { Recorder } from './recorder.ts';

describe('a cancel or a look-up by client id', () => {
  /** What leaves, as text. */
  async function sent(name: string, act: (recorder: Recorder) => Promise<unknown>): Promise<string> {
    const recorder = await stageOf(name);
    await act(recorder).catch(() => {});
    const all = recorder.requests
      .filter(({ url }) => /order/i.test(url))
      .map((one) => `${one.method} ${new URL(one.url).pathname} ${JSON.stringify(written(one, rowOf(name).signing))}`);
    await recorder.close();
    return all.join('\n');
  }
  const cancel = ({ venue, instrument }: Recorder) => venue.cancel('cid-1', orderOf({ price: 20_000 }), instrument);
  const find = ({ venue, instrument }: Recorder) => venue.find('cid-1', instrument);

  const cancelNaively = (recorder: Recorder) => recorder.exchange.cancelOrder(undefined, symbolOf(recorder), { clientOrderId: 'cid-1' });
  const findNaively = (recorder: Recorder) => recorder.exchange.fetchOrder(undefined, symbolOf(recorder), { clientOrderId: 'cid-1' });

  it('goes out without it where ccxt is asked naively', async () => {
    expect(await sent('bybit-ccxt', cancelNaively)).toMatch(/"clientOrderId":"cid-1"/);
    expect(await sent('bybit-ccxt', cancelNaively)).not.toContain('orderLinkId');
    expect(await sent('kraken', findNaively)).toContain('"userref":"cid-1"');
    expect(await sent('coinbase', cancelNaively)).toContain('"order_ids');
    expect(await sent('coinbase', findNaively)).toContain('/orders/historical/undefined');
    expect(await sent('gemini', cancelNaively)).toContain('"clientOrderId":"cid-1"');
    // Neither of them asks anything: KuCoin's wants an id, Bybit's to be told that it has seen a warning.
    expect([await sent('kucoin', findNaively), await sent('bybit-ccxt', findNaively)]).toEqual(['', '']);
  });

  it('is named as each exchange names it', async () => {
    expect(await sent('bybit-ccxt', cancel)).toContain('"orderLinkId":"cid-1"');
    expect(await sent('bybit-ccxt', find)).toContain('"orderLinkId":"cid-1"');
    expect(await sent('kraken', cancel)).toBe('POST /0/private/CancelOrder {"cl_ord_id":"cid-1"}');
    expect(await sent('kraken', find)).toMatch(/OpenOrders .*"cl_ord_id":"cid-1"/);
    expect(await sent('kraken', find)).not.toContain('userref');
    expect(await sent('kucoin', find)).toContain('/api/v1/order/client-order/cid-1');
    expect(await sent('gemini', find)).toContain('"client_order_id":"cid-1"');
    expect(await sent('okx', cancel)).toContain('"clOrdId":"cid-1"');
    expect(await sent('binance', cancel)).toBe('DELETE /api/v3/order {"origClientOrderId":"cid-1","symbol":"BTCUSDT"}');
  });

  it('is not sent where an exchange knows only its own ids, and that of the order is not known', async () => {
    for (const name of ['coinbase', 'gemini', 'bitstamp']) expect(await sent(name, cancel)).toBe('');
  });
});
