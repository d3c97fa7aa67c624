import type { Inlet } from '../model/inlet.ts';
import type { Series } from '../model/series.ts';
import { type Arriving, timeOf } from './arriving.ts';

/** What is wrong with an arrival. One that is `late`, or before which bars are `missing`, is used; the others are only told of. */
export type Oddity = 'late' | 'missing' | 'repeated' | 'corrected' | 'out-of-order';

/** Open time, expected end and open of a bar that has begun. */
export type Begun = readonly [openTs: number, ts: number, open: number];

/** What has come of one feed and is not yet shown. */
export class Queue {
  readonly series: Series;
  /** Milliseconds of a bar. */
  readonly length: number;
  /** The bar that goes on, behind the last row that was shown. */
  on: Begun | undefined;
  /** Whether orders have met its open. */
  isRaised = false;
  /** Bars that were begun since they were last taken. */
  begun: Begun[] = [];
  /** The values of the row that was shown last. */
  shown: readonly number[] = [];
  /** When the first row is due that is not yet shown; Infinity where none has come. */
  due = Number.POSITIVE_INFINITY;
  readonly #inlet: Inlet;
  readonly #rows: (readonly number[])[] = [];
  /** A bar that has begun though the one before it is not yet shown. */
  #next: Begun | undefined;
  #newest: readonly number[] | undefined;

  constructor({ series, inlet }: Arriving) {
    this.series = series;
    this.length = inlet.length;
    this.#inlet = inlet;
  }

  /** Up to when nothing can have come after what has: a bar of an hour is followed by none within the hour. -Infinity before the first. */
  get expected(): number {
    const ended = this.#newest?.[1] ?? Number.NEGATIVE_INFINITY;
    return Math.max(ended, this.on?.[0] ?? ended, this.#next?.[0] ?? ended) + this.length - 1;
  }

  /** Nothing follows. */
  isOver = false;

  /** Up to when what is made of its bars can be complete: where the first bar began that is not shown, and where it is over. */
  get reach(): number {
    const ended = this.isOver ? (this.#newest?.[1] ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
    return this.#rows[0]?.[0] ?? this.on?.[0] ?? ended;
  }

  /** The first row that is not shown. */
  get head(): readonly number[] | undefined {
    return this.#rows[0];
  }

  /** What would be wrong with a row, if `now` has been shown. */
  judge(values: readonly number[], now: number): Oddity | undefined {
    const newest = this.#newest;
    const ts = timeOf(this.series, values);
    if (newest === undefined) return ts < now ? 'late' : undefined;
    const before = timeOf(this.series, newest);
    const isBar = this.series.kind === 'bars';
    if (isBar && values[0] === newest[0]) return values.every((value, k) => Object.is(value, newest[k])) ? 'repeated' : 'corrected';
    if (ts < before || (isBar && values[0]! < before)) return 'out-of-order';
    return ts < now ? 'late' : undefined;
  }

  /** A row is finished. A bar that comes without the word that it began, began all the same. */
  append(values: readonly number[]): void {
    this.#newest = values;
    this.#rows.push(values);
    if (this.#rows.length > 1) return;
    this.due = timeOf(this.series, values);
    if (this.series.kind !== 'bars' || this.on?.[0] === values[0]) return;
    if (this.on !== undefined && this.on[0] > values[0]!) this.#next = this.on;
    this.#goOn([values[0]!, values[1]!, values[2]!]);
  }

  /** A bar has begun. */
  begin(bar: Begun): Oddity | undefined {
    const newest = this.#newest;
    if (bar[0] === this.on?.[0] || bar[0] === this.#next?.[0] || bar[0] === newest?.[0]) return 'repeated';
    if (bar[0] < (newest?.[1] ?? Number.NEGATIVE_INFINITY) || bar[0] < (this.on?.[0] ?? Number.NEGATIVE_INFINITY)) return 'out-of-order';
    if (this.#rows.length > 0) {
      this.#next = bar;
      return undefined;
    }
    const oddity = this.on === undefined ? undefined : 'missing';
    this.#goOn(bar);
    return oddity;
  }

  /** What has come and is not shown, as it came. */
  get waiting(): { readonly rows: readonly (readonly number[])[]; readonly next: Begun | undefined } {
    return { rows: this.#rows, next: this.#next };
  }

  /** The first row that is not shown enters its series. */
  show(): void {
    this.enter(this.#rows.shift()!);
    this.due = this.#rows.length === 0 ? Number.POSITIVE_INFINITY : timeOf(this.series, this.#rows[0]!);
  }

  /** A row enters its series. */
  enter(values: readonly number[]): void {
    this.#inlet.push(values);
    this.shown = values;
    if (this.#newest === undefined || timeOf(this.series, values) > timeOf(this.series, this.#newest)) this.#newest = values;
    this.on = undefined;
  }

  /** What was shown has passed: the bar behind it goes on, if it has begun. */
  settle(): void {
    const head = this.#rows[0];
    const next = head === undefined ? this.#next : ([head[0]!, head[1]!, head[2]!] as const);
    if (this.series.kind !== 'bars' || next === undefined) return;
    if (head === undefined || this.#next?.[0] === head[0]) this.#next = undefined;
    this.#goOn(next);
  }

  #goOn(bar: Begun): void {
    this.play(bar);
    this.begun.push(bar);
  }

  /** A bar goes on, as it did when it was written down. */
  play(bar: Begun): void {
    this.on = bar;
    this.isRaised = false;
    this.#inlet.open(...bar);
  }
}
