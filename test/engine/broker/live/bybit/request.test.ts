import { describe, expect, it } from 'vitest';
import { decimalOf } from '../../../../../engine/broker/live/bybit/map/number.ts';
import { amendBody, cancelBodies, createBody, isReached } from '../../../../../engine/broker/live/bybit/map/request.ts';
import { gridOf } from '../../../../../engine/model/grid.ts';
import { asked, INVERSE, PAIR, PERPETUAL } from './orders-out.ts';

const unchanged = { qty: undefined, price: undefined, trigger: undefined };

describe('an order to Bybit', () => {
  it('is as the documentation closes a long position in one-way mode', () => {
    const order = asked({ type: 'limit', side: 'sell', price: 30000, reduceOnly: true });
    expect(createBody('usdt-test-02', order, PERPETUAL)).toEqual({
      ...{ category: 'linear', symbol: 'BTCUSDT', side: 'Sell', orderType: 'Limit', qty: '1.000', price: '30000.0' },
      ...{ timeInForce: 'GTC', positionIdx: 0, orderLinkId: 'usdt-test-02', reduceOnly: true },
    });
  });

  it('counts units on spot, also at the market', () => {
    expect(createBody('a-1', asked({ qty: 0.05 }), PAIR)).toEqual({
      ...{ category: 'spot', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.050000', marketUnit: 'baseCoin' },
      ...{ timeInForce: 'IOC', orderLinkId: 'a-1' },
    });
  });

  it('is post-only, immediate or all-or-nothing as it was asked', () => {
    const limit = { type: 'limit', price: 15600 } as const;
    const tif = (more: object): unknown => createBody('a-1', asked({ ...limit, ...more }), PAIR).timeInForce;
    expect([tif({ postOnly: true }), tif({ tif: 'ioc' }), tif({ tif: 'fok' }), tif({})]).toEqual(['PostOnly', 'IOC', 'FOK', 'GTC']);
  });

  it.each([
    ['stop', 'sell', 2],
    ['stop', 'buy', 1],
    ['market-if-touched', 'sell', 1],
    ['market-if-touched', 'buy', 2],
  ] as const)('of type %s to %s waits for the market to move the right way', (type, side, triggerDirection) => {
    const body = createBody('a-1', asked({ type, side, trigger: 45000.5 }), PERPETUAL);
    expect(body).toMatchObject({ orderType: 'Market', triggerPrice: '45000.5', triggerBy: 'LastPrice', triggerDirection });
  });

  it('that waits on spot is a conditional order, which binds no coins before it is triggered', () => {
    const body = createBody('a-1', asked({ type: 'stop-limit', side: 'sell', price: 44500, trigger: 45000 }), PAIR);
    expect(body).toMatchObject({ orderType: 'Limit', price: '44500.0', triggerPrice: '45000.0', orderFilter: 'StopOrder' });
    expect(body).not.toHaveProperty('triggerDirection');
  });

  it('whose trigger the market has reached does not wait', () => {
    const stop = asked({ type: 'stop', side: 'sell', trigger: 45000 });
    expect([isReached(stop, 45000.1), isReached(stop, 45000), isReached(stop, 44999)]).toEqual([false, true, true]);
    const body = createBody('a-1', stop, PERPETUAL, true);
    expect(body).toMatchObject({ orderType: 'Market', side: 'Sell' });
    expect(body).not.toHaveProperty('triggerPrice');
  });

  it('counts contracts of an inverse perpetual', () => {
    expect(createBody('a-1', asked({ qty: 300 }), INVERSE)).toMatchObject({ category: 'inverse', symbol: 'BTCUSD', qty: '300' });
  });

  it('to reduce a short position on spot is refused: there are none', () => {
    expect(() => createBody('a-1', asked({ reduceOnly: true }), PAIR)).toThrow('no short position');
    expect(createBody('a-1', asked({ side: 'sell', reduceOnly: true }), PAIR)).not.toHaveProperty('reduceOnly');
  });

  it('that is not on the grid is refused, never rounded', () => {
    expect(() => createBody('a-1', asked({ qty: 0.0005 }), PERPETUAL)).toThrow('the quantity is no multiple of 0.001');
    expect(() => createBody('a-1', asked({ qty: undefined }), PERPETUAL)).toThrow('"NaN"');
  });
});

describe('a change at Bybit', () => {
  it('says what changes, and nothing else', () => {
    expect(amendBody('linear-004', PERPETUAL, { qty: 0.15, price: 1050, trigger: 1145 })).toEqual({
      ...{ category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'linear-004', triggerPrice: '1145.0', qty: '0.150', price: '1050.0' },
    });
    expect(amendBody('a-1', PERPETUAL, { ...unchanged, price: 1 })).toEqual({
      ...{ category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'a-1', price: '1.0' },
    });
  });
});

describe('a cancel at Bybit', () => {
  it('names its order by our id; on spot one that may have been triggered is looked for in both places', () => {
    const stop = asked({ type: 'stop', trigger: 1 });
    expect(cancelBodies('a-1', stop, PERPETUAL)).toEqual([{ category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'a-1' }]);
    expect(cancelBodies('a-1', stop, PAIR).map(({ orderFilter }) => orderFilter)).toEqual(['StopOrder', undefined]);
  });
});

describe('a decimal text', () => {
  it.each([
    [1e-7, 1e-7, '0.0000001'],
    [1e-7, 12e-7, '0.0000012'],
    [0.1, 0.1 + 0.2, '0.3'],
    [0.05, 3930.45, '3930.45'],
    [0.25, 0.75, '0.75'],
    [5, 35, '35'],
    [1000, 12000, '12000'],
    [0.000001, 1234567.000001, '1234567.000001'],
  ])('of a grid of %d says %d as %s', (step, value, text) => {
    expect(decimalOf(gridOf(step), value, 'it')).toBe(text);
  });

  it.each([
    [0.1, 0.15],
    [0.1, 0],
    [0.1, -1],
    [0.1, Number.NaN],
    [0.1, Number.POSITIVE_INFINITY],
    [0, 1],
  ])('of a grid of %d does not say %d', (step, value) => {
    expect(() => decimalOf(gridOf(step), value, 'the price')).toThrow('the price is no multiple');
  });
});
