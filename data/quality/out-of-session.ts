import type { SessionTable } from '../../engine/model/calendar.ts';
import { HOUR } from '../../engine/model/time.ts';
import type { Severity } from './checks.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { sessionFrom } from './sessions.ts';

/** Pre-market and after-hours trading lies within so many hours of a session, on short days too. */
export const EXTENDED = 8 * HOUR;

/** Trading around the clock leaves a quarter of the rows to the session at least. */
const MOST = 0.75;

/**
 * Finds rows before a session opens, after it closes, or in its break: extended hours, and a note. Where they are more than
 * three quarters it is a warning: the zone or the calendar may be wrong.
 */
export class OutOfSession extends Detector {
  readonly #calendar: SessionTable;
  readonly #isBars: boolean;
  #rows = 0;
  #session = -1;

  constructor(subject: Subject, calendar: SessionTable) {
    super('out-of-session', subject);
    this.#calendar = calendar;
    this.#isBars = subject.kind === 'bars';
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const { opens, closes, breaks } = this.#calendar;
    const isBars = this.#isBars;
    const ends = isBars ? chunk.column('times') : labels;
    this.#rows += rows;
    let session = this.#session;
    if (session < 0 && rows > 0) session = Math.max(0, sessionFrom(this.#calendar, labels[0]!) - 1);
    let open = Number.POSITIVE_INFINITY;
    let close = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < rows; row++) {
      const from = labels[row]!;
      const to = ends[row]!;
      if (from >= open && to <= close) continue;
      // The last trade of a session may stand at its close; a bar that begins there is after it.
      while (session < closes.length && (closes[session]! < from || (isBars && closes[session] === from))) session++;
      if (breaks === undefined && session < closes.length) {
        open = opens[session]!;
        close = closes[session]!;
      }
      // A tick lies within where a bar of no length would.
      const isBefore = !(to > opens[session]!) && !(from >= opens[session]!);
      if (isBefore) {
        if (opens[session]! - to < EXTENDED || from - closes[session - 1]! < EXTENDED) this.hit(chunk, row);
      } else if (breaks !== undefined && from >= breaks.begins[session]! && to <= breaks.ends[session]!) this.hit(chunk, row);
    }
    this.#session = session;
  }

  message(): string {
    const isMost = this.#isMost ? ': are zone and calendar right?' : '';
    return `${this.count} of ${this.#rows} rows lie before, between or after the hours of ${this.#calendar.name}${isMost}`;
  }

  protected override severity(): Severity {
    return this.#isMost ? 'warning' : 'note';
  }

  get #isMost(): boolean {
    return this.count > MOST * this.#rows;
  }
}
