import { describe, expect, it } from 'vitest';
import { sma } from '../../engine/indicators/sma.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { HISTORY, type Line } from '../../engine/model/line.ts';
import { type BarColumns, BarSeries, type Bars } from '../../engine/model/series.ts';
import { AuthorLine } from '../../engine/strategy/author-line.ts';
import { expectSameBits, randomBars, SteppedBars, tail, values, withGap, without } from './indicator-bars.ts';
import { bytesPerRow } from './indicator-memory.ts';

/**
 * What becomes of an indicator when one row of its source is NaN, all columns of it:
 * - `anew`: NaN on that row, and after it what a series that starts there gives;
 * - `skips`: on that row the value before, and after it as if the row had never been;
 * - `passes`: NaN on that row, and after it as if the row had never been;
 * - `keeps`: a number again from the next row on, and what the gap left behind fades;
 * - distances: NaN on the rows so far after it, and every other row untouched.
 */
export type Gap = 'anew' | 'skips' | 'passes' | 'keeps' | readonly number[];

/** What an indicator promises, and what it is by definition. */
export interface IndicatorCase {
  readonly name: string;
  /** Of bars, with the period under test. */
  make(bars: Bars): Line;
  /** Of any line, where it can be made of one; of the close it must be what `make` gives. */
  readonly of?: (source: Line) => Line;
  /** With a period of one's own, where it has one. */
  readonly withPeriod?: (bars: Bars, period: number) => Line;
  /** The least of those periods; 1 if not given. */
  readonly leastPeriod?: number;
  /** The first row with a value. */
  readonly readyOn: number;
  /** How many rows a value depends on; Infinity for a recursion, which never forgets entirely, `all` for a sum that never forgets. */
  readonly window: number | 'all';
  /** Its policy for NaN. */
  readonly gap: Gap;
  /** It is another library's, which allocates at every value. */
  readonly allocates?: true;
  /** Its value at a row from the textbook; rows count from 1. */
  expected(columns: BarColumns, row: number): number;
}

/** Rows that go around the rings of a line more than twice. */
const ROWS = 5_000;

