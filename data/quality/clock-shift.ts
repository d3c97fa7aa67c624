import type { SessionTable } from '../../engine/model/calendar.ts';
import { HOUR, isoTime, MINUTE } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { sessionFrom } from './sessions.ts';
import { Spot } from './spot.ts';

const HALF = 30 * MINUTE;
/** So many closures tell of a shift, or all of them where there are fewer, but for one alone. */
const ENOUGH = 3;

/**
 * Finds sessions that stand an hour from where the calendar has them, as where the zone of a file is wrong for a part of the
 * year. Looked at are the closures of an hour or more: the hours are late where the closure's second half hour has bars and
 * the half hour after it has none, early where the half hour before it has none and its last hour begins with some.
 */
export class ClockShift extends Detector {
  readonly #calendar: SessionTable;
  /** The session before the closure at hand, -1 before the first bar, and whether it has bars. */
  #session = -1;
  #hasBars = false;
  /** The half hours with bars: before the closure, its second, its last but one, after it. */
  #before = false;
  #second = false;
  #last = false;
  #after = false;
  #closures = 0;
  #late = 0;
  #early = 0;
  #to = 0;
  readonly #first = new Spot();

  constructor(subject: Subject, calendar: SessionTable) {
    super('clock-shift', subject);
    this.#calendar = calendar;
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const { opens, closes } = this.#calendar;
    const ends = chunk.column('times');
    if (this.#session < 0 && rows > 0) this.#session = sessionFrom(this.#calendar, labels[0]!);
    let open = opens[this.#session]!;
    let lull = closes[this.#session]! - HALF;
    for (let row = 0; row < rows; row++) {
      if (ends[row]! <= lull) {
        if (ends[row]! > open) this.#hasBars = true;
        continue;
      }
      this.#look(chunk, row, labels[row]!, ends[row]!);
      open = opens[this.#session]!;
      lull = closes[this.#session]! - HALF;
    }
  }

  override finish(): void {
    const found = this.#late + this.#early;
    if (found < ENOUGH && (found < 2 || found < this.#closures)) return;
    this.begin(this.#first);
    this.count = found;
  }

  message(): string {
    const which = this.#early === 0 ? 'later' : this.#late === 0 ? 'earlier' : 'earlier or later';
    const { name } = this.#calendar;
    return `${this.count} of ${this.#closures} sessions stand an hour ${which} than ${name} has them, until ${isoTime(this.#to)}: is the zone right where clocks change?`;
  }

  #look(chunk: Chunk, row: number, from: number, to: number): void {
    const { opens, closes } = this.#calendar;
    if (this.#session + 1 >= closes.length) return;
    if (from >= opens[this.#session + 1]! + HALF) {
      this.#judge(chunk, row, from);
      this.#session = sessionFrom(this.#calendar, from);
      this.#hasBars = false;
      this.#before = this.#second = this.#last = this.#after = false;
    }
    const open = opens[this.#session]!;
    const close = closes[this.#session]!;
    const next = opens[this.#session + 1]!;
    if (to > open && from < close) this.#hasBars = true;
    if (to > close - HALF && from < close) this.#before = true;
    if (to > close + HALF && from < close + HOUR) this.#second = true;
    if (to > next - HOUR && from < next - HALF) this.#last = true;
    if (to > next && from < next + HALF) this.#after = true;
  }

  /** Judges the closure that a bar half an hour after it ends. */
  #judge(chunk: Chunk, row: number, from: number): void {
    const { opens, closes } = this.#calendar;
    const isNext = from < closes[this.#session + 1]!;
    if (!this.#hasBars || !isNext || opens[this.#session + 1]! - closes[this.#session]! < HOUR) return;
    this.#closures++;
    const isLate = this.#second && !this.#after;
    const isEarly = this.#last && !this.#before;
    if (!isLate && !isEarly) return;
    if (this.#late + this.#early === 0) this.#first.set(chunk, row);
    if (isLate) this.#late++;
    else this.#early++;
    this.#to = from;
  }
}
