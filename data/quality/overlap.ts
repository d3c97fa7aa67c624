import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds bars that begin before the one above them is over: bars taken as longer than they are, or finer ones among them. */
export class Overlap extends Detector {
  readonly #length: string;
  /** The end of the last bar that stays. */
  #end = Number.NEGATIVE_INFINITY;

  constructor(subject: Subject) {
    super('overlap', subject);
    this.#length = subject.length;
  }

  take(chunk: Chunk): void {
    const { labels, rows } = chunk;
    const ends = chunk.column('times');
    let end = this.#end;
    for (let row = 0; row < rows; row++) {
      if (labels[row]! >= end) end = ends[row]!;
      else {
        this.#end = end;
        this.hit(chunk, row);
      }
    }
    this.#end = end;
  }

  message(): string {
    return `${this.count} bars begin before the one above them is over`;
  }

  protected override refusal({ labels }: Chunk, row: number): string {
    const from = isoTime(this.#end);
    return `Expected a bar that begins at ${from} or later, as bars of ${this.#length} do, but it was "${isoTime(labels[row]!)}"`;
  }
}
