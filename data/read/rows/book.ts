/** One side of a book: prices with their sizes, the best one last, so that what changes most is moved least. */
export class BookSide {
  readonly #prices: number[] = [];
  readonly #sizes: number[] = [];
  readonly #sign: 1 | -1;

  /** Bids are best where they are highest (1), asks where they are lowest (-1). */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  get depth(): number {
    return this.#prices.length;
  }

  /** The price of a level, the best being 0; NaN where there is none. */
  price(level: number): number {
    return this.#prices[this.#prices.length - 1 - level] ?? Number.NaN;
  }

  size(level: number): number {
    return this.#sizes[this.#sizes.length - 1 - level] ?? Number.NaN;
  }

  /** Sets the size at a price; 0 takes the level away. */
  set(price: number, size: number): void {
    const at = this.#place(price);
    const isThere = this.#prices[at] === price;
    if (size === 0) {
      if (!isThere) return;
      this.#prices.splice(at, 1);
      this.#sizes.splice(at, 1);
    } else if (isThere) this.#sizes[at] = size;
    else {
      this.#prices.splice(at, 0, price);
      this.#sizes.splice(at, 0, size);
    }
  }

  clear(): void {
    this.#prices.length = 0;
    this.#sizes.length = 0;
  }

  /** Where a price stands, or belongs. */
  #place(price: number): number {
    let low = 0;
    let high = this.#prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#prices[middle]! * this.#sign < price * this.#sign) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
