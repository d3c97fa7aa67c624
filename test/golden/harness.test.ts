import { describe, expect, it } from 'vitest';
import { type BarColumns, barColumns } from '../../engine/index.ts';
import type { PyCall, PyCase, TraderCall, TraderCase } from './case.ts';
import { differenceFromBacktestingPy, differenceFromBacktrader } from './compare.ts';
import { fromBacktestingPy } from './from-backtesting-py.ts';
import { fromBacktrader } from './from-backtrader.ts';
import { rulesApart } from './rules-apart.ts';
import { play } from './run-script.ts';
import { waitsFor } from './waits-for.ts';

const DAY = 86_400_000;

/** Daily bars from the third of January 2005: open, high, low, close. */
function bars(...rows: readonly (readonly [number, number, number, number])[]): BarColumns {
  const columns = barColumns(rows.length);
  rows.forEach(([open, high, low, close], k) => {
    columns.openTimes[k + 1] = Date.UTC(2005, 0, 3 + k);
    columns.times[k + 1] = columns.openTimes[k + 1]! + DAY;
    columns.open[k + 1] = open;
    columns.high[k + 1] = high;
    columns.low[k + 1] = low;
    columns.close[k + 1] = close;
  });
  return columns;
}

const DATA = bars([10, 11, 9, 10], [20, 21, 19, 20], [30, 31, 29, 30], [40, 41, 39, 40]);

function pyCase(calls: readonly PyCall[], more: Partial<PyCase['broker']> = {}, expected: Partial<PyCase['expected']> = {}): PyCase {
  const broker = {
    cash: 1000,
    spread: 0,
    commission: 0,
    margin: 1,
    trade_on_close: false,
    hedging: false,
    exclusive_orders: false,
    finalize_trades: false,
    ...more,
  };
  const empty = { trades: [], open_trades_at_end: [], broker_warnings: [], equity_curve: [1000, 1000, 1000, 1000] };
  return { kind: 'backtesting.py', id: 'p', data: [], broker, firstBar: 1, calls, expected: { ...empty, ...expected } };
}

function traderCase(
  calls: readonly TraderCall[],
  expected: Partial<TraderCase['expected']> = {},
  more: Partial<TraderCase['broker']> = {},
): TraderCase {
  const none = { cash: 1000, commission: 0.01, margin: null, mult: 1, filler: null, slip_perc: 0, slip_fixed: 0, coc: false };
  const broker = { ...none, ...more };
  return {
    kind: 'backtrader',
    id: 't',
    data: [],
    broker,
    calls,
    expected: { executions: [], event_counts: {}, value_and_cash_per_bar: [], ...expected },
  };
}

