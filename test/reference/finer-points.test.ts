/** Rules of the page in places where two of them meet. */
import { describe, expect, test } from 'vitest';
import { before, ends, fills, MINUTE, order, type Row, run, sent } from './draw.ts';

const step = { instrument: { step: 1 }, options: { volumeLimit: 1 } };

describe('children', () => {
  test('the open at which it is released is the first moment of an ioc child', () => {
    const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'limit', { price: 11, parent: 1, tif: 'ioc' })];
    expect(ends(run({ rows: [before, [10, 12, 8, 10]], commands }))[1]).toBe('2: canceled ioc-remainder');
  });

  test('a child that is submitted while its parent is partly filled is awake at once', () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 4], [12, 12, 12, 12, 9]];
    const commands = [
      sent(order(1, 'buy', 'limit', { price: 10, qty: 8 })),
      sent(order(2, 'sell', 'limit', { price: 11, qty: 4, parent: 1 }), 2),
    ];
    const outcome = run({ rows, commands, ...step });
    expect(outcome.fills.map((one) => `${one.order}: ${one.qty}`)).toEqual(['1: 4', '2: 2']);
  });

  test('a child that is snapped to nothing when its parent ends is cancelled', () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 3]];
    const commands = [
      order(1, 'buy', 'limit', { price: 10, qty: 8, tif: 'ioc' }),
      order(2, 'sell', 'stop', { trigger: 9, qty: 2, parent: 1 }),
    ];
    expect(ends(run({ rows, commands, ...step }))).toEqual(['1: canceled ioc-remainder', '2: canceled parent-closed']);
  });

  test("a child's share is at most 1", () => {
    const commands = [order(1, 'buy', 'market', { qty: 2 }), order(2, 'sell', 'limit', { price: 11, qty: 5, parent: 1 })];
    expect(run({ rows: [before, [10, 12, 8, 10]], commands }).positions).toEqual([0]);
  });

  test('a replaced quantity of an awake child is at most its old share; a sleeping one takes it over', () => {
    const rows: Row[] = [before, before, [12, 12, 12, 12]];
    const commands = [
      sent(order(1, 'buy', 'market', { qty: 8 })),
      sent(order(2, 'sell', 'limit', { price: 11, qty: 4, parent: 1 })),
      { at: 2 * MINUTE, replace: 2, qty: 6 },
    ];
    expect(run({ rows, commands }).fills[1]?.qty).toBe(4);
    const early = [...commands.slice(0, 2), { at: MINUTE, replace: 2, qty: 6 }];
    expect(run({ rows, commands: early }).fills[1]?.qty).toBe(6);
  });

  test('the rest of a reduce-only child that closed all ends as no-position', () => {
    const commands = [
      sent(order(1, 'buy', 'market', { qty: 4 })),
      sent(order(2, 'sell', 'limit', { price: 11, qty: 4, parent: 1 })),
      sent(order(3, 'sell', 'market', { qty: 1 })),
      sent(order(4, 'sell', 'stop', { trigger: 5, qty: 9, reduceOnly: true })),
    ];
    const outcome = run({ rows: [before, before, [4, 4, 4, 4]], commands });
    expect(outcome.ends[3]).toEqual({ order: 4, status: 'canceled', reason: 'no-position', filledQty: 3 });
  });

  test('the rank of a released child is that before the fill of its parent', () => {
    const commands = [
      order(1, 'buy', 'market'),
      order(2, 'sell', 'limit', { price: 9, parent: 1 }),
      order(3, 'buy', 'market', { parent: 1 }),
    ];
    expect(run({ rows: [before, before], commands }).fills.map((one) => one.order)).toEqual([1, 3, 2]);
  });
});

