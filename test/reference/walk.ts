/** Section 5: orders fill in the order in which the price on its way reaches them. */
import { callAt, cannotCarry, isJudgedIntrabar, priceBetween } from './account/liquidation.ts';
import { standsAtClose, waitsForOpen } from './close.ts';
import { boundMarket, type Hit, market, restingLimit } from './hit.ts';
import { settle } from './judge.ts';
import type { Moment } from './moment.ts';
import { must } from './must.ts';
import { judgeAtPrice } from './open.ts';
import { aroundVenue, ranked } from './rank.ts';
import { atLeast, atMost, below, better, good } from './side.ts';
import { activationOf, begin, follow, levelFrom, trailLevel, turnIntoStopLimit } from './trail.ts';
import {
  beginning,
  compareSpots,
  ending,
  firstAtLeast,
  firstAtMost,
  firstBelow,
  legsFrom,
  type Spot,
  turnsBetween,
  type Way,
  wayOf,
} from './way.ts';
import { isMarketByNow, isTouched, isTrailing, type Work } from './work.ts';
import { barAt, type World, waiting } from './world.ts';

interface Walker {
  world: World;
  moment: Moment;
  way: Way;
  /** Where the price is. */
  here: Spot;
  /** Orders that were there when the bar opened. */
  orders: Work[];
  /** Children that woke on the way and were judged where they woke. */
  received: Work[];
  /** Orders that the way has triggered. */
  triggered: Work[];
  /** Orders that were filled as far as this bar allows. */
  done: Work[];
}

/** What the way does next to an order, or to what the account can carry. */
interface Event {
  spot: Spot;
  happen: () => void;
}

function fills(walker: Walker, work: Work, hit: Hit): void {
  walker.done.push(work);
  settle(walker.world, work, walker.moment, hit);
}

/** The place where a limit fills, and its filling. */
function limit(walker: Walker, work: Work): Event | undefined {
  const { world, way, here, moment } = walker;
  const side = work.order.side;
  const P = must(work.price, 'a limit');
  const spot = world.options.touch === 'fill' ? firstAtMost(way, here, side, P) : firstBelow(way, here, side, P);
  if (spot === undefined) return undefined;
  const strict = below(side, good(side, barAt(world, moment.place)), P) && !walker.triggered.includes(work);
  return { spot, happen: () => fills(walker, work, restingLimit(P, strict ? 'exact' : 'assumed')) };
}

/** A trigger is reached: the order fills at it, or waits as a limit. */
function reached(walker: Walker, work: Work, T: number): void {
  work.triggered = true;
  walker.triggered.push(work);
  if (isMarketByNow(work)) {
    fills(walker, work, market(T, 'assumed'));
    return;
  }
  const P = must(work.price, 'a limit');
  if (atMost(work.order.side, T, P)) fills(walker, work, boundMarket(T, P, 'assumed'));
  else settle(walker.world, work, walker.moment, undefined);
}

function trigger(walker: Walker, work: Work): Event | undefined {
  const { way, here } = walker;
  const T = must(work.trigger, 'a trigger');
  const find = isTouched(work.order.type) ? firstAtMost : firstAtLeast;
  const spot = find(way, here, work.order.side, T);
  return spot === undefined ? undefined : { spot, happen: () => reached(walker, work, T) };
}

function activation(walker: Walker, work: Work): Event | undefined {
  const price = activationOf(work);
  const spot = firstAtMost(walker.way, walker.here, work.order.side, price);
  return spot === undefined ? undefined : { spot, happen: () => begin(work, price) };
}

/** Where the walk meets the level of a trail, which follows it. */
function trailSpot(walker: Walker, work: Work): Spot | undefined {
  const { world, way, here } = walker;
  const side = work.order.side;
  if (world.options.trailBy === 'close') {
    const level = trailLevel(work);
    return level === undefined ? undefined : firstAtLeast(way, here, side, level);
  }
  let reference = must(work.reference, 'a reference');
  for (const { leg, start, end } of legsFrom(way, here)) {
    reference = better(side, reference, start);
    const level = levelFrom(work, reference);
    if (atLeast(side, start, level) || atLeast(side, end, level)) return firstAtLeast(way, { leg, price: start }, side, level);
  }
  return undefined;
}

function reachedTrail(walker: Walker, work: Work): void {
  const level = must(trailLevel(work), 'a level');
  if (work.order.type === 'trailing-stop-limit') turnIntoStopLimit(work, level);
  reached(walker, work, level);
}

