import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds times that go back: a file that is not sorted, or a row out of its place. */
export class Unsorted extends Detector {
  readonly #strict: boolean;
  /** The newest time so far, and whether there is one. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(subject: Subject) {
    super('unsorted', subject);
    this.#strict = subject.kind === 'bars';
  }

  take(chunk: Chunk): void {
    const { labels, rows } = chunk;
    let last = this.#last;
    for (let row = 0; row < rows; row++) {
      const label = labels[row]!;
      if (label >= last) last = label;
      else {
        this.#last = last;
        this.hit(chunk, row);
      }
    }
    this.#last = last;
  }

  message(): string {
    return `${this.count} rows go back in time`;
  }

  protected override refusal({ labels }: Chunk, row: number): string {
    const after = isoTime(this.#last);
    const was = isoTime(labels[row]!);
    if (this.#strict) return `Expected a time after ${after} of the row before (sort the file, oldest row first), but it was "${was}"`;
    return `Expected ${after} of the row before or later (sort the file, oldest row first), but it was "${was}"`;
  }
}
