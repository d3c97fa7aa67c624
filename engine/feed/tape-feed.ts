import { BarSeries, Series } from '../model/series.ts';
import { rowAhead } from './arriving.ts';
import type { Arrival, LiveFeed } from './live-feed.ts';
import { Pace, type PaceOptions } from './pace.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** How a tape is played. */
export interface TapeOptions extends PaceOptions {
  /** How many rows of each series were played before: they do not come again. */
  readonly passed?: readonly number[];
}

/** Recorded market data as they came: each bar's open at its open, each row when it became known. */
export class TapeFeed implements LiveFeed {
  readonly name = 'tape';
  readonly isTape = true;
  readonly #series: readonly Series[];
  readonly #options: TapeOptions;
  /** When the next event of each series is due, and whether that is a bar's open. */
  readonly #due: Float64Array;
  readonly #opens: Uint8Array;
  readonly #over: Uint8Array;
  #said: Arrival[] = [];
  #complete = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => {};
  readonly #pace: Pace;
  #isEnded = false;

  /** The series are read by copies of their own, in declared order. */
  constructor(series: readonly Series[], options: TapeOptions) {
    this.#series = series.map((one) => one.again());
    this.#options = options;
    this.#pace = new Pace(options);
    this.#due = new Float64Array(series.length).fill(NEVER);
    this.#opens = new Uint8Array(series.length);
    this.#over = new Uint8Array(series.length);
  }

  connect(wake: () => void): Promise<void> {
    this.#wake = wake;
    for (const [k, series] of this.#series.entries()) {
      series.begin();
      for (let row = 0; row < (this.#options.passed?.[k] ?? 0); row++) series.advance();
      this.#look(k, series);
    }
    wake();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#pace.stop();
    this.#isEnded = true;
    return Promise.resolve();
  }

  poll(): Arrival | undefined {
    if (this.#said.length > 0) return this.#said.shift();
    if (this.#isEnded) return undefined;
    let next = NEVER;
    for (const due of this.#due) if (due < next) next = due;
    if (next > this.#last && this.#last > this.#complete) {
      this.#complete = this.#last;
      return { kind: 'complete', ts: this.#complete };
    }
    if (next === NEVER) {
      this.#isEnded = true;
      return { kind: 'end' };
    }
    const now = this.#pace.marketTime(next);
    if (next > now) {
      this.#pace.sleep(next, now, this.#wake);
      if (!(now > this.#complete)) return undefined;
      this.#complete = this.#last = Math.floor(now);
      return { kind: 'complete', ts: this.#complete };
    }
    return this.#give(this.#due.indexOf(next), next);
  }

  /** The time of the newest event that was given. */
  #last = Number.NEGATIVE_INFINITY;

  #give(feed: number, ts: number): Arrival {
    const series = this.#series[feed]!;
    this.#last = Math.max(this.#last, ts);
    if (this.#opens[feed] === 1) {
      const bars = series as BarSeries;
      this.#opens[feed] = 0;
      this.#due[feed] = bars.closesAt;
      return { kind: 'open', feed, openTs: ts, ts: bars.closesAt, open: bars.openAhead };
    }
    const values = rowAhead(series);
    series.advance();
    this.#look(feed, series);
    return { kind: 'row', feed, values };
  }

  /** Finds the next event of a series; where there is none, it is over. */
  #look(feed: number, series: Series): void {
    const ts = series.row < series.rows ? Series.timeAt(series, series.row + 1) : NEVER;
    const isBar = series instanceof BarSeries && ts !== NEVER;
    this.#opens[feed] = isBar ? 1 : 0;
    this.#due[feed] = isBar ? series.opensAt : ts;
    if (ts !== NEVER || this.#over[feed] === 1) return;
    this.#over[feed] = 1;
    this.#said.push({ kind: 'over', feed });
  }
}
