/** Section 8: what the volume of a bar leaves for our fills. */
import { snapDown } from './grid.ts';
import { must } from './must.ts';
import type { Place } from './place.ts';
import { barAt, type World } from './world.ts';

/** What may still be filled in this bar. */
export function room(world: World, place: Place): number {
  const limit = world.options.volumeLimit;
  if (limit === null) return Number.POSITIVE_INFINITY;
  const volume = barAt(world, place).volume;
  if (Number.isNaN(volume)) return 0;
  const step = must(world.stream.instruments[place.instrument], 'an instrument').step;
  const used = must(must(world.used[place.instrument], 'a row')[place.index], 'a sum');
  // Whole steps but for the rounding of sums.
  return Math.max(0, snapDown(snapDown(limit * volume, step) - used + step * 1e-9, step));
}

/** Takes a fill off what the bar's volume leaves. */
export function use(world: World, place: Place, qty: number): void {
  const row = must(world.used[place.instrument], 'a row');
  row[place.index] = must(row[place.index], 'a sum') + qty;
}
