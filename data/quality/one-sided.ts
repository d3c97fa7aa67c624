import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds quotes without a bid or without an ask: no price for a market order. */
export class OneSided extends Detector {
  constructor(subject: Subject) {
    super('one-sided', subject);
  }

  take(chunk: Chunk): void {
    const [bid, ask] = [chunk.column('bid'), chunk.column('ask')];
    for (let row = 0; row < chunk.rows; row++) if (Number.isNaN(bid[row]! + ask[row]!)) this.hit(chunk, row);
  }

  message(): string {
    return `${this.count} quotes have no bid or no ask`;
  }
}
