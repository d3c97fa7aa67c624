import type { SessionTable } from '../../engine/model/calendar.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { lengthText } from './length-text.ts';
import type { SessionWalk } from './session-walk.ts';

/** Finds bars that are missing within the sessions of the calendar. What stands outside of sessions is not looked at. */
export class Gap extends Detector {
  readonly #walk: SessionWalk;
  readonly #calendar: SessionTable;
  #missing = 0;
  /** The newest gap. */
  #from = Number.NaN;
  #to = Number.NaN;
  #longest = { from: 0, to: 0 };

  constructor(subject: Subject, calendar: SessionTable, walk: SessionWalk) {
    super('gap', subject);
    this.#calendar = calendar;
    this.#walk = walk;
    walk.tell(this);
  }

  take(chunk: Chunk): void {
    this.#walk.take(chunk);
  }

  /** Called by the walk. */
  gap(from: number, to: number, missing: number, chunk: Chunk, row: number): void {
    // What goes on over midnight where a market never closes is one gap.
    if (from !== this.#to) {
      if (this.count++ === 0) this.begin({ ts: from, place: chunk.place(row) });
      this.#from = from;
    }
    this.#missing += missing;
    this.#reach(to);
  }

  /** Called by the walk for a session without a bar: it may lie amid a gap, and is counted by another check. */
  absent(session: number): void {
    const { opens, closes } = this.#calendar;
    if (opens[session] === this.#to) this.#reach(closes[session]!);
  }

  #reach(to: number): void {
    this.#to = to;
    if (to - this.#from > this.#longest.to - this.#longest.from) this.#longest = { from: this.#from, to };
  }

  message(): string {
    const { from, to } = this.#longest;
    const total = this.#missing + this.#walk.bars;
    const share = Math.round((1000 * this.#missing) / total) / 10;
    return `${this.#missing} of ${total} bars (${share} %) are missing in ${this.count} gaps within sessions of ${this.#calendar.name}, the longest of ${lengthText(to - from)} from ${isoTime(from)}`;
  }
}
