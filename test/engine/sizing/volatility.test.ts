import { describe, expect, it } from 'vitest';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { barsPerYear } from '../../../engine/sizing/bars-per-year.ts';
import { riskParity } from '../../../engine/sizing/risk-parity.ts';
import { sizerOf } from '../../../engine/sizing/sizer-of.ts';
import { volatilityTarget } from '../../../engine/sizing/volatility-target.ts';
import { bars, ends, follow, live, type Row } from '../world.ts';
import { deskOf, pass, requestOf } from './desk.ts';
import { closes, covary, returnsOf, times, walks } from './series.ts';

const weekday = (ts: number): boolean => ![0, 6].includes(new Date(ts).getUTCDay());
const nyse = (ts: number): boolean => weekday(ts) && ts % DAY >= 14 * HOUR && ts % DAY < 21 * HOUR;
const forex = (ts: number): boolean => weekday(ts) || (new Date(ts).getUTCDay() === 0 && ts % DAY >= 22 * HOUR);

describe('bars a year', () => {
  it.each([
    ['days of an exchange', DAY, weekday, 300, false, 252],
    ['days of all weeks', DAY, () => true, 300, true, 365],
    ['hours of an exchange', HOUR, nyse, 300, false, 7 * 252],
    ['hours of a market that never closes', HOUR, () => true, 500, true, 24 * 365],
    ['minutes', MINUTE, () => true, 2_000, true, 1_440 * 365],
    ['weeks', 7 * DAY, () => true, 60, false, 52],
    ['thirty days', 30 * DAY, () => true, 30, false, 12],
    ['ten days', 10 * DAY, () => true, 30, false, 36.5],
    ['three days of a new exchange', DAY, weekday, 3, false, 252],
    ['three days of a market that never closes', DAY, weekday, 3, true, 365],
    ['a fortnight that was called open on all days and was not', DAY, weekday, 10, true, 252],
  ] as const)('%s', (_, length, isOpen, count, neverCloses, expected) => {
    const series = closes(
      'A',
      times(count, length, isOpen).map((ts) => [ts, 10]),
    );
    const yearly = barsPerYear(series, neverCloses);
    pass(count, series);
    expect(yearly.value).toBeCloseTo(expected, 9);
  });

  it('of currencies count the hours of Sundays as theirs of the week', () => {
    const known = times(5 * 122 + 1, HOUR, forex);
    const series = closes(
      'A',
      known.map((ts) => [ts, 10]),
    );
    const yearly = barsPerYear(series, false);
    pass(known.length, series);
    // 122 hours a week, on five days of it; the first day is left out.
    expect(yearly.value).toBeCloseTo(((5 * 122 - 24) / 24) * 252, 9);
  });

  it('are not known before a day is over', () => {
    const series = closes(
      'A',
      times(26, HOUR).map((ts) => [ts, 10]),
    );
    const yearly = barsPerYear(series, true);
    expect(yearly.value).toBeNaN();
    pass(24, series);
    expect(yearly.value).toBeNaN();
    pass(1, series);
    expect(yearly.value).toBe(24 * 365);
  });

  it('count what has passed, not what comes', () => {
    const weekdays = times(10, DAY, weekday);
    const series = closes(
      'A',
      [...weekdays, ...times(30, DAY).filter((ts) => ts > weekdays[9]!)].map((ts) => [ts, 10]),
    );
    const yearly = barsPerYear(series, false);
    pass(10, series);
    expect(yearly.value).toBe(252);
    pass(5, series);
    expect(yearly.value).toBe(365);
  });
});

const sigma = (prices: readonly number[], period: number): number => {
  const returns = returnsOf(prices).slice(-period);
  return Math.sqrt(covary(returns, returns));
};

