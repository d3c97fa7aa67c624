/** Section 3: trailing stops. */
import { expect, test } from 'vitest';
import { before, ends, fills, MINUTE, order, type Row, run } from './draw.ts';

const trailing = (trail: object, rest: object = {}) => order(1, 'sell', 'trailing-stop', { trail, ...rest });

test('the newest price at arrival is the first reference', () => {
  const outcome = run({
    rows: [
      [10, 14, 10, 14],
      [12, 13, 12, 13],
    ],
    commands: [trailing({ amount: 2 })],
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 12 at 1 taker exact']);
});

test('the open is judged at the level before it, then moves it', () => {
  const outcome = run({ rows: [before, [14, 14, 12, 13]], commands: [trailing({ amount: 2 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 12 at 2 taker assumed']);
});

test('step 1: the bad side comes first, at the level after the open', () => {
  const outcome = run({ rows: [before, [10, 13, 8, 12]], commands: [trailing({ amount: 2 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 8 at 2 taker ambiguous']);
});

test('step 1 is not ambiguous where the good extreme would not have moved the level', () => {
  const outcome = run({ rows: [before, [10, 10, 8, 9]], commands: [trailing({ amount: 2 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 8 at 2 taker assumed']);
});

test('step 2: the good extreme moves the level', () => {
  const outcome = run({ rows: [before, [10, 13, 9, 12], [12, 12, 11, 11]], commands: [trailing({ amount: 2 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 11 at 3 taker assumed']);
});

test('step 3: a close beyond the moved level fills at the worst of the levels between that the bar reached', () => {
  const outcome = run({ rows: [before, [10, 13, 9, 10]], commands: [trailing({ amount: 2 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 taker ambiguous']);
});

test('step 3 of a trailing-stop-limit: its limit lies off the level it was triggered at', () => {
  const rows: Row[] = [before, [10, 13, 9, 10], [10, 10, 10, 10]];
  const stop = (offset: number) => order(1, 'sell', 'trailing-stop-limit', { trail: { amount: 2, offset } });
  expect(fills(run({ rows, commands: [stop(0.5)] }))).toEqual(['1: 1 @ 9 at 2 taker ambiguous']);
  expect(fills(run({ rows, commands: [stop(-0.5)] }))).toEqual(['1: 1 @ 10 at 2 maker exact']);
});

test("trailBy 'close': only the close moves the level", () => {
  const outcome = run({
    rows: [before, [10, 13, 9, 10.5], [10.5, 11, 8.5, 9]],
    commands: [trailing({ amount: 2 })],
    options: { trailBy: 'close' },
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 8.5 at 3 taker assumed']);
});

test('a percentage, and a level that is snapped away from the market', () => {
  const outcome = run({ rows: [before, [10, 10, 8, 9]], commands: [trailing({ percent: 0.07 })], instrument: { tick: 0.5 } });
  expect(fills(outcome)).toEqual(['1: 1 @ 9 at 2 taker assumed']);
});

test('a buy trail follows the low', () => {
  const outcome = run({
    rows: [before, [10, 10.5, 8, 8.5], [8.5, 10, 8.5, 10]],
    commands: [order(1, 'buy', 'trailing-stop', { trail: { amount: 1 } })],
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 9 at 3 taker assumed']);
});

test('before its activation a trail does nothing; an open beyond it is the first reference', () => {
  const outcome = run({ rows: [before, [10, 11, 5, 10], [13, 13, 12, 12]], commands: [trailing({ amount: 1, activation: 12 })] });
  expect(fills(outcome)).toEqual(['1: 1 @ 12 at 3 taker assumed']);
});

test('an activation inside a bar: the price itself, then the extreme, then the close', () => {
  const rows: Row[] = [before, [10, 13, 5, 11.5]];
  expect(fills(run({ rows, commands: [trailing({ amount: 1, activation: 12 })] }))).toEqual(['1: 1 @ 11 at 2 taker ambiguous']);
  expect(fills(run({ rows, commands: [trailing({ amount: 2, activation: 12 })] }))).toEqual([]);
});

test('a trailing-stop-limit is a triggered stop-limit from its level on', () => {
  const rows: Row[] = [before, [7, 7.2, 6, 7], [7, 7.6, 7, 7]];
  const stop = order(1, 'sell', 'trailing-stop-limit', { trail: { amount: 2, offset: 0.5 } });
  expect(fills(run({ rows, commands: [stop] }))).toEqual(['1: 1 @ 7.5 at 3 maker exact']);
});

test('a trailing-stop-limit that is met inside takes its level', () => {
  const stop = order(1, 'sell', 'trailing-stop-limit', { trail: { amount: 2, offset: 0.5 } });
  expect(fills(run({ rows: [before, [10, 10, 7, 9]], commands: [stop] }))).toEqual(['1: 1 @ 8 at 2 taker assumed']);
});

test("a child's first reference is the price of its parent's fill", () => {
  const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'trailing-stop', { parent: 1, reduceOnly: true, trail: { amount: 1 } })];
  const outcome = run({
    rows: [
      [20, 20, 20, 20],
      [10, 10, 8, 9],
    ],
    commands,
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker exact', '2: 1 @ 9 at 2 taker assumed']);
});

test('a replaced trail keeps its level', () => {
  const commands = [
    { at: MINUTE, submit: trailing({ amount: 2 }) },
    { at: 2 * MINUTE, replace: 1, qty: 2 },
  ];
  const outcome = run({ rows: [before, [10, 14, 9, 13], [13, 13, 11, 11]], commands });
  expect(fills(outcome)).toEqual(['1: 2 @ 12 at 3 taker assumed']);
  expect(ends(outcome)).toEqual(['1: filled']);
});