describe('a case of backtesting.py', () => {
  const calls: readonly PyCall[] = [
    { bar: 0, call: 'buy', size: 5 },
    { bar: 2, call: 'position.close', portion: 0.5 },
  ];
  const trades = [{ size: 2, entryBar: 1, entryPrice: 20, exitBar: 3, exitPrice: 40 }];
  const open = [{ size: 3, entryBar: 1, entryPrice: 20 }];
  const judged = (more: Partial<PyCase['expected']>): string | undefined => {
    const golden = pyCase(calls, {}, { trades, open_trades_at_end: open, equity_curve: [1000, 1000, 1050, 1100], ...more });
    return differenceFromBacktestingPy(golden, play(fromBacktestingPy(golden, DATA)), DATA)?.text;
  };

  it('agrees when fills and equity are the same', () => expect(judged({})).toBeUndefined());
  it('disagrees in a price that is off by a millionth', () =>
    expect(judged({ open_trades_at_end: [{ size: 3, entryBar: 1, entryPrice: 20.00002 }] })).toBe(
      'fill 0: expected 2 at 20 on bar 1, but it was 5 at 20 on bar 1',
    ));
  it('disagrees in a fill that is missing or one too many', () => {
    expect(judged({ trades: [] })).toBe('fill 0: expected 3 at 20 on bar 1, but it was 5 at 20 on bar 1');
    expect(judged({ trades: [...trades, { size: 1, entryBar: 3, entryPrice: 40, exitBar: 3, exitPrice: 41 }] })).toContain(
      'fill 1: expected 1 at 40 on bar 3',
    );
  });
  it('disagrees in equity', () =>
    expect(judged({ equity_curve: [1000, 1000, 1050.001, 1100] })).toBe('equity of bar 2: expected 1050.001, but it was 1050'));

  it('sizes a share at the fill, with leverage', () => {
    const golden = pyCase([{ bar: 0, call: 'buy' }], { margin: 0.5, exclusive_orders: true });
    expect(play(fromBacktestingPy(golden, DATA)).fills.map(({ qty, price }) => [qty, price])).toEqual([[99, 20]]);
  });

  it('closes an account that is gone at the close of the bar, and forgives what it owes', () => {
    const golden = pyCase([{ bar: 0, call: 'sell', size: 60 }], {}, {});
    const { fills, equity } = play(fromBacktestingPy(golden, DATA));
    expect(fills.map(({ side, price }) => [side, price])).toEqual([]);
    expect([...equity]).toEqual([1000, 1000, 1000, 1000]);
    const ruined = play(
      fromBacktestingPy(pyCase([{ bar: 0, call: 'sell', size: 50 }]), bars([10, 10, 10, 10], [20, 20, 20, 20], [41, 41, 41, 41])),
    );
    expect(ruined.fills.map(({ side, price }) => [side, price])).toEqual([
      ['sell', 20],
      ['buy', 41],
    ]);
    expect([...ruined.equity]).toEqual([1000, 1000, 0]);
  });

  it('holds long and short at once where it hedges', () => {
    const sent: readonly PyCall[] = [
      { bar: 0, call: 'buy', size: 3 },
      { bar: 1, call: 'sell', size: 2 },
    ];
    const both = (hedging: boolean): readonly number[] => [
      ...play(fromBacktestingPy(pyCase([...sent, { bar: 2, call: 'position.close' }], { hedging }), DATA)).equity,
    ];
    // 3 bought at 20 and 2 sold at 30: closed at 40, both.
    expect(both(true)).toEqual([1000, 1000, 1030, 1040]);
    const { fills } = play(fromBacktestingPy(pyCase([...sent, { bar: 2, call: 'position.close' }], { hedging: true }), DATA));
    expect(fills.map(({ side, qty, price }) => [side, qty, price])).toEqual([
      ['buy', 3, 20],
      ['sell', 2, 30],
      ['sell', 3, 40],
      ['buy', 2, 40],
    ]);
    expect(both(false)).toEqual([1000, 1000, 1030, 1040]);
  });

  it('moves the stop of a trade, whether it had one or not', () => {
    const falls = bars([10, 11, 9, 10], [20, 21, 19, 20], [20, 21, 19, 20], [20, 21, 15, 16]);
    for (const sl of [null, 2]) {
      const golden = pyCase([
        { bar: 0, call: 'buy', size: 5, sl },
        { bar: 2, call: 'trade.sl', trade: 0, sl: 18 },
      ] as readonly PyCall[]);
      expect(play(fromBacktestingPy(golden, falls)).fills.map(({ side, price }) => [side, price])).toEqual([
        ['buy', 20],
        ['sell', 18],
      ]);
    }
  });
});

