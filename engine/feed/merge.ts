import { BLOCK } from '../model/line.ts';
import { type BarColumns, BarSeries, Series } from '../model/series.ts';

/** The orders that wait: a bar's open is an event only where it means something to one of them. */
export interface WaitingOrders {
  /** Instruments on which an order waits; only the first `count` count. */
  readonly instruments: Int32Array;
  readonly count: number;
  /** Whether an order of the instrument has yet to meet the market, or would fill at this open. */
  stirs(instrument: number, open: number): boolean;
}

/** What happens at one moment, in the order of events. */
export interface Batch {
  readonly ts: number;
  /** Whether the bars of `moved` begin; otherwise their next row is finished. */
  readonly isOpen: boolean;
  /** The same in a word. */
  readonly moment: 'open' | 'close';
  /** The series concerned, in declared order; only the first `count` count. */
  readonly moved: readonly Series[];
  /** 0 where only time passes. */
  readonly count: number;
  /** Whether another batch of the same timestamp's closes follows: two quotes of one moment, say. */
  readonly more: boolean;
}

const NOW = 0;
const ALARM = 1;
const NEXT_CLOSE = 2;

/**
 * Many series as one stream of batches, each of one timestamp: closes (and quotes, trades, custom rows) first, then,
 * once orders have been sent, the opens of that same timestamp. Nothing is copied: a batch names the series that move.
 */
