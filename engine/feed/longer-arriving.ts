import type { SessionTable } from '../model/calendar.ts';
import { ConfigError } from '../model/errors.ts';
import type { PeriodOptions } from '../model/periods.ts';
import { type BarSeries, barColumns } from '../model/series.ts';
import { parseTimeframe, type Timeframe } from '../model/timeframe.ts';
import { type Arriving, arrivingBars } from './arriving.ts';
import type { BarBlock } from './bar-rows.ts';
import { CoarserBars } from './coarser-bars.ts';

/** Bars of a longer timeframe, made of finer ones as those come. A longer bar is known at its end, whether or not a finer one ends there. */
export class LongerArriving implements Arriving {
  readonly series: BarSeries;
  readonly inlet: Arriving['inlet'];
  /** The series it is made of. */
  readonly source: BarSeries;
  readonly #make: () => CoarserBars;
  #bars: CoarserBars;
  readonly #row = barColumns(1);
  /** The end of the newest bar it has made. */
  #made = Number.NEGATIVE_INFINITY;
  /** The finer bars that are in none that it has made. */
  #running: (readonly number[])[] = [];

  /** Throws a ConfigError for what is no timeframe. */
  constructor(source: BarSeries, timeframe: string, sessions: SessionTable | undefined, options?: PeriodOptions) {
    this.source = source;
    this.#make = () => new CoarserBars(source.id, { timeframe, sessions, ...options });
    this.#bars = this.#make();
    const { series, inlet } = arrivingBars(source.id, lengthOf(parseTimeframe(timeframe)!));
    this.series = series;
    this.inlet = inlet;
  }

  /** Takes in a finer bar; returns the longer ones that have ended with it. One that comes after its longer bar was made is left out. */
  take(values: readonly number[]): readonly number[][] {
    if (values[0]! < this.#made) return [];
    this.#running.push(values);
    for (const [k, name] of (['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'] as const).entries())
      this.#row[name][1] = values[k]!;
    return this.#rows(this.#bars.take(this.#row, 1, 2));
  }

  /** Everything up to `ts` is there: returns the bar that has ended by then, if one has. */
  finish(ts: number): readonly number[][] {
    return this.#rows(this.#bars.finish(ts));
  }

  #rows({ rows, columns }: BarBlock): number[][] {
    const { openTimes, times, open, high, low, close, volume } = columns;
    const made = Array.from({ length: rows }, (_, k) => [openTimes, times, open, high, low, close, volume].map((column) => column[k]!));
    if (rows > 0) {
      this.#made = made.at(-1)![1]!;
      this.#running = this.#running.filter(([openTs]) => openTs! >= this.#made);
    }
    return made;
  }

  /** The finer bars of the bar that goes on, of which another one can go on. */
  get running(): readonly (readonly number[])[] {
    return this.#running;
  }

  /** Goes on where another one was, that has made bars up to `made`. */
  resume(made: number, running: readonly (readonly number[])[]): void {
    this.#bars = this.#make();
    this.#running = [];
    this.#made = made;
    for (const values of running) this.take(values);
  }

  get made(): number {
    return this.#made;
  }
}

const lengthOf = (timeframe: Timeframe): number => {
  if ('ms' in timeframe) return timeframe.ms;
  return ('months' in timeframe ? timeframe.months : Number.NaN) * 30 * 86_400_000;
};

/** Longer bars for a session in which bars come one by one, kept in `made`. Throws a ConfigError where a finer bar does not fit. */
export function longerArriving(made: LongerArriving[]) {
  return (feed: BarSeries, timeframe: string, sessions: SessionTable | undefined, options?: PeriodOptions): BarSeries => {
    if (parseTimeframe(timeframe) === undefined)
      throw new ConfigError(`Expected a timeframe such as "5m", "1h" or "1d", but it was "${timeframe}"`);
    const longer = new LongerArriving(feed, timeframe, sessions, options);
    made.push(longer);
    return longer.series;
  };
}
