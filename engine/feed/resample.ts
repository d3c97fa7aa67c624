import type { SessionTable } from '../model/calendar.ts';
import { DecimalSum } from '../model/decimal-sum.ts';
import { ConfigError } from '../model/errors.ts';
import { type PeriodOptions, Periods } from '../model/periods.ts';
import { type BarColumns, BarSeries, type Column } from '../model/series.ts';
import { isoTime } from '../model/time.ts';
import { parseTimeframe } from '../model/timeframe.ts';

/** Bars made of finer ones; it also knows how far those reached, so that bars made of it end as if made of them. */
class LongerBars extends BarSeries {
  /** The end of the last of the bars it was made of, whether or not that was in a complete period; NaN for none. */
  readonly reach: number;

  constructor(id: string, columns: BarColumns, reach: number) {
    super(id, columns);
    this.reach = reach;
  }

  override again(): LongerBars {
    return new LongerBars(this.id, BarSeries.columnsOf(this), this.reach);
  }
}

/**
 * Bars of a longer timeframe, made from finer ones and anchored to each session's open, or without sessions to midnight UTC:
 * see `Periods`. A bar becomes known at its period's end; a period without finer bars has no bar, one that the data do not
 * reach the end of is left out, and so are bars while the market is closed. Throws a ConfigError where a finer bar does not fit.
 */
export function resample(source: BarSeries, text: string, sessions?: SessionTable, options?: PeriodOptions): BarSeries {
  const timeframe = parseTimeframe(text);
  if (timeframe === undefined) throw new ConfigError(`Expected a timeframe such as "5m", "1h" or "1d", but it was "${text}"`);
  const from = BarSeries.columnsOf(source);
  const { openTimes, times } = from;
  const periods = new Periods(timeframe, sessions, options);
  const joined = new Joined(from);
  for (let row = 1; row < times.length; row++) {
    if (!periods.find(openTimes[row]!, times[row]!)) continue;
    if (times[row]! > periods.end)
      throw new ConfigError(
        `Expected bars of "${source.id}" that fit into ${text}, but one of them is longer or crosses its end: "${isoTime(openTimes[row]!)} to ${isoTime(times[row]!)}"`,
      );
    joined.add(row, periods.start, periods.end);
  }
  const reach = source instanceof LongerBars ? source.reach : (times[times.length - 1] ?? Number.NaN);
  return new LongerBars(source.id, joined.columns(reach), reach);
}

/** The longer bars so far, in columns with their NaN row. */
class Joined {
  readonly #from: BarColumns;
  readonly #volume = new DecimalSum();
  readonly #openTimes = [Number.NaN];
  readonly #times = [Number.NaN];
  readonly #open = [Number.NaN];
  readonly #high = [Number.NaN];
  readonly #low = [Number.NaN];
  readonly #close = [Number.NaN];
  readonly #sums = [Number.NaN];

  constructor(from: BarColumns) {
    this.#from = from;
  }

  /** Takes a row of the finer bars into the period `[start, end)`. */
  add(row: number, start: number, end: number): void {
    const { open, high, low, close, volume } = this.#from;
    let at = this.#openTimes.length - 1;
    if (this.#openTimes[at] !== start) {
      at = this.#openTimes.push(start) - 1;
      this.#open.push(open[row]!);
      this.#high.push(high[row]!);
      this.#low.push(low[row]!);
      this.#volume.reset();
    }
    this.#volume.add(volume[row]!);
    this.#times[at] = end;
    if (high[row]! > this.#high[at]!) this.#high[at] = high[row]!;
    if (low[row]! < this.#low[at]!) this.#low[at] = low[row]!;
    this.#close[at] = close[row]!;
    this.#sums[at] = this.#volume.value;
  }

  /** The bars that have ended by `reach`. */
  columns(reach: number): BarColumns {
    const rows = this.#openTimes.length - (this.#times.at(-1)! > reach ? 1 : 0);
    const column = (values: readonly number[]): Column => Float64Array.from(values.slice(0, rows));
    return {
      openTimes: column(this.#openTimes),
      times: column(this.#times),
      open: column(this.#open),
      high: column(this.#high),
      low: column(this.#low),
      close: column(this.#close),
      volume: column(this.#sums),
    };
  }
}
