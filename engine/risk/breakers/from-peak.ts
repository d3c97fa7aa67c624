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
    return equity <= level ? `equity of ${equity} at most ${level}, its highest was ${this.#peak}` : undefined;
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
}
