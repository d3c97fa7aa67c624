import type { Severity } from './checks.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { Spot } from './spot.ts';

/** From so many bars in a row on, prices that move without volume are no accident. */
const MOVING = 10;

/**
 * Finds bars without volume in a series that has volume elsewhere. Bars of one price say that nothing was traded; ten in a row
 * that move are a contradiction, and a warning. A series without any volume, as of currencies, is silent.
 */
export class ZeroVolume extends Detector {
  #zeros = 0;
  #moving = 0;
  #run = 0;
  #longest = 0;
  #hasVolume = false;
  readonly #spot = new Spot();

  constructor(subject: Subject) {
    super('zero-volume', subject);
  }

  take(chunk: Chunk): void {
    const { rows } = chunk;
    const [high, low, volume] = [chunk.column('high'), chunk.column('low'), chunk.column('volume')];
    let run = this.#run;
    for (let row = 0; row < rows; row++) {
      if (volume[row]! > 0) {
        this.#hasVolume = true;
        run = 0;
      } else if (volume[row] === 0) {
        if (this.#zeros++ === 0) this.#spot.set(chunk, row);
        if (high[row]! > low[row]!) {
          this.#moving++;
          if (++run > this.#longest) this.#longest = run;
        }
      }
    }
    this.#run = run;
  }

  override finish(): void {
    if (!this.#hasVolume || this.#zeros === 0) return;
    this.begin(this.#spot);
    this.count = this.#zeros;
  }

  message(): string {
    const moving = this.#moving === 0 ? '' : `, and ${this.#moving} of them move, ${this.#longest} in a row at most`;
    return `${this.count} bars have no volume${moving}`;
  }

  protected override severity(): Severity {
    return this.#longest >= MOVING ? 'warning' : 'note';
  }
}
