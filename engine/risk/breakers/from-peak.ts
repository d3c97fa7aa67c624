import { isBeyond } from '../check.ts';
import type { EquityMeasure, Memory } from './breaker.ts';

/** The loss from the highest equity so far, a fraction of it. */
export class FromPeak implements EquityMeasure {
  readonly #limit: number;
  #peak: number;

  constructor(limit: number, equity: number) {
    this.#limit = limit;
    this.#peak = equity;
  }

  watch(_ts: number, equity: number): string | undefined {
    if (!(equity <= this.#peak)) this.#peak = equity;
    const level = this.#peak * (1 - this.#limit);
    return isBeyond(equity, level) ? undefined : `equity of ${equity} at most ${level}, its highest was ${this.#peak}`;
  }

  rearm(_ts: number, equity: number): void {
    this.#peak = equity;
  }

  memory(): Memory {
    return { peak: this.#peak };
  }

  recall({ peak = this.#peak }: Memory): void {
    this.#peak = peak;
  }

  save(): readonly number[] {
    return [this.#peak];
  }

  restore([peak = Number.NaN]: readonly number[]): void {
    this.#peak = peak;
  }
}
