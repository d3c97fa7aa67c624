import type { BrokerEvent } from '../broker.ts';

/** Events that wait to be polled, oldest first. */
export class Mailbox {
  readonly #events: BrokerEvent[] = [];
  #head = 0;
  /** Told that there is something new. */
  wake: () => void = () => {};

  add(event: BrokerEvent): void {
    this.#events.push(event);
    this.wake();
  }

  take(): BrokerEvent | undefined {
    if (this.#head === this.#events.length) {
      this.#events.length = this.#head = 0;
      return undefined;
    }
    return this.#events[this.#head++];
  }
}
