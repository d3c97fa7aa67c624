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

function traderCase(calls: readonly TraderCall[], expected: Partial<TraderCase['expected']> = {}): TraderCase {
  const broker = { cash: 1000, commission: 0.01, margin: null, mult: 1, filler: null, slip_perc: 0, slip_fixed: 0, coc: false };
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

  it('an order lives through the bars up to its last moment', () => {
    const limit = (valid: string): TraderCase =>
      traderCase([{ bar: 0, call: 'sell', order: 1, data: 0, type: 'Limit', size: 5, price: 30.5, valid }]);
    expect(play(fromBacktrader(limit('2005-01-05T23:59:59.999989'), [DATA])).fills.length).toBe(1);
    expect(play(fromBacktrader(limit('2005-01-05T23:59:58'), [DATA])).fills.length).toBe(0);
  });
});

describe('what excuses a case', () => {
  it('names the features of later issues that it uses', () => {
    const call = { bar: 0, call: 'sell', order: 1, data: 0, size: 1 };
    expect(
      waitsFor(
        traderCase(
          [
            { ...call, type: 'StopTrail' },
            { ...call, type: 'Close' },
          ],
          { event_counts: { Margin: 1 } },
        ),
      ),
    ).toEqual(['trailing stops (issue 4)', 'market on close (issue 4)', 'cash check when orders are sent (issue 4)']);
    expect(waitsFor(pyCase([], { hedging: true }, { equity_curve: [1000, 0] }))).toEqual([
      'hedging: long and short at once (issue 6)',
      'liquidation of a ruined account (issue 6)',
    ]);
    expect([waitsFor(traderCase([{ ...call, type: 'Stop' }])), waitsFor(pyCase([]))]).toEqual([[], []]);
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
