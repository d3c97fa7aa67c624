import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { LEAST, limitOf } from './limit.ts';
import { Spot } from './spot.ts';

/**
 * Finds a close, or the price of a trade, that stands alone: further from the one before than 20 usual ranges and than 5 %
 * (as the ratio of the greater to the smaller, less 1), where the next one comes back to within a quarter of that. It may be
 * a bad print or a crash that happened: both have to be looked at, so nothing is left out.
 */
export class Spike extends Detector {
  readonly #isBars: boolean;
  /** The price before, the one that may stand alone and by how much, and where that was. */
  #base = Number.NaN;
  #before = Number.NaN;
  #move = 0;
  #limit = 0;
  readonly #spot = new Spot();

  constructor(subject: Subject) {
    super('spike', subject);
    this.#isBars = subject.kind === 'bars';
  }

  take(chunk: Chunk): void {
    const { rows } = chunk;
    const price = chunk.column(this.#isBars ? 'close' : 'price');
    let before = this.#before;
    for (let row = 0; row < rows; row++) {
      const now = price[row]!;
      if (this.#move > 0) {
        const back = moveOf(this.#base, now);
        if (back <= this.#move / 4 && back <= this.#limit) this.note(this.#spot);
        this.#move = 0;
      }
      if (now > before * (1 + LEAST) || before > now * (1 + LEAST)) this.#leave(chunk, row, before, now);
      before = now;
    }
    this.#before = before;
  }

  /** Remembers a move out of the ordinary. */
  #leave(chunk: Chunk, row: number, before: number, now: number): void {
    const limit = limitOf(chunk.usual[row]!);
    const move = moveOf(before, now);
    if (!(move > limit && Number.isFinite(move))) return;
    this.#base = before;
    this.#move = move;
    this.#limit = limit;
    this.#spot.set(chunk, row);
  }

  message(): string {
    const what = this.#isBars ? 'bars close' : 'trades are';
    return `${this.count} ${what} far from the one before and from the one after: bad prints, or a crash that came back`;
  }
}

/** The ratio of the greater to the smaller, less 1; infinite where there is none. */
function moveOf(a: number, b: number): number {
  return a > 0 && b > 0 ? Math.max(a, b) / Math.min(a, b) - 1 : Number.POSITIVE_INFINITY;
}
