/** Places in which the two simulators once differed, drawn small. */
import { describe, expect, test } from 'vitest';
import { bars, before, covering, ends, fills, MINUTE, order, type Row, run, sent } from './draw.ts';

const flat = (price: number, volume = 1000): Row => [price, price, price, price, volume];
const lots = { instrument: { step: 1 }, options: { volumeLimit: 1 } };

describe('time', () => {
  test('orders whose times are over between two moments end in the order of these times', () => {
    const commands = [
      order(1, 'buy', 'limit', { price: 5, tif: 'gtd', expiresAt: 1.8 * MINUTE }),
      order(2, 'sell', 'stop', { trigger: 4, parent: 1, tif: 'gtd', expiresAt: 1.5 * MINUTE }),
    ];
    expect(ends(run({ rows: [before, before], commands }))).toEqual(['1: expired', '2: expired']);
  });

  test('opens at one time are one moment: what closes comes first, on whatever instrument', () => {
    const series = [bars([flat(10), flat(10), flat(10)]), bars([flat(20), flat(20), flat(20)])];
    const commands = [
      sent(order(1, 'buy', 'market', { instrument: 1 })),
      sent(order(2, 'buy', 'market'), 2),
      sent(order(3, 'sell', 'market', { instrument: 1 }), 2),
    ];
    expect(run({ series, commands }).fills.map((one) => one.order)).toEqual([1, 3, 2]);
  });

  test('a cancel that arrives inside a bar of its order leaves it exposed to all of that bar', () => {
    const series = [bars([[10, 12, 10, 12]], MINUTE, 2 * MINUTE), bars([flat(1), flat(1)])];
    const commands = [sent(order(1, 'buy', 'stop', { trigger: 11 })), { at: 2 * MINUTE, cancel: 1 }];
    expect(fills(run({ series, commands }))).toEqual(['1: 1 @ 11 at 3 taker assumed']);
  });
});

test('a triggered stop-limit that was replaced has not rested: it takes', () => {
  const commands = [sent(order(1, 'buy', 'stop-limit', { trigger: 11, price: 9 })), { at: 2 * MINUTE, replace: 1, price: 13 }];
  expect(fills(run({ rows: [before, flat(12), flat(12)], commands }))).toEqual(['1: 1 @ 12 at 2 taker exact']);
});

describe('trailing stops', () => {
  const trailing = (trail: object) => order(1, 'sell', 'trailing-stop', { trail });

  test('by closes an open is no reference', () => {
    const rows: Row[] = [before, [14, 14, 9, 9], [9, 9, 7, 7]];
    expect(fills(run({ rows, commands: [trailing({ amount: 2 })], options: { trailBy: 'close' } }))).toEqual([
      '1: 1 @ 8 at 3 taker assumed',
    ]);
  });

  test('by closes an open activates nothing; the inside does, at the activation price', () => {
    const rows: Row[] = [before, [14, 14, 9, 10], [10.5, 10.5, 9, 9]];
    const commands = [trailing({ amount: 2, activation: 12 })];
    expect(fills(run({ rows, commands, options: { trailBy: 'close' } }))).toEqual(['1: 1 @ 10 at 3 taker assumed']);
  });

  test('the first reference is the open of a bar that is under way', () => {
    const series = [bars([flat(10)]), bars([[14, 14, 9, 9]], MINUTE / 2, 2 * MINUTE), bars([flat(9)], 2.5 * MINUTE)];
    const commands = [sent(order(1, 'sell', 'trailing-stop', { instrument: 1, trail: { amount: 2 } }))];
    const joined = [series[0] ?? [], [...(series[1] ?? []), ...(series[2] ?? [])]];
    expect(fills(run({ series: joined, commands }))).toEqual(['1: 1 @ 9 at 2.5 taker exact']);
  });
});

