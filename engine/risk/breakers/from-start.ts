import { isBeyond } from '../check.ts';
import type { EquityMeasure, Memory } from './breaker.ts';

/** What was lost of the equity at the start, or (a negative limit) won: a fraction of it. */
export class FromStart implements EquityMeasure {
  readonly #limit: number;
  #start: number;

  constructor(limit: number, equity: number) {
    this.#limit = limit;
    this.#start = equity;
  }

  watch(_ts: number, equity: number): string | undefined {
    if (Number.isNaN(this.#start)) this.#start = equity;
    const level = this.#start * (1 - this.#limit);
    if (this.#limit > 0 ? isBeyond(equity, level) : isBeyond(level, equity)) return undefined;
    return `equity of ${equity} at ${this.#limit > 0 ? 'most' : 'least'} ${level}, it began with ${this.#start}`;
  }

  rearm(_ts: number, equity: number): void {
    this.#start = equity;
  }

  memory(): Memory {
    return { start: this.#start };
  }

  recall({ start = this.#start }: Memory): void {
    this.#start = start;
  }

  save(): readonly number[] {
    return [this.#start];
  }

  restore([start = Number.NaN]: readonly number[]): void {
    this.#start = start;
  }
}
