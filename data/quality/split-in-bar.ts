import type { Subject } from './detector.ts';
import { Split } from './split.ts';

/** Finds bars in which prices from before and after a split meet: a crash that was none. Judged as `Split` is, from open to close. */
export class SplitInBar extends Split {
  constructor(subject: Subject) {
    super(subject, 'split-in-bar');
  }
}
