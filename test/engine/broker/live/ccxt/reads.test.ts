import { describe, expect, it } from 'vitest';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import { CERTIFIED, certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { millis } from '../../../../../engine/model/time.ts';
import { BITSTAMP } from './answers/bitstamp.ts';
import { BYBIT } from './answers/bybit.ts';
import { COINBASE } from './answers/coinbase.ts';
import { COINBASE_EXCHANGE } from './answers/coinbase-exchange.ts';
import { GEMINI } from './answers/gemini.ts';
import { HTX } from './answers/htx.ts';
import { KUCOIN } from './answers/kucoin.ts';
import { OKX } from './answers/okx.ts';
import { keysOf } from './own-keys.ts';
import { recorderOf, THEN } from './recorder.ts';
import { fillLine, orderLine } from './said.ts';

/** What each of them answers, by its name in the table. */
const ALL = {
  ...{ okx: OKX, kucoin: KUCOIN, coinbase: COINBASE, 'coinbase-exchange': COINBASE_EXCHANGE },
  ...{ bitstamp: BITSTAMP, gemini: GEMINI, htx: HTX, 'bybit-ccxt': BYBIT },
};

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

describe('an exchange whose account is looked at through ccxt', () => {
  it.each(Object.entries(ALL))('is read as its documentation has it: %s', async (name, { says, orders, fills, balances, found }) => {
    const { row } = certifiedOf(name)!;
    const { venue, instrument, answers, requests, close } = await recorderOf(row, keysOf(row));
    for (const [asked, body] of says) answers.set(asked, body);
    try {
      // Nothing is listened to: no stream would be answered here.
      await venue.open(() => {}, new AbortController().signal);
      expect(await venue.time()).toBe(row.clock === undefined ? THEN : THEN + 500);
      const snapshot = await venue.snapshot(millis(THEN - 60_000));
      expect(snapshot.orders.map(orderLine).sort(byText)).toEqual([...orders].sort(byText));
      expect(snapshot.fills.map(fillLine)).toEqual(fills);
      expect(Object.fromEntries(snapshot.balances.map(({ currency, total }) => [currency, total]))).toEqual(balances);
      expect(snapshot.positions).toMatchObject([{ qty: 1.5 }]);
      const order = await venue.find('ab-1', instrument);
      expect(order === undefined ? '' : orderLine(order)).toBe(found);
      // Nothing was asked that is not in the documentation's list.
      expect(requests.filter(({ url }) => !says.some(([asked]) => asked.test(new URL(url).pathname + new URL(url).search)))).toEqual([]);
    } finally {
      await venue.close();
      await close();
    }
  });

  it('at Gemini has the markets that are wanted, though ccxt would read them from a page of text', async () => {
    const { row } = certifiedOf('gemini')!;
    const { exchange, answers, requests, close } = await recorderOf(row, keysOf(row));
    answers.set(/symbols\/details\/btcusd/, {
      ...{ symbol: 'BTCUSD', base_currency: 'BTC', quote_currency: 'USD', tick_size: 1e-8, quote_increment: 0.01 },
      ...{ min_order_size: '0.00001', status: 'open', wrap_enabled: false },
    });
    exchange.markets = undefined;
    await exchange.loadMarkets(true);
    await close();
    expect(exchange.markets).toMatchObject({ 'BTC/USD': { id: 'btcusd', spot: true, precision: { price: 0.01, amount: 1e-8 } } });
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/symbols/details/btcusd']);
  });

  it('at Bybit lists its pairs without what only a key with more permissions may ask', async () => {
    const { row } = certifiedOf('bybit-ccxt')!;
    const { exchange, answers, requests, close } = await recorderOf(row, keysOf(row));
    const pair = {
      ...{ symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT', innovation: '0', status: 'Trading', marginTrading: 'both' },
      lotSizeFilter: {
        basePrecision: '0.000001',
        quotePrecision: '0.00000001',
        minOrderQty: '0.000048',
        maxOrderQty: '71',
        minOrderAmt: '1',
      },
      ...{ priceFilter: { tickSize: '0.01' }, riskParameters: { limitParameter: '0.03', marketParameter: '0.03' } },
    };
    answers.set(/instruments-info/, { retCode: 0, retMsg: 'OK', result: { category: 'spot', list: [pair] }, time: THEN });
    exchange.markets = undefined;
    await exchange.loadMarkets(true);
    await close();
    expect(exchange.markets).toMatchObject({ 'BTC/USDT': { id: 'BTCUSDT', spot: true, precision: { price: 0.01, amount: 0.000001 } } });
    expect(new Set(requests.map(({ url }) => new URL(url).pathname))).toEqual(new Set(['/v5/market/instruments-info']));
  });

  it('is every one whose messages have no reader of their own', () => {
    const polled = CERTIFIED.filter(({ reader }: Certified) => reader === undefined).map(({ name }) => name);
    expect(Object.keys(ALL).sort()).toEqual([...polled].sort());
  });
});
