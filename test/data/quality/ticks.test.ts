import { describe, expect, it } from 'vitest';
import { barBlock, block, check, one, said, type When } from './blocks.ts';

const QUOTES = { kind: 'quotes', timeframe: '' } as const;
const TRADES = { kind: 'trades', timeframe: '' } as const;
const FUNDING = { kind: 'funding', timeframe: '' } as const;
const DAY = 86_400_000;

it('locked are quotes whose bid is their ask', () => {
  const quotes = block(['times', 'bid', 'ask', 'bidSize', 'askSize'], [
    [0, 10, 10, 1, 1],
    [1, 10, 11, 1, 1],
  ] as const);
  expect(said(check(QUOTES, quotes).findings)).toEqual(['locked 1 note: 1 quotes have a bid equal to the ask @ x.csv, line 2']);
});

it('zero-size are trades of no size', () => {
  const trades = block(['times', 'price', 'size', 'side'], [
    [0, 10, 0, 1],
    [0, 10, 1, 1],
  ] as const);
  expect(said(check(TRADES, trades).findings)).toEqual(['zero-size 1 note: 1 trades have a size of zero @ x.csv, line 2']);
});

it('ticks may share a time, and may be equal', () => {
  const trades = block(['times', 'price', 'size', 'side'], [
    [0, 10, 1, 1],
    [0, 10, 1, 1],
  ] as const);
  expect(check(TRADES, trades).findings).toEqual([]);
});

describe('funding', () => {
  const rates = (...times: readonly When[]) =>
    block(
      ['times', 'rate'],
      times.map((time, k) => [time, k % 3 === 0 ? -0.0001 : 0.0001]),
    );

  it('is clean every eight hours, above zero and below', () => {
    expect(check(FUNDING, rates('2024-01-01', '2024-01-01T08:00', '2024-01-01T16:00', '2024-01-02')).findings).toEqual([]);
    expect(check(FUNDING, rates('2024-01-01')).findings).toEqual([]);
  });

  it('has gaps where the usual interval is exceeded', () => {
    expect(one('funding-gap', FUNDING, rates('2024-01-01', '2024-01-01T08:00', '2024-01-01T16:00', '2024-01-02T08:00', '2024-01-03'))).toBe(
      '2 warning: 2 rates are missing in 2 gaps, the longest of 16 h from 2024-01-01T16:00:00.000Z @ x.csv, 2024-01-01T16:00:00.000Z',
    );
  });

  it('has jitter where a time is off the minute, and that is no gap', () => {
    const late = rates('2024-01-01T00:00:00.017Z', '2024-01-01T08:00:00.007Z', '2024-01-01T16:00');
    expect(said(check(FUNDING, late).findings)).toEqual([
      'funding-jitter 2 note: 2 rates are stamped off the minute, by 17 ms at most @ x.csv, line 2',
    ]);
  });

  it('is paid twice where two rates stand within a minute', () => {
    const twice = rates('2024-01-01', '2024-01-01T00:00:00.012Z', '2024-01-01T08:00', '2024-01-01T16:00');
    expect(one('funding-repeat', FUNDING, twice)).toBe('1 warning: 1 rates follow another within a minute @ x.csv, line 3');
    expect(check({ ...FUNDING, policies: { 'funding-repeat': 'drop' } }, twice).blocks[0]!.rows).toBe(3);
  });
});

describe('the future', () => {
  const now = Date.parse('2024-01-02T12:00:30Z');

  it('is refused, an intraday bar that is still open too', () => {
    const failed = (open: When) => () => check({ now }, barBlock('1m', [[open, 1, 1, 1, 1]]));
    expect(failed('2024-01-02T12:00')).toThrow(
      'x.csv, line 2: Expected what has happened by 2024-01-02T12:00:30.000Z, but it was "2024-01-02T12:01:00.000Z"',
    );
    expect(failed('2024-01-02T11:59')).not.toThrow();
    const trade = block(['times', 'price', 'size', 'side'], [[now + 11_000, 1, 1, 0]]);
    expect(() => check({ ...TRADES, now }, trade)).toThrow('Expected what has happened by');
    expect(() => check({ ...TRADES, now: now + 1_000 }, trade), 'clocks differ').not.toThrow();
  });

  it('does not begin before the day of a daily bar is over: its session may be', () => {
    const today = barBlock('1d', [['2024-01-02', 1, 1, 1, 1]]);
    expect(() => check({ timeframe: '1d', now }, today)).not.toThrow();
    expect(() => check({ timeframe: '1d', now: now - DAY }, today)).toThrow('Expected what has happened');
  });

  it('is what actions are announced for', () => {
    const action = block(['times', 'type', 'value'], [[now + DAY, 1, 2]]);
    expect(check({ kind: 'actions', timeframe: '', now }, action).findings).toEqual([]);
  });

  it('may be left out', () => {
    const rows = ['2024-01-02T11:00', '2024-01-02T12:00', '2024-01-02T13:00'].map((open) => [open, 1, 1, 1, 1] as const);
    const { blocks, findings } = check({ timeframe: '1h', now, policies: { future: 'drop' } }, barBlock('1h', rows));
    expect([blocks[0]!.rows, said(findings)[0]]).toEqual([1, 'future 2 error: 2 rows lie in the future, left out @ x.csv, line 3']);
  });
});

it('bars that end by what was traded may share a time, and have no gaps', () => {
  const times = Float64Array.of(0, 0, 5 * DAY);
  const prices = Float64Array.of(1, 2, 1);
  const columns = { openTimes: times, times, open: prices, high: prices, low: prices, close: prices, volume: prices };
  expect(said(check({ timeframe: '100tick' }, { rows: 3, columns }).findings).map((one) => one.split(' ')[0])).toEqual(['spike', 'flat']);
});
