import { SECOND } from '../model/time.ts';
import type { Wall } from '../model/wall.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** How fast recorded time goes by. */
export interface PaceOptions {
  /** Market time per time on the wall; Infinity: as fast as it can be taken. */
  readonly speed: number;
  /** What became known by then comes at once: history to warm up on. */
  readonly instantUntil: number;
  readonly wall: Wall;
}

/** The clock of a tape. */
export class Pace {
  readonly #options: PaceOptions;
  /** Market time when it began; NaN until the first event that is waited for. */
  #from = Number.NaN;
  #begun = Number.NaN;
  #cancel: (() => void) | undefined;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** How far the market has come; the first event beyond the history sets the clock going. */
  marketTime(next: number): number {
    const { speed, instantUntil, wall } = this.#options;
    if (speed === NEVER || next <= instantUntil) return NEVER;
    if (Number.isNaN(this.#from)) {
      this.#from = next;
      this.#begun = wall.now();
    }
    return this.#from + (wall.now() - this.#begun) * speed;
  }

  /** Wakes at the next event, but within a second: timers ring though no data come. */
  sleep(next: number, now: number, wake: () => void): void {
    const { speed, wall } = this.#options;
    this.#cancel?.();
    this.#cancel = wall.after(Math.min(Math.ceil((next - now) / speed), SECOND), () => {
      this.#cancel = undefined;
      wake();
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}
