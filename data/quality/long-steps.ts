/** How many are kept when room is short. */
const ROOM = 65_536;

/** The longest stretches of time between bars, in order: of very many, the shorter half is forgotten again and again. */
export class LongSteps {
  #from = new Float64Array(1024);
  #to = new Float64Array(1024);
  #count = 0;
  #least = 0;

  /** None of those forgotten was longer than this; 0 where none was. */
  get forgotten(): number {
    return this.#least;
  }

  /** Keeps a stretch. */
  add(from: number, to: number): void {
    if (to - from <= this.#least) return;
    if (this.#count === this.#from.length) this.#makeRoom();
    this.#from[this.#count] = from;
    this.#to[this.#count++] = to;
  }

  /** What a function says of each, in order. */
  map(read: (from: number, to: number) => number): Float64Array {
    return Float64Array.from({ length: this.#count }, (_, k) => read(this.#from[k]!, this.#to[k]!));
  }

  /** Begin and end of one, from 0. */
  at(k: number): { readonly from: number; readonly to: number } {
    return { from: this.#from[k]!, to: this.#to[k]! };
  }

  #makeRoom(): void {
    if (this.#count < ROOM) {
      const [from, to] = [this.#from, this.#to];
      this.#from = new Float64Array(2 * this.#count);
      this.#to = new Float64Array(2 * this.#count);
      this.#from.set(from);
      this.#to.set(to);
      return;
    }
    this.#least = this.map((from, to) => to - from).sort()[this.#count / 2]!;
    let kept = 0;
    for (let k = 0; k < this.#count; k++) {
      if (this.#to[k]! - this.#from[k]! <= this.#least) continue;
      this.#from[kept] = this.#from[k]!;
      this.#to[kept++] = this.#to[k]!;
    }
    this.#count = kept;
  }
}
