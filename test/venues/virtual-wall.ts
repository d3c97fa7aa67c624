import { type Millis, millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';

interface Timer {
  readonly ts: number;
  readonly made: number;
  /** Undefined once it was called off. */
  run: (() => void) | undefined;
}

/**
 * A clock that stands still until a test turns it. Timers fire in the order of their time, those of one time in the order in
 * which they were made; whatever waits on a promise goes as far as it can before the next one does.
 */
export class VirtualWall implements Wall {
  readonly #heap: Timer[] = [];
  /** Resolves when all that happens outside promises and timers is over too, such as bytes on a socket. */
  readonly #quiet: () => Promise<void>;
  #now: number;
  #made = 0;
  #waiting = 0;

  constructor(now: number = Date.UTC(2024, 0, 2), quiet: () => Promise<void> = promisesSettled) {
    this.#now = now;
    this.#quiet = quiet;
  }

  now(): Millis {
    return millis(this.#now);
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { ts: this.#now + Math.max(0, ms), made: this.#made++, run };
    this.#waiting++;
    this.#add(timer);
    return () => {
      if (timer.run !== undefined) this.#waiting--;
      timer.run = undefined;
    };
  }

  /** How many timers wait: one that is left over when all is closed is a leak. */
  get waiting(): number {
    return this.#waiting;
  }

  /** When the next timer fires; Infinity where none waits. */
  get next(): number {
    while (this.#heap[0] !== undefined && this.#heap[0].run === undefined) this.#take();
    return this.#heap[0]?.ts ?? Number.POSITIVE_INFINITY;
  }

  /** Turns the clock to `until`, that moment's timers included. What a timer throws comes out of here. */
  async run(until: number): Promise<void> {
    await this.#quiet();
    while (this.next <= until) await this.#fire();
    this.#now = Math.max(this.#now, until);
  }

  /** Turns the clock on by so many milliseconds. */
  pass(ms: number): Promise<void> {
    return this.run(this.#now + ms);
  }

  /** Turns the clock as far as a promise needs, at most so many milliseconds (an hour), and gives what it came to. */
  async settled<T>(promise: Promise<T>, most = 3_600_000): Promise<T> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    promise.then(end, end);
    const until = this.#now + most;
    await this.#quiet();
    while (!over) {
      if (this.next > until) throw new Error(`Expected it to be settled within ${most} ms, but it still waits`);
      await this.#fire();
    }
    return promise;
  }

  async #fire(): Promise<void> {
    const timer = this.#take();
    const { ts, run } = timer;
    this.#now = ts;
    if (run === undefined) return;
    timer.run = undefined;
    this.#waiting--;
    run();
    await this.#quiet();
  }

  #add(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    for (let up = (at - 1) >> 1; at > 0 && isBefore(timer, heap[up]!); up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = timer;
  }

  #take(): Timer {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down++;
      if (!isBefore(heap[down]!, last)) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = last;
    return first;
  }
}

const isBefore = (a: Timer, b: Timer): boolean => a.ts < b.ts || (a.ts === b.ts && a.made < b.made);

/** Every promise that can go on has gone on: an immediate's turn comes when nothing is left of them. */
const promisesSettled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
