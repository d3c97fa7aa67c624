/** Powers of ten that a double holds exactly. */
const TENS = Float64Array.from({ length: 16 }, (_, k) => Number(`1e${k}`));

/** Beyond it a sum in units of its last digit is no longer exact. */
const MOST = 2_251_799_813_685_248;

/**
 * The sum of numbers that stand for decimals, such as sizes: 0.1 and 0.2 make 0.3. What is added is compensated (Knuth's
 * two-sum) and the sum rounded to as many decimals as the addends have, which makes it the double nearest to the decimal sum,
 * in whatever order and groups they are added. An addend of more than 15 digits leaves the compensated sum.
 */
export class DecimalSum {
  #high = 0;
  #low = 0;
  #digits = 0;

  /** Forgets everything added. */
  reset(): void {
    this.#high = 0;
    this.#low = 0;
    this.#digits = 0;
  }

  add(value: number): void {
    const high = this.#high + value;
    const part = high - this.#high;
    this.#low += this.#high - (high - part) + (value - part);
    this.#high = high;
    while (this.#digits < TENS.length && Math.round(value * TENS[this.#digits]!) / TENS[this.#digits]! !== value) this.#digits++;
  }

  /** The sum of what was added since the last reset; 0 for nothing. */
  get value(): number {
    const sum = this.#high + this.#low;
    if (this.#digits === TENS.length) return sum;
    const scale = TENS[this.#digits]!;
    const units = Math.round(sum * scale);
    return Math.abs(units) <= MOST ? units / scale : sum;
  }
}
