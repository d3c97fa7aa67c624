import type { Proposal, Search } from './search.ts';
import { axesOf, type Space } from './space.ts';
import { Unseen } from './unseen.ts';

/** So many at once: results are not waited for, so a batch ends only to keep memory small. */
const BATCH = 10_000;

/** `trials` points drawn independently, evenly on each dimension's scale; of a finite space none comes twice. */
export function randomSearch(space: Space, trials: number, seed: number): Search {
  const axes = axesOf(space);
  return {
    name: 'random',
    trials: Math.min(trials, axes.count),
    next(done) {
      const unseen = new Unseen(
        axes,
        seed,
        done.map(({ point }) => point),
      );
      const batch: Proposal[] = [];
      for (let number = done.length; number < trials && batch.length < BATCH; number++) {
        const point = unseen.draw(number);
        if (point === undefined) break;
        batch.push({ point });
      }
      return batch;
    },
  };
}
