import { describe, expect, it } from 'vitest';
import { BLOCK, HISTORY, Line, type LineDriver } from '../../../engine/model/line.ts';
import type { RowSource } from '../../../engine/model/row-source.ts';
import { BarSeries, Series } from '../../../engine/model/series.ts';
import { Stream } from '../../../engine/model/stream.ts';
import { rowsOf, SHORTEST } from '../../property/passing.ts';
import { columnsOf, type Row } from '../world.ts';

const refuse = (): never => {
  throw new Error('Expected no indicators here');
};
const nobody: LineDriver = { row: 0, derive: refuse, deriveAll: refuse };

/** Rows whose value is their number, at times ten apart; notes what is asked for. */
function numbered(rows: number, asked: (readonly [from: number, to: number])[] = []): () => RowSource {
  return () => ({
    rows,
    fill(from, to, columns, mask) {
      asked.push([from, to]);
      for (let row = from; row < to; row++) {
        columns['value']![row & mask] = row;
        columns['times']![row & mask] = 10 * row;
      }
    },
  });
}

function streamOf(rows: number, asked?: (readonly [from: number, to: number])[]): { stream: Stream; value: Line; times: Line } {
  const stream = new Stream(numbered(rows, asked), SHORTEST);
  return { stream, value: stream.line('value', nobody), times: stream.line('times', nobody) };
}

