import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContinuousOptions, continuous } from '../../../../data/transform/futures/continuous.ts';
import type { Contract } from '../../../../data/transform/futures/contract.ts';
import { rollsBlock } from '../../../../data/transform/futures/rolls.ts';
import { type BarColumns, barColumns } from '../../../../engine/model/series.ts';
import { DAY } from '../../../../engine/model/time.ts';
import { rowsOf } from '../blocks.ts';
import { sessions } from '../sessions.ts';

/** Monday, 1 January 2024: day 0. */
const MONDAY = Date.UTC(2024, 0, 1);

/** A bar a day: the day, its close, its volume. */
function daily(...rows: [day: number, close: number, volume?: number][]): BarColumns {
  const columns = barColumns(rows.length);
  for (const [k, [day, close, volume = 100]] of rows.entries()) {
    columns.openTimes[k + 1] = MONDAY + day * DAY;
    columns.times[k + 1] = MONDAY + (day + 1) * DAY;
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][k + 1] = close;
    columns.volume[k + 1] = volume;
  }
  return columns;
}

const contract = (id: string, lastDay: number, bars: BarColumns, more: Partial<Contract> = {}): Contract => ({
  id,
  bars,
  lastTradingDay: MONDAY + lastDay * DAY,
  ...more,
});

/** Two contracts of the days 0 to 4 and 0 to 9, weekends left out; the second is 2 above the first, and takes over the volume on day 2. */
const H = contract('H', 4, daily([0, 100, 90], [1, 101, 80], [2, 102, 40], [3, 103, 20], [4, 104, 5]));
const M = contract(
  'M',
  11,
  daily([0, 102, 10], [1, 103, 20], [2, 104, 60], [3, 105, 80], [4, 106, 90], [7, 107, 90], [8, 108, 90], [9, 109, 90]),
);

const daysOf = (columns: BarColumns): number[] => Array.from(columns.openTimes.subarray(1), (time) => (time - MONDAY) / DAY);
const closesOf = (columns: BarColumns): number[] => Array.from(columns.close.subarray(1));
const made = (options: Partial<ContinuousOptions> = {}, contracts = [H, M]) =>
  continuous(contracts, { roll: { rule: 'volume' }, method: 'none', ...options });

