import { crowdingOf } from './crowding.ts';
import type { Objective } from './objective.ts';
import { layersOf, scoresOf } from './pareto.ts';
import type { Trial } from './trial.ts';

/**
 * Trials from best to worst. By one objective: its value, the earlier trial first where two are equal. By several: the
 * Pareto layer, then the lonelier on it, then the number. Trials without a number come last, those that failed at the very end.
 */
export function ranked(trials: readonly Trial[], objectives: readonly Objective[]): readonly Trial[] {
  const inOrder = [...trials].sort((a, b) => a.number - b.number);
  const scores = new Map(inOrder.map((trial) => [trial, scoresOf(trial, objectives)]));
  const known = inOrder.filter((trial) => !scores.get(trial)!.some(Number.isNaN));
  const unknown = inOrder.filter((trial) => scores.get(trial)!.some(Number.isNaN));
  const best =
    objectives.length === 1 ? known.sort((a, b) => scores.get(b)![0]! - scores.get(a)![0]! || a.number - b.number) : layered(known, scores);
  return [...best, ...unknown.filter(({ failure }) => failure === undefined), ...unknown.filter(({ failure }) => failure !== undefined)];
}

function layered(known: readonly Trial[], scores: ReadonlyMap<Trial, readonly number[]>): Trial[] {
  return layersOf(known.map((trial) => scores.get(trial)!)).flatMap((layer) => {
    const crowding = crowdingOf(layer.map((k) => scores.get(known[k]!)!));
    return layer
      .map((k, place) => ({ trial: known[k]!, room: crowding[place]! }))
      .sort((a, b) => (a.room === b.room ? a.trial.number - b.trial.number : b.room - a.room))
      .map(({ trial }) => trial);
  });
}
