/**
 * A seeded sequence of whole numbers below 2^32, the same on every machine: xoshiro128** of Blackman and Vigna
 * ("Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021), its state filled by their SplitMix
 * recommendation in 32 bits. A bootstrap draws millions of numbers: more than a generator of 32 bits of state is good for.
 */
export class Xoshiro {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    const mixed = splitMix(seed);
    this.#a = mixed();
    this.#b = mixed();
    this.#c = mixed();
    this.#d = mixed();
  }

  /** The next whole number, 0 to 2^32 - 1. */
  next(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }
}

/** Numbers that differ in every bit even for seeds in a row (the finaliser of MurmurHash3 over a Weyl sequence). */
function splitMix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}