describe('a continuous series', () => {
  it('holds each contract up to and with the day of its roll', () => {
    const { columns, contract, rolls } = made();
    expect(daysOf(columns)).toEqual([0, 1, 2, 3, 4, 7, 8, 9]);
    expect(closesOf(columns)).toEqual([100, 101, 102, 105, 106, 107, 108, 109]);
    expect(Array.from(contract)).toEqual([Number.NaN, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(rolls).toEqual([
      {
        ts: MONDAY + 3 * DAY,
        date: MONDAY + 2 * DAY,
        from: 'H',
        to: 'M',
        fromPrice: 102,
        toPrice: 104,
        fromTs: MONDAY + 3 * DAY,
        toTs: MONDAY + 3 * DAY,
      },
    ]);
  });

  it('shifts the prices before a roll by the difference of the closes, or those behind it', () => {
    expect(closesOf(made({ method: 'difference' }).columns)).toEqual([102, 103, 104, 105, 106, 107, 108, 109]);
    expect(closesOf(made({ method: 'difference', anchor: 'start' }).columns)).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
  });

  it('multiplies the prices before a roll by the ratio of the closes, or those behind it', () => {
    const double = contract('M', 11, daily([2, 204, 60], [3, 206, 80]));
    expect(closesOf(made({ method: 'ratio' }, [H, double]).columns)).toEqual([200, 202, 204, 206]);
    expect(closesOf(made({ method: 'ratio', anchor: 'start' }, [H, double]).columns)).toEqual([100, 101, 102, 103]);
  });

  it('adds up over several rolls', () => {
    const [a, b, c] = [
      contract('A', 1, daily([0, 10])),
      contract('B', 2, daily([0, 13], [1, 13.5])),
      contract('C', 3, daily([1, 12.5], [2, 12.75])),
    ];
    const roll = { rule: 'last-day', days: 1 } as const;
    expect(closesOf(made({ roll, method: 'difference' }, [a, b, c]).columns)).toEqual([12, 12.5, 12.75]);
    expect(closesOf(made({ roll, method: 'difference', anchor: 'start' }, [a, b, c]).columns)).toEqual([10, 10.5, 10.75]);
  });

  it('keeps shifted prices on their ticks, and may fall below zero', () => {
    const a = contract('A', 1, daily([-3, 0.1], [0, 0.3]));
    const b = contract('B', 4, daily([0, 0.1], [1, 0.7]));
    expect(closesOf(made({ roll: { rule: 'last-day', days: 1 }, method: 'difference' }, [a, b]).columns)).toEqual([-0.1, 0.1, 0.7]);
  });

  it('leaves volumes as they were traded', () => {
    expect(Array.from(made({ method: 'ratio' }).columns.volume.subarray(1))).toEqual([90, 80, 40, 80, 90, 90, 90, 90]);
  });

  it('is a contract alone where there is one, and ends with it where it has been left and the next has not traded since', () => {
    expect(closesOf(made({ method: 'difference' }, [H]).columns)).toEqual([100, 101, 102, 103, 104]);
    const { columns, rolls } = made({}, [H, contract('M', 11, daily([1, 103, 200]))]);
    expect([closesOf(columns), rolls.length]).toEqual([[100, 101], 1]);
  });

  it('has not rolled on a day that is still going on', () => {
    const open = contract('M', 11, daily([0, 102, 10], [1, 103, 95]));
    open.bars.times[2]! -= 1;
    const short = contract('H', 4, daily([0, 100, 90], [1, 101, 80]));
    short.bars.times[2]! -= 1;
    expect(made({}, [short, open]).rolls).toEqual([]);
  });

  it('says its rolls as a custom series, known when they were decided', () => {
    expect(rowsOf(rollsBlock(made().rolls))).toEqual([[MONDAY + 3 * DAY, MONDAY + 2 * DAY, 102, 104, 2, 104 / 102]]);
  });
});

describe('a roll', () => {
  const date = (options: Partial<ContinuousOptions>, contracts = [H, M]): number[] =>
    made(options, contracts).rolls.map((roll) => (roll.date - MONDAY) / DAY);

  it('comes so many trading days before the last one; weekends are none', () => {
    expect([0, 1, 3].map((days) => date({ roll: { rule: 'last-day', days } }))).toEqual([[4], [3], [1]]);
    const late = contract('H', 8, daily([3, 1], [4, 1], [7, 1], [8, 1]));
    expect([1, 2, 3].map((days) => date({ roll: { rule: 'last-day', days } }, [late, M]))).toEqual([[7], [4], [3]]);
  });

  it('counts the sessions of a calendar', () => {
    const days = sessions(
      ['2024-01-02', '-23:00', '22:00'],
      ['2024-01-03', '-23:00', '22:00'],
      ['2024-01-05', '-23:00', '22:00'],
      ['2024-01-08', '-23:00', '22:00'],
      ['2024-01-09', '-23:00', '22:00'],
      ['2024-01-10', '-23:00', '22:00'],
    );
    const a = contract('A', 4, daily([1, 10], [2, 10], [4, 10]));
    const b = contract('B', 9, daily([1, 11], [2, 11], [4, 11], [7, 11]));
    const roll = { rule: 'last-day', days: 1 } as const;
    expect(date({ roll, sessions: days }, [a, b])).toEqual([2]);
    expect(() => date({ roll: { rule: 'last-day', days: 9 }, sessions: days }, [a, b])).toThrow(
      'Expected a calendar that reaches 9 sessions back from 2024-01-05, but it was "TEST"',
    );
  });

  it('comes before the first notice', () => {
    expect(date({ roll: { rule: 'first-notice', days: 1 } }, [{ ...H, firstNotice: MONDAY + 3 * DAY }, M])).toEqual([2]);
    expect(() => date({ roll: { rule: 'first-notice', days: 1 } })).toThrow(
      'Expected contract "H" to have firstNotice, which the roll rule asks for, but it was "undefined"',
    );
  });

  it('comes on a day of the month, or the first day after it on which both traded', () => {
    expect(date({ roll: { rule: 'day-of-month', day: 2 } })).toEqual([1]);
    expect(date({ roll: { rule: 'day-of-month', day: 31, monthsBefore: 1 } })).toEqual([0]);
    expect(date({ roll: { rule: 'day-of-month', day: 31 } })).toEqual([4]);
  });

  it('comes when the next contract has traded more, on so many days in a row', () => {
    expect(date({ roll: { rule: 'volume', days: 2 } })).toEqual([3]);
    const torn = contract('M', 11, daily([0, 1, 95], [1, 1, 20], [2, 1, 60], [3, 1, 80], [7, 1, 90]));
    expect(date({ roll: { rule: 'volume', days: 2 } }, [H, torn])).toEqual([3]);
    expect(date({ roll: { rule: 'volume', days: 9 } })).toEqual([4]);
  });

  it('comes when more of the next contract are outstanding, by the numbers known by then', () => {
    const known = (...rows: [day: number, value: number][]) => ({
      openInterest: { times: Float64Array.from(rows, ([day]) => MONDAY + day * DAY), value: Float64Array.from(rows, ([, value]) => value) },
    });
    const h = { ...H, ...known([1.4, 50], [2.4, 40], [3.4, 30]) };
    const m = { ...M, ...known([1.4, 45], [2.4, 45], [3.4, 90]) };
    // The numbers of day 1 are out on day 2.
    expect(date({ roll: { rule: 'open-interest' } }, [h, m])).toEqual([2]);
    expect(date({ roll: { rule: 'open-interest', days: 2 } }, [h, m])).toEqual([3]);
    expect(() => date({ roll: { rule: 'open-interest' } })).toThrow('Expected contract "H" to have openInterest');
  });

  it('waits for a day on which both traded, at the latest for the last trading day', () => {
    const thin = contract('M', 11, daily([0, 102], [3, 105], [7, 107]));
    expect(date({ roll: { rule: 'last-day', days: 3 } }, [H, thin])).toEqual([3]);
    const never = contract('M', 11, daily([7, 107]));
    expect(date({ roll: { rule: 'last-day', days: 3 } }, [H, never])).toEqual([4]);
    expect(closesOf(made({}, [H, never]).columns)).toEqual([100, 101, 102, 103, 104, 107]);
    expect(() => made({ method: 'difference' }, [H, never])).toThrow(
      'Expected closes of H and M up to 2024-01-05, to compare them, but it was "104 and NaN"',
    );
  });

  it('needs prices above zero for a ratio', () => {
    const oil = contract('H', 4, daily([2, -37, 1], [4, 10, 1]));
    expect(() => made({ method: 'ratio' }, [oil, M])).toThrow(
      'Expected closes above 0 of H and M on 2024-01-03, for a ratio, but it was "-37 and 104"',
    );
  });

  it('needs contracts in their order, and whole days', () => {
    expect(() => made({}, [M, H])).toThrow('Expected contracts in the order of their last trading days, but it was "M" before "H"');
    expect(() => made({ roll: { rule: 'last-day', days: 1.5 } })).toThrow(
      'Expected days of a roll rule to be a whole number from 0, but it was "1.5"',
    );
    expect(() => made({ roll: { rule: 'volume', days: 0 } })).toThrow(
      'Expected days of a roll rule to be a whole number from 1, but it was "0"',
    );
  });
});

/** Three contracts of 30 days with closes and volumes at random, some days without trade. */
const market = fc
  .array(
    fc.array(fc.tuple(fc.integer({ min: 4000, max: 6000 }), fc.integer({ min: 1, max: 99 }), fc.boolean()), {
      minLength: 30,
      maxLength: 30,
    }),
    { minLength: 3, maxLength: 3 },
  )
  .map((all) =>
    all.map((rows, k) =>
      contract(
        `C${k}`,
        9 + 10 * k,
        daily(
          ...rows.flatMap(([close, volume, trades], day): [number, number, number][] =>
            day > 9 + 10 * k || (!trades && day % 3 > 0) ? [] : [[day, close / 4, volume]],
          ),
        ),
      ),
    ),
  );
const until = (contracts: readonly Contract[], day: number): Contract[] =>
  contracts.map((one) => {
    const rows = one.bars.times.findLastIndex((time) => time <= MONDAY + day * DAY) + 1;
    return {
      ...one,
      bars: Object.fromEntries(
        Object.entries(one.bars).map(([name, column]) => [name, column.slice(0, Math.max(rows, 1))]),
      ) as unknown as BarColumns,
    };
  });
const rule = fc.constantFrom<ContinuousOptions['roll']>(
  { rule: 'volume' },
  { rule: 'volume', days: 2 },
  { rule: 'last-day', days: 2 },
  { rule: 'day-of-month', day: 5 },
);

describe('a continuous series, as it was known on a day', () => {
  it('has the rolls of that day, and unshifted prices that no later day changes', () => {
    fc.assert(
      fc.property(market, rule, fc.integer({ min: 1, max: 30 }), (contracts, roll, day) => {
        const all = continuous(contracts, { roll, method: 'none' });
        const then = continuous(until(contracts, day), { roll, method: 'none' });
        expect(then.rolls).toEqual(all.rolls.slice(0, then.rolls.length));
        expect(closesOf(then.columns)).toEqual(closesOf(all.columns).slice(0, then.columns.times.length - 1));
      }),
    );
  });

  it('anchored to the start has shifted prices that no later day changes', () => {
    fc.assert(
      fc.property(
        market,
        rule,
        fc.constantFrom<'difference' | 'ratio'>('difference', 'ratio'),
        fc.integer({ min: 1, max: 30 }),
        (contracts, roll, method, day) => {
          const comparable = contracts.every(({ bars }, k) => k === 0 || bars.times[1]! <= contracts[k - 1]!.lastTradingDay);
          fc.pre(comparable);
          const options = { roll, method, anchor: 'start' } as const;
          const then = continuous(until(contracts, day), options);
          expect(closesOf(then.columns)).toEqual(closesOf(continuous(contracts, options).columns).slice(0, then.columns.times.length - 1));
        },
      ),
    );
  });

  it('changes from row to row within a contract by what that contract changed', () => {
    fc.assert(
      fc.property(market, rule, (contracts, roll) => {
        const raw = continuous(contracts, { roll, method: 'none' });
        const shifted = continuous(contracts, { roll, method: 'difference' });
        for (let row = 2; row < raw.columns.times.length; row++) {
          if (raw.contract[row] !== raw.contract[row - 1]) continue;
          expect(shifted.columns.close[row]! - shifted.columns.close[row - 1]!).toBe(raw.columns.close[row]! - raw.columns.close[row - 1]!);
        }
      }),
    );
  });
});