describe('a case of backtrader', () => {
  const calls: readonly TraderCall[] = [{ bar: 0, call: 'buy', order: 1, data: 0, type: 'Market', size: 5, price: 10 }];
  const execution = { order: 1, exec_time: '2005-01-04T23:59:59.999989', size: 5, price: 20, commission: 1 };
  const values: readonly (readonly [number, number])[] = [
    [1000, 1000],
    [999, 899],
    [1049, 899],
    [1099, 899],
  ];
  const judged = (more: Partial<TraderCase['expected']>): string | undefined => {
    const golden = traderCase(calls, { executions: [execution], value_and_cash_per_bar: values, ...more });
    return differenceFromBacktrader(golden, play(fromBacktrader(golden, [DATA])))?.text;
  };

  it('agrees when executions, fees, value and cash are the same', () => expect(judged({})).toBeUndefined());
  it('disagrees in a fee', () => expect(judged({ executions: [{ ...execution, commission: 1.1 }] })).toContain('with another fee'));
  it('disagrees in a bar', () =>
    expect(judged({ executions: [{ ...execution, exec_time: '2005-01-05T23:59:59.999989' }] })).toContain(
      'expected 5 at 20 by order 1 on bar 2',
    ));
  it('disagrees in cash', () =>
    expect(judged({ value_and_cash_per_bar: values.map(([value], k) => [value, k === 3 ? 898 : values[k]![1]]) })).toBe(
      'cash of bar 3: expected 898, but it was 899',
    ));

  it('a trailing stop follows the closes, and one with a limit keeps their distance', () => {
    const data = bars([10, 10, 10, 10], [20, 20, 20, 20], [30, 30, 26, 28], [28, 28, 20, 20]);
    const trail = (more: Partial<TraderCall>): TraderCall => ({
      ...{ bar: 1, call: 'sell', order: 2, data: 0, type: 'StopTrail', size: 5, price: 20, trailamount: 3 },
      ...more,
    });
    const sold = (more: Partial<TraderCall>): number | undefined =>
      play(fromBacktrader(traderCase([...calls, trail(more)]), [data])).fills.find(({ side }) => side === 'sell')?.price;
    expect(sold({})).toBe(25);
    expect(sold({ type: 'StopTrailLimit', limit: 19 })).toBe(25);
  });

  it('an auction fills at the close, and a share of the volume in whole units', () => {
    const auction = traderCase([{ ...calls[0]!, type: 'Close' }]);
    expect(play(fromBacktrader(auction, [bars([10, 10, 10, 10], [20, 24, 19, 23])])).fills[0]!.price).toBe(23);
    const data = bars([10, 10, 10, 10], [20, 20, 20, 20], [30, 30, 30, 30], [40, 40, 40, 40]);
    data.volume.set([Number.NaN, 0, 250, 250, 250]);
    const filled = traderCase(calls, {}, { filler: ['FixedBarPerc', { perc: 1 }] });
    expect(play(fromBacktrader(filled, [data])).fills.map(({ qty }) => qty)).toEqual([2, 2, 1]);
    expect(() => fromBacktrader(traderCase(calls, {}, { filler: ['FixedSize', { size: 1 }] }), [data])).toThrow('a filler by a share');
  });

  it('a contract costs a fee, moves by its multiplier, and binds its margin', () => {
    const { fills, equity, cash } = play(fromBacktrader(traderCase(calls, {}, { margin: 7, mult: 10, commission: 2 }), [DATA]));
    expect(fills[0]!.fee).toBe(10);
    expect([...equity]).toEqual([1000, 990, 1490, 1990]);
    expect(cash).toEqual([1000, 955, 1455, 1955]);
  });

  it('slips inside a bar, to its extreme at most, and at its open where the case says so', () => {
    const stop = { bar: 1, call: 'buy', order: 2, data: 0, type: 'Stop', size: 5, price: 30.5 };
    const paid = (more: Partial<TraderCase['broker']>): readonly number[] =>
      play(fromBacktrader(traderCase([...calls, stop], {}, more), [DATA])).fills.map(({ price }) => price);
    expect(paid({ slip_perc: 0.01 })).toEqual([20, 30.805]);
    expect(paid({ slip_fixed: 0.2 })).toEqual([20, 30.7]);
    expect(paid({ slip_fixed: 2 })).toEqual([20, 31]);
    expect(paid({ slip_fixed: 0.2, slip_open: true })).toEqual([20.2, 30.7]);
  });

  it('an order lives through the bars up to its last moment', () => {
    const limit = (valid: string): TraderCase =>
      traderCase([{ bar: 0, call: 'sell', order: 1, data: 0, type: 'Limit', size: 5, price: 30.5, valid }]);
    expect(play(fromBacktrader(limit('2005-01-05T23:59:59.999989'), [DATA])).fills.length).toBe(1);
    expect(play(fromBacktrader(limit('2005-01-05T23:59:58'), [DATA])).fills.length).toBe(0);
  });
});

describe('what excuses a case', () => {
  it('names the features that it uses and we have not', () => {
    const call = { bar: 0, call: 'sell', order: 1, data: 0, size: 1 };
    const all = ['StopTrail', 'StopTrailLimit', 'Close', 'Stop'].map((type) => ({ ...call, type }));
    expect([waitsFor(traderCase(all)), waitsFor(pyCase([], {}, { equity_curve: [1000, 0] }))]).toEqual([[], []]);
    expect(waitsFor(traderCase(all, { event_counts: { Margin: 1 } }))).toEqual(['a cash check when orders are sent']);
    expect(waitsFor(pyCase([], { commission: 'lambda size, price: 5' }))).toEqual(['fees by a function of its own']);
  });

  it('names the rules that are apart, and none where none is met', () => {
    expect(rulesApart(pyCase([{ bar: 0, call: 'buy', size: 1, stop: 15, limit: 25 }]), [DATA])).toEqual([
      'a stop-limit fills at its trigger though the bar opened beyond it',
    ]);
    expect(rulesApart(pyCase([{ bar: 0, call: 'buy', size: 1, stop: 20.5, limit: 25 }]), [DATA])).toEqual([]);
    const near: TraderCall = { bar: 0, call: 'buy', order: 1, data: 0, type: 'StopLimit', size: 1, price: 20, limit: 19 };
    expect(rulesApart(traderCase([near]), [DATA])).toEqual([
      'a stop-limit whose limit lies before its trigger fills by another guess of the path',
    ]);
    expect(rulesApart(traderCase([{ ...near, limit: 21 }]), [DATA])).toEqual([]);
  });
});
