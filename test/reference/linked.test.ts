/** Sections 6 and 7: linked orders, and who comes first. */
import { describe, expect, test } from 'vitest';
import { bars, before, ends, fills, MINUTE, order, type Row, run, sent } from './draw.ts';

describe('parent and child', () => {
  test('a child sleeps until the first fill of its parent', () => {
    const rows: Row[] = [before, [8, 8, 8, 8], [12, 12, 12, 12], [8, 8, 8, 8]];
    const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'stop', { trigger: 9, parent: 1 })];
    expect(outcomeTimes(rows, commands)).toEqual(['1 at 2', '2 at 3']);
  });

  test("a child's quantity is the parent's filled quantity times its share, snapped down", () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 5], [10, 10, 10, 10, 5], [12, 12, 12, 12]];
    const commands = [order(1, 'buy', 'market', { qty: 8 }), order(2, 'sell', 'limit', { price: 11, qty: 4, parent: 1 })];
    const outcome = run({ rows, commands, options: { volumeLimit: 1 }, instrument: { step: 1 } });
    expect(outcome.fills.map((one) => `${one.order}: ${one.qty}`)).toEqual(['1: 5', '1: 3', '2: 4']);
  });

  test('a child of a partly filled parent fills its share so far', () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 5], [12, 12, 12, 12, 0], [12, 12, 12, 12, 3]];
    const commands = [
      order(1, 'buy', 'limit', { price: 10, qty: 8 }),
      order(2, 'sell', 'limit', { price: 11, qty: 4, parent: 1, tif: 'gtc' }),
    ];
    const outcome = run({ rows, commands, options: { volumeLimit: 1 }, instrument: { step: 1 } });
    expect(outcome.fills.map((one) => `${one.order}: ${one.qty}`)).toEqual(['1: 5', '2: 2']);
    expect(ends(outcome)).toEqual(['1: open', '2: filled']);
  });

  test('when the parent ends unfilled its children are cancelled', () => {
    const commands = [order(1, 'buy', 'limit', { price: 5, tif: 'ioc' }), order(2, 'sell', 'stop', { trigger: 4, parent: 1 })];
    expect(ends(run({ rows: [before, before], commands }))).toEqual(['1: canceled ioc-remainder', '2: canceled parent-closed']);
  });

  test('a child of an order that is not open is refused', () => {
    const commands = [order(1, 'buy', 'limit'), order(2, 'sell', 'stop', { trigger: 4, parent: 1 })];
    expect(ends(run({ rows: [before, before], commands }))).toEqual(['1: rejected bad-price', '2: rejected unknown-parent']);
  });

  test('a child of an order of another instrument is refused', () => {
    const commands = [order(1, 'buy', 'market'), order(2, 'buy', 'market', { parent: 1, instrument: 1 })];
    expect(ends(run({ series: [bars([before, before]), bars([before, before])], commands }))).toEqual([
      '1: filled',
      '2: rejected unknown-parent',
    ]);
  });

  test("a percentage counts from the parent's average fill price", () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 1], [12, 12, 12, 12, 1], [12, 12, 9, 9]];
    const commands = [order(1, 'buy', 'market', { qty: 2 }), order(2, 'sell', 'stop', { qty: 2, parent: 1, levelPct: -0.125 })];
    const outcome = run({ rows, commands, options: { volumeLimit: 1 } });
    expect(fills(outcome)[2]).toBe('2: 2 @ 9.625 at 4 taker assumed');
  });

  test('an exit that fills while its parent is open cancels what is left of it', () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 1], [8, 8, 8, 8]];
    const commands = [
      order(1, 'buy', 'limit', { qty: 2, price: 10 }),
      order(2, 'sell', 'stop', { qty: 2, parent: 1, trigger: 9, reduceOnly: true }),
    ];
    const outcome = run({ rows, commands, options: { volumeLimit: 1 } });
    expect(fills(outcome)[1]).toBe('2: 1 @ 8 at 2 taker exact');
    expect(ends(outcome)).toEqual(['1: canceled exit-filled', '2: filled']);
  });
});

function outcomeTimes(rows: Row[], commands: ReturnType<typeof order>[]): string[] {
  return run({ rows, commands }).fills.map((one) => `${one.order} at ${one.ts / MINUTE}`);
}

