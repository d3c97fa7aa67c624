/** Sections 8 to 11: volume, costs, latency, certainty. */
import { describe, expect, test } from 'vitest';
import { bars, before, ends, fills, MINUTE, order, type Row, run, sent } from './draw.ts';

const prices = (outcome: ReturnType<typeof run>): number[] => outcome.fills.map((one) => one.price);

describe('volume', () => {
  const limited = { options: { volumeLimit: 0.5 }, instrument: { step: 1 } };

  test('a market order waits for the next open with what is left', () => {
    const rows: Row[] = [before, [10, 10, 10, 10, 7], [11, 11, 11, 11, 7]];
    const outcome = run({ rows, commands: [order(1, 'buy', 'market', { qty: 5 })], ...limited });
    expect(fills(outcome)).toEqual(['1: 3 @ 10 at 1 taker exact', '1: 2 @ 11 at 2 taker exact']);
  });

  test('all orders of a bar share its volume in the order in which they fill', () => {
    const commands = [order(1, 'buy', 'market', { qty: 2 }), order(2, 'buy', 'stop', { trigger: 11, qty: 5 })];
    const outcome = run({ rows: [before, [10, 12, 10, 10, 8]], commands, ...limited });
    expect(fills(outcome)).toEqual(['1: 2 @ 10 at 1 taker exact', '2: 2 @ 11 at 2 taker assumed']);
  });

  test('a stop that is reached with nothing left is a market order from then on', () => {
    const commands = [order(1, 'buy', 'market', { qty: 4 }), order(2, 'buy', 'stop', { trigger: 11 })];
    const outcome = run({ rows: [before, [10, 12, 10, 10, 8], [9, 9, 9, 9, 8]], commands, ...limited });
    expect(fills(outcome)[1]).toBe('2: 1 @ 9 at 2 taker exact');
  });

  test('a stop-limit that is reached with nothing left waits as a limit', () => {
    const commands = [order(1, 'buy', 'market', { qty: 4 }), order(2, 'buy', 'stop-limit', { trigger: 11, price: 11 })];
    const outcome = run({ rows: [before, [10, 12, 10, 12, 8], [12, 12, 10, 12, 8]], commands, ...limited });
    expect(fills(outcome)[1]).toBe('2: 1 @ 11 at 3 maker exact');
  });

  test('no volume known means none', () => {
    const outcome = run({ rows: [before, [10, 10, 10, 10, NaN]], commands: [order(1, 'buy', 'market')], ...limited });
    expect(ends(outcome)).toEqual(['1: open']);
  });
});

describe('slippage', () => {
  const rows: Row[] = [
    [10, 10, 10, 10],
    [10, 12, 10, 12],
    [10, 14, 8, 10, 100],
  ];
  const buy = (slippage: NonNullable<Parameters<typeof run>[0]['options']>['slippage'], rest: object = {}) =>
    run({
      rows,
      commands: [sent(order(1, 'buy', 'market', { qty: 4 }), 2)],
      instrument: { tick: 0.5 },
      options: { ...(slippage === undefined ? {} : { slippage }), ...rest },
    });

  test('ticks', () => {
    expect(buy({ model: 'ticks', ticks: 2 }).fills[0]).toMatchObject({ price: 11, slippage: 1 });
  });

  test('percent', () => {
    expect(prices(buy({ model: 'percent', rate: 0.1 }))).toEqual([11]);
  });

  test('half-spread', () => {
    expect(prices(buy({ model: 'half-spread', spread: 0.1 }))).toEqual([10.5]);
  });

  test('volatility: the first bar has no true range', () => {
    expect(prices(buy({ model: 'volatility', share: 0.5, period: 1 }))).toEqual([11]);
    expect(prices(buy({ model: 'volatility', share: 0.5, period: 2 }))).toEqual([14]);
  });

  test('volume-share', () => {
    expect(prices(buy({ model: 'volume-share', impact: 100 }))).toEqual([10 + 10 * 100 * 0.04 ** 2]);
  });

  test('square-root', () => {
    expect(prices(buy({ model: 'square-root', coefficient: 1, period: 1 }))[0]).toBeCloseTo(10 + 2 * 0.2, 12);
  });

  test('a sell is mirrored', () => {
    const commands = [sent(order(1, 'sell', 'market'), 2)];
    const outcome = run({ rows, commands, options: { slippage: { model: 'percent', rate: 0.1 } } });
    expect(outcome.fills[0]).toMatchObject({ price: 9, slippage: 1 });
  });

  test('a price beyond the bar is kept and assumed; clip puts it back', () => {
    expect(buy({ model: 'percent', rate: 0.5 }).fills[0]).toMatchObject({ price: 15, certainty: 'assumed' });
    expect(buy({ model: 'percent', rate: 0.5 }, { clip: true }).fills[0]).toMatchObject({ price: 14, slippage: 4, certainty: 'exact' });
  });

  test('limits that take pay none, and a stop-limit is never worse than P', () => {
    const commands = [order(1, 'buy', 'limit', { price: 11 }), order(2, 'buy', 'stop-limit', { trigger: 10, price: 10.25 })];
    const outcome = run({ rows: [before, before], commands, options: { slippage: { model: 'percent', rate: 0.1 } } });
    expect(prices(outcome)).toEqual([10.25, 10]);
  });

  test('fees are quantity x price x multiplier x rate', () => {
    const outcome = run({
      rows: [before, before],
      commands: [order(1, 'buy', 'market', { qty: 3 })],
      instrument: { multiplier: 5 },
      options: { feeRate: 0.01 },
    });
    expect(outcome.fills[0]?.fee).toBeCloseTo(1.5, 12);
  });
});

