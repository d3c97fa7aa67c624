/**
 * What is under way between a client and a server in one process. One thing is carried at a time, each once the one before it has
 * arrived or is known to be lost: what a test plays over sockets comes in the same order every time.
 */
export class Wire {
  readonly #queue: { readonly name: string; readonly send: () => void }[] = [];
  /** What is under way, by its name; empty if nothing is. */
  #name = '';

  /** Sends something once all before it has arrived. */
  carry(name: string, send: () => void): void {
    this.#queue.push({ name, send });
    if (this.#name === '') this.#next();
  }

  /** What goes by this name has been received, or will never be. In vain for anything but what is under way. */
  arrived(name: string): void {
    if (name !== this.#name || name === '') return;
    this.#name = 'on its way out';
    // In a turn of its own, so that what arrived is dealt with first.
    setImmediate(() => this.#next());
  }

  /** Resolves when nothing is under way, and nothing comes of what has arrived. */
  readonly quiet = async (): Promise<void> => {
    for (let still = 0; still < 2; still = this.#name === '' ? still + 1 : 0) await new Promise((resolve) => setImmediate(resolve));
  };

  #next(): void {
    const next = this.#queue.shift();
    this.#name = next?.name ?? '';
    next?.send();
  }
}
