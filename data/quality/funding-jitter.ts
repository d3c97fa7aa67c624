import { MINUTE } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds rates whose time is not on the minute: the venue's clock, a few milliseconds after the hour at which it was paid. */
export class FundingJitter extends Detector {
  #most = 0;

  constructor(subject: Subject) {
    super('funding-jitter', subject);
  }

  take(chunk: Chunk): void {
    for (let row = 0; row < chunk.rows; row++) {
      const time = chunk.labels[row]!;
      const off = Math.abs(time - Math.round(time / MINUTE) * MINUTE);
      if (off === 0) continue;
      this.hit(chunk, row);
      if (off > this.#most) this.#most = off;
    }
  }

  message(): string {
    return `${this.count} rates are stamped off the minute, by ${this.#most} ms at most`;
  }
}
