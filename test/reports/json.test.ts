import { expect, test } from 'vitest';
import { resultJson, resultJsonChunks } from '../../reports/json.ts';
import { day, orderOf, resultOf } from './fixture.ts';

test('the file holds the fields of the contract, with ISO times', () => {
  const parsed = JSON.parse(resultJson(resultOf({ logs: [{ ts: day(1), strategy: 's', message: 'hello', fields: { a: 1 } }] })));
  expect(parsed).toMatchObject({
    runId: 'run-1',
    resultHash: 'ab12cd34',
    engine: { version: '0.1.0', node: 'v20.19.0' },
    spec: { strategy: 'sma-cross' },
    equity: { value: [1000, 1010, 990, 1018, 1018] },
    ambiguity: { exact: 2, pnlBest: 18 },
    warnings: [],
    currency: 'USD',
    startCash: 1000,
    logs: [{ ts: '2024-01-02T00:00:00.000Z', strategy: 's', message: 'hello', fields: { a: 1 } }],
  });
  expect(parsed.equity.ts[4]).toBe('2024-01-06T00:00:00.000Z');
  expect(parsed.fills[0]).toMatchObject({
    ts: '2024-01-02T00:00:00.000Z',
    orderId: 1,
    side: 'buy',
    qty: 10,
    fee: 1,
    barTs: '2024-01-03T00:00:00.000Z',
  });
  expect(parsed.orders[1]).toMatchObject({
    id: 2,
    createdTs: '2024-01-04T00:00:00.000Z',
    events: [{ kind: 'accepted', ts: '2024-01-04T00:00:00.000Z' }, { kind: 'filled' }],
  });
  expect(parsed.roundTrips[0]).toMatchObject({ entryTs: '2024-01-02T00:00:00.000Z', exitTs: '2024-01-04T00:00:00.000Z', pnl: 18 });
  expect(parsed.metrics.finalEquity).toBe(1018);
});

test('what does not apply is null, and prices stay out', () => {
  const parsed = JSON.parse(resultJson(resultOf({ spec: undefined, orders: [orderOf(1, 0, { closedTs: null })] })));
  expect(parsed.metrics.profitFactor).toBeNull();
  expect(parsed.spec).toBeNull();
  expect(parsed.orders[0].closedTs).toBeNull();
  expect(parsed).not.toHaveProperty('prices');
});

test('long lists come in pieces of bounded size and none is lost', () => {
  const length = 20_001;
  const equity = { ts: Float64Array.from({ length }, (_, k) => day(k)), value: Float64Array.from({ length }, (_, k) => k) };
  const chunks = [...resultJsonChunks(resultOf({ equity, prices: [] }))];
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(4096 * 30);
  const parsed = JSON.parse(chunks.join(''));
  expect(parsed.equity.value).toEqual([...equity.value]);
  expect(parsed.equity.ts.length).toBe(length);
});

test('an empty result is valid', () => {
  const none = new Float64Array(0);
  const parsed = JSON.parse(resultJson(resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [] })));
  expect([parsed.orders, parsed.equity]).toEqual([[], { ts: [], value: [] }]);
});

test('the analysis is there in full but for curves as long as the equity, with ISO times', () => {
  const { analysis } = JSON.parse(resultJson(resultOf()));
  expect(Object.keys(analysis)).toEqual([
    'annualisation',
    'intervals',
    'bySide',
    'byStrategy',
    'byInstrument',
    'costs',
    'excursions',
    'drawdowns',
    'months',
    'years',
    'rolling',
  ]);
  expect(analysis.annualisation).toMatchObject({ periodsPerYear: 252, basis: 'weekdays' });
  expect(analysis.intervals).toMatchObject({ level: 0.95, observations: 5, resamples: 0 });
  expect(analysis.intervals.all[3]).toMatchObject({ name: 'sharpe', low: null, high: null });
  expect(analysis.drawdowns[0]).toMatchObject({ from: '2024-01-03T00:00:00.000Z', trough: '2024-01-04T00:00:00.000Z', days: 2 });
  expect(analysis.months).toMatchObject([{ year: 2024, month: 1, benchmark: null, to: '2024-01-06T00:00:00.000Z' }]);
  expect(analysis.byInstrument).toMatchObject([{ name: 'X', fees: 2, fills: 2, trades: { trades: 1 } }]);
  expect(analysis.rolling).toEqual({ window: 20, every: 'value', periodsPerYear: 252, ts: [], sharpe: [], volatility: [], beta: [] });
});

test('rolling numbers begin with the first full window', () => {
  const value = Float64Array.from({ length: 200 }, (_, k) => 1000 + ((k * 7) % 11));
  const equity = { ts: value.map((_, k) => day(k + 1)), value };
  const { rolling } = JSON.parse(resultJson(resultOf({ equity, prices: [] }))).analysis;
  expect([rolling.window, rolling.ts.length, rolling.sharpe.length, rolling.beta[0]]).toEqual([66, 135, 135, null]);
  expect(rolling.ts[134]).toBe(new Date(day(200)).toISOString());
});
