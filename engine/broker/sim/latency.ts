import { log } from '../../model/pinned-math.ts';

/** A time that something takes, in milliseconds: always the same, or drawn by the run's seed. */
export type DelaySpec =
  | number
  | { readonly model: 'uniform'; readonly min: number; readonly max: number }
  | { readonly model: 'exponential'; readonly mean: number }
  /** Measured ones, drawn with equal chance. */
  | { readonly values: readonly number[] };

/** The latency part of a run file, in milliseconds. */
export interface LatencySpec {
  /** From a command to its effect at the venue. */
  readonly order: DelaySpec;
  /** From a bar's close, quote or trade to the strategy's decision: it delays commands as well. */
  readonly feed: DelaySpec;
  /** From an event at the venue to the strategy's hearing of it. */
  readonly response: DelaySpec;
}

export const NO_LATENCY: LatencySpec = { order: 0, feed: 0, response: 0 };

/** Makes the draw of a delay; one number of `random` per draw, none for a fixed one. */
export function delayOf(spec: DelaySpec, random: () => number): () => number {
  if (typeof spec === 'number') return () => spec;
  if ('values' in spec) return () => spec.values[Math.floor(random() * spec.values.length)]!;
  if (spec.model === 'uniform') return () => spec.min + (spec.max - spec.min) * random();
  return () => -spec.mean * log(1 - random());
}
