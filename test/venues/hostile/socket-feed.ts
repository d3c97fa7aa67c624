import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { HangUp, SocketClient } from './socket-client.ts';

/** How long after a loss the stream is opened again, milliseconds. */
const AGAIN = 500;

/** The market of the hostile venue over a socket; what is told while it is lost never comes. */
export class SocketFeed implements LiveFeed {
  readonly name = 'hostile';
  readonly isTape = false;
  readonly #client: SocketClient;
  readonly #wall: Wall;
  readonly #queue: Arrival[] = [];
  #wake: () => void = () => {};
  #hangUp: HangUp = () => {};
  #isClosed = false;
  #stop: () => void = () => {};

  constructor(client: SocketClient, wall: Wall) {
    this.#client = client;
    this.#wall = wall;
  }

  async connect(wake: () => void, signal: AbortSignal): Promise<void> {
    this.#wake = wake;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    await this.#open();
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop();
    this.#hangUp();
  }

  async #open(): Promise<void> {
    const again = (): void => {
      this.#stop = this.#wall.after(AGAIN, () => void this.#open());
    };
    try {
      const hangUp = await this.#client.listen(
        '/market',
        (value) => this.#push(value as Arrival),
        () => {
          this.#push({ kind: 'connection', up: false, why: 'the socket was closed' });
          again();
        },
      );
      if (this.#isClosed) hangUp();
      else this.#hangUp = hangUp;
    } catch {
      again();
    }
  }

  #push(arrival: Arrival): void {
    if (this.#isClosed) return;
    this.#queue.push(arrival);
    this.#wake();
  }
}
