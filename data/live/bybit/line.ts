import { VenueError } from '../../../engine/model/errors.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { Category } from '../../fetch/bybit/listing.ts';

/** A message of a topic. */
export interface Message {
  readonly topic: string;
  readonly type?: string;
  readonly data: unknown;
  /** When the venue made it, and when its engine made what it tells. */
  readonly ts?: number;
  readonly cts?: number;
}

/** Who listens to a stream. */
export interface Ears {
  heard(): void;
  said(message: Message): void;
  lost(why: string): void;
}

/** Opens a stream of public topics: once, and with all of them confirmed. Returns what ends it. */
export type Listen = (category: Category, topics: readonly string[], ears: Ears, signal: AbortSignal) => Promise<() => void>;

/** What a line needs. */
export interface LineParts {
  readonly listen: Listen;
  readonly wall: Wall;
  /** Numbers in [0, 1), for the jitter of waits. */
  readonly random: () => number;
  readonly category: Category;
  readonly topics: readonly string[];
  /** It is open: what was missed is to be asked for. */
  readonly up: () => void;
  readonly said: (message: Message) => void;
  readonly down: (why: string) => void;
}

/** Waits between attempts: chance, up to a bound that doubles from the first to the longest; milliseconds. */
const [FIRST, LONGEST] = [1_000, 30_000];

/** Attempts to open it for the first time. */
const TRIES = 5;

/** How long one of them may take. */
const DEADLINE = 10_000;

/** The public stream of one category, opened again for as long as it is wanted. */
export class Line {
  readonly #parts: LineParts;
  readonly #over = new AbortController();
  #hangUp: () => void = () => {};
  #stop: () => void = () => {};

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  /** Opens it. Rejects with a VenueError after some attempts. */
  async open(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#open();
        return;
      } catch (error) {
        this.#over.signal.throwIfAborted();
        if (attempt + 1 < TRIES) await this.#pause(attempt);
        else
          throw new VenueError(`Expected market data of bybit, but it was "${(error as Error).message}"`, {
            retryable: true,
            cause: error,
          });
      }
    }
  }

  /** What it said cannot be trusted: it is opened again. */
  renew(why: string): void {
    this.#hangUp();
    this.#lose(why);
  }

  close(): void {
    this.#over.abort();
    this.#stop();
    this.#hangUp();
  }

  async #open(): Promise<void> {
    const { listen, wall, category, topics, said, up } = this.#parts;
    const attempt = new AbortController();
    const callOff = (): void => attempt.abort();
    this.#over.signal.addEventListener('abort', callOff, { once: true });
    const stop = wall.after(DEADLINE, callOff);
    let isCurrent = true;
    const lost = (why: string): void => {
      if (isCurrent) this.#lose(why);
      isCurrent = false;
    };
    try {
      const hangUp = await listen(
        category,
        topics,
        { heard: () => {}, said: (message) => isCurrent && said(message), lost },
        attempt.signal,
      );
      this.#hangUp = () => {
        isCurrent = false;
        hangUp();
      };
      if (this.#over.signal.aborted) this.#hangUp();
      this.#over.signal.throwIfAborted();
      up();
    } finally {
      stop();
      this.#over.signal.removeEventListener('abort', callOff);
    }
  }

  #lose(why: string): void {
    this.#hangUp = () => {};
    if (this.#over.signal.aborted) return;
    this.#parts.down(why);
    void this.#again();
  }

  async #again(): Promise<void> {
    for (let attempt = 0; !this.#over.signal.aborted; attempt++) {
      await this.#pause(attempt);
      if (this.#over.signal.aborted) return;
      try {
        await this.#open();
        return;
      } catch {
        // It is tried again.
      }
    }
  }

  #pause(attempt: number): Promise<void> {
    const { wall, random } = this.#parts;
    let bound = FIRST;
    for (let k = 0; k < attempt && bound < LONGEST; k++) bound *= 2;
    return new Promise((resolve) => {
      const stop = wall.after(random() * Math.min(bound, LONGEST), resolve);
      this.#stop = () => {
        stop();
        resolve();
      };
    });
  }
}
