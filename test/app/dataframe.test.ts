import { afterEach, describe, expect, it, vi } from 'vitest';
import { backtest } from '../../app/backtest.ts';
import { dataFrames } from '../../app/dataframe.ts';
import { resultCsv } from '../../reports/csv.ts';
import { day, fillOf, orderOf, resultOf } from '../reports/fixture.ts';

const SPEC = {
  strategy: 'sma-cross',
  feeds: { asset: 'sample:sp500' },
  costs: { fee: { model: 'percent', rate: 0.001 }, slippage: { model: 'percent', rate: 0.0005 } },
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the frames of a run', async () => {
  const result = await backtest(SPEC);
  const { fills, orders, roundTrips, equity } = dataFrames(result);

  it('have a row per record and the columns of the CSV files', () => {
    const csv = resultCsv(result);
    const heading = (text: string): readonly string[] => text.slice(0, text.indexOf('\r\n')).split(',');
    expect([fills.shape, orders.shape, roundTrips.shape, equity.shape]).toEqual([
      [result.fills.length, 15],
      [result.orders.length, 19],
      [result.roundTrips.length, 16],
      [result.equity.ts.length, 2],
    ]);
    expect(fills.columns).toEqual(heading(csv['fills.csv']));
    expect(orders.columns).toEqual(heading(csv['orders.csv']));
    expect(roundTrips.columns).toEqual(heading(csv['round-trips.csv']));
    expect(equity.columns).toEqual(heading(csv['equity.csv']));
    expect(fills.shape[0]).toBeGreaterThan(100);
  });

  it('describe: count, mean, deviation, extremes and median of the fills are ours', () => {
    const table = fills.describe();
    const row = (name: string): number => table.index.indexOf(name);
    for (const field of ['qty', 'price', 'fee', 'slippage'] as const) {
      const values = result.fills.map((fill) => fill[field]).sort((a, b) => a - b);
      const described = table.column(field).values as number[];
      const mean = sum(values) / values.length;
      const variance = sum(values.map((value) => (value - mean) * (value - mean))) / (values.length - 1);
      const middle = values.length >> 1;
      const median = values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
      expect(described[row('count')]).toBe(values.length);
      expect(described[row('mean')]! / mean).toBeCloseTo(1, 12);
      expect(described[row('std')]! / Math.sqrt(variance)).toBeCloseTo(1, 10);
      expect(described[row('min')]).toBe(values[0]);
      expect(described[row('median')]).toBeCloseTo(median, 10);
      expect(described[row('max')]).toBe(values.at(-1));
    }
  });

  it('groupby: quantity and fee by side are ours, and all fees are the metric', () => {
    const bySide = fills.groupby(['side']).agg({ qty: 'sum', fee: 'sum', price: 'mean' });
    for (const [k, side] of (bySide.column('side').values as string[]).entries()) {
      const own = result.fills.filter((fill) => fill.side === side);
      expect(bySide.column('qty_sum').values[k]).toBeCloseTo(sum(own.map(({ qty }) => qty)), 8);
      expect(bySide.column('fee_sum').values[k]).toBeCloseTo(sum(own.map(({ fee }) => fee)), 8);
      expect(bySide.column('price_mean').values[k]).toBeCloseTo(sum(own.map(({ price }) => price)) / own.length, 8);
    }
    expect(fills.column('fee').sum()).toBeCloseTo(result.metrics.fees, 6);
    expect(roundTrips.shape[0]).toBe(result.metrics.trades);
  });

  it('toCSV: every cell of fills and equity is that of our own CSV', () => {
    const csv = resultCsv(result);
    const unmarked = (text: string): string => text.replaceAll('NaN', '');
    expect(unmarked(String(fills.toCSV())).trim().split('\n')).toEqual(csv['fills.csv'].trim().split('\r\n'));
    expect(unmarked(String(equity.toCSV())).trim().split('\n')).toEqual(csv['equity.csv'].trim().split('\r\n'));
  });

  it('equity is the curve, its last value the final equity', () => {
    expect(equity.column('value').values.at(-1)).toBe(result.metrics.finalEquity);
    expect(equity.column('ts').values[0]).toBe(new Date(result.equity.ts[0]!).toISOString());
  });
});

describe('a frame', () => {
  it('has types that do not depend on what its first rows hold', () => {
    const { orders } = dataFrames(resultOf({ orders: [orderOf(1, 1), orderOf(2, 3, { price: 101.5, ref: 'exit' })] }));
    expect(Object.fromEntries(orders.columns.map((name, k) => [name, orders.dtypes[k]]))).toMatchObject({
      id: 'int32',
      ref: 'string',
      price: 'float32',
      createdTs: 'string',
      confidence: 'float32',
    });
  });

  it('holds doubles, whatever the name of their type', () => {
    const { fills } = dataFrames(resultOf({ fills: [fillOf(1, 1, { price: 12345.678901234567 })] }));
    expect(fills.column('price').values).toEqual([12345.678901234567]);
  });

  it('has NaN for a number that does not apply, so that no mean counts it as 0, and null for a word', () => {
    const { orders } = dataFrames(
      resultOf({ orders: [orderOf(1, 1), orderOf(2, 3, { price: 100, closedTs: null }), orderOf(3, 3, { price: 104 })] }),
    );
    expect(orders.column('price').values).toEqual([Number.NaN, 100, 104]);
    expect(orders.column('price').mean()).toBe(102);
    expect(orders.column('ref').values).toEqual([null, null, null]);
    expect(orders.column('closedTs').values[1]).toBe(null);
    expect(orders.column('createdTs').values[0]).toBe(new Date(day(1)).toISOString());
  });

  it('of no records has its columns and no rows', () => {
    const { roundTrips } = dataFrames(resultOf({ roundTrips: [] }));
    expect(roundTrips.shape).toEqual([0, 16]);
    expect(String(roundTrips.toCSV())).toMatch(/^strategyId,instrument,side,.*,exitOrderId\n$/);
  });

  it('is made once, and not before it is read', () => {
    let read = 0;
    const result = resultOf();
    const watched = {
      ...result,
      get fills() {
        read++;
        return result.fills;
      },
    };
    const frames = dataFrames(watched);
    expect([frames.orders, read].at(1)).toBe(0);
    expect(frames.fills).toBe(frames.fills);
    expect(read).toBe(1);
  });
});

describe('without danfojs-node', () => {
  afterEach(() => {
    vi.doUnmock('node:module');
    vi.resetModules();
  });

  it('says in one sentence what to install and where that is explained', async () => {
    vi.resetModules();
    vi.doMock('node:module', () => ({
      createRequire: () => () => {
        throw new Error("Cannot find module 'danfojs-node'\nRequire stack:\n- dataframe.js");
      },
    }));
    const absent = await import('../../app/dataframe.ts');
    expect(() => absent.dataFrames(resultOf()).fills).toThrow(
      'Expected danfojs-node 1.2.0 for DataFrames ("npm install danfojs-node@1.2.0", after the two overrides in docs/dataframes.md), ' +
        `but it was "Cannot find module 'danfojs-node'"`,
    );
  });
});
