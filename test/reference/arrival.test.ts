/** Section 1: when an order meets the market. */
import { expect, test } from 'vitest';
import { DAY } from './bar.ts';
import { bars, before, ends, fills, MINUTE, order, type Row, run, sent } from './draw.ts';

test('an order sent at a close that is the next open meets that open', () => {
  const outcome = run({ rows: [before, [11, 11, 11, 11], [12, 12, 12, 12]], commands: [order(1, 'buy', 'market')] });
  expect(fills(outcome)).toEqual(['1: 1 @ 11 at 1 taker exact']);
});

test('an order that arrives inside a bar does not meet that inside', () => {
  const outcome = run({
    rows: [before, [10, 12, 8, 10], [10, 11, 9, 10]],
    commands: [order(1, 'buy', 'stop', { trigger: 11 })],
    options: { latency: 1000 },
  });
  expect(fills(outcome)).toEqual(['1: 1 @ 11 at 3 taker assumed']);
});

test('an order without a limit of time stays open after the last bar', () => {
  const outcome = run({ rows: [before, [10, 12, 8, 10]], commands: [order(1, 'buy', 'limit', { price: 5 })] });
  expect(outcome.ends).toEqual([{ order: 1, status: 'open', filledQty: 0 }]);
});

test('a day order ends with the day of its first moment, after the inside that closes there', () => {
  const outcome = run({
    series: [bars([before, [10, 10, 10, 10], [10, 12, 10, 10]], DAY - 2 * MINUTE)],
    commands: [{ at: DAY - MINUTE, submit: order(1, 'buy', 'stop', { trigger: 11, tif: 'day' }) }],
  });
  expect(ends(outcome)).toEqual(['1: expired']);
});

test('a day order sent at the last close of a day begins with the next day', () => {
  const outcome = run({
    series: [bars([before, [10, 10, 10, 10], [10, 12, 10, 10]], DAY - MINUTE)],
    commands: [{ at: DAY, submit: order(1, 'buy', 'stop', { trigger: 11, tif: 'day' }) }],
  });
  expect(fills(outcome)).toHaveLength(1);
});

test('a gtd order still meets the inside of a bar that closes at its time, and no open then', () => {
  const rows: Row[] = [before, [10, 12, 10, 10], [8, 8, 8, 8]];
  const commands = [
    order(1, 'buy', 'stop', { trigger: 11, tif: 'gtd', expiresAt: 2 * MINUTE }),
    order(2, 'buy', 'limit', { price: 9, tif: 'gtd', expiresAt: 2 * MINUTE }),
  ];
  expect(ends(run({ rows, commands }))).toEqual(['1: filled', '2: expired']);
});

test('a gtd order whose time is over inside a bar does not meet that inside', () => {
  const rows: Row[] = [before, [10, 12, 10, 10]];
  const outcome = run({ rows, commands: [order(1, 'buy', 'stop', { trigger: 11, tif: 'gtd', expiresAt: 2 * MINUTE - 1 })] });
  expect(ends(outcome)).toEqual(['1: expired']);
});

test('a gtd order whose time is over on arrival is refused', () => {
  const outcome = run({ rows: [before], commands: [order(1, 'buy', 'market', { tif: 'gtd', expiresAt: MINUTE })] });
  expect(ends(outcome)).toEqual(['1: rejected bad-expiry']);
});

test('a replaced limit has not rested: it takes where it stands at the open', () => {
  const rows: Row[] = [before, [10, 10, 9.5, 10], [9, 9, 9, 9]];
  const commands = [sent(order(1, 'buy', 'limit', { price: 8 })), { at: 2 * MINUTE, replace: 1, price: 9 }];
  expect(fills(run({ rows, commands }))).toEqual(['1: 1 @ 9 at 2 taker exact']);
});

test('a replaced quantity is the new total', () => {
  const rows: Row[] = [before, [10, 10, 10, 10, 2], [10, 10, 10, 10, 100]];
  const commands = [sent(order(1, 'buy', 'market', { qty: 5 })), { at: 2 * MINUTE, replace: 1, qty: 4 }];
  const outcome = run({ rows, commands, options: { volumeLimit: 1 } });
  expect(outcome.fills.map((one) => one.qty)).toEqual([2, 2]);
  expect(ends(outcome)).toEqual(['1: filled']);
});

test('a replaced quantity that is filled already changes nothing', () => {
  const rows: Row[] = [before, [10, 10, 10, 10, 2], [10, 10, 10, 10, 100]];
  const commands = [sent(order(1, 'buy', 'market', { qty: 5 })), { at: 2 * MINUTE, replace: 1, qty: 2 }];
  const outcome = run({ rows, commands, options: { volumeLimit: 1 } });
  expect(outcome.fills.map((one) => one.qty)).toEqual([2, 3]);
});

test('a cancel ends an open order, and does nothing to another', () => {
  const commands = [sent(order(1, 'buy', 'limit', { price: 5 })), { at: 2 * MINUTE, cancel: 1 }, { at: 2 * MINUTE, cancel: 7 }];
  const outcome = run({ rows: [before, [10, 10, 10, 10], [4, 4, 4, 4]], commands });
  expect(ends(outcome)).toEqual(['1: canceled user']);
});

test('a child of a parent filled at an open is there for that open', () => {
  const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'stop', { trigger: 11, parent: 1, reduceOnly: true })];
  const outcome = run({ rows: [before, [10, 12, 9, 10]], commands });
  expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker exact', '2: 1 @ 10 at 1 taker exact']);
});

test('a child of a parent filled at an open is there for that inside', () => {
  const commands = [order(1, 'buy', 'market'), order(2, 'sell', 'stop', { trigger: 9, parent: 1, reduceOnly: true })];
  const outcome = run({ rows: [before, [10, 12, 8, 10]], commands });
  expect(fills(outcome)).toEqual(['1: 1 @ 10 at 1 taker exact', '2: 1 @ 9 at 2 taker assumed']);
});

test('a child of a parent filled inside a bar meets the next bar first', () => {
  const commands = [order(1, 'buy', 'stop', { trigger: 11 }), order(2, 'sell', 'stop', { trigger: 9, parent: 1, reduceOnly: true })];
  const outcome = run({ rows: [before, [10, 12, 8, 10], [8, 8, 8, 8]], commands });
  expect(fills(outcome)).toEqual(['1: 1 @ 11 at 2 taker ambiguous', '2: 1 @ 8 at 2 taker exact']);
});