export class Merge implements Batch {
  isOpen = false;
  count = 0;
  /** All series in their order, or the list of some. */
  moved: readonly Series[];
  readonly #series: readonly Series[];
  readonly #some: Series[];
  readonly #times: readonly Float64Array[];
  /** By instrument: the series on which its orders fill, and its columns if they are bars. */
  readonly #market: Int32Array;
  readonly #bars: readonly (BarColumns | undefined)[];
  readonly #waiting: WaitingOrders;
  /** Where the next row of each series stands in its columns, `#taken` further on, and when it is due. */
  readonly #row: Int32Array;
  readonly #due: Float64Array;
  /** Where the last row of each series stands whose open has been raised. */
  readonly #opened: Int32Array;
  /** How many of the next closes are those of all series, and from which row of the first on that is worth finding out. */
  #common = 0;
  #lookFrom = 0;
  /** How many closes all series have taken together since their rows were counted one by one. */
  #taken = 0;
  /** Now, the alarm, the next close: in an array so that no number is boxed per bar. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);

  /** From the first rows on; with `now` it goes on behind those that were shown, after all that came until then but its opens. */
  constructor(series: readonly Series[], waiting: WaitingOrders, now?: number) {
    this.#series = series;
    this.#waiting = waiting;
    for (const one of series) one.begin();
    this.#times = series.map((s) => Series.heldTimesOf(s).times);
    this.#row = Int32Array.from(series, ({ row }) => (now === undefined ? 1 : row + 1));
    this.#due = Float64Array.from(series, (s, k) => (s.rows >= this.#row[k]! ? Series.timeAt(s, this.#row[k]!) : Number.POSITIVE_INFINITY));
    if (now !== undefined) this.#clock[NOW] = now;
    this.#opened = new Int32Array(series.length);
    this.#clock[NEXT_CLOSE] = this.#due.reduce((least, due) => Math.min(least, due), Number.POSITIVE_INFINITY);
    const markets = series.filter((s) => s.executes).sort((a, b) => a.instrument - b.instrument);
    this.#market = Int32Array.from(markets, (s) => series.indexOf(s));
    this.#bars = markets.map((s) => (s instanceof BarSeries ? BarSeries.heldOf(s) : undefined));
    this.moved = series;
    this.#some = series.slice();
    if (series.some(({ isStreamed }) => isStreamed)) this.#lookFrom = Number.POSITIVE_INFINITY;
    else if (series.length > 1 && this.#areInStep()) this.#common = this.#times[0]!.length - this.#row[0]!;
  }

  get ts(): number {
    return this.#clock[NOW]!;
  }

  get more(): boolean {
    return this.isOpen !== true && this.#clock[NEXT_CLOSE] === this.#clock[NOW];
  }

  get moment(): 'open' | 'close' {
    return this.isOpen ? 'open' : 'close';
  }

  /** Sets the next moment at which something is due though no data comes; Infinity for none. */
  set alarm(ts: number) {
    this.#clock[ALARM] = ts;
  }

  /** Moves to the next moment, or to the alarm if that comes first with nothing else due; false when the data is over. */
  next(): boolean {
    const clock = this.#clock;
    const close = clock[NEXT_CLOSE]!;
    if (close === Number.POSITIVE_INFINITY) return false;
    if (this.#waiting.count > 0 && this.#takeOpens()) return true;
    this.isOpen = false;
    if (clock[ALARM]! < close) {
      clock[NOW] = clock[ALARM]!;
      this.count = 0;
      return true;
    }
    clock[NOW] = close;
    if (this.#common > 0 || (this.#row[0]! >= this.#lookFrom && this.#lookAhead())) this.#takeAll();
    else this.#takeCloses();
    return true;
  }

  /** Whether all series go on together to their end. */
  #areInStep(): boolean {
    return this.#times.every((times, k) => times === this.#times[0] && this.#row[k] === this.#row[0]);
  }

  /** Counts the next closes that all series have in common, a block at most: a column is read faster at a stretch than row by row in turn. */
  #lookAhead(): boolean {
    const rows = this.#row;
    const first = this.#times[0]!;
    const from = rows[0]!;
    const block = first.subarray(from, from + BLOCK);
    let common = block.length;
    for (let k = 1; k < rows.length && common > 0; k++) {
      const times = this.#times[k]!.subarray(rows[k]!, rows[k]! + common);
      // `| 0`: as in sma.ts.
      const end = times.length | 0;
      let n = 0;
      while (n < end && times[n] === block[n]) n++;
      common = n;
    }
    this.#lookFrom = from + BLOCK;
    this.#common = common;
    return common > 0;
  }

  /** Every series moves by one. */
  #takeAll(): void {
    const rows = this.#row;
    if (this.moved !== this.#series) this.moved = this.#series;
    this.count = rows.length;
    const taken = ++this.#taken;
    if (--this.#common > 0) {
      this.#clock[NEXT_CLOSE] = this.#times[0]![rows[0]! + taken]!;
      return;
    }
    this.#taken = 0;
    let next = Number.POSITIVE_INFINITY;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]! + taken;
      const due = row < this.#times[k]!.length ? this.#times[k]![row]! : Number.POSITIVE_INFINITY;
      rows[k] = row;
      this.#due[k] = due;
      if (due < next) next = due;
    }
    this.#clock[NEXT_CLOSE] = next;
  }

  /** Every series whose next row is due now moves by one. */
  #takeCloses(): void {
    const clock = this.#clock;
    const due = this.#due;
    const rows = this.#row;
    const some = this.#some;
    const series = this.#series;
    const now = clock[NOW]!;
    let next = Number.POSITIVE_INFINITY;
    let count = 0;
    if (this.moved !== some) this.moved = some;
    for (let k = 0; k < due.length; k++) {
      if (due[k] === now) {
        const row = ++rows[k]!;
        const times = this.#times[k]!;
        if (row < times.length) due[k] = times[row]!;
        else this.#goRound(k);
        // Series that move together are in their places already.
        if (some[count] !== series[k]) some[count] = series[k]!;
        count++;
      }
      if (due[k]! < next) next = due[k]!;
    }
    clock[NEXT_CLOSE] = next;
    this.count = count;
  }

  /** At the end of its columns a series is over, or goes on at their beginning: in a ring, where its last row is followed by a time that never comes. */
  #goRound(k: number): void {
    this.#due[k] = Number.POSITIVE_INFINITY;
    if (!this.#series[k]!.isStreamed) return;
    this.#row[k] = 0;
    this.#opened[k] = -1;
    this.#due[k] = this.#times[k]![0]!;
  }

  /** The opens that come before the next close and the alarm, as a batch; false if none does. */
  #takeOpens(): boolean {
    const clock = this.#clock;
    const { instruments, count } = this.#waiting;
    let first = Math.min(clock[NEXT_CLOSE]!, clock[ALARM]!);
    // At one timestamp the closes and the timers come before the opens.
    let found = 0;
    for (let w = 0; w < count; w++) {
      const open = this.#openOf(instruments[w]!);
      if (open < first) {
        first = open;
        found = 0;
      }
      if (open === first && open < clock[NEXT_CLOSE]! && open < clock[ALARM]!) this.#place(this.#market[instruments[w]!]!, found++);
    }
    if (found === 0) return false;
    for (let k = 0; k < found; k++) {
      const { index } = this.#some[k]!;
      this.#opened[index] = this.#row[index]! + this.#taken;
    }
    this.moved = this.#some;
    this.isOpen = true;
    this.count = found;
    clock[NOW] = first;
    return true;
  }

  /** When the next open of an instrument that matters to a waiting order is due; Infinity if it is past or means nothing. */
  #openOf(instrument: number): number {
    const bars = this.#bars[instrument];
    const market = this.#market[instrument]!;
    const row = this.#row[market]! + this.#taken;
    if (bars === undefined || row >= bars.openTimes.length || this.#opened[market] === row) return Number.POSITIVE_INFINITY;
    const open = bars.openTimes[row]!;
    return open >= this.#clock[NOW]! && this.#waiting.stirs(instrument, bars.open[row]!) ? open : Number.POSITIVE_INFINITY;
  }

  /** Puts a series among the first `count` moved, in declared order. */
  #place(k: number, count: number): void {
    let at = count;
    const some = this.#some;
    for (; at > 0 && some[at - 1]!.index > k; at--) some[at] = some[at - 1]!;
    some[at] = this.#series[k]!;
  }
}