function trail(walker: Walker, work: Work): Event | undefined {
  if (!work.began) return activation(walker, work);
  const spot = trailSpot(walker, work);
  return spot === undefined ? undefined : { spot, happen: () => reachedTrail(walker, work) };
}

const isReceived = (walker: Walker, work: Work): boolean => walker.orders.includes(work) || walker.received.includes(work);

/** A child that woke here is judged here, at the one price. */
function receive(walker: Walker, work: Work): void {
  walker.received.push(work);
  const wasTriggered = work.triggered;
  judgeAtPrice(walker.world, work, walker.moment, walker.here.price, 'assumed');
  if (work.triggered && !wasTriggered) walker.triggered.push(work);
}

function nextEvent(walker: Walker, work: Work): Event | undefined {
  if (walker.done.includes(work) || standsAtClose(work, walker.moment)) return undefined;
  if (work.order.type === 'market-on-open' || work.order.type === 'limit-on-open') return undefined;
  if (!isReceived(walker, work)) return { spot: walker.here, happen: () => receive(walker, work) };
  if (waitsForOpen(work)) return undefined;
  if (work.order.type === 'limit' || work.triggered) return limit(walker, work);
  return isTrailing(work.order.type) ? trail(walker, work) : trigger(walker, work);
}

/** Where the account can carry its position no longer. */
function call({ world, way, here, moment }: Walker): Event | undefined {
  const { instrument } = moment.place;
  if (!isJudgedIntrabar(world)) return undefined;
  for (const { leg, start, end } of legsFrom(way, here)) {
    if (!cannotCarry(world, instrument, end) && !cannotCarry(world, instrument, start)) continue;
    const price = cannotCarry(world, instrument, start) ? start : priceBetween(world, instrument, start, end);
    const happen = () => callAt(world, instrument, { ts: moment.ts, within: moment.openTs, price, barTs: moment.ts });
    return { spot: { leg, price }, happen };
  }
  return undefined;
}

/** Whether it was there when the bar opened, or woke on the way. */
const isHere = (walker: Walker, work: Work): boolean => walker.orders.includes(work) || work.wokenIn === walker.moment;

/** The order's next event is the first on the way; among equals the order of section 7 as things stand now. */
function firstEvent(walker: Walker): Event | undefined {
  const { world, way, moment } = walker;
  let found: Event | undefined;
  const here = waiting(world, moment.place.instrument).filter((work) => isHere(walker, work));
  const { exits, others } = aroundVenue(world, ranked(world, here));
  const events = [...exits.map((work) => nextEvent(walker, work)), call(walker), ...others.map((work) => nextEvent(walker, work))];
  for (const event of events) {
    if (event !== undefined && (found === undefined || compareSpots(way, event.spot, found.spot) < 0)) found = event;
  }
  return found;
}

/** The price goes on to a place; trails that have begun follow it. */
function goTo(walker: Walker, spot: Spot): void {
  const { world, way, here, moment } = walker;
  if (world.options.trailBy === 'extreme') {
    for (const work of waiting(world, moment.place.instrument)) {
      const follows = isTrailing(work.order.type) && work.began && !work.triggered && isReceived(walker, work);
      if (follows) for (const price of turnsBetween(way, here, spot)) follow(work, price);
    }
  }
  walker.here = spot;
}

/** When the walk is over every order that is there has met this inside, and the close moves trails by closes. */
function finish(walker: Walker): void {
  const { world, way, moment } = walker;
  goTo(walker, ending(way));
  for (const work of waiting(world, moment.place.instrument)) {
    if (!isReceived(walker, work) || walker.done.includes(work)) continue;
    if (standsAtClose(work, moment) || waitsForOpen(work)) continue;
    if (!work.met) settle(world, work, moment, undefined);
    if (world.options.trailBy === 'close' && isTrailing(work.order.type) && work.began && !work.triggered) {
      follow(work, walker.here.price);
    }
  }
}

/** Walks the price through the bar of this moment. */
export function walk(world: World, moment: Moment, orders: Work[]): void {
  if (world.options.path === 'pessimistic') throw new Error('Expected a walk, but the path was "pessimistic"');
  const way = wayOf(barAt(world, moment.place), world.options.path);
  const walker: Walker = { world, moment, way, here: beginning(way), orders, received: [], triggered: [], done: [] };
  for (let event = firstEvent(walker); event !== undefined; event = firstEvent(walker)) {
    goTo(walker, event.spot);
    event.happen();
  }
  finish(walker);
}
