import { describe, expect, it } from 'vitest';
import { bars, buy, dealt, type Row, run } from './order-script-run.ts';

describe('types of orders', () => {
  it('sends every type with its prices', () => {
    const types = [
      { type: 'market' },
      { type: 'limit', price: 5 },
      { type: 'stop', trigger: 99 },
      { type: 'stop-limit', trigger: 98, price: 99 },
      { type: 'market-if-touched', trigger: 4 },
      { type: 'limit-if-touched', trigger: 4, price: 3 },
      { type: 'market-on-open' },
      { type: 'limit-on-open', price: 5 },
      { type: 'market-on-close' },
      { type: 'limit-on-close', price: 5 },
    ];
    const { orders } = run(types.map((type) => buy(0, { trail: null, ...type })));
    expect(orders.map(({ type, price, trigger }) => [type, price, trigger])).toEqual(
      types.map(({ type, price = null, trigger = null }) => [type, price, trigger]),
    );
  });

  it('takes "touched" for the trigger of an if-touched order, and "at" for an auction', () => {
    const { orders } = run([
      buy(0, { type: 'market-if-touched', touched: 4 }),
      buy(0, { at: 'open' }),
      buy(0, { type: 'limit', price: 5, at: 'close' }),
    ]);
    expect(orders.map(({ type, trigger }) => [type, trigger])).toEqual([
      ['market-if-touched', 4],
      ['market-on-open', null],
      ['limit-on-close', null],
    ]);
  });

  it('a trailing stop follows the market by an amount or by a share of it, and is filled where it was left behind', () => {
    const rows: readonly Row[] = [
      [10, 10, 10, 10],
      [20, 20, 20, 20],
      [40, 40, 40, 40],
      [40, 40, 30, 30],
    ];
    const sold = (trail: object, type = 'trailing-stop'): readonly string[] =>
      dealt(run([buy(0), { at: { bar: 1 }, submit: { side: 'sell', type, qty: 5, trail } }], { asset: bars('A', rows) })).slice(1);
    expect(sold({ amount: 5 })).toEqual(['sell 5 A at 35']);
    expect(sold({ percent: 0.1 })).toEqual(['sell 5 A at 36']);
    expect(sold({ amount: 5, activation: 41 })).toEqual([]);
    expect(sold({ amount: 5, offset: 2 }, 'trailing-stop-limit')).toEqual(['sell 5 A at 35']);
  });

  it('a limit that must not take is cancelled where it would', () => {
    const { fills, orders } = run([
      buy(0, { type: 'limit', price: 25, postOnly: true }),
      buy(0, { type: 'limit', price: 9, postOnly: true }),
    ]);
    expect(fills).toEqual([]);
    expect(orders.map(({ status, reason }) => [status, reason])).toEqual([
      ['canceled', 'would-take'],
      ['accepted', null],
    ]);
  });
});
