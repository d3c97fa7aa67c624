/** A venue's clock as far as we know it: the time it told, and what has passed since its answer came. It never runs ahead of the venue's. */
export class VenueClock {
  readonly #told: number;
  readonly #heard: number;

  constructor(told: number) {
    this.#told = told;
    this.#heard = performance.now();
  }

  /** Milliseconds UTC. */
  now(): number {
    return this.#told + (performance.now() - this.#heard);
  }
}
