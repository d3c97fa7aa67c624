/** Sleeps until something happens; what happened before it sleeps wakes it at once. */
export class Wake {
  #isUp = false;
  #resolve: (() => void) | undefined;

  readonly up = (): void => {
    this.#isUp = true;
    this.#resolve?.();
  };

  /** Resolves once `up` was called since the last time. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#isUp = false;
        this.#resolve = undefined;
        resolve();
      };
      if (this.#isUp) done();
      else this.#resolve = done;
    });
  }
}
