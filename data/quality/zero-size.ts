import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds trades of no size: corrections and odd conditions of a tape, which made a price without trading. */
export class ZeroSize extends Detector {
  constructor(subject: Subject) {
    super('zero-size', subject);
  }

  take(chunk: Chunk): void {
    const size = chunk.column('size');
    for (let row = 0; row < chunk.rows; row++) if (size[row]! <= 0) this.hit(chunk, row);
  }

  message(): string {
    return `${this.count} trades have a size of zero`;
  }
}
