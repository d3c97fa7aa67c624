import { nextSession, type SessionTable } from '../../model/calendar.ts';
import { isoTime } from '../../model/time.ts';
import type { Measure, Memory } from './breaker.ts';

/** An instrument of which nothing was shown for longer than so much of its own trading time. */
export class Silence implements Measure {
  /** The next moment at which one has been silent for too long. */
  next = Number.POSITIVE_INFINITY;
  readonly #limit: number;
  readonly #names: readonly string[];
  readonly #calendars: readonly (SessionTable | undefined)[];
  readonly #seen: Float64Array;
  /** By instrument: until when its silence is allowed; Infinity before its first row and after its end. */
  readonly #until: Float64Array;
  readonly #silent = new Set<number>();

  constructor(limit: number, names: readonly string[], calendars: readonly (SessionTable | undefined)[]) {
    this.#limit = limit;
    this.#names = names;
    this.#calendars = calendars;
    this.#seen = new Float64Array(names.length);
    this.#until = new Float64Array(names.length).fill(Number.POSITIVE_INFINITY);
  }

  /** Whether every instrument speaks. */
  get isOver(): boolean {
    return this.#silent.size === 0;
  }

  /** A row of an instrument was shown. */
  hear(instrument: number, ts: number): void {
    this.#silent.delete(instrument);
    this.#seen[instrument] = ts;
    this.#until[instrument] = tradedUntil(this.#calendars[instrument], ts, this.#limit);
    this.#findNext();
  }

  /** An instrument has ended: it need not speak any more. */
  forget(instrument: number): void {
    this.#silent.delete(instrument);
    this.#until[instrument] = Number.POSITIVE_INFINITY;
    this.#findNext();
  }

  watch(ts: number): string | undefined {
    let why: string | undefined;
    for (let i = 0; i < this.#until.length; i++) {
      if (!(this.#until[i]! < ts)) continue;
      this.#until[i] = Number.POSITIVE_INFINITY;
      this.#silent.add(i);
      why ??= `nothing of "${this.#names[i]}" since ${isoTime(this.#seen[i]!)}`;
    }
    this.#findNext();
    return why;
  }

  #findNext(): void {
    // Longer than the limit: the first whole millisecond beyond it.
    this.next = this.#until.reduce((least, until) => Math.min(least, until), Number.POSITIVE_INFINITY) + 1;
  }

  rearm(): void {}

  memory(): Memory {
    return {};
  }

  recall(): void {}

  /** When each instrument was heard of, until when it may be silent, and those that are. */
  save(): readonly number[] {
    return [...this.#seen, ...this.#until, ...this.#silent];
  }

  restore(saved: readonly number[]): void {
    const { length } = this.#names;
    this.#seen.set(saved.slice(0, length));
    this.#until.set(saved.slice(length, 2 * length));
    this.#silent.clear();
    for (const i of saved.slice(2 * length)) this.#silent.add(i);
    this.#findNext();
  }
}

/** When `length` milliseconds of trading have passed since `from`; Infinity after the last session that is known. */
function tradedUntil(calendar: SessionTable | undefined, from: number, length: number): number {
  if (calendar === undefined) return from + length;
  const { opens, closes, breaks } = calendar;
  let left = length;
  for (let s = nextSession(calendar, from); s >= 0 && s < opens.length; s++) {
    const begins = Math.max(from, opens[s]!);
    const [pause, resume] = [breaks?.begins[s] ?? Number.NaN, breaks?.ends[s] ?? Number.NaN];
    const parts = pause > begins ? [begins, pause, resume, closes[s]!] : [resume > begins ? resume : begins, closes[s]!];
    for (let k = 0; k < parts.length; k += 2) {
      const lasts = parts[k + 1]! - parts[k]!;
      if (left <= lasts) return parts[k]! + left;
      left -= lasts;
    }
  }
  return Number.POSITIVE_INFINITY;
}
