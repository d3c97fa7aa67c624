import { ConfigError } from '../../engine/model/errors.ts';
import { gridSearch } from '../../engine/research/grid.ts';
import { latinHypercube } from '../../engine/research/latin-hypercube.ts';
import { type Objective, objectiveOf } from '../../engine/research/objective.ts';
import { randomSearch } from '../../engine/research/random.ts';
import type { Search } from '../../engine/research/search.ts';
import type { Space } from '../../engine/research/space.ts';
import { successiveHalving } from '../../engine/research/successive-halving.ts';
import { tpeSearch } from '../../engine/research/tpe.ts';
import type { Arguments } from '../io.ts';

/** A way through a space, as it is asked for: enough to make the same search again. */
export interface SearchSpec {
  readonly method: 'grid' | 'random' | 'lhs' | 'tpe' | 'halving';
  /** How many trials; of a halving those of its first rung. Null for a grid. */
  readonly trials: number | null;
  readonly seed: number;
}

const METHODS = ['random', 'lhs', 'tpe', 'halving'] as const;

/** Reads how a space is gone through: a grid unless a flag says otherwise. Throws a ConfigError for two ways at once. */
export function searchSpecOf(args: Arguments): SearchSpec {
  const given = METHODS.filter((name) => args[name] !== undefined);
  if (given.length > 1)
    throw new ConfigError(`Expected one of ${METHODS.map((name) => `--${name}`).join(' ')}, but it was "--${given.join(' --')}"`);
  const seed = args['seed'] === undefined ? 1 : wholeOf(args, 'seed', 0);
  const method = given[0];
  return method === undefined ? { method: 'grid', trials: null, seed } : { method, trials: wholeOf(args, method, 1), seed };
}

/** Makes the search that was asked for. Throws a ConfigError for a number of trials, or a seed, that cannot be. */
export function searchOf({ method, trials, seed }: SearchSpec, space: Space, objectives: readonly Objective[]): Search {
  whole('the number of trials', trials ?? 1, 1, MOST);
  whole('the seed', seed, 0, LARGEST_SEED);
  if (method === 'grid' || trials === null) return gridSearch(space);
  if (method === 'random') return randomSearch(space, trials, seed);
  if (method === 'lhs') return latinHypercube(space, trials, seed);
  return method === 'tpe' ? tpeSearch(space, trials, seed, objectives) : successiveHalving(space, trials, seed, objectives);
}

/** What is looked for: the Sharpe ratio unless flags say otherwise. */
export const objectivesOf = (args: Arguments): readonly Objective[] => textsOf(args, 'objective', ['sharpe']).map(objectiveOf);

/** The texts of a flag that may be given again and again. */
export function textsOf(args: Arguments, name: string, otherwise: readonly string[] = []): readonly string[] {
  const given = args[name];
  return Array.isArray(given) ? (given as readonly string[]) : typeof given === 'string' ? [given] : otherwise;
}

/** Counts above this are slips of the keyboard. */
const MOST = 10_000_000;
const LARGEST_SEED = 0x7fffffff;

function wholeOf(args: Arguments, name: string, least: number): number {
  const text = String(args[name]).trim();
  return whole(`--${name}`, text === '' ? Number.NaN : Number(text), least, name === 'seed' ? LARGEST_SEED : MOST, args[name]);
}

function whole(what: string, value: number, least: number, most: number, written: unknown = value): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigError(`Expected ${what} to be a whole number from ${least} to ${most}, but it was "${written}"`);
}
