import type { SessionTable } from '../../engine/model/calendar.ts';
import type { Chunk } from './chunk.ts';
import { covers, sessionFrom, tradedTime } from './sessions.ts';

/** Who is told of what is not there, with the row at which it was noticed. */
export interface Absences {
  /** Bars that are missing within a session. */
  gap?(from: number, to: number, missing: number, chunk: Chunk, row: number): void;
  /** A session without any bar. */
  absent?(session: number, chunk: Chunk, row: number): void;
}

/** A bar that is cut, or that begins a little late, is no missing one. */
const SLACK = 0.01;

/**
 * Walks along intraday bars and the sessions of their market. A bar belongs to a session that it overlaps; what lies outside
 * of all is passed over. A series may begin and end within a session: what is before its first bar and after its last is not
 * missing, nor is what the calendar does not cover.
 */
export class SessionWalk {
  /** Sessions with bars, and bars within sessions. */
  sessions = 0;
  bars = 0;
  readonly #calendar: SessionTable;
  readonly #ms: number;
  readonly #told: Absences[] = [];
  #chunk: Chunk | undefined;
  /** The session at hand: the first that closes after the newest bar began; -1 before the first bar. */
  #session = -1;
  /** The end of the newest bar in it; -Infinity while it has none. */
  #end = Number.NEGATIVE_INFINITY;
  #close = Number.NEGATIVE_INFINITY;
  /** Whether there was a bar before, in a session or outside. */
  #hasBegun = false;

  constructor(calendar: SessionTable, ms: number) {
    this.#calendar = calendar;
    this.#ms = ms;
  }

  /** Tells one more of what is not there. */
  tell(one: Absences): void {
    this.#told.push(one);
  }

  /** Takes the next bars; a chunk that it has taken last is not taken twice. */
  take(chunk: Chunk): void {
    if (this.#chunk === chunk) return;
    this.#chunk = chunk;
    const { labels: opens, rows } = chunk;
    const ends = chunk.column('times');
    let end = this.#end;
    let close = this.#close;
    let straight = 0;
    for (let row = 0; row < rows; row++) {
      if (opens[row] === end && ends[row]! <= close) {
        end = ends[row]!;
        straight++;
        continue;
      }
      this.bars += straight;
      straight = 0;
      this.#end = end;
      this.#step(opens[row]!, ends[row]!, row);
      end = this.#end;
      close = this.#close;
    }
    this.bars += straight;
    this.#end = end;
  }

  #step(open: number, end: number, row: number): void {
    const { opens, closes } = this.#calendar;
    if (this.#session < 0) this.#session = sessionFrom(this.#calendar, open);
    while (this.#session < closes.length && closes[this.#session]! <= open) this.#leave(row);
    const session = this.#session;
    if (session >= closes.length || end <= opens[session]!) {
      this.#hasBegun ||= covers(this.#calendar, open);
      return;
    }
    if (this.#end === Number.NEGATIVE_INFINITY) {
      this.sessions++;
      if (this.#hasBegun && open > opens[session]!) this.#gap(session, opens[session]!, open, row);
      this.#end = end;
    } else if (open > this.#end) this.#gap(session, this.#end, open, row);
    this.bars++;
    this.#hasBegun = true;
    this.#close = closes[session]!;
    if (end > this.#end) this.#end = end;
  }

  /** Goes on to the next session. */
  #leave(row: number): void {
    const session = this.#session++;
    const close = this.#calendar.closes[session]!;
    if (this.#end === Number.NEGATIVE_INFINITY) {
      if (this.#hasBegun) for (const one of this.#told) one.absent?.(session, this.#chunk!, row);
    } else if (this.#end < close) this.#gap(session, this.#end, close, row);
    this.#end = Number.NEGATIVE_INFINITY;
  }

  #gap(session: number, from: number, to: number, row: number): void {
    const missing = Math.ceil(tradedTime(this.#calendar, session, from, to) / this.#ms - SLACK);
    if (missing > 0) for (const one of this.#told) one.gap?.(from, to, missing, this.#chunk!, row);
  }
}
