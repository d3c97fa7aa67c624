/** Section 4, fillOn 'on-close': market orders fill at the close at which they were decided. */

import { end } from './end.ts';
import type { Moment } from './moment.ts';
import { judgeAtPrice } from './open.ts';
import { rankedAsWoken } from './rank.ts';
import type { Work } from './work.ts';
import { barAt, barsOf, type World } from './world.ts';

/** The close of a bar of the instrument at the present time, if there is one. */
function closeNow(world: World, instrument: number): Moment | undefined {
  const bars = barsOf(world, instrument);
  const index = bars.findIndex((bar) => bar.ts === world.now);
  const bar = bars[index];
  return bar === undefined ? undefined : { kind: 'close', place: { instrument, index }, ts: bar.ts, openTs: bar.openTs, reached: [] };
}

/** A market order arrives: it waits for the close that is now, or has none. */
export function arriveAtClose(world: World, work: Work): void {
  if (closeNow(world, work.order.instrument) !== undefined) world.arrivals.push(work);
  else if (work.order.parent === undefined) end(world, work, 'rejected', 'no-fresh-price');
}

/** Market children that these moments woke and that have met nothing yet, in the order of section 7. */
const wokenMarkets = (world: World, moments: Moment[]): Work[] =>
  rankedAsWoken(
    world.orders.filter(
      (work) =>
        work.order.type === 'market' && work.status === 'open' && !work.met && work.wokenIn !== undefined && moments.includes(work.wokenIn),
    ),
  );

/** Judges market orders at the closes of their instruments, then, in rounds, the market children that they woke. */
function judgeRounds(world: World, first: Work[], moments: Moment[]): void {
  for (let round = first; round.length > 0; round = wokenMarkets(world, moments)) {
    for (const work of round) {
      const moment = moments.find((one) => one.kind === 'close' && one.place.instrument === work.order.instrument);
      if (moment === undefined) continue;
      judgeAtPrice(world, work, moment, barAt(world, moment.place).close, 'assumed');
      // What the last close of its day leaves of an order of the day is over with it.
      if (work.order.tif === 'day' && work.dayEnd !== undefined && work.dayEnd <= world.now) end(world, work, 'expired');
    }
  }
}

/** Market children that woke inside a bar fill at its close. */
export function closeForChildren(world: World, insides: Moment[]): void {
  if (world.options.fillOn !== 'on-close') return;
  const moments: Moment[] = [...insides, ...insides.map((inside): Moment => ({ ...inside, kind: 'close', reached: [] }))];
  judgeRounds(world, wokenMarkets(world, moments), moments);
}

/** Market orders that arrived at the present time fill at the closes of this time, once all its commands are done. */
export function closeForArrivals(world: World): void {
  const moments: Moment[] = [];
  for (let instrument = 0; instrument < world.stream.instruments.length; instrument++) {
    const moment = closeNow(world, instrument);
    if (moment !== undefined) moments.push(moment);
  }
  judgeRounds(world, rankedAsWoken(world.arrivals), moments);
  world.arrivals.length = 0;
}
