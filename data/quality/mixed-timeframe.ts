import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { lengthText } from './length-text.ts';
import { Spot } from './spot.ts';

/** So many equal steps in a row are no chance even where half of all bars are missing: 0.25 to the power of 20. */
const STRETCH = 20;

/** Finds stretches whose bars stand further apart than a bar is long, all equally: a file put together from two timeframes. */
export class MixedTimeframe extends Detector {
  readonly #ms: number;
  #open = Number.NaN;
  #step = 0;
  #run = 0;
  readonly #spot = new Spot();
  /** The step of the first stretch. */
  #first = 0;

  constructor(subject: Subject) {
    super('mixed-timeframe', subject);
    const { timeframe } = subject;
    this.#ms = timeframe !== undefined && 'ms' in timeframe ? timeframe.ms : Number.POSITIVE_INFINITY;
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const ms = this.#ms;
    let open = this.#open;
    let step = this.#step;
    for (let row = 0; row < rows; row++) {
      const next = labels[row]! - open;
      open = labels[row]!;
      if (next === ms) {
        step = ms;
        this.#run = 0;
      } else if (next === step) this.#lengthen(next);
      else {
        step = next;
        this.#run = 1;
        this.#spot.set(chunk, row);
      }
    }
    this.#open = open;
    this.#step = step;
  }

  message(): string {
    return `${this.count} bars stand ${lengthText(this.#first)} apart, in stretches of ${STRETCH} and more: are they of another timeframe?`;
  }

  #lengthen(step: number): void {
    this.#run++;
    if (this.#run < STRETCH) return;
    if (this.count === 0) {
      this.begin(this.#spot);
      this.#first = step;
    }
    this.count += this.#run === STRETCH ? STRETCH : 1;
  }
}
