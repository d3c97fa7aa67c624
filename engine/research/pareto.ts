import type { Objective } from './objective.ts';
import type { Trial } from './trial.ts';

/** What a trial comes to by each objective, turned so that more is better; NaN where there is none. */
export const scoresOf = (trial: Trial, objectives: readonly Objective[]): readonly number[] =>
  objectives.map((one) => (trial.failure !== undefined ? Number.NaN : one.direction === 'max' ? 1 : -1) * one.valueOf(trial.metrics));

/** Whether `a` is nowhere worse than `b`, and somewhere better. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (let k = 0; k < a.length; k++) {
    if (a[k]! < b[k]!) return false;
    if (a[k]! > b[k]!) better = true;
  }
  return better;
}

/**
 * The trials that no other beats in every objective at once, by number; those that lack one of the numbers are left out,
 * and so is what was run over a part of the data: it compares with nothing else.
 */
export function paretoFront(trials: readonly Trial[], objectives: readonly Objective[]): readonly Trial[] {
  const known = trials.filter((trial) => trial.budget === undefined && !scoresOf(trial, objectives).some(Number.isNaN));
  const first = layersOf(known.map((trial) => scoresOf(trial, objectives)))[0] ?? [];
  return first.map((k) => known[k]!).sort((a, b) => a.number - b.number);
}

/**
 * The layers of a set: those that nobody beats, those that only they beat, and so on; as places in `scores`, each layer ascending.
 * Source: Zhang, Tian, Cheng and Jin, "An efficient approach to nondominated sorting", IEEE Transactions on Evolutionary
 * Computation 19(2), 2015 (sequential search).
 */
export function layersOf(scores: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const layers: number[][] = [];
  // In this order what comes later beats nothing that came before.
  for (const one of scores.map((_, k) => k).sort((a, b) => later(scores[a]!, scores[b]!) || a - b)) {
    const layer = layers.find((other) => !other.some((member) => dominates(scores[member]!, scores[one]!)));
    if (layer === undefined) layers.push([one]);
    else layer.push(one);
  }
  return layers.map((layer) => layer.sort((a, b) => a - b));
}

function later(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((value, k) => value !== b[k]);
  return differs < 0 ? 0 : b[differs]! - a[differs]!;
}
