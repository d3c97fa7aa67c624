import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds quotes whose bid is above their ask: two venues merged, or a side that came late. */
export class Crossed extends Detector {
  constructor(subject: Subject) {
    super('crossed', subject);
  }

  take(chunk: Chunk): void {
    const [bid, ask] = [chunk.column('bid'), chunk.column('ask')];
    for (let row = 0; row < chunk.rows; row++) if (bid[row]! > ask[row]!) this.hit(chunk, row);
  }

  message(): string {
    return `${this.count} quotes have a bid above the ask`;
  }
}