describe('auctions', () => {
  test('what volume leaves of a limit on open waits for the next one, and may miss it', () => {
    const day = 86_400_000;
    const series = [bars([flat(10), flat(10, 3)]), bars([flat(12)], day)];
    const commands = [sent(order(1, 'buy', 'limit-on-open', { price: 11, qty: 5 }), 0)];
    const outcome = run({ series: [series.flat()], commands: commands.map((one) => ({ ...one, at: -MINUTE })), ...lots });
    expect(ends(outcome)).toEqual(['1: filled']);
    const small = [bars([flat(10, 3), flat(10)]), bars([flat(12)], day)];
    const missed = run({ series: [small.flat()], commands: commands.map((one) => ({ ...one, at: -MINUTE })), ...lots });
    expect(ends(missed)).toEqual(['1: canceled auction-missed']);
    expect(missed.ends[0]?.filledQty).toBe(3);
  });

  test('at the end of a walk they are judged as on the default path: ranked once, their children meet the next bar', () => {
    const commands = [
      order(1, 'sell', 'limit-on-close', { price: 5, qty: 4 }),
      order(2, 'buy', 'market-on-close', { qty: 9 }),
      order(3, 'buy', 'market-on-close', { qty: 2 }),
      order(4, 'sell', 'market', { parent: 2, qty: 9 }),
    ];
    const rows: Row[] = [before, [10, 11, 9, 10], flat(12)];
    for (const path of ['o-h-l-c', 'pessimistic'] as const) {
      const outcome = run({ series: [[...bars(rows.slice(0, 2)), ...bars(rows.slice(2), 86_400_000)]], commands, options: { path } });
      expect(outcome.fills.map((one) => `${one.order} at ${one.price}`)).toEqual(['1 at 10', '2 at 10', '3 at 10', '4 at 12']);
    }
  });
});

describe('walks of several instruments', () => {
  const swing: Row = [10, 12, 8, 10];
  const series = [bars([flat(10), swing]), bars([flat(10), swing])];

  test('go in the order of the lowest id that waits on each', () => {
    const stop = { trigger: 11 };
    const commands = [order(1, 'buy', 'stop', { instrument: 1, ...stop }), order(2, 'buy', 'stop', stop)];
    const outcome = run({ series, commands, options: { path: 'o-h-l-c' } });
    expect(outcome.fills.map((one) => one.order)).toEqual([1, 2]);
  });

  test('closing auctions of all follow together', () => {
    const commands = [
      order(1, 'buy', 'market-on-close'),
      order(2, 'buy', 'stop', { instrument: 1, trigger: 11 }),
      order(3, 'sell', 'market-on-close', { instrument: 1 }),
    ];
    const outcome = run({ series, commands, options: { path: 'o-h-l-c' } });
    expect(outcome.fills.map((one) => one.order)).toEqual([2, 3, 1]);
  });
});

describe('shares', () => {
  test("count from the parent's replaced quantity, not from what its group left of it", () => {
    const entry = order(1, 'buy', 'stop', { trigger: 11, qty: 10, group: 1 });
    const child = order(2, 'sell', 'market', { parent: 1, qty: 5 });
    const rows: Row[] = [before, before, flat(12)];
    const replaced = [sent(entry), sent(child), { at: MINUTE, replace: 1, qty: 20 }];
    expect(run({ rows, commands: replaced, ...lots }).fills.map((one) => one.qty)).toEqual([20, 5]);
    const shrunk = [entry, child, order(3, 'buy', 'market', { qty: 4, group: 1 })];
    expect(run({ rows, commands: shrunk, ...lots }).fills.map((one) => one.qty)).toEqual([4, 6, 3]);
  });

  test('a member that is also a child first loses what its group took, then grows with its parent', () => {
    const commands = [
      sent(order(1, 'buy', 'market', { qty: 9, group: 1 })),
      sent(covering(2, 'sell', 'stop', { trigger: 5, parent: 1, group: 1 }), 2),
    ];
    const rows: Row[] = [before, flat(10, 2), flat(10, 4)];
    expect(ends(run({ rows, commands, ...lots }))).toEqual(['1: open', '2: canceled linked-order-filled']);
  });

  test('a child whose parent ends with its first fill stays', () => {
    const commands = [order(1, 'buy', 'market', { qty: 9, tif: 'ioc' }), covering(2, 'sell', 'limit', { price: 11, parent: 1 })];
    const outcome = run({ rows: [before, flat(10, 4), flat(12)], commands, ...lots });
    expect(ends(outcome)).toEqual(['1: canceled ioc-remainder', '2: filled']);
    expect(outcome.positions).toEqual([0]);
  });
});

test('a market child that arrives awake inside a bar is a late market order', () => {
  const commands = [sent(order(1, 'buy', 'limit', { price: 10, qty: 9 })), sent(covering(2, 'sell', 'market', { parent: 1 }), 3)];
  const rows: Row[] = [before, flat(11), flat(10, 4), [11, 12, 10.5, 11.5], flat(12)];
  const outcome = run({ rows, commands, instrument: { step: 1 }, options: { latency: 1000, volumeLimit: 1 } });
  expect(fills(outcome)).toEqual(['1: 4 @ 10 at 2 taker exact', '2: 4 @ 11 at 4 taker assumed']);
});

