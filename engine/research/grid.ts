import { ConfigError } from '../model/errors.ts';
import type { Proposal, Search } from './search.ts';
import { axesOf, type Space } from './space.ts';

const BATCH = 10_000;
/** More combinations than this are no grid that anyone waits for. */
export const LARGEST_GRID = 10_000_000;

/**
 * Every combination that satisfies the constraints, the last dimension varying fastest; none is held before it is asked
 * for. Throws a ConfigError for a dimension without steps and for more than ten million combinations.
 */
export function gridSearch(space: Space): Search {
  const axes = axesOf(space);
  const endless = axes.list.find(({ count }) => count === Number.POSITIVE_INFINITY);
  if (endless !== undefined)
    throw new ConfigError(
      `Expected a step for "${endless.name}", as in ${endless.name}=FROM:TO:STEP, for a grid, but it was any number between; sample it with --random N`,
    );
  if (axes.count > LARGEST_GRID)
    throw new ConfigError(
      `Expected a grid of at most ${LARGEST_GRID} combinations, but it was "${axes.count}"; narrow it with --grid, or sample it with --random N`,
    );
  // How many combinations satisfy the constraints up to each batch's first place in the grid.
  const begins = [0];
  let trials = axes.count;
  if (space.constraints.length > 0) {
    trials = 0;
    for (let place = 0; place < axes.count; place++) {
      if (!axes.holds(axes.point(place))) continue;
      if (trials > 0 && trials % BATCH === 0) begins.push(place);
      trials++;
    }
  }
  return {
    name: 'grid',
    trials,
    next(done) {
      const batch: Proposal[] = [];
      let place = space.constraints.length > 0 ? (begins[done.length / BATCH] ?? axes.count) : done.length;
      for (; place < axes.count && batch.length < BATCH; place++) {
        const point = axes.point(place);
        if (axes.holds(point)) batch.push({ point });
      }
      return batch;
    },
  };
}
