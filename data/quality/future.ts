import { DAY, isoTime, SECOND } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** By how much clocks may differ. */
const SKEW = 10 * SECOND;

/** Finds what has not happened yet: times of another unit or zone, or an intraday bar that is still open. */
export class Future extends Detector {
  readonly #column: string;
  readonly #now: number;
  readonly #late: number[] = [];

  constructor(subject: Subject) {
    super('future', subject);
    const { timeframe, kind, now } = subject;
    // A day's bar may end at the midnight that ends its date, hours after its session.
    const isIntraday = timeframe !== undefined && 'ms' in timeframe && timeframe.ms < DAY;
    this.#column = kind === 'custom' ? 'knownAt' : kind === 'bars' && !isIntraday ? 'openTimes' : 'times';
    this.#now = now + SKEW;
  }

  take(chunk: Chunk): void {
    const times = chunk.column(this.#column);
    // Rows are in order here, so the newest tells of all.
    for (let row = chunk.rows - 1; row >= 0 && times[row]! > this.#now; row--) this.#late.push(row);
    while (this.#late.length > 0) this.hit(chunk, this.#late.pop()!);
  }

  message(): string {
    return `${this.count} rows lie in the future`;
  }

  protected override refusal(chunk: Chunk, row: number): string {
    const was = isoTime(chunk.column(this.#column)[row]!);
    return `Expected what has happened by ${isoTime(this.#now - SKEW)}, but it was "${was}"`;
  }
}
