import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CalmBybit, calmBybit } from './calm-bybit.ts';
import { TRADING_KEY } from './key-info.ts';
import { USDT_INSTRUMENTS } from './listed.ts';

let bybit: CalmBybit;

beforeAll(async () => {
  bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const k of USDT_INSTRUMENTS.keys()) bybit.show({ bid: 1_000, ask: 1_000.1, size: 1 }, k);
});

afterAll(() => bybit.close());

/** The code of the answer to an order. */
async function codeOf(path: string, given: object): Promise<unknown> {
  await bybit.wall.pass(1_000);
  const reply = await bybit.wall.settled(bybit.counter.answer({ method: 'POST', path, given: { ...given }, payload: '' }));
  return reply.kind === 'said' ? reply.code : reply;
}

const LINEAR = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.010', price: '900.0' };
const SPOT = { ...LINEAR, category: 'spot', symbol: 'SOLUSDT', qty: '0.100', price: '900.00' };

const REFUSED: readonly (readonly [why: string, given: object, code: number])[] = [
  ['a category that is none', { ...LINEAR, category: 'futures' }, 10001],
  ['a contract that is not listed', { ...LINEAR, symbol: 'XXXUSDT' }, 10001],
  ['a pair that is not listed', { ...SPOT, symbol: 'XXXUSDT' }, 170121],
  ['a number that is no text', { ...LINEAR, qty: 0.01 }, 10001],
  ['an order without a quantity', { ...LINEAR, qty: undefined }, 10001],
  ['a side in small letters', { ...LINEAR, side: 'buy' }, 10001],
  ['a time in force that is none', { ...LINEAR, timeInForce: 'GTD' }, 10001],
  ['a price between two ticks', { ...LINEAR, price: '900.05' }, 10001],
  ['a price between two ticks at spot', { ...SPOT, price: '900.005' }, 170134],
  ['a price far away', { ...LINEAR, price: '9999999.0' }, 110003],
  ['less than a lot', { ...LINEAR, qty: '0.0001' }, 110017],
  ['less than a lot at spot', { ...SPOT, qty: '0.0001' }, 170136],
  ['a part of a lot at spot', { ...SPOT, qty: '0.1001' }, 170137],
  ['more than fits', { ...LINEAR, qty: '999999' }, 10001],
  ['an order of too little worth', { ...LINEAR, qty: '0.001' }, 110094],
  ['an order of too little worth at spot', { ...SPOT, qty: '0.001' }, 170140],
  ['more than the account carries', { ...LINEAR, qty: '1100', price: '99999.0' }, 110007],
  ['more coins than the wallet has', { ...SPOT, side: 'Sell' }, 170131],
  ['a position side in one-way mode', { ...LINEAR, positionIdx: 1 }, 10001],
  ['an id with a blank', { ...LINEAR, orderLinkId: 'my order' }, 10001],
  ['a reduction of nothing', { ...LINEAR, reduceOnly: true }, 110017],
  ['a trigger without a direction', { ...LINEAR, triggerPrice: '1100.0' }, 10001],
  ['a rise to where the market is already', { ...LINEAR, triggerPrice: '900.0', triggerDirection: 1 }, 110092],
  ['a trigger at spot that is no stop order', { ...SPOT, triggerPrice: '1100.00' }, 170201],
];

describe('the fake Bybit refuses', () => {
  it.each(REFUSED)('%s', async (_, given, code) => {
    expect(await codeOf('/v5/order/create', given)).toBe(code);
    expect(bybit.world.exchange.open.length).toBe(0);
  });

  it('a second order of one id, a change of nothing, and what it does not know', async () => {
    const order = { ...LINEAR, orderLinkId: 'once' };
    const { category, symbol } = LINEAR;
    const named = { category, symbol, orderLinkId: 'once' };
    expect(await codeOf('/v5/order/create', order)).toBe(0);
    expect(await codeOf('/v5/order/create', order)).toBe(110072);
    expect(await codeOf('/v5/order/amend', { ...named, price: '900.0' })).toBe(10001);
    expect(await codeOf('/v5/order/amend', { ...named, price: '901.0' })).toBe(0);
    expect(await codeOf('/v5/order/cancel', named)).toBe(0);
    expect(await codeOf('/v5/order/cancel', named)).toBe(110010);
    expect(await codeOf('/v5/order/cancel', { ...named, orderLinkId: 'other' })).toBe(110001);
    expect(await codeOf('/v5/order/cancel', { category: 'spot', symbol: 'SOLUSDT', orderLinkId: 'other' })).toBe(170213);
  });

  it('more requests in a second than it takes', async () => {
    await bybit.wall.pass(1_000);
    const given = { category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'none' };
    const ask = () => bybit.counter.answer({ method: 'POST', path: '/v5/order/cancel', given, payload: '' });
    const replies = await bybit.wall.settled(Promise.all(Array.from({ length: 11 }, ask)));
    const last = replies.filter((reply) => reply.kind === 'said' && reply.code === 10006);
    expect(last).toMatchObject([{ headers: { 'X-Bapi-Limit': '10', 'X-Bapi-Limit-Status': '0' } }]);
  });

  it('orders by a key that may only read', async () => {
    bybit.settings.key = { ...TRADING_KEY, readOnly: 1 };
    expect(await codeOf('/v5/order/create', LINEAR)).toBe(10005);
    bybit.settings.key = TRADING_KEY;
  });

  it('nothing for a word that it does not know, which is noted', async () => {
    expect(await codeOf('/v5/order/create', { ...LINEAR, clientOrderId: 'mine', orderLinkId: 'odd' })).toBe(0);
    expect(bybit.counter.odd).toEqual(['/v5/order/create clientOrderId']);
  });
});
