/** Section 5: the path inside a bar. */
import { describe, expect, test } from 'vitest';
import { before, ends, fills, order, type Row, run } from './draw.ts';

const highFirst = { path: 'o-h-l-c' } as const;
const lowFirst = { path: 'o-l-h-c' } as const;

/** A long position's stop at 9 and target at 11, in one group; entry at the open. */
const bracket = [
  order(1, 'buy', 'market'),
  order(2, 'sell', 'stop', { trigger: 9, parent: 1, group: 1, reduceOnly: true }),
  order(3, 'sell', 'limit', { price: 11, parent: 1, group: 1, reduceOnly: true }),
];

describe('stop and target in one bar', () => {
  const rows: Row[] = [before, [10, 12, 8, 10]];

  test('pessimistic: the stop', () => {
    const outcome = run({ rows, commands: bracket });
    expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker exact', '2: 1 @ 9 at 2 taker ambiguous']);
    expect(ends(outcome)).toEqual(['1: filled', '2: filled', '3: canceled linked-order-filled']);
  });

  test('o-h-l-c: the target', () => {
    const outcome = run({ rows, commands: bracket, options: highFirst });
    expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker exact', '3: 1 @ 11 at 2 maker ambiguous']);
  });

  test('o-l-h-c: the stop', () => {
    const outcome = run({ rows, commands: bracket, options: lowFirst });
    expect(ends(outcome)).toEqual(['1: filled', '2: filled', '3: canceled linked-order-filled']);
  });

  test('nearest-extreme-first: the low where both are equally near', () => {
    expect(ends(run({ rows, commands: bracket, options: { path: 'nearest-extreme-first' } }))[1]).toBe('2: filled');
  });

  test('nearest-extreme-first: the high where it is nearer', () => {
    const outcome = run({ rows: [before, [10, 11.5, 8, 10]], commands: bracket, options: { path: 'nearest-extreme-first' } });
    expect(ends(outcome)[2]).toBe('3: filled');
  });
});

