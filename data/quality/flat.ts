import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds bars of one price: usual where little is traded, and a zero under every formula that divides by a range. */
export class Flat extends Detector {
  #rows = 0;

  constructor(subject: Subject) {
    super('flat', subject);
  }

  take(chunk: Chunk): void {
    const { rows } = chunk;
    const [open, high, low, close] = [chunk.column('open'), chunk.column('high'), chunk.column('low'), chunk.column('close')];
    this.#rows += rows;
    for (let row = 0; row < rows; row++) {
      const price = high[row]!;
      if (price === low[row] && price === open[row] && price === close[row]) this.hit(chunk, row);
    }
  }

  message(): string {
    return `${this.count} of ${this.#rows} bars have one price for open, high, low and close`;
  }
}
