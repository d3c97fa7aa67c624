import { Drawn } from './drawn.ts';
import { spread } from './latin-hypercube.ts';
import type { Objective } from './objective.ts';
import { Parzen, type Place } from './parzen.ts';
import type { Point } from './point.ts';
import { ranked } from './ranked.ts';
import type { Proposal, Search } from './search.ts';
import { type Axes, axesOf, type Space } from './space.ts';
import type { Trial } from './trial.ts';
import { Unseen } from './unseen.ts';

/** How a search that learns goes about it. */
export interface TpeOptions {
  /** Trials before it learns, drawn as a Latin hypercube. */
  readonly startup: number;
  /** Trials of one batch: all of them are asked for before any of their results is known. */
  readonly batch: number;
  /** Points that are looked at for each one that is asked for. */
  readonly candidates: number;
}

export const TPE: TpeOptions = { startup: 20, batch: 8, candidates: 24 };

/**
 * Looks where good trials lie denser than bad ones: the tree-structured Parzen estimator. The best of the trials make one
 * density, the rest another; of many points drawn from the first, the one with the largest ratio of the two comes next.
 * Points of the same batch count as bad until they are run, so that a batch spreads out. By several objectives the best
 * are the first Pareto layers. A trial whose objective is NaN is a bad one.
 * Source: Bergstra, Bardenet, Bengio and Kegl, NIPS 2011; Bergstra, Yamins and Cox, ICML 2013.
 */
export function tpeSearch(
  space: Space,
  trials: number,
  seed: number,
  objectives: readonly Objective[],
  options: Partial<TpeOptions> = {},
): Search {
  const axes = axesOf(space);
  const { startup, batch, candidates } = { ...TPE, ...options };
  const most = Math.min(trials, axes.count);
  return {
    name: 'tpe',
    trials: most,
    next(done) {
      if (done.length === 0) return spread(axes, Math.min(startup, most), seed).map((point) => ({ point }));
      return learned(axes, [...done], Math.min(batch, most - done.length), { seed, objectives, candidates });
    },
  };
}

interface Learning {
  readonly seed: number;
  readonly objectives: readonly Objective[];
  readonly candidates: number;
}

function learned(axes: Axes, done: readonly Trial[], size: number, { seed, objectives, candidates }: Learning): Proposal[] {
  const placeOf = (point: Point): Place => axes.list.map((axis) => axis.cell(point[axis.name]!));
  const places = ranked(done, objectives).map(({ point }) => placeOf(point));
  const split = goodOf(places.length);
  const good = new Parzen(axes.list, places.slice(0, split));
  const bad = places.slice(split);
  const unseen = new Unseen(
    axes,
    seed,
    done.map(({ point }) => point),
  );
  const batch: Proposal[] = [];
  while (batch.length < size) {
    const number = done.length + batch.length;
    const rest = new Parzen(axes.list, bad);
    const random = new Drawn(seed, number, LEARNING);
    let best: Point | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < candidates; k++) {
      const shares = good.draw(random);
      const point = axes.at((axis) => shares[axis]!);
      if (!unseen.allows(point)) continue;
      const place = placeOf(point);
      const gain = good.logAt(place) - rest.logAt(place);
      if (gain > most) [best, most] = [point, gain];
    }
    if (best === undefined) best = unseen.draw(number);
    else unseen.take(best);
    if (best === undefined) break;
    batch.push({ point: best });
    bad.push(placeOf(best));
  }
  return batch;
}

/** Attempts of other draws count from 0 up. */
const LEARNING = -3;

/** How many trials count as good: the square root of Bergstra, Yamins and Cox, a little wider because kernels span all axes. */
const goodOf = (count: number): number => Math.min(25, Math.ceil(0.75 * Math.sqrt(count)));
