import { nextSession, type SessionTable } from '../../engine/model/calendar.ts';
import type { Column } from '../../engine/model/series.ts';
import { parseTimeframe, type Timeframe } from '../../engine/model/timeframe.ts';
import { type Block, timeColumnOf } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';
import { expectedBars, isBySession, type Stretches, stretchOf } from './expected-rows.ts';

/**
 * Counts the rows of a series in equal stretches of time, and the rows that there should be: of bars one per period in which the
 * market trades, while a bar outside of the sessions is not counted; of what has no timeframe one per stretch, which any row is.
 */
export class CoverageCount {
  readonly #stretches: Stretches;
  readonly #open: string;
  readonly #close: string;
  readonly #timeframe: Timeframe | undefined;
  readonly #sessions: SessionTable | undefined;
  readonly #present: Column;
  #first = Number.NaN;
  #last = Number.NaN;
  readonly #bySession: boolean;
  /** The session looked at last. */
  #session = -1;

  constructor({ kind, timeframe }: SeriesKey, stretches: Stretches, sessions?: SessionTable) {
    this.#stretches = stretches;
    this.#close = timeColumnOf(kind);
    this.#open = kind === 'bars' ? 'openTimes' : this.#close;
    this.#timeframe = kind === 'bars' ? parseTimeframe(timeframe) : undefined;
    this.#sessions = sessions;
    this.#bySession = this.#timeframe !== undefined && sessions !== undefined && isBySession(stretches);
    this.#present = new Float64Array(stretches.count);
  }

  /** Takes the next rows, oldest first; only their times are looked at. */
  take({ rows, columns }: Block): void {
    const opens = columns[this.#open]!;
    const closes = columns[this.#close]!;
    for (let row = 0; row < rows; row++) {
      const from = this.#timeframe === undefined ? opens[row]! : this.#tradesFrom(opens[row]!, closes[row]!);
      if (Number.isNaN(from)) continue;
      if (Number.isNaN(this.#first)) this.#first = from;
      this.#last = from;
      const k = stretchOf(this.#stretches, this.#bySession ? this.#sessions!.opens[this.#session]! : from);
      if (k >= 0 && k < this.#present.length) this.#present[k]!++;
    }
  }

  /** The rows that there should be from the first to the last, and those that are, by stretch. */
  finish(): { readonly expected: Column; readonly present: Column } {
    const { count } = this.#stretches;
    if (Number.isNaN(this.#first)) return { expected: new Float64Array(count), present: this.#present };
    if (this.#timeframe !== undefined) {
      return { expected: expectedBars(this.#timeframe, this.#sessions, this.#first, this.#last, this.#stretches), present: this.#present };
    }
    const [from, to] = [stretchOf(this.#stretches, this.#first), stretchOf(this.#stretches, this.#last)];
    const expected = this.#present.map((rows, k) => (rows > 0 || (k > from && k < to && this.#isOpen(k)) ? 1 : 0));
    return { expected, present: this.#present.map((rows) => Math.min(rows, 1)) };
  }

  /** The first moment of a bar at which the market trades; NaN where it does not throughout. */
  #tradesFrom(open: number, close: number): number {
    const sessions = this.#sessions;
    if (sessions === undefined) return open;
    const s = this.#session;
    if (s < 0 || open >= sessions.closes[s]! || open < (sessions.closes[s - 1] ?? Number.NEGATIVE_INFINITY)) {
      this.#session = nextSession(sessions, open);
    }
    const opens = sessions.opens[this.#session];
    return opens !== undefined && opens < close ? Math.max(open, opens) : Number.NaN;
  }

  /** Whether the market opens or is open in a stretch. */
  #isOpen(k: number): boolean {
    if (this.#sessions === undefined) return true;
    const { from, to, count } = this.#stretches;
    const s = nextSession(this.#sessions, from + ((to - from) * k) / count);
    return s >= 0 && this.#sessions.opens[s]! < from + ((to - from) * (k + 1)) / count;
  }
}
