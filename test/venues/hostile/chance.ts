import { seededRandom } from '../../../engine/loop/random.ts';

/** A sequence of its own for one purpose of a seed, so that more draws of one do not move those of another. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number, purpose: string) {
    let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    for (const letter of purpose) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0xc2b2ae35);
    this.#next = seededRandom(mixed ^ (mixed >>> 15));
    this.#next();
  }

  /** Whether something happens that happens this often. */
  happens(rate: number): boolean {
    return this.#next() < rate;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.#next() * (to - from);
  }

  oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#next() * values.length)]!;
  }
}