describe('on a walk', () => {
  test('a limit needs the walk to go beyond its price', () => {
    const rows: Row[] = [before, [10, 11, 9, 10]];
    const commands = [order(1, 'buy', 'limit', { price: 9 })];
    expect(fills(run({ rows, commands, options: highFirst }))).toEqual([]);
    expect(fills(run({ rows, commands, options: { ...highFirst, touch: 'fill' } }))).toEqual(['1: 1 @ 9 at 2 maker assumed']);
  });

  test('orders fill in the order in which the walk reaches them, not by section 7', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'buy', 'limit', { price: 9 })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, options: lowFirst });
    expect(fills(outcome)).toEqual(['2: 1 @ 9 at 2 maker exact', '1: 1 @ 11 at 2 taker assumed']);
  });

  test('at equal places the adverse come first', () => {
    const commands = [order(1, 'buy', 'market-if-touched', { trigger: 9 }), order(2, 'sell', 'stop', { trigger: 9 })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, options: lowFirst });
    expect(outcome.fills.map((one) => one.order)).toEqual([2, 1]);
  });

  test('at equal places the order is that of then: what closes by now comes first', () => {
    const commands = [
      order(1, 'buy', 'stop', { trigger: 11 }),
      order(2, 'buy', 'market-if-touched', { trigger: 9 }),
      order(3, 'sell', 'market-if-touched', { trigger: 11.5, qty: 5 }),
      order(4, 'sell', 'stop', { trigger: 9, qty: 2 }),
      order(5, 'sell', 'stop', { trigger: 9 }),
    ];
    const outcome = run({ rows: [before, [10, 11.2, 8, 10]], commands, options: highFirst });
    expect(outcome.fills.map((one) => one.order)).toEqual([1, 5, 4, 2]);
  });

  test('a child is met by what is left of the walk', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'stop', { trigger: 9, parent: 1, reduceOnly: true })];
    const rows: Row[] = [before, [10, 12, 8, 10]];
    expect(fills(run({ rows, commands, options: highFirst }))).toEqual(['1: 1 @ 11 at 2 taker ambiguous', '2: 1 @ 9 at 2 taker assumed']);
    expect(fills(run({ rows, commands, options: lowFirst }))).toEqual(['1: 1 @ 11 at 2 taker ambiguous']);
  });

  test('a child that is beyond its level where it wakes fills there', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'limit', { price: 10.5, parent: 1, reduceOnly: true })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, options: highFirst });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker ambiguous', '2: 1 @ 11 at 2 taker assumed']);
  });

  test('a market child fills where it wakes', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'market', { parent: 1 })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, options: highFirst });
    expect(fills(outcome)[1]).toBe('2: 1 @ 11 at 2 taker assumed');
  });

  test('an ioc limit child that does not take where it wakes is cancelled there', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'limit', { price: 11.5, parent: 1, tif: 'ioc' })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, options: highFirst });
    expect(ends(outcome)).toEqual(['1: filled', '2: canceled ioc-remainder']);
  });

  test('a trailing stop follows the high and fills at its level', () => {
    const commands = [order(1, 'sell', 'trailing-stop', { trail: { amount: 2 } })];
    const rows: Row[] = [before, [10, 13, 9, 10]];
    expect(fills(run({ rows, commands, options: highFirst }))).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test('a trailing stop on the way low first, high, close', () => {
    const commands = [order(1, 'sell', 'trailing-stop', { trail: { amount: 2 } })];
    const rows: Row[] = [before, [10, 13, 8.5, 10.5]];
    expect(fills(run({ rows, commands, options: lowFirst }))).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test("trailBy 'close': the level stands still on the walk", () => {
    const commands = [order(1, 'sell', 'trailing-stop', { trail: { amount: 2 } })];
    const rows: Row[] = [before, [10, 13, 9, 10.5], [10.5, 11, 8, 10]];
    const outcome = run({ rows, commands, options: { ...highFirst, trailBy: 'close' } });
    expect(fills(outcome)).toEqual(['1: 1 @ 8.5 at 3 taker assumed']);
  });

  test('a trail begins where the walk is at its activation price', () => {
    const commands = [order(1, 'sell', 'trailing-stop', { trail: { amount: 2, activation: 12 } })];
    const rows: Row[] = [before, [10, 12.5, 5, 10]];
    expect(fills(run({ rows, commands, options: highFirst }))).toEqual(['1: 1 @ 10.5 at 2 taker assumed']);
    expect(fills(run({ rows, commands, options: lowFirst }))).toEqual(['1: 1 @ 10.5 at 2 taker assumed']);
  });

  test('a stop-limit that is triggered fills as a limit later on the walk, assumed', () => {
    const commands = [order(1, 'buy', 'stop-limit', { trigger: 11, price: 10.5 })];
    const rows: Row[] = [before, [10, 12, 8, 11]];
    expect(fills(run({ rows, commands, options: highFirst }))).toEqual(['1: 1 @ 10.5 at 2 maker assumed']);
    expect(fills(run({ rows, commands, options: lowFirst }))).toEqual([]);
  });

  test('a stop-limit with T <= P takes T', () => {
    const commands = [order(1, 'buy', 'stop-limit', { trigger: 11, price: 11.5 })];
    const outcome = run({ rows: [before, [10, 12, 8, 11]], commands, options: lowFirst });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test('a limit-if-touched with P < T is triggered, then makes P', () => {
    const commands = [order(1, 'buy', 'limit-if-touched', { trigger: 9, price: 8.5 })];
    const outcome = run({ rows: [before, [10, 12, 8, 11]], commands, options: lowFirst });
    expect(fills(outcome)).toEqual(['1: 1 @ 8.5 at 2 maker assumed']);
  });

  test('a flat bar walks nowhere', () => {
    const commands = [order(1, 'buy', 'limit', { price: 10 }), order(2, 'buy', 'limit', { price: 9 })];
    expect(fills(run({ rows: [before, [10, 10, 10, 10]], commands, options: highFirst }))).toEqual(['1: 1 @ 10 at 1 taker exact']);
  });
});