describe('latency', () => {
  test('a market order that arrives inside the bar fills at the worse of open and close', () => {
    const options = { latency: 1000 };
    const up = run({ rows: [before, [10, 12, 9, 11]], commands: [order(1, 'buy', 'market')], options });
    expect(fills(up)).toEqual(['1: 1 @ 11 at 2 taker assumed']);
    const down = run({ rows: [before, [10, 12, 8, 9]], commands: [order(1, 'buy', 'market')], options });
    expect(fills(down)).toEqual(['1: 1 @ 10 at 2 taker assumed']);
  });

  test('a market order that arrives at a close meets the open of that time', () => {
    const outcome = run({
      rows: [before, [10, 12, 9, 11], [13, 13, 13, 13]],
      commands: [order(1, 'buy', 'market')],
      options: { latency: MINUTE },
    });
    expect(fills(outcome)).toEqual(['1: 1 @ 13 at 2 taker exact']);
  });

  test('a market order that was sent inside a bar waits for the next open', () => {
    const series = [bars([before, [12, 12, 12, 12]], 0, 2 * MINUTE), bars([before, before])];
    const outcome = run({ series, commands: [order(1, 'buy', 'market')] });
    expect(fills(outcome)).toEqual(['1: 1 @ 12 at 2 taker exact']);
  });

  test('a cancel that arrives inside a bar takes effect at its close', () => {
    const rows: Row[] = [before, before, [10, 12, 8, 10]];
    const commands = [sent(order(1, 'buy', 'stop', { trigger: 11 })), { at: 2 * MINUTE, cancel: 1 }];
    expect(ends(run({ rows, commands, options: { latency: 1000 } }))).toEqual(['1: filled']);
    expect(ends(run({ rows, commands }))).toEqual(['1: canceled user']);
  });

  test('a replacement that arrives inside a bar takes effect at its close', () => {
    const rows: Row[] = [before, before, [10, 12, 8, 10], [10, 12, 8, 10]];
    const commands = [sent(order(1, 'buy', 'stop', { trigger: 13 })), { at: 2 * MINUTE, replace: 1, trigger: 11 }];
    expect(fills(run({ rows, commands, options: { latency: 1000 } }))).toEqual(['1: 1 @ 11 at 4 taker assumed']);
  });
});

describe('certainty of entries', () => {
  const rows: Row[] = [before, [10, 12, 8, 10]];
  const entry = order(1, 'buy', 'stop', { trigger: 11 });
  const certainty = (child: ReturnType<typeof order>) => run({ rows, commands: [entry, child] }).fills[0]?.certainty;

  test('an exit within what the bar traded makes it ambiguous', () => {
    expect(certainty(order(2, 'sell', 'stop', { trigger: 8, parent: 1 }))).toBe('ambiguous');
    expect(certainty(order(2, 'sell', 'limit', { price: 12, parent: 1 }))).toBe('ambiguous');
    expect(certainty(order(2, 'sell', 'stop', { parent: 1, levelPct: -0.1 }))).toBe('ambiguous');
  });

  test('an exit beyond what the bar traded does not', () => {
    expect(certainty(order(2, 'sell', 'stop', { trigger: 7.9, parent: 1 }))).toBe('assumed');
    expect(certainty(order(2, 'sell', 'limit', { price: 12.1, parent: 1 }))).toBe('assumed');
    expect(certainty(order(2, 'sell', 'trailing-stop', { trail: { amount: 1 }, parent: 1 }))).toBe('assumed');
  });

  test('an entry at an open is exact whatever its exits', () => {
    const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'stop', { trigger: 9, parent: 1 })];
    expect(run({ rows, commands }).fills[0]?.certainty).toBe('exact');
  });
});
