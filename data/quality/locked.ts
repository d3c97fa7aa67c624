import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds quotes whose bid equals their ask: no spread to pay, which a market order of some size will. */
export class Locked extends Detector {
  constructor(subject: Subject) {
    super('locked', subject);
  }

  take(chunk: Chunk): void {
    const [bid, ask] = [chunk.column('bid'), chunk.column('ask')];
    for (let row = 0; row < chunk.rows; row++) if (bid[row] === ask[row]) this.hit(chunk, row);
  }

  message(): string {
    return `${this.count} quotes have a bid equal to the ask`;
  }
}
