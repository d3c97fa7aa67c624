/** How far the venue's clock is from ours: the median of the last five answers, each taken as of the middle of its way. */
export class Skew {
  readonly #samples: number[] = [];

  /** The venue's clock said `theirs` somewhere between two times of ours. */
  add(sent: number, theirs: number, received: number): void {
    this.#samples.push(theirs - (sent + received) / 2);
    if (this.#samples.length > 5) this.#samples.shift();
  }

  /** The venue finds our time off: what was measured before no longer counts. */
  clear(): void {
    this.#samples.length = 0;
  }

  /** Milliseconds that the venue is ahead; NaN before the first answer. */
  get value(): number {
    const sorted = [...this.#samples].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }
}
