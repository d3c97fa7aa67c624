/** Section 2, "inside a bar", and section 3: what an order does against a whole bar on the default path. */
import { reachesLimit } from './at-price.ts';
import { boundMarket, type Hit, market, restingLimit } from './hit.ts';
import { must } from './must.ts';
import { atLeast, atMost, bad, below, better, good, worse } from './side.ts';
import type { Bar } from './stream.ts';
import { activationOf, begin, follow, levelFrom, trailLevel, turnIntoStopLimit } from './trail.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** What the bar does to a limit that stands in it. */
function limit(world: World, work: Work, bar: Bar): Hit | undefined {
  const P = must(work.price, 'a limit');
  const L = good(work.order.side, bar);
  return reachesLimit(world, work, L, P) ? restingLimit(P, below(work.order.side, L, P) ? 'exact' : 'assumed') : undefined;
}

/** A stop-limit, or a trail that became one, whose trigger the bar has just reached. */
function reachedStopLimit(world: World, work: Work, bar: Bar): Hit | undefined {
  const T = must(work.trigger, 'a trigger');
  const P = must(work.price, 'a limit');
  work.triggered = true;
  if (atMost(work.order.side, T, P)) return boundMarket(T, P, 'assumed');
  if (!reachesLimit(world, work, bar.close, P)) return undefined;
  return restingLimit(P, below(work.order.side, bar.close, P) ? 'exact' : 'assumed');
}

function limitIfTouched(world: World, work: Work, bar: Bar): Hit | undefined {
  const T = must(work.trigger, 'a trigger');
  const P = must(work.price, 'a limit');
  if (!atMost(work.order.side, good(work.order.side, bar), T)) return undefined;
  work.triggered = true;
  return atMost(work.order.side, T, P) ? boundMarket(T, P, 'assumed') : limit(world, work, bar);
}

/** A trail that filled at step 1, where step 2 would have moved its level: it may have filled there. */
function atStepOne(work: Work, bar: Bar, level: number, hit: Hit | undefined): Hit | undefined {
  if (hit === undefined) return undefined;
  const moved = levelFrom(work, better(work.order.side, must(work.reference, 'a reference'), good(work.order.side, bar)));
  return moved === level ? hit : { ...hit, certainty: 'ambiguous' };
}

function reachedTrail(world: World, work: Work, bar: Bar, level: number): Hit | undefined {
  if (work.order.type === 'trailing-stop') {
    work.triggered = true;
    return market(level, 'assumed');
  }
  turnIntoStopLimit(work, level);
  return reachedStopLimit(world, work, bar);
}

/**
 * A trail that fills at step 3, between the level it had and the one it has moved to: at the worst of them that the bar reached.
 * One whose limit lies on the far side of its level waits.
 */
function atStepThree(work: Work, bar: Bar, had: number, moved: number): Hit | undefined {
  const side = work.order.side;
  const level = better(side, bad(side, bar), had);
  const certainty = level === moved ? 'assumed' : 'ambiguous';
  if (work.order.type === 'trailing-stop') {
    work.triggered = true;
    return market(level, certainty);
  }
  turnIntoStopLimit(work, level);
  const P = must(work.price, 'a limit');
  return atMost(side, level, P) ? boundMarket(level, P, certainty) : undefined;
}

/** A trail at the level it had after the open: how it fills there, if the bar reaches it and it does. */
export function stepOne(world: World, work: Work, bar: Bar): Hit | undefined {
  const level = trailLevel(work);
  if (level === undefined || !atLeast(work.order.side, bad(work.order.side, bar), level)) return undefined;
  const hit = reachedTrail(world, work, bar, level);
  return world.options.trailBy === 'extreme' ? atStepOne(work, bar, level, hit) : hit;
}

function trailing(world: World, work: Work, bar: Bar): Hit | undefined {
  const side = work.order.side;
  if (work.began) {
    const hit = stepOne(world, work, bar);
    if (work.triggered) return hit;
  } else {
    const activation = activationOf(work);
    if (!atMost(side, good(side, bar), activation)) return undefined;
    begin(work, activation);
  }
  if (world.options.trailBy === 'close') {
    follow(work, bar.close);
    return undefined;
  }
  const had = must(trailLevel(work), 'a level');
  follow(work, good(side, bar));
  const moved = must(trailLevel(work), 'a level');
  return atLeast(side, bar.close, moved) ? atStepThree(work, bar, had, moved) : undefined;
}

/** The price of a market order that arrived inside the bar: the worse of its open and its close. */
export const latePrice = (work: Work, bar: Bar): number => worse(work.order.side, bar.open, bar.close);

/** How the order fills inside the bar, if it does; marks what the bar triggers. Auctions are not asked. */
export function atBar(world: World, work: Work, bar: Bar): Hit | undefined {
  const side = work.order.side;
  switch (work.order.type) {
    case 'limit':
      return limit(world, work, bar);
    case 'stop':
      if (work.triggered || !atLeast(side, bad(side, bar), must(work.trigger, 'a trigger'))) return undefined;
      work.triggered = true;
      return market(must(work.trigger, 'a trigger'), 'assumed');
    case 'market-if-touched':
      if (work.triggered || !atMost(side, good(side, bar), must(work.trigger, 'a trigger'))) return undefined;
      work.triggered = true;
      return market(must(work.trigger, 'a trigger'), 'assumed');
    case 'stop-limit':
      if (work.triggered) return limit(world, work, bar);
      return atLeast(side, bad(side, bar), must(work.trigger, 'a trigger')) ? reachedStopLimit(world, work, bar) : undefined;
    case 'limit-if-touched':
      return work.triggered ? limit(world, work, bar) : limitIfTouched(world, work, bar);
    case 'trailing-stop':
      return work.triggered ? undefined : trailing(world, work, bar);
    case 'trailing-stop-limit':
      return work.triggered ? limit(world, work, bar) : trailing(world, work, bar);
    default:
      return undefined;
  }
}
