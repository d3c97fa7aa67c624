import type { Arrival } from '../../../engine/feed/live-feed.ts';
import type { Print } from './print.ts';

/** How many names of trades are remembered: more than an answer of REST holds. */
const MEMORY = 4_096;

/** The trades of one feed, each once: of the stream, and of REST after the stream was down, as far back as that goes. */
export class PrintTrack {
  readonly feed: number;
  readonly #tell: (arrival: Arrival) => void;
  /** Names of those that were delivered, oldest first. */
  readonly #known = new Set<string>();
  /** What the stream says while REST is asked. */
  #held: Print[] | undefined;
  #last = Number.NaN;

  constructor(feed: number, tell: (arrival: Arrival) => void) {
    this.feed = feed;
    this.#tell = tell;
  }

  /** Whether there is anything to fill up to. */
  get hasBegun(): boolean {
    return !Number.isNaN(this.#last);
  }

  /** The stream was down: what it says now waits for what it left out. */
  hold(): void {
    this.#held ??= [];
  }

  hear(print: Print): void {
    if (this.#held !== undefined) this.#held.push(print);
    else this.#deliver(print);
  }

  /** The newest trades, in any order. Returns the time since which some may be missing; NaN where none is. */
  fill(recent: readonly Print[]): number {
    const held = this.#held ?? [];
    this.#held = undefined;
    const was = this.#last;
    const isWhole = recent.some(({ id, ts }) => this.#known.has(id) || ts < was);
    const all = [...recent.filter(({ ts }) => ts >= was), ...held].sort((a, b) => a.ts - b.ts);
    for (const print of all) this.#deliver(print);
    return isWhole || all.length === 0 ? Number.NaN : was;
  }

  #deliver({ id, ts, values }: Print): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    if (this.#known.size > MEMORY) this.#known.delete(this.#known.values().next().value!);
    this.#last = Number.isNaN(this.#last) ? ts : Math.max(this.#last, ts);
    this.#tell({ kind: 'row', feed: this.feed, values });
  }
}
