/** How many alerts of a kind are sent at once, and how long it takes until one more may be, milliseconds. */
const MOST = 10;
const PER = 6_000;

/** Lets a few through at once, and then one from time to time; what is held back is counted. */
export class Allowance {
  #left = MOST;
  #since: number;
  #suppressed = 0;

  constructor(now: number) {
    this.#since = now;
  }

  /** How many were held back since one was let through last; undefined where this one is held back, too. */
  take(now: number): number | undefined {
    const more = Math.floor((now - this.#since) / PER);
    if (more > 0) {
      this.#left = Math.min(MOST, this.#left + more);
      this.#since += more * PER;
    }
    if (this.#left === 0) {
      this.#suppressed++;
      return undefined;
    }
    this.#left--;
    const suppressed = this.#suppressed;
    this.#suppressed = 0;
    return suppressed;
  }
}
