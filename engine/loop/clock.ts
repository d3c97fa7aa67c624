import { InvariantError } from '../model/errors.ts';
import { isoTime } from '../model/time.ts';

/** Time is data: the clock shows the time of the newest event and refuses to go back. */
export class Clock {
  now = Number.NEGATIVE_INFINITY;

  advance(ts: number): void {
    if (ts < this.now) throw new InvariantError(`Expected time to go on from ${isoTime(this.now)}, but it was ${isoTime(ts)}`);
    this.now = ts;
  }
}
