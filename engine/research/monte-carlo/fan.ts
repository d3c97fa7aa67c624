import { quantile } from '../../analysis/quantile.ts';
import { LEVELS } from './distribution.ts';

/** A fan of paths: what the money came to at some points of the way, in the run itself and in the simulations. */
export interface Fan {
  /** Points of the way: times in milliseconds UTC, or how many trades were done. */
  readonly at: readonly number[];
  /** Of the run, in account currency. */
  readonly own: readonly number[];
  /** By level (0.05, 0.25, 0.5, 0.75, 0.95), one per point; each point is judged by itself. */
  readonly bands: readonly (readonly number[])[];
}

const MOST_POINTS = 120;

/** Takes paths of equal length down at some points of the way, and draws the fan of them. */
export class FanBuilder {
  readonly #steps: Int32Array;
  /** By point, then by path. */
  readonly #values: Float64Array[];
  #paths = 0;
  #next = 0;

  /** `length` is how many steps a path has, `paths` how many there will be. */
  constructor(length: number, paths: number) {
    const count = Math.min(length, MOST_POINTS);
    this.#steps = Int32Array.from({ length: count }, (_, k) => Math.floor(((k + 1) * length) / count) - 1);
    this.#values = Array.from({ length: count }, () => new Float64Array(paths));
  }

  /** The steps at which values are taken down, ascending. */
  get steps(): readonly number[] {
    return [...this.#steps];
  }

  /** What a unit of money has become after a step; steps come in order. */
  take(step: number, worth: number): void {
    if (step !== this.#steps[this.#next]) return;
    this.#values[this.#next++]![this.#paths] = worth;
    if (this.#next < this.#steps.length) return;
    this.#next = 0;
    this.#paths++;
  }

  /** `own` and the simulated worths are of a unit of money, of which there is `cash`. */
  build(at: readonly number[], own: readonly number[], cash: number): Fan {
    const bands = LEVELS.map((level) => this.#values.map((column) => cash * quantile(column, level)));
    return { at, own: own.map((worth) => cash * worth), bands };
  }
}