describe('a size by a volatility target', () => {
  const prices = walks(1, 80, [0.01])[0]!;
  const at = times(80, DAY);

  it('brings the yearly volatility of the position to the target', () => {
    const asset = closes(
      'A',
      prices.map((price, k) => [at[k]!, price]),
    );
    const size = volatilityTarget({ target: 0.1, period: 20 })(deskOf({ bars: [asset] }));
    pass(20, asset);
    expect(size(requestOf())).toBe('nothing-to-size-by');
    pass(1, asset);
    expect(size(requestOf())).toBeCloseTo((1_000 * 0.1) / (sigma(prices.slice(0, 21), 20) * Math.sqrt(365)) / 20, 9);
    pass(59, asset);
    const units = size(requestOf()) as number;
    expect(units).toBeCloseTo((1_000 * 0.1) / (sigma(prices, 20) * Math.sqrt(365)) / 20, 9);
    expect(size(requestOf({ instrument: instrumentOf('A', { multiplier: 5 }), rate: 2 }))).toBeCloseTo(units / 10, 9);
    // An inverse contract of 100 stands for 5 coins at 20.
    expect(size(requestOf({ instrument: instrumentOf('A', { contract: 'inverse', multiplier: 100 }) }))).toBeCloseTo((units * 20) / 5, 9);
  });

  it.each([1, 2.5, 1_024])('wants a period that can be measured, unlike %d', (period) => {
    const sentence = `to be a whole number from 2 to 1023, but it was "${period}"`;
    for (const model of ['volatility-target', 'risk-parity', 'equal-risk'] as const)
      expect(() => sizerOf({ model, target: 0.1, period })(deskOf({ bars: [closes('A', [[DAY, 1]])] }))).toThrow(sentence);
  });

  it('takes the bars a year that are given', () => {
    const asset = closes(
      'A',
      prices.map((price, k) => [at[k]!, price]),
    );
    const size = volatilityTarget({ target: 0.1, period: 20, periodsPerYear: 100 })(deskOf({ bars: [asset] }));
    pass(80, asset);
    expect(size(requestOf())).toBeCloseTo((1_000 * 0.1) / (sigma(prices, 20) * 10) / 20, 9);
  });

  it('is refused where the price stands still, and where it is not known', () => {
    const still = closes(
      'A',
      at.map((ts) => [ts, 10]),
    );
    const gap = closes(
      'B',
      at.map((ts, k) => [ts, k === 70 ? Number.NaN : 10 + (k % 3)]),
    );
    for (const asset of [still, gap]) {
      const size = volatilityTarget({ target: 0.1, period: 20 })(deskOf({ bars: [asset] }));
      pass(80, asset);
      expect(size(requestOf())).toBe('nothing-to-size-by');
    }
  });

  it('counts finished bars alone, at the fill too', () => {
    const rows = prices.slice(0, 7).map((close): Row => [close, close, close, close]);
    const wild = [...rows, [rows[6]![0], 999, 1, 999] as Row];
    const run = (drawn: readonly Row[]) => {
      const asset = bars('A', '1d', drawn);
      return live({ asset }, (ctx) => follow(asset, { 6: () => ctx.buy(asset) }), {
        sizer: { model: 'volatility-target', target: 0.2, period: 5, at: 'fill' },
        account: { leverage: 20 },
      });
    };
    expect(run(wild).fills[0]!.qty).toBe(run([...rows, rows[6]!]).fills[0]!.qty);
    expect(run(wild).fills[0]!.qty).toBeCloseTo((10_000 * 0.2) / (sigma(prices.slice(0, 7), 5) * Math.sqrt(365)) / rows[6]![0], 6);
    const early = bars('A', '1d', rows);
    const past = live({ early }, (ctx) => follow(early, { 4: () => ctx.buy(early) }), {
      sizer: { model: 'volatility-target', target: 0.2, period: 5 },
    });
    expect(ends(past)).toEqual(['rejected: nothing-to-size-by']);
  });
});

describe('a size by risk parity', () => {
  const [calm, wild, third] = walks(2, 80, [0.01, 0.04, 0.02]);
  const at = times(80, DAY);
  const series = (id: string, prices: readonly number[], from = 0) =>
    closes(
      id,
      prices.slice(from).map((price, k) => [at[k + from]!, price]),
    );

  it('gives each instrument a share in inverse proportion to its volatility', () => {
    const all = [series('A', calm!), series('B', wild!), series('C', third!)];
    const size = riskParity({ period: 30, exposure: 2 })(deskOf({ bars: all }));
    pass(80, ...all);
    const inverse = [calm!, wild!, third!].map((prices) => 1 / sigma(prices, 30));
    const sum = inverse.reduce((total, one) => total + one);
    for (const index of [0, 1, 2]) expect(size(requestOf({ index }))).toBeCloseTo((2_000 * inverse[index]!) / sum / 20, 9);
  });

  it('leaves out what is not measured yet, what stands still, and what has ended', () => {
    const [late, still, over] = [
      series('B', wild!, 60),
      closes(
        'C',
        at.map((ts) => [ts, 5]),
      ),
      closes(
        'D',
        wild!.slice(0, 40).map((price, k) => [at[k]!, price]),
      ),
    ];
    const own = series('A', calm!);
    const size = riskParity({ period: 30 })(deskOf({ bars: [own, late, still, over] }));
    pass(80, own, still);
    pass(20, late);
    pass(40, over);
    expect(size(requestOf({ index: 0 }))).toBeCloseTo(1_000 / 20, 9);
    for (const index of [1, 2]) expect(size(requestOf({ index }))).toBe('nothing-to-size-by');
  });
});
