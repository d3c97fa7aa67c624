/** Section 2, "at one price": what an order does where the market stands at M. */
import { boundMarket, type Hit, market, restingLimit, takingLimit } from './hit.ts';
import { must } from './must.ts';
import { atLeast, atMost, below } from './side.ts';
import type { Certainty } from './stream.ts';
import { activationOf, begin, follow, trailLevel, turnIntoStopLimit } from './trail.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** Whether the market at M reaches a limit that has rested. */
export const reachesLimit = (world: World, work: Work, M: number, P: number): boolean =>
  world.options.touch === 'fill' ? atMost(work.order.side, M, P) : below(work.order.side, M, P);

function plainLimit(world: World, work: Work, M: number, certainty: Certainty): Hit | undefined {
  const P = must(work.price, 'a limit');
  if (work.met) return reachesLimit(world, work, M, P) ? restingLimit(M, certainty) : undefined;
  return atMost(work.order.side, M, P) ? takingLimit(M, certainty) : undefined;
}

/** A stop-limit, limit-if-touched or trailing-stop-limit; `reached` tells whether M reaches its trigger. */
function twoPrices(world: World, work: Work, M: number, reached: boolean, certainty: Certainty): Hit | undefined {
  const P = must(work.price, 'a limit');
  if (work.triggered) return plainLimit(world, work, M, certainty);
  if (!reached) return undefined;
  work.triggered = true;
  return atMost(work.order.side, M, P) ? boundMarket(M, P, certainty) : undefined;
}

function triggered(work: Work, reached: boolean, M: number, certainty: Certainty): Hit | undefined {
  if (reached) work.triggered = true;
  return work.triggered ? market(M, certainty) : undefined;
}

function trailing(world: World, work: Work, M: number, certainty: Certainty): Hit | undefined {
  const side = work.order.side;
  if (work.triggered && work.order.type === 'trailing-stop') return market(M, certainty);
  if (work.triggered) return twoPrices(world, work, M, true, certainty);
  const isReference = world.options.trailBy === 'extreme';
  if (!work.began) {
    if (isReference && atMost(side, M, activationOf(work))) begin(work, M);
    return undefined;
  }
  const level = trailLevel(work);
  if (level !== undefined && atLeast(side, M, level)) {
    if (work.order.type === 'trailing-stop') return triggered(work, true, M, certainty);
    turnIntoStopLimit(work, level);
    return atMost(side, M, must(work.price, 'a limit')) ? boundMarket(M, must(work.price, 'a limit'), certainty) : undefined;
  }
  if (isReference) follow(work, M);
  return undefined;
}

/** How the order fills at the one price M, if it does; marks what M triggers. */
export function atPrice(world: World, work: Work, M: number, certainty: Certainty): Hit | undefined {
  const side = work.order.side;
  switch (work.order.type) {
    case 'market':
    case 'market-on-open':
    case 'market-on-close':
      return market(M, certainty);
    case 'limit-on-open':
    case 'limit-on-close':
      return atMost(side, M, must(work.price, 'a limit')) ? takingLimit(M, certainty) : undefined;
    case 'limit':
      return plainLimit(world, work, M, certainty);
    case 'stop':
      return triggered(work, atLeast(side, M, must(work.trigger, 'a trigger')), M, certainty);
    case 'market-if-touched':
      return triggered(work, atMost(side, M, must(work.trigger, 'a trigger')), M, certainty);
    case 'stop-limit':
      return twoPrices(world, work, M, atLeast(side, M, must(work.trigger, 'a trigger')), certainty);
    case 'limit-if-touched':
      return twoPrices(world, work, M, atMost(side, M, must(work.trigger, 'a trigger')), certainty);
    case 'trailing-stop':
    case 'trailing-stop-limit':
      return trailing(world, work, M, certainty);
  }
}
