import { isoTime } from '../../model/time.ts';
import type { Measure, Memory } from './breaker.ts';

/** A connection that is down for longer than so many milliseconds; at once where that is none. */
export class Outage implements Measure {
  /** The next moment at which it has been down for too long. */
  next = Number.POSITIVE_INFINITY;
  readonly #limit: number;
  #since = Number.NaN;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the connection is up. */
  get isOver(): boolean {
    return Number.isNaN(this.#since);
  }

  /** The broker says that the connection is up, or down. */
  hear(up: boolean, ts: number): void {
    if (up) {
      this.#since = Number.NaN;
      this.next = Number.POSITIVE_INFINITY;
    } else if (this.isOver) {
      this.#since = ts;
      this.next = ts + this.#limit;
    }
  }

  watch(ts: number): string | undefined {
    if (ts < this.next) return undefined;
    this.next = Number.POSITIVE_INFINITY;
    return `no connection since ${isoTime(this.#since)}`;
  }

  rearm(): void {}

  memory(): Memory {
    return {};
  }

  recall(): void {}

  save(): readonly number[] {
    return [this.#since, this.next];
  }

  restore([since = Number.NaN, next = Number.POSITIVE_INFINITY]: readonly number[]): void {
    this.#since = since;
    this.next = next;
  }
}
