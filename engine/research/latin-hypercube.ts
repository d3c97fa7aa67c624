import { Drawn } from './drawn.ts';
import { keyOf, type Point } from './point.ts';
import type { Search } from './search.ts';
import { type Axes, axesOf, type Space } from './space.ts';
import { Unseen } from './unseen.ts';

/** A hypercube so many times as large as what is wanted of it has shown what there is: the rest is drawn. */
const LARGEST = 64;

/**
 * `trials` points that cover each dimension evenly: each takes one of as many equal strata, at a random place in it, and
 * the strata of the dimensions are shuffled against each other. Where constraints or equal points take some away, a larger
 * hypercube is drawn and its first points are kept, so the strata are then nearly, not exactly, one each.
 * Source: McKay, Beckman and Conover, Technometrics 21(2), 1979.
 */
export function latinHypercube(space: Space, trials: number, seed: number): Search {
  const axes = axesOf(space);
  return {
    name: 'lhs',
    trials: Math.min(trials, axes.count),
    next: (done) => (done.length === 0 ? spread(axes, trials, seed).map((point) => ({ point })) : []),
  };
}

/** As many points as there are, at most `wanted`, from hypercubes that grow until they hold enough of them. */
export function spread(axes: Axes, wanted: number, seed: number): readonly Point[] {
  const most = Math.min(wanted, axes.count);
  let size = most;
  for (;;) {
    const found = new Map<string, Point>();
    const shuffles = axes.list.map((_, k) => shuffled(size, new Drawn(seed, k, SHUFFLE)));
    for (let number = 0; number < size && found.size < most; number++) {
      const random = new Drawn(seed, number, JITTER);
      const point = axes.at((k) => (shuffles[k]![number]! + random.uniform()) / size);
      const key = keyOf(point);
      if (!found.has(key) && axes.holds(point)) found.set(key, point);
    }
    if (found.size >= most) return [...found.values()];
    if (size >= most * LARGEST) return [...found.values(), ...drawn(axes, seed, [...found.values()], most)];
    size = Math.min(most * LARGEST, Math.max(size * 2, Math.ceil((size * most) / Math.max(1, found.size))));
  }
}

/** Points drawn at random until there are `most` with those that were found; fewer where there are not so many. */
function drawn(axes: Axes, seed: number, found: readonly Point[], most: number): readonly Point[] {
  const unseen = new Unseen(axes, seed, found);
  const points: Point[] = [];
  while (found.length + points.length < most) {
    const point = unseen.draw(found.length + points.length);
    if (point === undefined) break;
    points.push(point);
  }
  return points;
}

/** Attempts of other draws count from 0 up: these two are out of their way. */
const SHUFFLE = -1;
const JITTER = -2;

/** 0 to `count - 1` in a random order. Source: Fisher and Yates; Durstenfeld, CACM 7(7), 1964. */
function shuffled(count: number, random: Drawn): Float64Array {
  const order = Float64Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = random.below(k + 1);
    const kept = order[k]!;
    order[k] = order[other]!;
    order[other] = kept;
  }
  return order;
}
