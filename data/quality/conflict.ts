import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds two rows of one time: after the repeated ones are gone, their numbers differ. */
export class Conflict extends Detector {
  #last = Number.NaN;

  constructor(subject: Subject) {
    super('conflict', subject);
  }

  take(chunk: Chunk): void {
    const { labels, rows } = chunk;
    let last = this.#last;
    for (let row = 0; row < rows; row++) {
      const label = labels[row]!;
      if (label === last) this.hit(chunk, row);
      last = label;
    }
    this.#last = last;
  }

  message(): string {
    return `${this.count} rows of a time that another row has, with other numbers`;
  }

  protected override refusal({ labels }: Chunk, row: number): string {
    return `Expected one row per time, but it was "${isoTime(labels[row]!)}" again with other numbers`;
  }
}
