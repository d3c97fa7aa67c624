import type { Measure, Memory } from './breaker.ts';

/** Round trips in a row that lost money, fees included; one that made nothing neither counts nor ends a row. */
export class LosingTrades implements Measure {
  readonly #limit: number;
  #row = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes the next finished round trip. */
  watch(pnl: number): string | undefined {
    if (pnl === 0) return undefined;
    this.#row = pnl < 0 ? this.#row + 1 : 0;
    return this.#row >= this.#limit ? `${this.#row} losing round trips in a row` : undefined;
  }

  rearm(): void {
    this.#row = 0;
  }

  memory(): Memory {
    return { row: this.#row };
  }

  recall({ row = 0 }: Memory): void {
    this.#row = row;
  }

  save(): readonly number[] {
    return [this.#row];
  }

  restore([row = 0]: readonly number[]): void {
    this.#row = row;
  }
}
