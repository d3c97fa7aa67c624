import type { SessionTable } from '../../engine/model/calendar.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { sessionFrom } from './sessions.ts';
import { Spot } from './spot.ts';

/** So many closures tell, and more than half of all. */
const ENOUGH = 3;

/**
 * Finds bars that stand one bar from their place in more than half of the sessions: labels of the one end that were taken for
 * the other. They are late where a bar begins when the market closes, and the next session has its second bar and no first
 * one; early, known before their time, where a bar ends when the market opens and the session before has its last but one
 * bar and no last one.
 */
export class Stamp extends Detector {
  readonly #calendar: SessionTable;
  readonly #ms: number;
  /** The session before the closure at hand; -1 before the first bar. */
  #session = -1;
  /** Bars of that session: its last but one, its last, one that begins as it closes; then one that ends as the next opens, its first, its second. */
  readonly #has = new Uint8Array(6);
  #hasBars = false;
  #closures = 0;
  #late = 0;
  #early = 0;
  readonly #firstLate = new Spot();
  readonly #firstEarly = new Spot();

  constructor(subject: Subject, calendar: SessionTable, ms: number) {
    super('stamp', subject);
    this.#calendar = calendar;
    this.#ms = ms;
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const { opens, closes } = this.#calendar;
    const ms = this.#ms;
    if (this.#session < 0 && rows > 0) this.#session = sessionFrom(this.#calendar, labels[0]!);
    let lull = closes[this.#session]! - 2 * ms;
    for (let row = 0; row < rows; row++) {
      const from = labels[row]!;
      if (from < lull) {
        this.#hasBars = true;
        continue;
      }
      if (from > opens[this.#session + 1]! + ms) this.#judge(chunk, row, from);
      this.#mark(from);
      lull = closes[this.#session]! - 2 * ms;
    }
  }

  override finish(): void {
    const [count, first] = this.#late > this.#early ? [this.#late, this.#firstLate] : [this.#early, this.#firstEarly];
    if (count < ENOUGH || count * 2 <= this.#closures) return;
    this.count = count;
    this.begin(first);
  }

  message(): string {
    const isLate = this.#late > this.#early;
    const [where, meant] = isLate ? ['later', 'close'] : ['earlier', 'open'];
    return `${this.count} of ${this.#closures} sessions stand one bar ${where} than ${this.#calendar.name} has them: do the times name the ${meant} of a bar (stamp=${meant})?`;
  }

  #mark(from: number): void {
    const { opens, closes } = this.#calendar;
    const close = closes[this.#session]!;
    const next = opens[this.#session + 1]!;
    const ms = this.#ms;
    this.#hasBars ||= from < close;
    if (from === close - 2 * ms) this.#has[0] = 1;
    else if (from === close - ms) this.#has[1] = 1;
    else if (from === close) this.#has[2] = 1;
    if (from === next - ms) this.#has[3] = 1;
    else if (from === next) this.#has[4] = 1;
    else if (from === next + ms) this.#has[5] = 1;
  }

  /** Judges the closure that lies behind a bar, and goes on to the next. */
  #judge(chunk: Chunk, row: number, from: number): void {
    const { opens, closes } = this.#calendar;
    const [lastButOne, last, after, before, first, second] = this.#has;
    const isNext = from < closes[this.#session + 1]!;
    if (this.#hasBars && isNext && opens[this.#session + 1]! > closes[this.#session]!) {
      this.#closures++;
      if (after === 1 && first === 0 && second === 1 && this.#late++ === 0) this.#firstLate.set(chunk, row);
      if (before === 1 && last === 0 && lastButOne === 1 && this.#early++ === 0) this.#firstEarly.set(chunk, row);
    }
    this.#session = sessionFrom(this.#calendar, from);
    this.#hasBars = isNext;
    this.#has.fill(0);
  }
}