describe('replacements', () => {
  test('a triggered stop-limit stays triggered', () => {
    const rows: Row[] = [before, [12, 12, 11.5, 12], [10.5, 10.8, 10, 10.5]];
    const commands = [sent(order(1, 'buy', 'stop-limit', { trigger: 11, price: 11 })), { at: 2 * MINUTE, replace: 1, price: 10.2 }];
    expect(fills(run({ rows, commands }))).toEqual(['1: 1 @ 10.2 at 3 maker exact']);
  });

  test('a replacement with an infinite price does nothing', () => {
    const rows: Row[] = [before, before, [8, 8, 8, 8]];
    const commands = [sent(order(1, 'buy', 'limit', { price: 9 })), { at: 2 * MINUTE, replace: 1, price: Infinity, qty: 2 }];
    expect(fills(run({ rows, commands }))).toEqual(['1: 1 @ 8 at 2 maker exact']);
  });
});

describe('closes', () => {
  test('on-close orders of one time fill in the order of section 7', () => {
    const commands = [sent(order(1, 'buy', 'market')), sent(order(2, 'buy', 'market'), 2), sent(order(3, 'sell', 'market'), 2)];
    const outcome = run({ rows: [before, before], commands, options: { fillOn: 'on-close' } });
    expect(outcome.fills.map((one) => one.order)).toEqual([1, 3, 2]);
  });

  test('an on-close order that is cancelled at its time does not fill', () => {
    const commands = [sent(order(1, 'buy', 'market')), { at: MINUTE, cancel: 1 }];
    expect(ends(run({ rows: [before, before], commands, options: { fillOn: 'on-close' } }))).toEqual(['1: canceled user']);
  });

  test('children follow in rounds', () => {
    const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'market', { parent: 1 }), order(3, 'buy', 'market')];
    const outcome = run({ rows: [before, before], commands, options: { fillOn: 'on-close' } });
    expect(outcome.fills.map((one) => one.order)).toEqual([1, 3, 2]);
  });
});

describe('certainty', () => {
  test('a stop-limit that was triggered at the open is exact on the walk', () => {
    const commands = [order(1, 'buy', 'stop-limit', { trigger: 11, price: 11 })];
    const outcome = run({ rows: [before, [12, 13, 10, 12]], commands, options: { path: 'o-h-l-c' } });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 maker exact']);
  });

  test('a trailing member is reached at its level after the open', () => {
    const commands = [
      order(1, 'sell', 'limit', { price: 11, group: 1 }),
      order(2, 'sell', 'trailing-stop', { trail: { amount: 1 }, group: 1 }),
    ];
    const high = { path: 'o-h-l-c' } as const;
    expect(fills(run({ rows: [before, [10, 12, 9, 10]], commands, options: high }))).toEqual(['1: 1 @ 11 at 2 maker ambiguous']);
    expect(fills(run({ rows: [before, [10, 12, 9.5, 10]], commands, options: high }))).toEqual(['1: 1 @ 11 at 2 maker exact']);
  });

  test('a late market order is not ambiguous', () => {
    const commands = [sent(order(1, 'buy', 'limit', { price: 9, group: 1 })), sent(order(2, 'buy', 'market', { group: 1 }), 2)];
    const outcome = run({ rows: [before, before, [10, 12, 8, 11]], commands, options: { latency: 1000 } });
    expect(fills(outcome)).toEqual(['2: 1 @ 11 at 3 taker assumed']);
  });

  test('a level in percent counts from the price before slippage', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 10 }), order(2, 'sell', 'stop', { parent: 1, levelPct: -0.25 })];
    const slippage = { model: 'percent', rate: 0.1 } as const;
    const certainty = (low: number) => run({ rows: [before, [9, 12, low, 10]], commands, options: { slippage } }).fills[0]?.certainty;
    expect(certainty(7.5)).toBe('ambiguous');
    expect(certainty(8)).toBe('assumed');
  });
});

test('nothing happens after the last close of all', () => {
  const commands = [
    sent(order(1, 'buy', 'limit', { price: 5, tif: 'gtd', expiresAt: 3 * MINUTE })),
    sent(order(2, 'buy', 'limit'), 2),
    { at: 2 * MINUTE, cancel: 1 },
  ];
  expect(run({ rows: [before, before], commands, options: { latency: 1000 } }).ends).toEqual([
    { order: 1, status: 'open', filledQty: 0 },
    { order: 2, status: 'open', filledQty: 0 },
  ]);
});
