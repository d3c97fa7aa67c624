import type { SessionTable } from '../../engine/model/calendar.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import type { SessionWalk } from './session-walk.ts';
import { daySession } from './sessions.ts';

/** Finds sessions of the calendar without any bar. */
export class MissingSession extends Detector {
  readonly #calendar: SessionTable;
  /** Undefined for daily bars, whose sessions are found by their dates. */
  readonly #walk: SessionWalk | undefined;
  /** The session of the newest daily bar; -1 before the first. */
  #last = -1;
  #first = -1;
  #run = 0;
  #longest = 0;
  #before = -2;

  constructor(subject: Subject, calendar: SessionTable, walk: SessionWalk | undefined) {
    super('missing-session', subject);
    this.#calendar = calendar;
    this.#walk = walk;
    walk?.tell(this);
  }

  take(chunk: Chunk): void {
    if (this.#walk !== undefined) {
      this.#walk.take(chunk);
      return;
    }
    const { labels, rows } = chunk;
    const ends = chunk.column('times');
    for (let row = 0; row < rows; row++) {
      const session = daySession(this.#calendar, labels[row]!, ends[row]!);
      if (session < 0) continue;
      for (let absent = this.#last + 1; this.#last >= 0 && absent < session; absent++) this.absent(absent, chunk, row);
      this.#last = session;
    }
  }

  /** Called for each session without a bar. */
  absent(session: number, chunk: Chunk, row: number): void {
    this.#run = session === this.#before + 1 ? this.#run + 1 : 1;
    this.#before = session;
    this.#longest = Math.max(this.#longest, this.#run);
    if (this.count === 0) this.#first = session;
    if (this.count++ === 0) this.begin({ ts: this.#calendar.opens[session]!, place: chunk.place(row) });
  }

  message(): string {
    const date = isoTime(this.#calendar.dates[this.#first]!).slice(0, 10);
    const run = this.#longest > 1 ? `, ${this.#longest} in a row at most` : '';
    return `${this.count} sessions of ${this.#calendar.name} from ${date} on have no bar${run}`;
  }
}
