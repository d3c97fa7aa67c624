/** So many values of a line are kept: a chart has room for far fewer. */
const MOST = 1_048_576;

/**
 * A line as charts need it: all of its values while they are few, and when there is no room for more every second one of those
 * kept, then every fourth of all and so on; always the newest.
 */
export class Thinned {
  #ts: Float64Array;
  #value: Float64Array;
  readonly #most: number;
  #kept = 0;
  #seen = 0;
  /** One in so many is kept, a power of two. */
  #stride = 1;
  #newestTs = Number.NaN;
  #newest = Number.NaN;

  /** Keeps up to `most` values, a power of two. */
  constructor(most = MOST) {
    this.#most = most;
    this.#ts = new Float64Array(Math.min(most, 1_024));
    this.#value = new Float64Array(this.#ts.length);
  }

  add(ts: number, value: number): void {
    this.#newestTs = ts;
    this.#newest = value;
    if (this.#kept === this.#most) this.#thin();
    if (this.#seen++ % this.#stride !== 0) return;
    if (this.#kept === this.#ts.length) this.#grow();
    this.#ts[this.#kept] = ts;
    this.#value[this.#kept++] = value;
  }

  columns(): { readonly ts: Float64Array; readonly value: Float64Array } {
    const more = this.#seen > 0 && (this.#seen - 1) % this.#stride !== 0 ? 1 : 0;
    const ts = new Float64Array(this.#kept + more).fill(this.#newestTs);
    const value = new Float64Array(this.#kept + more).fill(this.#newest);
    ts.set(this.#ts.subarray(0, this.#kept));
    value.set(this.#value.subarray(0, this.#kept));
    return { ts, value };
  }

  #thin(): void {
    this.#kept /= 2;
    this.#stride *= 2;
    for (let k = 0; k < this.#kept; k++) {
      this.#ts[k] = this.#ts[2 * k]!;
      this.#value[k] = this.#value[2 * k]!;
    }
  }

  #grow(): void {
    const [ts, value] = [this.#ts, this.#value];
    this.#ts = new Float64Array(2 * ts.length);
    this.#value = new Float64Array(2 * ts.length);
    this.#ts.set(ts);
    this.#value.set(value);
  }
}
