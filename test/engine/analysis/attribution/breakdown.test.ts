import { describe, expect, test } from 'vitest';
import { runOf, tripOf } from '../fixture.ts';
import { brokenDown, fill, gained, holding, paid } from './records.ts';

describe('a position that turns', () => {
  // long 2 from 10 to 12, then short 1 from 12, marked at 11
  const fills = [fill(0, 'buy', 2, 10), fill(1, 'sell', 3, 12, { fee: 3, slippage: 0.75 })];
  const roundTrips = [{ ...tripOf(1), instrument: 'X', side: 'buy' as const }];
  const { bySide, byStrategy, byInstrument } = brokenDown(runOf([100], { fills, roundTrips, held: [holding(-1, 11)] }));

  test('splits the fill between what it closes and what it opens', () => {
    expect(bySide.map(({ trades, ...rest }) => [rest, trades.trades])).toEqual([
      [{ name: 'long', pnl: 1, realized: 1, unrealized: 0, fees: 3, slippage: 1, traded: 44, fills: 2 }, 1],
      [{ name: 'short', pnl: 0, realized: 0, unrealized: 0, fees: 1, slippage: 0.25, traded: 12, fills: 1 }, 0],
    ]);
  });
  test('is one part by strategy and by instrument', () => {
    expect(byStrategy.map(({ name, pnl, fees, fills: count }) => [name, pnl, fees, count])).toEqual([['s', 1, 4, 3]]);
    expect(byInstrument.map(({ name, pnl }) => [name, pnl])).toEqual([['X', 1]]);
  });
});

test('what is open at the end is worth its newest price, by multiplier, fees taken off', () => {
  const instruments = [{ id: 'X', contract: 'spot', multiplier: 5, settle: 'USD' }] as const;
  const run = runOf([100], { fills: [fill(0, 'buy', 2, 10)], instruments, held: [holding(2, 11, { value: 110 })] });
  expect(brokenDown(run).byInstrument[0]).toMatchObject({ pnl: 9, realized: 0, unrealized: 9, traded: 100 });
});

test('strategies are told apart in the same instrument, and instruments in the same strategy', () => {
  const fills = [
    fill(0, 'buy', 1, 10, { strategyId: 'a' }),
    fill(0, 'sell', 1, 10, { strategyId: 'b' }),
    fill(0, 'buy', 1, 5, { strategyId: 'a', instrument: 'Y' }),
  ];
  const held = [
    holding(1, 12, { strategyId: 'a' }),
    holding(1, 5, { strategyId: 'a', instrument: 'Y' }),
    holding(-1, 12, { strategyId: 'b' }),
  ];
  const { bySide, byStrategy, byInstrument } = brokenDown(runOf([100], { fills, held }));
  const named = (list: typeof bySide) => list.map(({ name, pnl }) => [name, pnl]);
  expect(named(byStrategy)).toEqual([
    ['a', 0],
    ['b', -3],
  ]);
  expect(named(byInstrument)).toEqual([
    ['X', -2],
    ['Y', -1],
  ]);
  expect(named(bySide)).toEqual([
    ['long', 0],
    ['short', -3],
  ]);
});

test('what is open is the same by strategy, instrument and side, though a rate has gained with what is closed', () => {
  const fills = [
    fill(0, 'buy', 1, 10, { fee: 0, strategyId: 'a' }),
    fill(1, 'sell', 1, 12, { fee: 0, strategyId: 'a' }),
    fill(1, 'buy', 1, 12, { fee: 0, strategyId: 'b' }),
  ];
  const roundTrips = [{ ...tripOf(2), strategyId: 'a', instrument: 'X', side: 'buy' as const }];
  const run = runOf([100], {
    fills,
    roundTrips,
    held: [holding(1, 15, { strategyId: 'b' })],
    currencyGains: [gained(0, 0.5, { strategyId: 'a' })],
  });
  const { bySide, byStrategy, byInstrument } = brokenDown(run);
  const money = (list: typeof bySide) => list.map(({ name, realized, unrealized }) => [name, realized, unrealized]);
  expect(money(byStrategy)).toEqual([
    ['a', 2.5, 0],
    ['b', 0, 3],
  ]);
  expect(money(byInstrument)).toEqual([['X', 2.5, 3]]);
  expect(money(bySide)).toEqual([['long', 2.5, 3]]);
});

test('what a position is paid is realized, whether it is closed or not', () => {
  const run = runOf([100], { fills: [fill(0, 'buy', 2, 10)], ledger: [paid(0, 'dividend', 4)], held: [holding(2, 11)] });
  expect(brokenDown(run).byStrategy[0]).toMatchObject({ pnl: 5, realized: 4, unrealized: 1 });
});

test('fees and slippage are in account money at the rate of their fill, and notional traded too', () => {
  const instruments = [{ id: 'X', contract: 'inverse', multiplier: 100, settle: 'BTC' }] as const;
  const run = runOf([100], { fills: [fill(0, 'buy', 2, 10, { rate: 50 })], instruments, held: [] });
  expect(brokenDown(run).byStrategy[0]).toMatchObject({ fees: 50, slippage: 25, traded: 1000 });
});

describe('what belongs to nobody', () => {
  const ledger = [paid(0, 'interest', 3, { strategyId: null, instrument: null })];
  const currencyGains = [gained(0, -1, { strategyId: null, instrument: null, side: null })];

  test('is a part of its own, the last of every list', () => {
    const { bySide, byStrategy, byInstrument } = brokenDown(runOf([102], { fills: [fill(0, 'buy', 1, 10)], ledger, currencyGains }));
    for (const list of [bySide, byStrategy, byInstrument])
      expect(list.at(-1)).toMatchObject({ name: '(account)', pnl: 2, realized: 2, unrealized: 0, fills: 0, traded: 0 });
  });
  test('is not there where there is nothing of it', () => {
    expect(brokenDown(runOf([100], { fills: [fill(0, 'buy', 1, 10)] })).byStrategy.map(({ name }) => name)).toEqual(['s']);
  });
});

test('a run that did nothing has no parts', () => {
  expect(brokenDown(runOf([100]))).toEqual({ bySide: [], byStrategy: [], byInstrument: [] });
});
