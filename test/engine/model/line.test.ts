import { describe, expect, it } from 'vitest';
import { BLOCK, HISTORY, type Kernel, Line, ring } from '../../../engine/model/line.ts';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';
import { Table } from '../../../engine/model/table.ts';
import { bars, custom, quotes, trades } from '../world.ts';

const counting = (rows: number): BarSeries => {
  const columns = barColumns(rows);
  for (let row = 1; row <= rows; row++) columns.close[row] = columns.times[row] = row;
  return new BarSeries('A', columns);
};

describe('a line', () => {
  it('is not ready before the first row', () => {
    const { close } = counting(3);
    expect([close.value, close.ready, Line.back(close, 1)]).toEqual([Number.NaN, false, Number.NaN]);
  });

  it('shows the newest value and a bounded past, and never what lies ahead', () => {
    const series = counting(2_000);
    const { close } = series;
    for (let k = 0; k < 1_500; k++) series.advance();
    expect([close.value, close.ready, Line.back(close, 1), close.ago(0), close.ago(10), close.ago(HISTORY)]).toEqual([
      1_500,
      true,
      1_499,
      1_500,
      1_490,
      1_500 - HISTORY,
    ]);
    expect(() => close.ago(-1)).toThrow('Expected 0 to 1024 rows back, but it was "-1"');
    expect(() => close.ago(HISTORY + 1)).toThrow(RangeError);
    expect(() => close.ago(Number.NaN)).toThrow(RangeError);
  });

  it('has no value before its first row', () => {
    const series = counting(5);
    series.advance();
    expect(series.close.ago(1)).toBeNaN();
  });

  it('of a kernel is computed ahead in blocks and hidden by the cursor', () => {
    const series = counting(1_000);
    const asked: [number, number][] = [];
    const double = series.derive((out) => kernelOf(asked, (row) => (Line.bufferOf(out)[row & Line.maskOf(out)] = 2 * row)));
    for (let k = 1; k <= 600; k++) {
      series.advance();
      expect(double.value).toBe(2 * k);
      expect(double.ago(Math.min(k - 1, 500))).toBe(2 * (k - Math.min(k - 1, 500)));
    }
    expect(asked).toEqual([
      [1, 1 + BLOCK],
      [1 + BLOCK, 1 + 2 * BLOCK],
      [1 + 2 * BLOCK, 1 + 3 * BLOCK],
    ]);
  });

  it('of a kernel stops with the data', () => {
    const series = counting(3);
    const asked: [number, number][] = [];
    series.derive(() => kernelOf(asked, () => 0));
    series.advance();
    expect(asked).toEqual([[1, 4]]);
  });

  it('is made before the first row only', () => {
    const series = counting(3);
    series.advance();
    expect(() => series.derive(() => kernelOf([], () => 0))).toThrow(
      'Expected indicators of "A" to be made in setup, but one was made after the first bar',
    );
  });

  it('makes room for a reader that looks far back', () => {
    const series = counting(10);
    const line = ring(series);
    Line.reserve(line, 100);
    expect(Line.maskOf(line)).toBe(2_047);
    Line.reserve(line, 5_000);
    expect(Line.maskOf(line) + 1).toBeGreaterThanOrEqual(5_000 + BLOCK + 1);
    expect(Line.bufferOf(line)).toHaveLength(Line.maskOf(line) + 1);
    Line.reserve(series.close, 100_000);
    expect(Line.maskOf(series.close)).toBe(-1);
  });
});

function kernelOf(asked: [number, number][], fill: (row: number) => void): Kernel {
  return {
    advance(from, to) {
      asked.push([from, to]);
      for (let row = from; row < to; row++) fill(row);
    },
  };
}

describe('a series', () => {
  it('of bars shows the newest bar, marks at its close and knows the open of the next', () => {
    const series = bars('A', '1h', [
      [1, 4, 0.5, 2],
      [3, 5, 2, 4],
    ]);
    expect([series.openAhead, series.mark]).toEqual([1, Number.NaN]);
    series.advance();
    expect([series.open.value, series.high.value, series.low.value, series.close.value, series.volume.value]).toEqual([1, 4, 0.5, 2, 100]);
    expect([series.mark, series.openAhead, series.ts - series.openTs]).toEqual([2, 3, 3_600_000]);
  });

  it('of quotes marks at the middle, of trades at the price, and a custom one not at all', () => {
    const book = quotes('A', [['2024-01-01', 9, 11]]);
    const prints = trades('A', [['2024-01-01', 7]]);
    const signals = custom('signal', [['2024-01-02', '2024-01-01', 5]]);
    for (const series of [book, prints, signals]) series.advance();
    expect([book.mark, prints.mark, signals.mark]).toEqual([10, 7, Number.NaN]);
    expect([book.openAhead, book.bidSize.value, prints.side.value, prints.size.value]).toEqual([Number.NaN, 1, 1, 1]);
    expect([signals.line('value').value, signals.about.value]).toEqual([5, Date.UTC(2024, 0, 1)]);
  });

  it('of custom columns names those it has', () => {
    expect(() => custom('signal', []).line('vlaue')).toThrow('Expected one of the columns value of "signal", but it was "vlaue"');
  });
});

describe('a table', () => {
  it('keeps its rows in chunks that never move', () => {
    const table = new Table(2);
    const rows = 5_000;
    for (let row = 0; row < rows; row++) {
      expect(table.add()).toBe(row);
      table.tail[table.base + 1] = row;
    }
    const first = table.chunk(0);
    table.add();
    expect(table.chunk(0)).toBe(first);
    expect([table.length, table.get(0, 1), table.get(2_047, 1), table.get(2_048, 1), table.get(4_999, 1), table.get(5_000, 1)]).toEqual([
      5_001, 0, 2_047, 2_048, 4_999, 0,
    ]);
    table.set(2_048, 0, 7);
    expect(table.chunk(2_048)[table.offset(2_048)]).toBe(7);
  });
});
