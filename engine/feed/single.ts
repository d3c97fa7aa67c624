import { NO_NUMBERS } from '../model/lists.ts';
import { type BarColumns, BarSeries, type Held, Series } from '../model/series.ts';
import type { Batch, WaitingOrders } from './merge.ts';

const NOW = 0;
const ALARM = 1;

/** The stream of batches of a run with one series: what `Merge` gives for it, without looking for the next among many. */
export class Single implements Batch {
  isOpen = false;
  count = 1;
  readonly moved: readonly Series[];
  readonly #times: Float64Array = NO_NUMBERS;
  readonly #mask: number = -1;
  /** The columns, if orders fill on its bars. */
  readonly #bars: Held<BarColumns> | undefined;
  readonly #instrument: number;
  readonly #waiting: WaitingOrders;
  /** The next row, and the last whose open has been raised. */
  #row = 1;
  #opened = 0;
  /** Now and the alarm: in an array so that no number is boxed per bar. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

  /** As `Merge`. */
  constructor(series: Series, waiting: WaitingOrders, now?: number) {
    series.begin();
    const { times, mask } = Series.heldTimesOf(series);
    this.moved = [series];
    this.#times = times;
    this.#mask = mask;
    this.#bars = series instanceof BarSeries && series.executes ? BarSeries.heldOf(series) : undefined;
    this.#instrument = series.instrument;
    this.#waiting = waiting;
    if (now === undefined) return;
    this.#row = series.row + 1;
    this.#clock[NOW] = now;
  }

  get moment(): 'open' | 'close' {
    return this.isOpen ? 'open' : 'close';
  }

  get ts(): number {
    return this.#clock[NOW]!;
  }

  /** Whether the next row has the same timestamp. */
  get more(): boolean {
    const at = this.#row & this.#mask;
    return this.isOpen !== true && at < this.#times.length && this.#times[at] === this.#clock[NOW];
  }

  /** Sets the next moment at which something is due though no data comes; Infinity for none. */
  set alarm(ts: number) {
    this.#clock[ALARM] = ts;
  }

  /** Moves to the next moment, or to the alarm if that comes first; false when the data are over. */
  next(): boolean {
    const row = this.#row;
    const at = row & this.#mask;
    // Columns end, or a ring holds a time that never comes behind its last row.
    if (at >= this.#times.length || this.#times[at] === Number.POSITIVE_INFINITY) return false;
    if (this.#waiting.count > 0 && this.#opened !== row && this.#takeOpen(row)) return true;
    const clock = this.#clock;
    const close = this.#times[at]!;
    this.isOpen = false;
    if (clock[ALARM]! < close) {
      clock[NOW] = clock[ALARM]!;
      this.count = 0;
      return true;
    }
    clock[NOW] = close;
    this.count = 1;
    this.#row = row + 1;
    return true;
  }

  /** Moves to the next close if nothing else comes before it, or with it. */
  nextClose(): boolean {
    const row = this.#row;
    const at = row & this.#mask;
    if (at >= this.#times.length) return false;
    const clock = this.#clock;
    const close = this.#times[at]!;
    // As above, a time that never comes: it is not before the alarm, be there none.
    if (!(close < clock[ALARM]!)) return false;
    this.isOpen = false;
    this.count = 1;
    clock[NOW] = close;
    this.#row = row + 1;
    return true;
  }

  /** The open of the next bar, where it matters to a waiting order and comes before its close and the alarm. */
  #takeOpen(row: number): boolean {
    if (this.#bars === undefined) return false;
    const clock = this.#clock;
    const open = this.#bars.openTimes[row & this.#mask]!;
    if (!(open >= clock[NOW]! && open < this.#times[row & this.#mask]! && open < clock[ALARM]!)) return false;
    if (!this.#waiting.stirs(this.#instrument, this.#bars.open[row & this.#mask]!)) return false;
    this.#opened = row;
    this.isOpen = true;
    this.count = 1;
    clock[NOW] = open;
    return true;
  }
}
