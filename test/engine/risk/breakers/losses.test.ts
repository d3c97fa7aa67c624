import { describe, expect, it } from 'vitest';
import { DAY, WEEK } from '../../../../engine/model/time.ts';
import { FromPeak } from '../../../../engine/risk/breakers/from-peak.ts';
import { FromPeriod } from '../../../../engine/risk/breakers/from-period.ts';
import { FromStart } from '../../../../engine/risk/breakers/from-start.ts';
import { LosingDays } from '../../../../engine/risk/breakers/losing-days.ts';
import { Days } from '../../../../engine/risk/days.ts';
import { memoryOf } from '../../../../engine/risk/memory.ts';
import { at } from '../../world.ts';

/** At which of the values a measure says that its limit is reached. */
const reached = (
  measure: { watch(ts: number, equity: number): string | undefined },
  values: readonly (readonly [ts: number, equity: number])[],
) => values.filter(([ts, equity]) => measure.watch(ts, equity) !== undefined);

const days = new Days();

describe('a drawdown', () => {
  it('is measured from the highest equity so far, and reached at the limit, not a cent before', () => {
    const values = [100, 120, 108.01, 108, 119, 107.99].map((equity, k) => [k, equity] as const);
    expect(reached(new FromPeak(0.1, 100), values)).toEqual([
      [3, 108],
      [5, 107.99],
    ]);
  });

  it('says what it was', () => {
    expect(new FromPeak(0.1, 100).watch(0, 85)).toBe('equity of 85 at most 90, its highest was 100');
  });

  it('is measured anew where trading goes on', () => {
    const measure = new FromPeak(0.1, 100);
    measure.rearm(0, 80);
    expect(
      reached(measure, [
        [1, 72.01],
        [2, 72],
      ]),
    ).toEqual([[2, 72]]);
  });
});

describe('a daily loss', () => {
  it('is measured from the last equity of the day before; midnight belongs to the day it ends', () => {
    const values = [
      [0.5, 95],
      [1, 91],
      [1.5, 83],
      [2, 82],
      [2.1, 74],
      [2.2, 73.8],
    ].map(([day, equity]) => [day! * DAY, equity!] as const);
    expect(reached(new FromPeriod(0.1, 100, (ts) => days.day(ts)), values)).toEqual([[2.2 * DAY, 73.8]]);
  });

  it('is measured anew where trading goes on within the day', () => {
    const measure = new FromPeriod(0.1, 100, (ts) => days.day(ts));
    expect(measure.watch(0.2 * DAY, 90)).toBeDefined();
    measure.rearm(0.3 * DAY, 88);
    const values = [
      [0.4 * DAY, 79.21],
      [0.5 * DAY, 79.2],
      [1.1 * DAY, 79.2],
    ] as const;
    expect(reached(measure, values)).toEqual([[0.5 * DAY, 79.2]]);
  });

  it('is of the trading day where that begins at another time', () => {
    const own = new Days('22:00');
    const values = [
      [at('2024-01-02T21:00'), 100],
      [at('2024-01-02T22:00'), 90.01],
      [at('2024-01-02T22:01'), 81.01],
      [at('2024-01-03T00:00'), 81],
    ] as const;
    // The day that ends at 22:00 lost less than a tenth, the next one, from 90.01, a tenth.
    expect(reached(new FromPeriod(0.1, 100, (ts) => own.day(ts)), values)).toEqual([[at('2024-01-03T00:00'), 81]]);
  });
});

describe('a weekly loss', () => {
  it('is measured from the last equity before Monday', () => {
    const monday = at('2024-01-08');
    const values = [
      [monday - DAY, 90.01],
      [monday, 90.005],
      [monday + 1, 81.01],
      [monday + WEEK, 81.005],
      [monday + WEEK + 1, 72.91],
      [monday + WEEK + DAY, 72.9],
    ] as const;
    // The week that ends with Monday's midnight began with 100, the next with 90.005, the last with 81.005.
    expect(reached(new FromPeriod(0.1, 100, (ts) => days.week(ts)), values)).toEqual([[monday + WEEK + DAY, 72.9]]);
  });
});

