import { isoTime } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { lengthText } from './length-text.ts';
import { type Hole, UsualGaps } from './usual-gaps.ts';

/** Finds, where no calendar is given, gaps that are longer than usual, as `UsualGaps` says. */
export class UsualGap extends Detector {
  readonly #name: string;
  readonly #gaps: UsualGaps;
  #holes: readonly Hole[] = [];

  constructor(subject: Subject, ms: number) {
    super('gap', subject);
    this.#name = subject.name;
    this.#gaps = new UsualGaps(ms);
  }

  take(chunk: Chunk): void {
    this.#gaps.take(chunk.labels, chunk.column('times'), chunk.rows);
  }

  override finish(): void {
    this.#holes = this.#gaps.finish();
    const first = this.#holes[0];
    if (first === undefined) return;
    this.count = this.#holes.length;
    this.begin({ ts: first.from, place: `${this.#name}, ${isoTime(first.from)}` });
  }

  message(): string {
    const missing = this.#holes.reduce((sum, hole) => sum + hole.missing, 0);
    const { from, to } = this.#holes.reduce((most, hole) => (hole.missing > most.missing ? hole : most));
    return `${this.count} gaps are longer than usual, ${missing} bars of times with trading, the longest of ${lengthText(to - from)} from ${isoTime(from)} (a calendar tells closures from holes)`;
  }
}
