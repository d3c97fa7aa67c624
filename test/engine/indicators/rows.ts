import type { Line } from '../../../engine/model/line.ts';
import { type BarColumns, BarSeries, type Bars } from '../../../engine/model/series.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { columnsOf, type Row } from '../world.ts';

/** What an indicator says after each value. */
export function valuesOf(make: (line: Line) => Line, ...prices: readonly number[]): readonly number[] {
  const source = new AuthorLine();
  const line = make(source);
  return prices.map((price) => {
    source.push(price);
    return line.value;
  });
}

/** What an indicator says after each bar of given columns. */
export function ofColumns(columns: BarColumns, make: (bars: Bars) => Line): readonly number[] {
  const series = new BarSeries('A', columns);
  const line = make(series);
  return Array.from({ length: series.rows }, () => {
    series.advance();
    return line.value;
  });
}

/** What it says after each bar as drawn, of a day each. */
export const ofBars = (rows: readonly Row[], make: (bars: Bars) => Line): readonly number[] => ofColumns(columnsOf('1d', rows), make);

/** Bars of one price. */
export const flat = (count: number, price: number): readonly Row[] => Array.from({ length: count }, () => [price, price, price, price]);

/** A bar as drawn, and its volume. */
export type Traded = readonly [...Row, volume: number];

/** Columns of bars with volumes; a text moves to that time, as in `columnsOf`. */
export function traded(timeframe: string, drawing: readonly (Traded | string)[]): BarColumns {
  const columns = columnsOf(
    timeframe,
    drawing.map((row) => (typeof row === 'string' ? row : ([row[0], row[1], row[2], row[3]] as const))),
  );
  let row = 0;
  for (const drawn of drawing) if (typeof drawn !== 'string') columns.volume[++row] = drawn[4];
  return columns;
}
