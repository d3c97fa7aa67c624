import { describe, expect, it } from 'vitest';
import { closesOf } from '../../app/benchmark.ts';
import { checkFiner } from '../../app/finer.ts';
import { warmUntil } from '../../app/window.ts';
import { type BarColumns, BarSeries, type Series, TradeSeries } from '../../engine/model/series.ts';
import { HOUR, MINUTE } from '../../engine/model/time.ts';
import { columnsOf, type Row } from '../engine/world.ts';
import { PASSING, rowsOf, SHORTEST } from '../property/passing.ts';
import { walk } from '../property/random-world.ts';

const COLUMNS = walk(5, 9_000, MINUTE);
const spec = (warmup: number | string) => ({ warmup }) as Parameters<typeof warmUntil>[0];

/** A print at the open and one before the close of every bar, times a factor. */
function printsOf({ openTimes, open, close }: BarColumns, factor: (row: number) => number = () => 1) {
  const length = 2 * open.length - 1;
  const column = (value: (row: number, late: boolean) => number) =>
    Float64Array.from({ length }, (_, k) => (k === 0 ? Number.NaN : value((k + 1) >> 1, k % 2 === 0)));
  return {
    times: column((row, late) => openTimes[row]! + (late ? 30_000 : 0)),
    price: column((row, late) => (late ? close[row]! : open[row]!) * factor(row)),
    size: column(() => 1),
    side: column(() => 0),
  };
}

describe('a feed that is longer than memory', () => {
  it('is warmed up to the time of the same bar', () => {
    for (const warmup of [1, 100, 8_999])
      expect(warmUntil(spec(warmup), PASSING.bars('A', COLUMNS))).toBe(warmUntil(spec(warmup), new BarSeries('A', COLUMNS)));
    expect(() => warmUntil(spec(9_000), PASSING.bars('A', COLUMNS))).toThrow('Expected "warmup" to be fewer than the 9000 bars of "A"');
  });

  it('is compared with its finer data as it is in memory', () => {
    const said = (bars: Series, finer: Series): unknown => {
      try {
        return checkFiner(bars as BarSeries, finer);
      } catch (error) {
        return (error as Error).message;
      }
    };
    const prints = [
      printsOf(COLUMNS),
      printsOf(COLUMNS, (row) => (row % 50 === 7 ? Number.NaN : 1)),
      printsOf(COLUMNS, (row) => (row % 40 === 3 ? 2 : 1)),
      printsOf(COLUMNS, () => 0.5),
      printsOf(walk(5, 4_000, MINUTE)),
      printsOf(walk(5, 9_000, MINUTE, { start: COLUMNS.openTimes[20]! })),
    ];
    const heard = prints.map((one) => {
      const whole = said(new BarSeries('A', COLUMNS), new TradeSeries('A', one));
      expect(said(PASSING.bars('A', COLUMNS), PASSING.trades('A', one))).toEqual(whole);
      return whole;
    });
    expect(heard).toEqual([
      [],
      [expect.stringContaining('180 of 9000 bars of "A" have no finer data')],
      [expect.stringContaining('225 of 9000 bars of "A" do not hold the prices of their finer data')],
      expect.stringContaining('Expected the finer data of "A" to have the prices of its bars'),
      expect.stringMatching(/Expected finer data of "A" from .* to .*, as its bars are, but it was "from .* to 2024-01-03T18:39"/),
      expect.stringMatching(/Expected finer data of "A" from .* to .*, as its bars are, but it was "from 2024-01-01T00:19 to .*"/),
    ]);
    const coarse = columnsOf('1h', new Array<Row>(10).fill([1, 1, 1, 1]));
    const series = BarSeries.streamed('A', () => rowsOf({ ...coarse }), SHORTEST);
    expect(said(PASSING.bars('A', COLUMNS), series)).toBe(
      'Expected the finer bars of "A" to be shorter than 60000 ms, but it was "3600000 ms"',
    );
  });

  it('is a benchmark by its last close of every hour', () => {
    const bars = PASSING.bars('A', COLUMNS);
    const { ts, close } = closesOf(bars);
    expect([...ts]).toEqual(Array.from({ length: 150 }, (_, k) => COLUMNS.openTimes[1]! + (k + 1) * HOUR));
    expect([...close]).toEqual(Array.from({ length: 150 }, (_, k) => COLUMNS.close[(k + 1) * 60]));
    expect(bars.row).toBe(0);
  });
});
