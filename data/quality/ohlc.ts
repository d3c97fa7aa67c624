import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** From this share of the rows on, it is the columns that are wrong, not single bars. */
const SWAPPED = 0.05;
/** Of fewer rows the share tells nothing. */
const ENOUGH = 100;

/** Finds bars whose high or low does not contain their open and close. */
export class Ohlc extends Detector {
  #rows = 0;

  constructor(subject: Subject) {
    super('ohlc', subject);
  }

  take(chunk: Chunk): void {
    const { rows } = chunk;
    const [open, high, low, close] = [chunk.column('open'), chunk.column('high'), chunk.column('low'), chunk.column('close')];
    this.#rows += rows;
    for (let row = 0; row < rows; row++) {
      const top = high[row]!;
      const bottom = low[row]!;
      const first = open[row]!;
      const last = close[row]!;
      if (top < first || top < last || bottom > first || bottom > last) this.hit(chunk, row);
    }
  }

  message(): string {
    const isMost = this.#rows >= ENOUGH && this.count > SWAPPED * this.#rows;
    const columns = isMost ? ` (${Math.round((100 * this.count) / this.#rows)} % of them: are the columns taken in the wrong order?)` : '';
    return `${this.count} bars whose high or low does not contain open and close${columns}`;
  }
}