describe('rows that pass', () => {
  it('are asked for once, in order, and never round the end of the ring', () => {
    const asked: (readonly [from: number, to: number])[] = [];
    const { stream } = streamOf(10_000, asked);
    stream.begin();
    for (let row = 1; row <= 10_000; row++) stream.load(row);
    expect(asked).toEqual([
      [1, 2_048],
      [2_048, 4_096],
      [4_096, 6_144],
      [6_144, 8_192],
      [8_192, 10_001],
    ]);
  });

  it('are there for what a line may look back, a block ahead, and two rows behind that block', () => {
    const { stream, value } = streamOf(10_000);
    stream.begin();
    for (let row = 1; row <= 10_000; row++) {
      stream.load(row);
      for (let one = Math.max(row - HISTORY, 1); one <= Math.min(row + BLOCK + 1, 10_000); one += 7)
        if (Line.at(value, one) !== one) expect([row, one]).toEqual([row, Line.at(value, one)]);
      expect(Line.at(value, Math.min(row + BLOCK + 1, 10_000))).toBe(Math.min(row + BLOCK + 1, 10_000));
    }
  });

  it('are there for all that a reader has reserved, and rings are no longer than that takes', () => {
    for (const back of [1_500, 1_791, 1_792, 5_000]) {
      const { stream, value, times } = streamOf(60_000);
      Line.reserve(value, back);
      stream.begin();
      expect(Line.maskOf(times)).toBe(Line.maskOf(value));
      expect(Line.maskOf(value) + 1).toBeLessThanOrEqual(4 * (back + BLOCK + 1));
      for (let row = 1; row <= 60_000; row++) {
        stream.load(row);
        const oldest = Math.max(row - back, 1);
        if (Line.at(value, oldest) !== oldest) expect([back, row, Line.at(value, oldest)]).toEqual([back, row, oldest]);
      }
    }
  });

  it('end with rows at which nothing is due and nothing has a price', () => {
    for (const rows of [0, 1, 2_047, 2_048, 4_094, 4_095, 4_096, 9_000]) {
      const { stream, value, times } = streamOf(rows);
      stream.begin();
      for (let row = 1; row <= rows; row++) stream.load(row);
      expect([Line.at(value, rows + 1), Line.at(value, rows + 2)]).toEqual([Number.NaN, Number.NaN]);
      expect([Line.at(times, rows + 1), Line.at(times, rows + 2)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    }
  });

  it('may turn out to be fewer than their source thought', () => {
    const source = { ...numbered(9_000)() };
    const short: RowSource = {
      get rows() {
        return source.rows;
      },
      fill(from, to, columns, mask) {
        const end = Math.min(to, 5_001);
        if (from < end) source.fill(from, end, columns, mask);
        if (end < to) Object.assign(source, { rows: 5_000 });
      },
    };
    const stream = new Stream(() => short, SHORTEST);
    const times = stream.line('times', nobody);
    stream.line('value', nobody);
    stream.begin();
    expect(stream.rows).toBe(9_000);
    for (let row = 1; row <= 5_000; row++) stream.load(row);
    expect(stream.rows).toBe(5_000);
    expect([Line.at(times, 5_000), Line.at(times, 5_001)]).toEqual([50_000, Number.POSITIVE_INFINITY]);
  });

  it('are read by each reader from the first one on', () => {
    const stream = new Stream(numbered(3), SHORTEST);
    stream.line('value', nobody);
    stream.line('times', nobody);
    expect([...stream.first(['value']).value]).toEqual([0, 1, 2, 3]);
    const again = stream.again();
    const value = again.line('value', nobody);
    again.line('times', nobody);
    again.begin();
    expect([Line.at(value, 1), Line.at(value, 3)]).toEqual([1, 3]);
  });
});

describe('a series that passes', () => {
  const flat: Row = [1, 2, 0, 1];
  const columns = columnsOf(
    '1h',
    Array.from({ length: 5_000 }, (_, k): Row => [k, k + 1, k - 1, k]),
  );
  const passing = (): BarSeries => BarSeries.streamed('A', () => rowsOf({ ...columns }), SHORTEST);

  it('shows what it shows in memory', () => {
    const [whole, series] = [new BarSeries('A', columns), passing()];
    series.begin();
    expect([series.rows, series.isStreamed, whole.isStreamed]).toEqual([5_000, true, false]);
    for (let row = 0; row <= 5_000; row++) {
      const seen = (one: BarSeries) => [one.ts, one.openTs, one.mark, one.close.ago(1_024), one.high.ready];
      const ahead = (one: BarSeries) => [one.opensAt, one.closesAt, one.openAhead];
      if (JSON.stringify(seen(series)) !== JSON.stringify(seen(whole))) expect(seen(series)).toEqual(seen(whole));
      if (row < 5_000 && JSON.stringify(ahead(series)) !== JSON.stringify(ahead(whole))) expect(ahead(series)).toEqual(ahead(whole));
      if (row === 5_000) continue;
      series.advance();
      whole.advance();
    }
    expect([series.opensAt, series.closesAt, series.openAhead]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NaN]);
  });

  it('says how long its bars are from its first ones', () => {
    expect(BarSeries.lengthOf(passing())).toBe(3_600_000);
    expect(BarSeries.lengthOf(new BarSeries('A', columns))).toBe(3_600_000);
    expect(BarSeries.lengthOf(BarSeries.streamed('A', () => rowsOf({ ...columnsOf('1d', [flat]) })))).toBe(86_400_000);
    expect(BarSeries.lengthOf(BarSeries.streamed('A', () => rowsOf({ ...columnsOf('1d', []) })))).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses what would read rows that are not there', () => {
    const series = passing();
    expect(() => BarSeries.heldOf(series)).toThrow('Expected the rows of "A" to be loaded before they are read');
    expect(() => Series.heldTimesOf(series)).toThrow('Expected the rows of "A" to be loaded before they are read');
    expect(() => BarSeries.columnsOf(series)).toThrow('Expected the columns of "A" to be whole, but it was "streamed"');
    expect(() => Series.timesOf(series)).toThrow('Expected the columns of "A" to be whole, but it was "streamed"');
    expect(() => Series.rowsOf(new BarSeries('A', columns))).toThrow('Expected the rows of "A" to pass, but it was "whole"');
    series.begin();
    expect(() => series.derive(() => ({ advance: () => undefined }))).toThrow(
      'Expected indicators of "A" to be made in setup, but one was made after the first bar',
    );
    const endless = { rows: 0x3fffffff, fill: () => undefined };
    expect(() => BarSeries.streamed('A', () => endless)).toThrow(
      'Expected "A" to have fewer than 1073741823 rows, but it was "1073741823"',
    );
  });
});
