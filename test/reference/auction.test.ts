/** Section 4: opens and closes of sessions. */
import { expect, test } from 'vitest';
import { DAY } from './bar.ts';
import { bars, before, ends, fills, MINUTE, order, run } from './draw.ts';

/** Two bars of a day, then two of the next: orders are sent at the close of the first. */
const session = [bars([before, [10, 12, 8, 11], [13, 15, 13, 14], [14, 16, 12, 15]], DAY - 2 * MINUTE)];
const at = DAY - MINUTE;

const times = (outcome: ReturnType<typeof run>): number[] => outcome.fills.map((one) => (one.ts - DAY) / MINUTE);

test('market-on-open waits for the first open of a session', () => {
  const outcome = run({ series: session, commands: [{ at, submit: order(1, 'buy', 'market-on-open') }] });
  expect(outcome.fills.map((one) => one.price)).toEqual([13]);
  expect(times(outcome)).toEqual([0]);
});

test('market-on-close fills at the close of the last bar of a session', () => {
  const outcome = run({ series: session, commands: [{ at, submit: order(1, 'buy', 'market-on-close') }] });
  expect(outcome.fills.map((one) => one.price)).toEqual([11]);
  expect(outcome.fills[0]).toMatchObject({ certainty: 'exact', liquidity: 'taker' });
});

test('the last bar of the data closes its session', () => {
  const outcome = run({ series: session, commands: [{ at: DAY, submit: order(1, 'buy', 'market-on-close') }] });
  expect(outcome.fills.map((one) => one.price)).toEqual([15]);
});

test('limit-on-open at or better than P takes, else it is missed', () => {
  const commands = [
    { at, submit: order(1, 'buy', 'limit-on-open', { price: 13 }) },
    { at, submit: order(2, 'buy', 'limit-on-open', { price: 12 }) },
  ];
  const outcome = run({ series: session, commands });
  expect(ends(outcome)).toEqual(['1: filled', '2: canceled auction-missed']);
});

test('limit-on-close at or better than P takes the close, else it is missed', () => {
  const commands = [
    { at, submit: order(1, 'sell', 'limit-on-close', { price: 10 }) },
    { at, submit: order(2, 'sell', 'limit-on-close', { price: 12 }) },
  ];
  const outcome = run({ series: session, commands });
  expect(outcome.fills.map((one) => one.price)).toEqual([11]);
  expect(ends(outcome)).toEqual(['1: filled', '2: canceled auction-missed']);
});

test('an order for the close that arrives inside its bar meets the next close', () => {
  const outcome = run({ series: session, commands: [{ at, submit: order(1, 'buy', 'market-on-close') }], options: { latency: 1 } });
  expect(outcome.fills.map((one) => one.price)).toEqual([15]);
});

test('a bar of a day is a session of its own', () => {
  const series = [bars([before, [11, 13, 10, 12]], 0, DAY)];
  const commands = [
    { at: DAY, submit: order(1, 'buy', 'market-on-open') },
    { at: DAY, submit: order(2, 'sell', 'market-on-close') },
  ];
  expect(run({ series, commands }).fills.map((one) => one.price)).toEqual([11, 12]);
});

test("fillOn 'on-close': a market order fills at the close at which it was decided", () => {
  const outcome = run({ rows: [before, [12, 12, 12, 12]], commands: [order(1, 'buy', 'market')], options: { fillOn: 'on-close' } });
  expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker assumed']);
});

test("fillOn 'on-close': without a close at that time it is refused", () => {
  const series = [bars([before, before], 0, 2 * MINUTE), bars([before, before])];
  const commands = [{ at: MINUTE, submit: order(1, 'buy', 'market') }];
  expect(ends(run({ series, commands, options: { fillOn: 'on-close' } }))).toEqual(['1: rejected no-fresh-price']);
});

test("fillOn 'on-close': other orders meet the next open", () => {
  const outcome = run({
    rows: [before, [12, 12, 12, 12]],
    commands: [order(1, 'buy', 'stop', { trigger: 10 })],
    options: { fillOn: 'on-close' },
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 12 at 1 taker exact']);
});

test("fillOn 'on-close': a market child that wakes inside a bar fills at its close", () => {
  const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'market', { parent: 1 })];
  const outcome = run({ rows: [before, [10, 12, 9, 10]], commands, options: { fillOn: 'on-close' } });
  expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker assumed', '2: 1 @ 10 at 2 taker assumed']);
});
