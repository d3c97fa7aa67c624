import type { People, StopHow } from '../../engine/loop/trade.ts';

/** Ctrl-C and its like, as people who say one thing: the first stops the session in the way that was chosen, the second at once. */
export class Signals implements People {
  readonly #how: StopHow;
  readonly #controller = new AbortController();
  #wake: () => void = () => {};
  #words: { readonly kind: 'stop'; readonly how: StopHow }[] = [];
  #isStopping = false;
  readonly #hear = (): void => {
    if (this.#isStopping) this.#controller.abort();
    this.#isStopping = true;
    this.#words.push({ kind: 'stop', how: this.#how });
    this.#wake();
  };

  constructor(how: StopHow) {
    this.#how = how;
    process.on('SIGINT', this.#hear);
    process.on('SIGTERM', this.#hear);
  }

  /** Aborted by the second signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  listen(wake: () => void): void {
    this.#wake = wake;
  }

  poll(): { readonly kind: 'stop'; readonly how: StopHow } | undefined {
    return this.#words.shift();
  }

  /** Signals do what they do by themselves again. */
  close(): void {
    process.off('SIGINT', this.#hear);
    process.off('SIGTERM', this.#hear);
  }
}
