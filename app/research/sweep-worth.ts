import { type Neighbourhood, neighbourhoodOf } from '../../engine/research/monte-carlo/neighbourhood.ts';
import { objectiveOf } from '../../engine/research/objective.ts';
import { scoresOf } from '../../engine/research/pareto.ts';
import { ranked } from '../../engine/research/ranked.ts';
import type { Trial } from '../../engine/research/trial.ts';
import type { Returns } from '../../engine/research/trial-sums.ts';
import { type Worth, worth } from '../../engine/research/worth.ts';
import { Ledger } from './ledger.ts';
import { riskFreeOf } from './run-worth.ts';
import type { SweepStore } from './store.ts';

/** What the best trial of a sweep is worth. */
export interface SweepWorth {
  readonly best: Trial;
  readonly worth: Worth;
  /** By the first objective; null where there are too few trials to say. */
  readonly neighbourhood: Neighbourhood | null;
}

/**
 * Judges the best trial of a sweep by all of its trials and by all that was tried of its strategies in the workspace. Trials over a part of
 * the data are in the ledger's count, and nowhere else. Null where no trial came to a number. `blocks` as in `worth`.
 */
export function worthOfSweep(store: SweepStore, workspace: string, blocks?: number): SweepWorth | null {
  const { sweep } = store;
  const objectives = sweep.objectives.map(objectiveOf);
  const whole = store.trials().filter(({ failure, budget }) => failure === undefined && budget === undefined);
  const best = ranked(whole, objectives)[0];
  if (best === undefined || scoresOf(best, objectives).some(Number.isNaN)) return null;
  const { returns, perYear } = store.returnsOf(best.number);
  const ledger = new Ledger(workspace);
  try {
    const found = worth(returns, returnsOf(store, whole), {
      periodsPerYear: perYear,
      riskFree: riskFreeOf(sweep.spec),
      ledger: ledger.tried(sweep.families),
      ...(blocks !== undefined && { blocks }),
    });
    const scored = whole.map((trial) => ({ point: trial.point, score: scoresOf(trial, objectives)[0]! }));
    return { best, worth: found, neighbourhood: neighbourhoodOf(scored, scored[whole.indexOf(best)]!, sweep.space.dimensions) };
  } finally {
    ledger.close();
  }
}

function* returnsOf(store: SweepStore, trials: readonly Trial[]): Generator<Returns> {
  for (const { number } of trials) yield store.returnsOf(number).returns;
}
