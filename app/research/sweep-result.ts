import type { Neighbourhood } from '../../engine/research/monte-carlo/neighbourhood.ts';
import type { Objective } from '../../engine/research/objective.ts';
import { paretoFront } from '../../engine/research/pareto.ts';
import type { Trial } from '../../engine/research/trial.ts';
import type { Worth } from '../../engine/research/worth.ts';
import type { FinishedSweep } from './run-sweep.ts';
import type { KeptSweep } from './store.ts';
import type { SweepWorth } from './sweep-worth.ts';

/** What a sweep came to: the same, but for its id, whoever ran it and however often it was interrupted. */
export interface SweepResult {
  readonly id: string;
  /** Names of the strategies. */
  readonly families: readonly string[];
  readonly engine: string;
  readonly space: KeptSweep['space'];
  readonly search: KeptSweep['search'];
  readonly objectives: readonly string[];
  /** In the order of their numbers. */
  readonly trials: readonly Trial[];
  /** Numbers of those over all of the data, best first. */
  readonly ranked: readonly number[];
  /** Numbers of those that no other one beats in all objectives. */
  readonly front: readonly number[];
  /** What the best one is worth after all that was tried; null where all of them failed. */
  readonly worth: Worth | null;
  /** Whether the best one lies among good ones; null where there are too few to say. */
  readonly neighbourhood: Neighbourhood | null;
  /** Numbers of those that came to something else in a fresh worker: then no number here can be relied on. */
  readonly unlike: readonly number[];
}

/** Puts the result of a sweep together. */
export function sweepResult(
  { sweep, trials, ranked, unlike }: FinishedSweep,
  objectives: readonly Objective[],
  found: SweepWorth | null,
): SweepResult {
  const { id, families, engine, space, search } = sweep;
  return {
    ...{ id, families, engine, space, search, objectives: sweep.objectives, trials },
    ranked: ranked.map(({ number }) => number),
    front: paretoFront(trials, objectives).map(({ number }) => number),
    ...{ worth: found?.worth ?? null, neighbourhood: found?.neighbourhood ?? null, unlike },
  };
}

/** As JSON, in pieces: NaN is null. */
export function* sweepJson(result: SweepResult): Generator<string> {
  const { trials, ...rest } = result;
  const text = JSON.stringify(rest);
  yield `${text.slice(0, -1)},"trials":[`;
  for (const [k, trial] of trials.entries()) yield `${k === 0 ? '' : ','}\n${JSON.stringify(trial)}`;
  yield ']}\n';
}
