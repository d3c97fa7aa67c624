import { hourOf } from '../model/hourly.ts';
import type { Kernel } from '../model/line.ts';
import { Numbers } from '../model/numbers.ts';
import type { PriceColumns } from '../model/result.ts';
import { BarSeries, Series } from '../model/series.ts';

type Prices = Omit<PriceColumns, 'instrument'>;

/** What is kept of the prices of bars that pass: each of them. */
export class AllPrices implements Kernel {
  readonly #series: BarSeries;
  #kept: Prices;
  #rows = 0;

  constructor(series: BarSeries) {
    const column = (): Float64Array => new Float64Array(series.rows);
    this.#series = series;
    this.#kept = { ts: column(), open: column(), high: column(), low: column(), close: column() };
  }

  advance(from: number, to: number): void {
    const { open, high, low, close, mask } = BarSeries.heldOf(this.#series);
    if (to > this.#kept.ts.length + 1) this.#kept = longer(this.#kept, 2 * to);
    const kept = this.#kept;
    for (let row = from; row < to; row++) {
      kept.ts[row - 1] = Series.timeAt(this.#series, row);
      kept.open[row - 1] = open[row & mask]!;
      kept.high[row - 1] = high[row & mask]!;
      kept.low[row - 1] = low[row & mask]!;
      kept.close[row - 1] = close[row & mask]!;
    }
    this.#rows = to - 1;
  }

  read(): Prices {
    const { ts, open, high, low, close } = this.#kept;
    const part = (column: Float64Array): Float64Array => column.subarray(0, this.#rows);
    return { ts: part(ts), open: part(open), high: part(high), low: part(low), close: part(close) };
  }
}

/** The same columns with room for `rows`: nobody knows how many will come live. */
function longer(kept: Prices, rows: number): Prices {
  return Object.fromEntries(
    Object.entries(kept).map(([name, column]) => {
      const more = new Float64Array(rows);
      more.set(column);
      return [name, more];
    }),
  ) as unknown as Prices;
}

/** What is kept of the prices of very many bars: those of every hour (UTC) as one bar. */
export class HourlyPrices implements Kernel {
  readonly #series: BarSeries;
  readonly #ts = new Numbers();
  readonly #open = new Numbers();
  readonly #high = new Numbers();
  readonly #low = new Numbers();
  readonly #close = new Numbers();
  #hour = Number.NaN;
  #highest = Number.NaN;
  #lowest = Number.NaN;
  #first = Number.NaN;
  #last = Number.NaN;

  constructor(series: BarSeries) {
    this.#series = series;
  }

  advance(from: number, to: number): void {
    const { open, high, low, close, mask } = BarSeries.heldOf(this.#series);
    for (let row = from; row < to; row++) {
      const at = row & mask;
      this.#take(Series.timeAt(this.#series, row), open[at]!, high[at]!, low[at]!, close[at]!);
    }
  }

  /** A price that is not there leaves that of its hour as it is. */
  #take(ts: number, open: number, high: number, low: number, close: number): void {
    const hour = hourOf(ts);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#first = this.#highest = this.#lowest = this.#last = Number.NaN;
      for (const column of [this.#ts, this.#open, this.#high, this.#low, this.#close]) column.push(Number.NaN);
    }
    if (Number.isNaN(this.#first)) this.#first = open;
    if (high > this.#highest || Number.isNaN(this.#highest)) this.#highest = high;
    if (low < this.#lowest || Number.isNaN(this.#lowest)) this.#lowest = low;
    if (!Number.isNaN(close)) this.#last = close;
    this.#ts.amend(ts);
    this.#open.amend(this.#first);
    this.#high.amend(this.#highest);
    this.#low.amend(this.#lowest);
    this.#close.amend(this.#last);
  }

  read(): Prices {
    return {
      ts: this.#ts.column(),
      open: this.#open.column(),
      high: this.#high.column(),
      low: this.#low.column(),
      close: this.#close.column(),
    };
  }
}
