/**
 * The random numbers of one trial: they follow from the seed, the trial's number and the attempt alone, so that no trial
 * depends on who ran which before. sfc32 of Doty-Humphrey (PractRand); different arguments are different states of it.
 */
export class Drawn {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, trial: number, attempt: number) {
    this.#a = seed | 0;
    this.#b = trial | 0;
    this.#c = attempt | 0;
    for (let k = 0; k < 15; k++) this.#bits();
  }

  #bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 up to but not 1, of 53 bits. */
  uniform(): number {
    return ((this.#bits() >>> 5) * 67_108_864 + (this.#bits() >>> 6)) / 9_007_199_254_740_992;
  }

  /** A whole number below `count`. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }
}
