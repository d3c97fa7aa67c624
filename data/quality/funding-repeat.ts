import { MINUTE } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds two rates within one minute: one payment, once by the schedule and once by the venue's clock. */
export class FundingRepeat extends Detector {
  #last = Number.NEGATIVE_INFINITY;

  constructor(subject: Subject) {
    super('funding-repeat', subject);
  }

  take(chunk: Chunk): void {
    for (let row = 0; row < chunk.rows; row++) {
      const time = chunk.labels[row]!;
      if (time - this.#last < MINUTE) this.hit(chunk, row);
      else this.#last = time;
    }
  }

  message(): string {
    return `${this.count} rates follow another within a minute`;
  }
}
