import { BarSeries, Series } from '../model/series.ts';

/** How many orders wait per instrument: a bar's open is an event only where one does. */
export interface WaitingOrders {
  readonly total: number;
  readonly perInstrument: Int32Array;
}

/** What happens at one moment, in the order of events. */
export interface Batch {
  readonly ts: number;
  /** `open`: the bars of `moved` begin. `close`: their next row is finished. */
  readonly moment: 'open' | 'close';
  /** The series concerned, in declared order; only the first `count` count. */
  readonly moved: readonly Series[];
  /** 0 where only time passes. */
  readonly count: number;
}

/**
 * Many series as one stream of batches, each of one timestamp: closes (and quotes, trades, custom rows) first, then,
 * once orders have been sent, the opens of that same timestamp. Nothing is copied: a batch names the series that move.
 */
export class Merge implements Batch {
  moment: 'open' | 'close' = 'close';
  count = 0;
  readonly moved: Series[];
  readonly #series: readonly Series[];
  readonly #times: readonly Float64Array[];
  readonly #openTimes: readonly (Float64Array | undefined)[];
  readonly #waiting: WaitingOrders;
  /** The time of the batch, and the alarm; in an array so that no number is boxed per bar. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  /** The next row of each series, and when it or its open is due. */
  readonly #row: Int32Array;
  readonly #due: Float64Array;
  /** Whether what is due is the open of the next row. */
  readonly #opening: Uint8Array;
  #openings = 0;
  /** The last row whose open has been raised. */
  readonly #opened: Int32Array;

  constructor(series: readonly Series[], waiting: WaitingOrders) {
    this.#series = series;
    this.#waiting = waiting;
    this.#times = series.map((s) => Series.timesOf(s));
    this.#openTimes = series.map((s) => (s instanceof BarSeries && s.executes ? BarSeries.columnsOf(s).openTimes : undefined));
    this.#row = new Int32Array(series.length).fill(1);
    this.#due = Float64Array.from(series, (s, k) => (s.rows > 0 ? this.#times[k]![1]! : Number.POSITIVE_INFINITY));
    this.#opening = new Uint8Array(series.length);
    this.#opened = new Int32Array(series.length);
    this.moved = series.slice();
  }

  get ts(): number {
    return this.#clock[0]!;
  }

  /** Sets the next moment at which something is due though no data comes; Infinity for none. */
  set alarm(ts: number) {
    this.#clock[1] = ts;
  }

  /** Moves to the next moment, or to the alarm if that comes first with nothing else due; false when the data is over. */
  next(): boolean {
    if (this.#waiting.total > 0) this.#awaitOpens();
    const due = this.#due;
    let ts = due[0]!;
    for (let k = 1; k < due.length; k++) if (due[k]! < ts) ts = due[k]!;
    if (ts === Number.POSITIVE_INFINITY) return false;
    this.moment = 'close';
    const clock = this.#clock;
    if (clock[1]! < ts) {
      clock[0] = clock[1]!;
      this.count = 0;
      return true;
    }
    clock[0] = ts;
    if (this.#openings === 0) this.#takeCloses();
    else this.#takeMixed();
    return true;
  }

  #takeCloses(): void {
    const due = this.#due;
    const ts = this.#clock[0]!;
    let count = 0;
    for (let k = 0; k < due.length; k++) {
      if (due[k] !== ts) continue;
      const row = ++this.#row[k]!;
      const times = this.#times[k]!;
      due[k] = row < times.length ? times[row]! : Number.POSITIVE_INFINITY;
      this.moved[count++] = this.#series[k]!;
    }
    this.count = count;
  }

  /** Some opens are due: the closes of the moment go first, then its timers, then the opens as a batch of their own. */
  #takeMixed(): void {
    const due = this.#due;
    const [ts, alarm] = [this.#clock[0]!, this.#clock[1]!];
    let closes = false;
    for (let k = 0; k < due.length; k++) if (due[k] === ts && this.#opening[k] === 0) closes = true;
    let count = 0;
    if (closes || alarm > ts) {
      this.moment = closes ? 'close' : 'open';
      for (let k = 0; k < due.length; k++) {
        if (due[k] !== ts || this.#opening[k] === (closes ? 1 : 0)) continue;
        if (closes) this.#row[k]!++;
        else this.#opened[k] = this.#row[k]!;
        this.#endOpening(k);
        this.moved[count++] = this.#series[k]!;
      }
    }
    this.count = count;
  }

  /** An order waits: the open of its next bar matters, unless that is already past. */
  #awaitOpens(): void {
    const waiting = this.#waiting.perInstrument;
    for (let k = 0; k < this.#series.length; k++) {
      const opens = this.#openTimes[k];
      const row = this.#row[k]!;
      if (opens === undefined || this.#opening[k] === 1 || this.#opened[k] === row || row >= opens.length) continue;
      if (waiting[this.#series[k]!.instrument] === 0 || opens[row]! < this.#clock[0]!) continue;
      this.#due[k] = opens[row]!;
      this.#opening[k] = 1;
      this.#openings++;
    }
  }

  #endOpening(k: number): void {
    const times = this.#times[k]!;
    const row = this.#row[k]!;
    this.#due[k] = row < times.length ? times[row]! : Number.POSITIVE_INFINITY;
    if (this.#opening[k] === 1) this.#openings--;
    this.#opening[k] = 0;
  }
}
