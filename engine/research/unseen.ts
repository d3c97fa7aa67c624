import { Drawn } from './drawn.ts';
import { permuted } from './permuted.ts';
import { keyOf, type Point } from './point.ts';
import type { Axes } from './space.ts';

/** Chances that a draw gets before a finite space is gone through instead: it is nearly exhausted, or hard to satisfy. */
const DRAWS = 200;
/** Points of a finite space, and of an infinite one, that are looked at before it counts as having none left. */
const MOST = 2_000_000;
const MOST_DRAWS = 200_000;

/** Draws points of a space that satisfy its constraints, none of them twice where the space is finite. */
export class Unseen {
  readonly #axes: Axes;
  readonly #seed: number;
  readonly #seen: Set<string>;
  /** How far the shuffled grid has been gone through. */
  #place = 0;

  /** `seen` are points that have been run already. */
  constructor(axes: Axes, seed: number, seen: readonly Point[]) {
    this.#axes = axes;
    this.#seed = seed;
    this.#seen = new Set(seen.map(keyOf));
  }

  /** Whether a point may be run: it satisfies the constraints and has not been. */
  allows(point: Point): boolean {
    return this.#axes.holds(point) && !this.#seen.has(keyOf(point));
  }

  take(point: Point): void {
    this.#seen.add(keyOf(point));
  }

  /** The point of trial `number`; undefined where none is left, or none could be found. */
  draw(number: number): Point | undefined {
    const { count } = this.#axes;
    const draws = count === Number.POSITIVE_INFINITY ? MOST_DRAWS : DRAWS;
    for (let attempt = 0; attempt < draws; attempt++) {
      const point = this.#axes.drawn(new Drawn(this.#seed, number, attempt));
      if (!this.allows(point)) continue;
      this.take(point);
      return point;
    }
    const end = Math.min(count, MOST);
    while (count !== Number.POSITIVE_INFINITY && this.#place < end) {
      const point = this.#axes.point(permuted(count, this.#seed, this.#place++));
      if (!this.allows(point)) continue;
      this.take(point);
      return point;
    }
    return undefined;
  }
}