test('what is replaced on a child that still sleeps is kept', () => {
  const rows: Row[] = [before, flat(10, 1), flat(10, 1), flat(12)];
  const commands = [
    sent(order(1, 'buy', 'market', { qty: 2 })),
    sent(order(2, 'sell', 'limit', { price: 11, qty: 1, parent: 1 })),
    { at: 2 * MINUTE, replace: 2, price: 13 },
  ];
  expect(ends(run({ rows, commands, ...lots }))).toEqual(['1: filled', '2: open']);
});

describe('certainty', () => {
  const rows: Row[] = [before, [10, 13, 7, 10]];

  test('two reduce-only children of one parent are rivals without a group', () => {
    const exit = { parent: 1, reduceOnly: true };
    const commands = [
      order(1, 'buy', 'market'),
      order(2, 'sell', 'stop', { trigger: 8, ...exit }),
      order(3, 'sell', 'limit', { price: 12, ...exit }),
    ];
    expect(fills(run({ rows, commands }))[1]).toBe('2: 1 @ 8 at 2 taker ambiguous');
  });

  test('a member that has ended, an auction or a reduce-only order with nothing to close is no rival', () => {
    const stop = order(1, 'buy', 'stop', { trigger: 12, group: 1 });
    const rival = (type: 'limit' | 'limit-on-close', rest: object) => order(2, 'sell', type, { price: 9, group: 1, ...rest });
    expect(fills(run({ rows, commands: [stop, order(2, 'buy', 'limit', { price: 8, group: 1 })] }))).toEqual([
      '1: 1 @ 12 at 2 taker ambiguous',
    ]);
    expect(fills(run({ rows, commands: [stop, rival('limit-on-close', {})] }))[0]).toBe('1: 1 @ 12 at 2 taker assumed');
    expect(fills(run({ rows, commands: [stop, order(2, 'buy', 'limit', { price: 8, group: 1, reduceOnly: true })] }))[0]).toBe(
      '1: 1 @ 12 at 2 taker assumed',
    );
  });

  test('a level of an auction child does not make its parent ambiguous, that of any other does', () => {
    const entry = order(1, 'buy', 'stop', { trigger: 12 });
    const child = (type: 'limit' | 'limit-on-close') => order(2, 'sell', type, { price: 12.5, parent: 1 });
    expect(fills(run({ rows, commands: [entry, child('limit')] }))).toEqual(['1: 1 @ 12 at 2 taker ambiguous']);
    expect(fills(run({ rows, commands: [entry, child('limit-on-close')] }))).toEqual(['1: 1 @ 12 at 2 taker assumed']);
  });
});

describe("fillOn 'on-close'", () => {
  const options = { fillOn: 'on-close', volumeLimit: 1 } as const;

  test('what is left of a market order waits for opens, replaced or not', () => {
    const rows: Row[] = [flat(10, 4), flat(11, 4), flat(12, 4)];
    const commands = [sent(order(1, 'buy', 'market', { qty: 12 })), { at: 2 * MINUTE, replace: 1, qty: 10 }];
    expect(fills(run({ rows, commands, options, instrument: { step: 1 } }))).toEqual([
      '1: 4 @ 10 at 1 taker assumed',
      '1: 4 @ 11 at 1 taker exact',
      '1: 2 @ 12 at 2 taker exact',
    ]);
  });

  test('orders that arrive with latency fill after all commands of that time', () => {
    const commands = [order(1, 'buy', 'market'), covering(2, 'sell', 'stop', { parent: 1, trigger: 9 })];
    const outcome = run({ rows: [before, before, flat(8)], commands, options: { ...options, latency: MINUTE } });
    expect(fills(outcome)).toEqual(['1: 1 @ 10 at 2 taker assumed', '2: 1 @ 8 at 2 taker exact']);
  });

  test('a market child that arrives awake without a close waits for the next open', () => {
    const series = [bars([flat(10)]), bars([flat(10, 4)], MINUTE, 3 * MINUTE), bars([flat(11), flat(12)], MINUTE)];
    const commands = [
      sent(order(1, 'buy', 'limit', { price: 11, qty: 9, instrument: 1 })),
      sent(covering(2, 'sell', 'market', { parent: 1, instrument: 1 }), 2),
    ];
    const outcome = run({ series, commands, options, instrument: { step: 1 } });
    expect(ends(outcome)).toEqual(['1: open', '2: open']);
  });
});
