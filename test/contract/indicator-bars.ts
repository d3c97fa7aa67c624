import { expect } from 'vitest';
import { byName, type Kernel, type Line, type Lines, ring } from '../../engine/model/line.ts';
import { type BarColumns, BarSeries, type Bars, barColumns, type Column } from '../../engine/model/series.ts';

/** Bars of a random walk with two decimals, so that exact ties happen; the same for the same seed. */
export function randomBars(rows: number, seed = 1): BarColumns {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const cents = (value: number): number => Math.round(value * 100) / 100;
  const columns = barColumns(rows);
  let close = 100;
  for (let row = 1; row <= rows; row++) {
    const open = cents(close + next() - 0.5);
    close = Math.max(cents(open + 2 * next() - 1), 1);
    columns.openTimes[row] = (row - 1) * 60_000;
    columns.times[row] = row * 60_000;
    columns.open[row] = open;
    columns.high[row] = cents(Math.max(open, close) + next());
    columns.low[row] = cents(Math.min(open, close) - next());
    columns.close[row] = close;
    columns.volume[row] = Math.floor(1000 * next());
  }
  return columns;
}

/** The same bars without the first `skipped` rows. */
export function tail(columns: BarColumns, skipped: number): BarColumns {
  return eachColumn(columns, (column) => Float64Array.of(Number.NaN, ...column.subarray(skipped + 1)));
}

/** The same bars without one row. */
export function without(columns: BarColumns, row: number): BarColumns {
  return eachColumn(columns, (column) => column.filter((_, k) => k !== row));
}

/** The same bars, of which one row has no prices and no volume. */
export function withGap(columns: BarColumns, row: number): BarColumns {
  const holed = eachColumn(columns, (column) => column.slice());
  for (const key of ['open', 'high', 'low', 'close', 'volume'] as const) holed[key][row] = Number.NaN;
  return holed;
}

function eachColumn(columns: BarColumns, change: (column: Column) => Column): BarColumns {
  const { openTimes, times, open, high, low, close, volume } = columns;
  return {
    openTimes: change(openTimes),
    times: change(times),
    open: change(open),
    high: change(high),
    low: change(low),
    close: change(close),
    volume: change(volume),
  };
}

/** Every value of a line as a strategy sees it, by row. */
export function values(columns: BarColumns, make: (bars: Bars) => Line): Float64Array {
  const series = new BarSeries('A', columns);
  const line = make(series);
  const seen = new Float64Array(series.rows + 1).fill(Number.NaN);
  for (let row = 1; row <= series.rows; row++) {
    series.advance();
    seen[row] = line.value;
  }
  return seen;
}

/** Bars whose kernels are run in steps of given lengths: of 1, as a live feed does. */
export class SteppedBars extends BarSeries {
  readonly #stepped: Kernel[] = [];

  constructor(columns: BarColumns) {
    super('A', columns);
  }

  override deriveAll<N extends string>(names: readonly N[], make: (outs: Lines<N>) => Kernel): Lines<N> {
    const outs = byName(names, () => ring(this));
    this.#stepped.push(make(outs));
    return outs;
  }

  /** Runs its kernels over all rows, a row at a time. */
  run(): void {
    for (let row = 1; row <= this.rows; row++) {
      for (let k = 0; k < this.#stepped.length; k++) this.#stepped[k]!.advance(row, row + 1);
      this.row = row;
    }
  }

  /** All values of a line, its kernels run `step(row)` rows at a time. */
  values(line: Line, step: (row: number) => number): Float64Array {
    const seen = new Float64Array(this.rows + 1).fill(Number.NaN);
    let from = 1;
    while (from <= this.rows) {
      const to = Math.min(from + step(from), this.rows + 1);
      for (const kernel of this.#stepped) kernel.advance(from, to);
      for (; from < to; from++) {
        this.row = from;
        seen[from] = line.value;
      }
    }
    return seen;
  }
}

/** Two columns are the same bits: NaN is NaN, and 0 is not -0. Names the first row where they are not. */
export function expectSameBits(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  const row = actual.findIndex((value, k) => !Object.is(value, expected[k]));
  expect(row === -1 ? 'no row differs' : `row ${row}: ${actual[row]} is not ${expected[row]}`).toBe('no row differs');
}