/** Puts one indicator through what all of them promise. */
export function indicatorContract(indicator: IndicatorCase): void {
  const { name, make, of, withPeriod, leastPeriod = 1, readyOn, window, gap, allocates, expected } = indicator;
  const columns = randomBars(ROWS);

  describe(`${name} keeps the contract of indicators`, () => {
    const batch = values(columns, make);

    it(`has its first value on row ${readyOn}, is NaN before it and a number after it`, () => {
      expect(batch.findIndex((value) => !Number.isNaN(value))).toBe(readyOn);
      expect(batch.subarray(readyOn).every(Number.isFinite)).toBe(true);
    });

    it('says that it is ready exactly when it has a value', () => {
      const series = new BarSeries('A', columns);
      const line = make(series);
      const ready = Array.from({ length: readyOn + 2 }, () => {
        const now = line.ready;
        series.advance();
        return now;
      });
      expect(ready).toEqual(ready.map((_, row) => row >= readyOn));
    });

    it('is its textbook definition', () => {
      for (let row = readyOn; row <= ROWS; row++) {
        const definition = expected(columns, row);
        const near = Math.abs(batch[row]! - definition) <= 1e-11 * Math.max(1, Math.abs(definition));
        if (!near) expect(`row ${row}: ${batch[row]}`).toBe(`row ${row}: ${definition}`);
      }
    });

    it('is the same bits a row at a time, and in blocks of any length', () => {
      const one = new SteppedBars(columns);
      expectSameBits(
        one.values(make(one), () => 1),
        batch,
      );
      const odd = new SteppedBars(columns);
      expectSameBits(
        odd.values(make(odd), (row) => 1 + ((row * 7919) % 256)),
        batch,
      );
    });

    it('is the same bits when it starts again: its history in blocks, and then a row at a time', () => {
      const again = new SteppedBars(columns);
      expectSameBits(
        again.values(make(again), (row) => (row < 2_345 ? 256 : 1)),
        batch,
      );
    });

    it.skipIf(allocates)(`allocates nothing on an update${allocates === true ? ' (skipped: the bridged package does)' : ''}`, () => {
      expect(bytesPerRow(make)).toBeLessThan(1);
    });

    it(`says what a NaN in the middle does: ${typeof gap === 'string' ? gap : `NaN ${gap.join(', ')} rows after it`}`, () => {
      for (const row of [readyOn + 700, 2_305]) expectGap(gap, row, columns, batch, make);
    });

    it('does not see the future: other later rows change nothing earlier', () => {
      for (const last of [readyOn, 255, 256, 257, 3_000]) {
        const other = randomBars(ROWS, 99);
        for (const key of ['open', 'high', 'low', 'close', 'volume'] as const) other[key].set(columns[key].subarray(0, last + 1));
        expectSameBits(values(other, make).subarray(0, last + 1), batch.subarray(0, last + 1));
      }
    });

    it('remembers 1024 rows, also once its ring has gone around', () => {
      const series = new BarSeries('A', columns);
      const line = make(series);
      for (let row = 1; row <= ROWS; row++) {
        series.advance();
        if (row % 617 !== 0 && row !== ROWS) continue;
        for (let n = 0; n <= HISTORY; n++) {
          const then = row - n < 1 ? Number.NaN : batch[row - n]!;
          if (!Object.is(line.ago(n), then)) expect(`row ${row}, ${n} ago: ${line.ago(n)}`).toBe(`row ${row}, ${n} ago: ${then}`);
        }
      }
      expect(() => line.ago(HISTORY + 1)).toThrow(RangeError);
    });

    if (typeof window === 'number' && Number.isFinite(window)) {
      it(`depends on its last ${window} rows alone, not on where the series started`, () => {
        for (const skipped of [1, 100, 2_345]) {
          const late = values(tail(columns, skipped), make);
          expectSameBits(late.subarray(readyOn), batch.subarray(skipped + readyOn));
        }
      });
    } else if (window !== 'all') {
      it('forgets where the series started', () => {
        const late = values(tail(columns, 1_000), make);
        expect(Math.abs(late[ROWS - 1_000]! - batch[ROWS]!)).toBeLessThan(1e-11 * Math.max(1, Math.abs(batch[ROWS]!)));
      });
    }

    if (of !== undefined) {
      it('takes any line: the close, a line of the author, another indicator that is not ready yet', () => {
        expectSameBits(
          values(columns, (bars) => of(bars.close)),
          batch,
        );
        const author = new AuthorLine();
        const line = of(author);
        const pushed = columns.close.map((close, row) => {
          if (row > 0) author.push(close);
          return line.value;
        });
        expectSameBits(pushed, batch);

        const before = 7;
        const source = values(columns, (bars) => sma(bars.close, before));
        const started = { ...tail(columns, before - 1), close: Float64Array.of(Number.NaN, ...source.subarray(before)) };
        const chained = values(columns, (bars) => of(sma(bars.close, before)));
        expectSameBits(chained.subarray(before), values(started, (bars) => of(bars.close)).subarray(1));
        expect(chained.findIndex((value) => !Number.isNaN(value))).toBe(before - 1 + readyOn);
      });
    }

    if (of !== undefined && withPeriod !== undefined && typeof window === 'number' && Number.isFinite(window)) {
      it('takes a period longer than the ring of its source', () => {
        const long = 3_000;
        const source = values(columns, (bars) => sma(bars.close, 2));
        const chained = values(columns, (bars) => withPeriod({ ...bars, close: sma(bars.close, 2) }, long));
        expectSameBits(
          chained,
          values({ ...columns, close: source }, (bars) => withPeriod(bars, long)),
        );
        expect(chained.findIndex((value) => !Number.isNaN(value))).toBeGreaterThan(long);
      });
    }

    if (withPeriod !== undefined) {
      it.each([leastPeriod - 1, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d as a period', (period) => {
        const asked = (): Line => withPeriod(new BarSeries('A', columns), period);
        expect(asked).toThrow(ConfigError);
        expect(asked).toThrow(`whole number of at least ${leastPeriod}, but it was "${period}"`);
      });
    }

    it('is refused once rows have passed', () => {
      const series = new BarSeries('A', columns);
      series.advance();
      expect(() => make(series)).toThrow(ConfigError);
    });
  });
}

function expectGap(gap: Gap, row: number, columns: BarColumns, batch: Float64Array, make: (bars: Bars) => Line): void {
  const actual = values(withGap(columns, row), make);
  expectSameBits(actual.subarray(0, row), batch.subarray(0, row));
  const after = actual.subarray(row + 1);
  switch (gap) {
    case 'anew':
      expect(actual[row]).toBeNaN();
      expectSameBits(after, values(tail(columns, row), make).subarray(1));
      break;
    case 'skips':
    case 'passes':
      expect(actual[row]).toBe(gap === 'skips' ? batch[row - 1] : Number.NaN);
      expectSameBits(after, values(without(columns, row), make).subarray(row));
      break;
    case 'keeps':
      expect(after.every(Number.isFinite)).toBe(true);
      expect(Math.abs(after.at(-1)! - batch.at(-1)!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(batch.at(-1)!)));
      break;
    default: {
      const expected = batch.slice();
      for (const distance of gap) expected[row + distance] = Number.NaN;
      expectSameBits(actual, expected);
    }
  }
}
