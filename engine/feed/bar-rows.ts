import type { BarColumns, Column } from '../model/series.ts';

/** Rows of bars on their way, oldest first, without the NaN row of a series. */
export interface BarBlock {
  readonly rows: number;
  readonly columns: BarColumns & Readonly<Record<string, Column>>;
}

/** Bars in the making: pushed one by one, taken away as blocks. */
export class BarRows {
  #columns = columnsOf(1024);
  #rows = 0;

  push(openTime: number, time: number, open: number, high: number, low: number, close: number, volume: number): void {
    if (this.#rows === this.#columns.times.length) this.#columns = cut(this.#columns, this.#rows, 2 * this.#rows);
    const columns = this.#columns;
    const row = this.#rows++;
    columns.openTimes[row] = openTime;
    columns.times[row] = time;
    columns.open[row] = open;
    columns.high[row] = high;
    columns.low[row] = low;
    columns.close[row] = close;
    columns.volume[row] = volume;
  }

  /** The bars pushed since the last time. */
  take(): BarBlock {
    const rows = this.#rows;
    this.#rows = 0;
    return { rows, columns: { ...cut(this.#columns, rows, rows) } };
  }
}

function columnsOf(room: number): BarColumns {
  const column = (): Column => new Float64Array(room);
  return { openTimes: column(), times: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** A copy of the first rows, with room for `room`. */
function cut(from: BarColumns, rows: number, room: number): BarColumns {
  const to = columnsOf(room);
  for (const name of Object.keys(to) as (keyof BarColumns)[]) to[name].set(from[name].subarray(0, rows));
  return to;
}
