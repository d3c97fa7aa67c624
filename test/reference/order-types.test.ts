/** Section 2: order types. */
import { describe, expect, test } from 'vitest';
import { before, ends, fills, order, type Row, run } from './draw.ts';

describe('at one price', () => {
  test('a market order fills at the open', () => {
    const outcome = run({ rows: [before, [12, 13, 11, 12]], commands: [order(1, 'buy', 'market')] });
    expect(fills(outcome)).toEqual(['1: 1 @ 12 at 1 taker exact']);
    expect(outcome.positions).toEqual([1]);
  });

  test('a gap through a buy stop fills at the open', () => {
    const outcome = run({ rows: [before, [12, 13, 11, 12]], commands: [order(1, 'buy', 'stop', { trigger: 11 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 12 at 1 taker exact']);
  });

  test('a gap through a sell stop fills at the open', () => {
    const outcome = run({ rows: [before, [8, 9, 7, 8]], commands: [order(1, 'sell', 'stop', { trigger: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 8 at 1 taker exact']);
  });

  test('a new limit takes at an open that is its price', () => {
    const outcome = run({ rows: [before, [9, 10, 9, 10]], commands: [order(1, 'buy', 'limit', { price: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 1 taker exact']);
  });

  test('a limit that rested needs an open beyond its price, and makes at the open', () => {
    const rows: Row[] = [before, [10, 11, 10, 10], [9, 10, 9, 10], [8, 10, 8, 9]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'limit', { price: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 8 at 3 maker exact']);
  });

  test("touch 'fill': a limit that rested fills at an open that is its price", () => {
    const rows: Row[] = [before, [10, 11, 10, 10], [9, 10, 9, 10]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'limit', { price: 9 })], options: { touch: 'fill' } });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 maker exact']);
  });

  test('a stop-limit that opens between T and P takes', () => {
    const outcome = run({ rows: [before, [11, 12, 11, 12]], commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 12 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 1 taker exact']);
  });

  test('a stop-limit that opens beyond P is triggered and makes inside', () => {
    const outcome = run({ rows: [before, [13, 14, 11, 12]], commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 12 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 12 at 2 maker exact']);
  });

  test('a market-if-touched that opens beyond T takes the open', () => {
    const outcome = run({ rows: [before, [8, 9, 8, 9]], commands: [order(1, 'buy', 'market-if-touched', { trigger: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 8 at 1 taker exact']);
  });

  test('a limit-if-touched that opens beyond T and P takes the open', () => {
    const outcome = run({ rows: [before, [7, 9, 7, 9]], commands: [order(1, 'buy', 'limit-if-touched', { trigger: 9, price: 8 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 7 at 1 taker exact']);
  });

  test('a limit-if-touched that opens between P and T is triggered and makes inside', () => {
    const outcome = run({ rows: [before, [9, 9, 7, 9]], commands: [order(1, 'buy', 'limit-if-touched', { trigger: 9, price: 8 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 8 at 2 maker exact']);
  });
});

describe('inside a bar', () => {
  test('a market order that arrives after the open waits for the next', () => {
    const rows: Row[] = [before, [10, 11, 9, 10]];
    const outcome = run({ rows, commands: [{ at: 2 * 60_000, submit: order(1, 'buy', 'market') }] });
    expect(ends(outcome)).toEqual(['1: open']);
  });

  test('a buy stop fills at its trigger', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'buy', 'stop', { trigger: 11 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test('a buy stop fills where the high is its trigger', () => {
    const outcome = run({ rows: [before, [10, 11, 9, 10]], commands: [order(1, 'buy', 'stop', { trigger: 11 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test('a touched limit does not fill', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'buy', 'limit', { price: 9 })] });
    expect(fills(outcome)).toEqual([]);
  });

  test("touch 'fill': a touched limit fills, assumed", () => {
    const outcome = run({
      rows: [before, [10, 12, 9, 10]],
      commands: [order(1, 'buy', 'limit', { price: 9 })],
      options: { touch: 'fill' },
    });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 maker assumed']);
  });

  test('a limit that is traded through fills at its price', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'sell', 'limit', { price: 11 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 maker exact']);
  });

  test('a stop-limit with T <= P takes T', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 11.5 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker assumed']);
  });

  test('a stop-limit with P < T fills where the close proves the return', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 10.5 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 10.5 at 2 maker exact']);
  });

  test('a stop-limit with P < T without the proof is triggered and waits', () => {
    const rows: Row[] = [before, [10, 12, 9, 11], [11, 11, 10, 11]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 10.5 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 10.5 at 3 maker exact']);
  });

  test('a stop-limit with P < T and a close at P waits, but fills with touch', () => {
    const rows: Row[] = [before, [10, 12, 9, 10.5]];
    const commands = [order(1, 'buy', 'stop-limit', { trigger: 11, price: 10.5 })];
    expect(fills(run({ rows, commands }))).toEqual([]);
    expect(fills(run({ rows, commands, options: { touch: 'fill' } }))).toEqual(['1: 1 @ 10.5 at 2 maker assumed']);
  });

  test('a market-if-touched takes T', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'sell', 'market-if-touched', { trigger: 12 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 12 at 2 taker assumed']);
  });

  test('a limit-if-touched with T <= P takes T', () => {
    const outcome = run({ rows: [before, [10, 12, 9, 10]], commands: [order(1, 'buy', 'limit-if-touched', { trigger: 9, price: 9.5 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 taker assumed']);
  });

  test('a limit-if-touched with P < T that is traded through makes P', () => {
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands: [order(1, 'buy', 'limit-if-touched', { trigger: 9.5, price: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 maker exact']);
  });

  test('a limit-if-touched with P < T that is only touched is triggered and waits', () => {
    const rows: Row[] = [before, [10, 12, 9.2, 10], [10, 12, 8, 10]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'limit-if-touched', { trigger: 9.5, price: 9 })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 9 at 3 maker exact']);
  });
});

describe('the tick grid', () => {
  test('a buy limit goes down, a sell limit up', () => {
    const commands = [order(1, 'buy', 'limit', { price: 9.07 }), order(2, 'sell', 'limit', { price: 10.93 })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, instrument: { tick: 0.1 } });
    expect(outcome.fills.map((one) => one.price).sort()).toEqual([11, 9]);
  });

  test('a buy stop goes up, a sell stop down', () => {
    const commands = [order(1, 'buy', 'stop', { trigger: 11.01 }), order(2, 'sell', 'stop', { trigger: 8.99 })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands, instrument: { tick: 0.1 } });
    expect(outcome.fills.map((one) => one.price)).toEqual([11.1, 8.9]);
  });

  test('a touched trigger goes as a limit', () => {
    const outcome = run({
      rows: [before, [10, 12, 8, 10]],
      commands: [order(1, 'buy', 'market-if-touched', { trigger: 9.09 })],
      instrument: { tick: 0.1 },
    });
    expect(outcome.fills.map((one) => one.price)).toEqual([9]);
  });

  test('a price that is on the grid but for rounding stays', () => {
    const outcome = run({
      rows: [before, [0.4, 0.5, 0.1, 0.4]],
      commands: [order(1, 'buy', 'limit', { price: 0.1 + 0.2 })],
      instrument: { tick: 0.1 },
    });
    expect(outcome.fills.map((one) => one.price)).toEqual([0.3]);
  });
});

describe('refusals', () => {
  test('a missing or infinite price is refused', () => {
    const outcome = run({
      rows: [before],
      commands: [order(1, 'buy', 'limit'), order(2, 'buy', 'stop', { trigger: Infinity }), order(3, 'buy', 'stop-limit', { trigger: 1 })],
    });
    expect(ends(outcome)).toEqual(['1: rejected bad-price', '2: rejected bad-price', '3: rejected bad-price']);
  });

  test('a trail without distance, with both or without offset is refused', () => {
    const outcome = run({
      rows: [before],
      commands: [
        order(1, 'buy', 'trailing-stop', { trail: {} }),
        order(2, 'buy', 'trailing-stop', { trail: { amount: 1, percent: 0.1 } }),
        order(3, 'buy', 'trailing-stop-limit', { trail: { amount: 1 } }),
        order(4, 'buy', 'trailing-stop'),
      ],
    });
    expect(ends(outcome)).toEqual(['1: rejected bad-trail', '2: rejected bad-trail', '3: rejected bad-trail', '4: rejected bad-trail']);
  });

  test('a quantity below the step is refused', () => {
    const outcome = run({ rows: [before], commands: [order(1, 'buy', 'market', { qty: 0.9 })], instrument: { step: 1 } });
    expect(ends(outcome)).toEqual(['1: rejected zero-quantity']);
  });
});

describe('ioc, fok, post-only', () => {
  test('an ioc limit that does not take is cancelled at its first open', () => {
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands: [order(1, 'buy', 'limit', { price: 9, tif: 'ioc' })] });
    expect(ends(outcome)).toEqual(['1: canceled ioc-remainder']);
    expect(fills(outcome)).toEqual([]);
  });

  test('an ioc market order keeps what the volume gives', () => {
    const outcome = run({
      rows: [before, [10, 12, 8, 10, 4]],
      commands: [order(1, 'buy', 'market', { qty: 3, tif: 'ioc' })],
      options: { volumeLimit: 0.5 },
      instrument: { step: 1 },
    });
    expect(outcome.ends).toEqual([{ order: 1, status: 'canceled', reason: 'ioc-remainder', filledQty: 2 }]);
  });

  test('a fok order that cannot fill in full fills nothing', () => {
    const outcome = run({
      rows: [before, [10, 12, 8, 10, 4]],
      commands: [order(1, 'buy', 'market', { qty: 3, tif: 'fok' })],
      options: { volumeLimit: 0.5 },
      instrument: { step: 1 },
    });
    expect(outcome.ends).toEqual([{ order: 1, status: 'canceled', reason: 'fok-unfilled', filledQty: 0 }]);
  });

  test('an ioc stop-limit lives until it is triggered', () => {
    const rows: Row[] = [before, [10, 10, 9, 10], [10, 12, 10, 12], [12, 12, 9, 9]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'stop-limit', { trigger: 11, price: 10.5, tif: 'ioc' })] });
    expect(fills(outcome)).toEqual([]);
    expect(ends(outcome)).toEqual(['1: canceled ioc-remainder']);
  });

  test('an ioc stop lives until it is triggered', () => {
    const rows: Row[] = [before, [10, 10, 9, 10], [10, 12, 10, 12]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'stop', { trigger: 11, tif: 'ioc' })] });
    expect(fills(outcome)).toEqual(['1: 1 @ 11 at 3 taker assumed']);
  });

  test('a post-only limit that would take is cancelled; one that rests makes', () => {
    const commands = [order(1, 'buy', 'limit', { price: 10, postOnly: true }), order(2, 'buy', 'limit', { price: 9, postOnly: true })];
    const outcome = run({ rows: [before, [10, 12, 8, 10]], commands });
    expect(ends(outcome)).toEqual(['1: canceled would-take', '2: filled']);
    expect(fills(outcome)).toEqual(['2: 1 @ 9 at 2 maker exact']);
  });
});
