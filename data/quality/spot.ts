import type { Chunk } from './chunk.ts';

/** A row that may turn out to be the first of something; its place is worked out only if it does. */
export class Spot {
  ts = Number.NaN;
  #chunk: Chunk | undefined;
  #row = 0;

  /** Remembers a row of a chunk. */
  set(chunk: Chunk, row: number): void {
    this.ts = chunk.labels[row]!;
    this.#chunk = chunk;
    this.#row = row;
  }

  /** Where the row came from. */
  get place(): string {
    return this.#chunk?.place(this.#row) ?? '';
  }
}
