import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { fundingInterval } from './funding-interval.ts';
import { lengthText } from './length-text.ts';

/** Finds times at which no funding was paid though the usual interval says that it was. */
export class FundingGap extends Detector {
  readonly #name: string;
  readonly #times: number[] = [];
  #missing = 0;
  #longest = { from: 0, to: 0 };

  constructor(subject: Subject) {
    super('funding-gap', subject);
    this.#name = subject.name;
  }

  take({ labels, rows }: Chunk): void {
    for (let row = 0; row < rows; row++) this.#times.push(labels[row]!);
  }

  override finish(): void {
    const interval = fundingInterval(this.#times);
    for (let k = 1; k < this.#times.length; k++) {
      const from = this.#times[k - 1]!;
      const to = this.#times[k]!;
      const missing = Math.round((to - from) / interval) - 1;
      if (!(missing > 0)) continue;
      if (this.count++ === 0) this.begin({ ts: from, place: `${this.#name}, ${isoTime(from)}` });
      this.#missing += missing;
      if (to - from > this.#longest.to - this.#longest.from) this.#longest = { from, to };
    }
  }

  message(): string {
    const { from, to } = this.#longest;
    return `${this.#missing} rates are missing in ${this.count} gaps, the longest of ${lengthText(to - from)} from ${isoTime(from)}`;
  }
}
