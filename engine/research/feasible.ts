import { ConfigError } from '../model/errors.ts';
import { axesOf, type Space } from './space.ts';
import { Unseen } from './unseen.ts';

/** Throws a ConfigError for a space of no dimensions, and for one none of whose combinations satisfies its constraints. */
export function checkFeasible(space: Space): void {
  if (space.dimensions.length === 0) throw new ConfigError('Expected something to vary, such as --grid fast=5:50:5, but it was nothing');
  const axes = axesOf(space);
  if (new Unseen(axes, 1, []).draw(0) !== undefined) return;
  const conditions = space.constraints.map(({ text }) => `"${text}"`).join(' and ');
  const looked = axes.count <= 2_000_000 ? `none of ${axes.count} does` : 'none was found';
  throw new ConfigError(`Expected a combination that satisfies ${conditions}, but ${looked}`);
}
