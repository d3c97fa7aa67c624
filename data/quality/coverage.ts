import type { SessionTable } from '../../engine/model/calendar.ts';
import { DAY } from '../../engine/model/time.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Block } from '../block.ts';
import { Chunk } from './chunk.ts';
import { SessionWalk } from './session-walk.ts';
import { daySession, tradedTime } from './sessions.ts';
import { type Hole, UsualGaps } from './usual-gaps.ts';

export type { Hole } from './usual-gaps.ts';

/** How many holes are listed. */
const MOST = 1000;

/** What a series of bars has of what its calendar says it should have, from its first bar to its last. */
export interface Coverage {
  /** When the first bar begins, and the last one ends; NaN of none. */
  readonly from: number;
  readonly to: number;
  /** Sessions that the calendar has, and those with a bar; NaN without a calendar. */
  readonly sessions: Counts;
  /** Bars that fit into those sessions, and those that are there; expected is NaN without a calendar. */
  readonly bars: Counts;
  /** How many stretches are missing, and the longest thousand of them in order: bars of one session or of several in a row. */
  readonly gaps: number;
  readonly holes: readonly Hole[];
}

/** What should be there, and what is. */
export interface Counts {
  readonly expected: number;
  readonly present: number;
}

/** Measures what a series of bars covers, block after block; rows in order, as a store has them. */
export class CoverageOf {
  readonly #calendar: SessionTable | undefined;
  readonly #ms: number;
  readonly #walk: SessionWalk | undefined;
  readonly #usual: UsualGaps | undefined;
  #from = Number.NaN;
  #to = Number.NaN;
  #bars = 0;
  #sessions = 0;
  #absent = 0;
  #missing = 0;
  #last = -1;
  #gaps = 0;
  #holes: { from: number; to: number; missing: number }[] = [];
  /** How many bars there were at the last hole: a hole without a bar between is the same one. */
  #barsBefore = -1;

  constructor({ timeframe, calendar }: { readonly timeframe: string; readonly calendar?: SessionTable }) {
    const length = parseTimeframe(timeframe);
    this.#ms = length === undefined ? Number.POSITIVE_INFINITY : 'ms' in length ? length.ms : length.months * 30 * DAY;
    const isLong = length !== undefined && this.#ms > DAY;
    this.#calendar = isLong ? undefined : calendar;
    if (this.#calendar === undefined) this.#usual = length === undefined ? undefined : new UsualGaps(this.#ms);
    else if (this.#ms !== DAY) {
      this.#walk = new SessionWalk(this.#calendar, this.#ms);
      this.#walk.tell(this);
    }
  }

  /** Takes the next bars. */
  take(block: Block): void {
    const { rows, columns } = block;
    const { openTimes, times } = columns;
    if (rows === 0 || openTimes === undefined || times === undefined) return;
    if (this.#bars === 0) this.#from = openTimes[0]!;
    this.#to = times[rows - 1]!;
    if (this.#usual !== undefined) this.#usual.take(openTimes, times, rows);
    else if (this.#walk !== undefined) this.#walk.take(new Chunk('', 'bars', block));
    else for (let row = 0; row < rows; row++) this.#day(openTimes[row]!, times[row]!);
    this.#bars += rows;
  }

  /** What is covered. */
  finish(): Coverage {
    const holes = this.#usual?.finish() ?? this.#longest(MOST);
    const gaps = this.#usual === undefined ? this.#gaps : holes.length;
    const common = { from: this.#from, to: this.#to, gaps, holes };
    if (this.#calendar === undefined) {
      return { ...common, sessions: none(Number.NaN), bars: none(this.#bars) };
    }
    const sessions = this.#walk?.sessions ?? this.#sessions;
    const bars = this.#walk?.bars ?? this.#sessions;
    return {
      ...common,
      sessions: { expected: sessions + this.#absent, present: sessions },
      bars: Number.isFinite(this.#ms) ? { expected: bars + this.#missing, present: bars } : none(this.#bars),
    };
  }

  /** Called by the walk: bars missing within a session. */
  gap(from: number, to: number, missing: number): void {
    const bars = this.#walk?.bars ?? this.#sessions;
    this.#missing += missing;
    const newest = this.#holes.at(-1);
    if (bars === this.#barsBefore && newest !== undefined) {
      newest.to = to;
      newest.missing += missing;
      return;
    }
    this.#barsBefore = bars;
    this.#gaps++;
    if (this.#holes.length >= 2 * MOST) this.#holes = this.#longest(MOST);
    this.#holes.push({ from, to, missing });
  }

  /** Called by the walk: a session without any bar. */
  absent(session: number): void {
    const { opens, closes } = this.#calendar!;
    this.#absent++;
    const from = opens[session]!;
    const to = closes[session]!;
    const bars = this.#ms === DAY ? 1 : Math.ceil(tradedTime(this.#calendar!, session, from, to) / this.#ms);
    this.gap(from, to, bars);
  }

  #day(open: number, end: number): void {
    const session = daySession(this.#calendar!, open, end);
    if (session < 0 || session === this.#last) return;
    for (let absent = this.#last + 1; this.#last >= 0 && absent < session; absent++) this.absent(absent);
    this.#last = session;
    this.#sessions++;
  }

  /** So many of the holes, the longest, in order. */
  #longest(most: number): { from: number; to: number; missing: number }[] {
    if (this.#holes.length <= most) return this.#holes;
    const kept = this.#holes.toSorted((a, b) => b.missing - a.missing || a.from - b.from).slice(0, most);
    return kept.sort((a, b) => a.from - b.from);
  }
}

const none = (present: number): Counts => ({ expected: Number.NaN, present });