describe('groups', () => {
  test('what one member fills is taken off the others', () => {
    const rows: Row[] = [before, [10, 11, 9, 10, 3], [10, 11, 7, 10, 100]];
    const commands = [order(1, 'buy', 'limit', { price: 9.5, qty: 5, group: 1 }), order(2, 'buy', 'limit', { price: 8, qty: 5, group: 1 })];
    const outcome = run({ rows, commands, options: { volumeLimit: 1 } });
    expect(outcome.ends).toEqual([
      { order: 1, status: 'filled', filledQty: 5 },
      { order: 2, status: 'canceled', reason: 'linked-order-filled', filledQty: 0 },
    ]);
    expect(outcome.fills.map((one) => `${one.order}: ${one.qty}`)).toEqual(['1: 3', '1: 2']);
  });

  test('a smaller member fills what is left of the shared quantity', () => {
    const rows: Row[] = [before, [10, 10, 10, 10], [10, 11, 9, 10], [10, 10, 7, 10]];
    const commands = [order(1, 'buy', 'limit', { price: 9.5, qty: 2, group: 1 }), order(2, 'buy', 'limit', { price: 8, qty: 5, group: 1 })];
    const outcome = run({ rows, commands });
    expect(outcome.fills.map((one) => `${one.order}: ${one.qty}`)).toEqual(['1: 2', '2: 3']);
    expect(ends(outcome)).toEqual(['1: filled', '2: filled']);
  });

  test('both members reached inside one bar make the fill ambiguous', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11, group: 1 }), order(2, 'buy', 'limit', { price: 9, group: 1 })];
    expect(fills(run({ rows: [before, [10, 12, 8, 10]], commands }))).toEqual(['1: 1 @ 11 at 2 taker ambiguous']);
    expect(fills(run({ rows: [before, [10, 12, 9, 10]], commands }))).toEqual(['1: 1 @ 11 at 2 taker assumed']);
    expect(fills(run({ rows: [before, [10, 12, 9, 10]], commands, options: { touch: 'fill' } }))).toEqual([
      '1: 1 @ 11 at 2 taker ambiguous',
    ]);
  });
});

describe('reduce-only and attached exits', () => {
  test('with nothing to close a reduce-only order is cancelled when it would fill', () => {
    const commands = [order(1, 'sell', 'limit', { price: 11, reduceOnly: true })];
    expect(ends(run({ rows: [before, before], commands }))).toEqual(['1: open']);
    expect(ends(run({ rows: [before, [12, 12, 12, 12]], commands }))).toEqual(['1: canceled no-position']);
  });

  test('a reduce-only order fills what closes, and its rest is cancelled', () => {
    const rows: Row[] = [before, [10, 10, 10, 10], [10, 10, 10, 10]];
    const commands = [sent(order(1, 'buy', 'market', { qty: 2 })), sent(order(2, 'sell', 'market', { qty: 5, reduceOnly: true }), 2)];
    const outcome = run({ rows, commands });
    expect(outcome.ends[1]).toEqual({ order: 2, status: 'canceled', reason: 'no-position', filledQty: 2 });
    expect(outcome.positions).toEqual([0]);
  });

  /** Two entries of 2 with a stop each, then a sell of `qty` by hand. */
  const closed = (qty: number) => {
    const commands = [
      sent(order(1, 'buy', 'market', { qty: 2 })),
      sent(order(2, 'sell', 'stop', { trigger: 5, qty: 2, parent: 1, reduceOnly: true })),
      sent(order(3, 'buy', 'market', { qty: 2 })),
      sent(order(4, 'sell', 'stop', { trigger: 5, qty: 2, parent: 3, reduceOnly: true })),
      sent(order(5, 'sell', 'market', { qty }), 2),
    ];
    return run({ rows: [before, before, before, [4, 4, 4, 4]], commands });
  };

  test('exits of the oldest entry shrink first', () => {
    const outcome = closed(1);
    expect(outcome.fills.slice(3).map((one) => `${one.order}: ${one.qty}`)).toEqual(['2: 1', '4: 2']);
  });

  test('an exit with nothing left ends', () => {
    const outcome = closed(2);
    expect(ends(outcome)[1]).toBe('2: canceled position-closed');
    expect(outcome.fills.slice(3).map((one) => `${one.order}: ${one.qty}`)).toEqual(['4: 2']);
  });

  test('a flipped position ends all exits', () => {
    const outcome = closed(5);
    expect(ends(outcome).slice(1)).toEqual(['2: canceled position-closed', '3: filled', '4: canceled position-closed', '5: filled']);
    expect(outcome.positions).toEqual([-1]);
  });
});

describe('who comes first', () => {
  test('orders that close come before orders that open', () => {
    const commands = [
      sent(order(1, 'buy', 'market')),
      sent(order(2, 'buy', 'market'), 2),
      sent(order(3, 'sell', 'market', { qty: 2 }), 2),
      sent(order(4, 'sell', 'market'), 2),
    ];
    const outcome = run({ rows: [before, before, before], commands });
    expect(outcome.fills.map((one) => one.order)).toEqual([1, 4, 2, 3]);
  });

  test('the adverse come before the favourable, then the ids', () => {
    const commands = [
      order(1, 'buy', 'limit', { price: 11 }),
      order(2, 'buy', 'market-if-touched', { trigger: 11 }),
      order(3, 'buy', 'stop', { trigger: 9 }),
      order(4, 'buy', 'market'),
    ];
    expect(run({ rows: [before, before], commands }).fills.map((one) => one.order)).toEqual([3, 4, 1, 2]);
  });

  test('the order is that of the beginning of the moment', () => {
    const commands = [order(1, 'buy', 'market'), order(2, 'buy', 'market'), order(3, 'sell', 'market')];
    expect(run({ rows: [before, before], commands }).fills.map((one) => one.order)).toEqual([1, 2, 3]);
  });
});
