import { DoubleHash } from './double-hash.ts';

/** Comes before how often a number is repeated. No number is written as -0, so that it stands for nothing else. */
const AGAIN = -0;

/**
 * sha256 over a column that is taken in stretches, in which a number that repeats the one before it is counted, not written: times are
 * mostly as far apart as the ones before, and an account that holds nothing is worth what it was. The same numbers have the same hash, however they were cut.
 */
export class RunHash {
  readonly #hash = new DoubleHash();
  /** Whether differences to the number before are hashed in place of the numbers. */
  readonly #ofSteps: boolean;
  #before = 0;
  #last = Number.NaN;
  /** How many more times the last number has come. */
  #more = 0;

  constructor(of: 'values' | 'steps') {
    this.#ofSteps = of === 'steps';
  }

  take(column: Float64Array): void {
    const hash = this.#hash;
    const ofSteps = this.#ofSteps;
    let before = this.#before;
    let last = this.#last;
    let more = this.#more;
    for (let k = 0; k < column.length; k++) {
      const value = column[k]!;
      const now = value - before;
      if (ofSteps) before = value;
      if (now === last) {
        more++;
        continue;
      }
      if (more > 0) {
        hash.addRaw(AGAIN);
        hash.add(more);
        more = 0;
      }
      hash.add(now);
      last = now;
    }
    this.#before = before;
    this.#last = last;
    this.#more = more;
  }

  /** In hex, once all is taken. */
  digest(): string {
    if (this.#more > 0) {
      this.#hash.addRaw(AGAIN);
      this.#hash.add(this.#more);
      this.#more = 0;
    }
    return this.#hash.digest();
  }
}

const hashOf = (of: 'values' | 'steps', column: Float64Array): string => {
  const hash = new RunHash(of);
  hash.take(column);
  return hash.digest();
};

/** The hash of a column that is whole. */
export const hashOfValues = (column: Float64Array): string => hashOf('values', column);

/** That of its steps. */
export const hashOfSteps = (column: Float64Array): string => hashOf('steps', column);