describe('days and weeks', () => {
  it('begin at midnight, weeks on Monday; a time of day in the second half begins the next day', () => {
    expect(days.week(at('2024-01-08T00:00'))).toBe(days.week(at('2024-01-01T00:01')));
    expect(days.week(at('2024-01-08T00:01'))).toBe(days.week(at('2024-01-08T00:00')) + 1);
    const evening = new Days('22:00');
    // Sunday, 22:00 is the end of the week; a minute later Monday has begun.
    expect(evening.week(at('2024-01-07T22:01'))).toBe(evening.week(at('2024-01-07T22:00')) + 1);
    const morning = new Days('06:00');
    expect(morning.day(at('2024-01-08T06:00'))).toBe(morning.day(at('2024-01-07T06:01')));
    expect(morning.week(at('2024-01-08T06:01'))).toBe(morning.week(at('2024-01-08T06:00')) + 1);
    expect(evening.endOf(at('2024-01-05T12:00'))).toBe(at('2024-01-05T22:00'));
    expect(days.endOf(at('2024-01-05'))).toBe(at('2024-01-05'));
  });
});

describe('a stop loss and a take profit of equity', () => {
  it('are measured from the equity at the start, to the cent', () => {
    const values = [100, 80.01, 80, 119.99, 120].map((equity, k) => [k, equity] as const);
    expect(reached(new FromStart(0.2, 100), values)).toEqual([[2, 80]]);
    expect(reached(new FromStart(-0.2, 100), values)).toEqual([[4, 120]]);
  });

  it('begin with the first equity there is', () => {
    expect(
      reached(new FromStart(0.1, Number.NaN), [
        [0, 50],
        [1, 45],
      ]),
    ).toEqual([[1, 45]]);
  });
});

describe('a limit of whole percents', () => {
  const percents = Array.from({ length: 99 }, (_, k) => k + 1);
  const levels = percents.flatMap((percent) => [10_000, 123_456.7].map((equity) => [percent / 100, equity] as const));
  const cents = (money: number): number => Math.round(money * 100) / 100;

  it.each([
    ['a drawdown', (limit: number, equity: number) => new FromPeak(limit, equity)],
    ['a daily loss', (limit: number, equity: number) => new FromPeriod(limit, equity, (ts) => days.day(ts))],
    ['a stop loss', (limit: number, equity: number) => new FromStart(limit, equity)],
  ])('is reached at its cent and not one above, whatever 1 less it rounds to: %s', (_, make) => {
    for (const [limit, equity] of levels) {
      const level = cents((equity * (10_000 - Math.round(limit * 10_000))) / 10_000);
      // Of 123456.70 a percent may end within a cent: that is not reached before the next one below.
      const isWhole = Math.abs(equity - limit * equity - level) < 1e-6;
      expect(make(limit, equity).watch(1, level + 0.01), `${limit} of ${equity}`).toBeUndefined();
      expect(make(limit, equity).watch(1, isWhole ? level : level - 0.01), `${limit} of ${equity}`).toBeDefined();
    }
  });

  it('is reached at its cent and not one below by a take profit', () => {
    for (const percent of percents) {
      expect(new FromStart(-percent / 100, 10_000).watch(1, 10_000 + 100 * percent - 0.01), `${percent} %`).toBeUndefined();
      expect(new FromStart(-percent / 100, 10_000).watch(1, 10_000 + 100 * percent), `${percent} %`).toBeDefined();
    }
  });
});

describe('what a measure remembers', () => {
  it('leaves out what is not known yet', () => {
    const breaker = { name: 'max-drawdown', strategy: -1, action: 'reduce', coolDown: null } as const;
    const read = (equity: number) => memoryOf([{ ...breaker, measure: new FromPeak(0.1, equity) }], []);
    expect([read(Number.NaN), read(100)]).toEqual([{}, { 'max-drawdown': { peak: 100 } }]);
  });

  it.each([
    ['a drawdown', () => new FromPeak(0.1, 100)],
    ['a daily loss', () => new FromPeriod(0.1, 100, (ts) => days.day(ts))],
    ['a stop loss', () => new FromStart(0.1, 100)],
    ['a take profit', () => new FromStart(-0.1, 100)],
    ['losing days', () => new LosingDays(2, 100, days)],
  ])('lets another go on as if it had been there: %s', (_, make) => {
    const values = Array.from({ length: 60 }, (_, k) => [k * 0.3 * DAY, 100 + ((k * 37) % 41) - 20] as const);
    for (const cut of [0, 1, 17, 59]) {
      const [whole, before, after] = [make(), make(), make()];
      const expected = values.map(([ts, equity]) => whole.watch(ts, equity));
      const first = values.slice(0, cut).map(([ts, equity]) => before.watch(ts, equity));
      after.recall(JSON.parse(JSON.stringify(before.memory())));
      expect([...first, ...values.slice(cut).map(([ts, equity]) => after.watch(ts, equity))]).toEqual(expected);
    }
  });
});
