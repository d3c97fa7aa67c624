import type { SessionTable } from '../../engine/model/calendar.ts';
import { DAY } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { EXTENDED } from './out-of-session.ts';
import { covers, daySession, sessionFrom } from './sessions.ts';

/** Finds rows of days on which the market was closed: made up, of another market, or of days cut at another midnight. */
export class ClosedDay extends Detector {
  readonly #calendar: SessionTable;
  readonly #isBars: boolean;
  readonly #isDaily: boolean;
  #session = -1;

  constructor(subject: Subject, calendar: SessionTable, ms: number) {
    super('closed-day', subject);
    this.#calendar = calendar;
    this.#isBars = subject.kind === 'bars';
    this.#isDaily = this.#isBars && ms >= DAY;
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const { opens, closes } = this.#calendar;
    const ends = this.#isBars ? chunk.column('times') : labels;
    if (this.#isDaily) {
      for (let row = 0; row < rows; row++) {
        const open = labels[row]!;
        if (covers(this.#calendar, open) && daySession(this.#calendar, open, ends[row]!) < 0) this.hit(chunk, row);
      }
      return;
    }
    let session = this.#session;
    if (session < 0 && rows > 0) session = sessionFrom(this.#calendar, labels[0]!);
    let open = Number.POSITIVE_INFINITY;
    let close = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < rows; row++) {
      const from = labels[row]!;
      if (from >= open && from < close) continue;
      while (session < closes.length && closes[session]! <= from) session++;
      if (session < closes.length) {
        open = opens[session]!;
        close = closes[session]!;
      }
      if (ends[row]! <= opens[session]! - EXTENDED && from >= closes[session - 1]! + EXTENDED) this.hit(chunk, row);
    }
    this.#session = session;
  }

  message(): string {
    return `${this.count} rows lie on days on which ${this.#calendar.name} was closed`;
  }
}
