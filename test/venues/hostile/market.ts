import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Chance } from './chance.ts';

/** What happens in a market, whoever looks on. Prices count ticks, sizes steps of the instrument. */
export type Move =
  /** Best bid and ask; further levels lie a tick apart, with the sizes given, best first. */
  | {
      readonly kind: 'quote';
      readonly ts: number;
      readonly instrument: number;
      readonly bid: number;
      readonly ask: number;
      readonly bids: readonly number[];
      readonly asks: readonly number[];
    }
  /** A print; `side` is the aggressor's, 1 or -1. */
  | {
      readonly kind: 'trade';
      readonly ts: number;
      readonly instrument: number;
      readonly price: number;
      readonly size: number;
      readonly side: number;
    };

const LEVELS = 5;

/** Quotes that walk at random from 10 000 ticks on, and prints at them: one instrument every `every` milliseconds, in turn. */
export function* randomWalk(seed: number, instruments: number, from: number, every: number): Generator<Move, never> {
  const chance = new Chance(seed, 'market');
  const mids = Array.from({ length: instruments }, () => chance.whole(8_000, 12_000));
  const sizes = (): number[] => Array.from({ length: LEVELS }, () => chance.whole(1, 30));
  // Never on a whole second, so that a bar's last print is clearly before its end.
  for (let k = 0; ; k++) {
    const ts = from + k * every + 7;
    const instrument = k % instruments;
    const jump = chance.happens(0.02) ? chance.whole(-40, 40) : chance.whole(-3, 3);
    const mid = Math.max(50, mids[instrument]! + jump);
    mids[instrument] = mid;
    const spread = chance.whole(0, 2);
    const [bid, ask] = [mid - 1 - spread, mid + 1];
    yield { kind: 'quote', ts, instrument, bid, ask, bids: sizes(), asks: sizes() };
    const side = chance.happens(0.5) ? 1 : -1;
    yield { kind: 'trade', ts, instrument, price: side > 0 ? ask : bid, size: chance.whole(1, 20), side };
  }
}

/** A market that moves as the clock does, by a script or at random. It takes no notice of those who trade in it. */
export class Market {
  readonly instruments: readonly Instrument[];
  readonly #wall: Wall;
  readonly #moves: Iterator<Move>;
  readonly #listeners = new Set<(move: Move) => void>();
  #stop: () => void = () => {};

  constructor(instruments: readonly Instrument[], wall: Wall, moves: Iterable<Move>) {
    this.instruments = instruments;
    this.#wall = wall;
    this.#moves = moves[Symbol.iterator]();
  }

  /** Calls `listener` with every move, those who came first before those who came later, until it is called off. */
  follow(listener: (move: Move) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start(): void {
    this.#go(this.#moves.next());
  }

  stop(): void {
    this.#stop();
  }

  /** Something happens now, by a test's hand. */
  show(move: Move): void {
    for (const listener of this.#listeners) listener(move);
  }

  #go(next: IteratorResult<Move>): void {
    if (next.done === true) return;
    const { ts } = next.value;
    this.#stop = this.#wall.after(ts - this.#wall.now(), () => {
      let move: IteratorResult<Move> = next;
      for (; move.done !== true && move.value.ts <= ts; move = this.#moves.next()) this.show(move.value);
      this.#go(move);
    });
  }
}
