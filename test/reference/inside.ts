/** The inside of a bar, on the default path or on a walk. */
import { VenueInside } from './account/venue-inside.ts';
import { atBar } from './at-bar.ts';
import { reachedOrders } from './certainty.ts';
import { isLate, judgeAtClose, standsAtClose, waitsForOpen } from './close.ts';
import { settle } from './judge.ts';
import { type Moment, momentOf } from './moment.ts';
import { must } from './must.ts';
import { closeForChildren } from './on-close.ts';
import { goesBefore, type Key, ranked, rankOf, VENUE_RANK } from './rank.ts';
import { walk } from './walk.ts';
import type { Work } from './work.ts';
import { barAt, type World, waiting } from './world.ts';

/** Orders that meet this inside from its beginning. */
const present = (world: World, moment: Moment): Work[] =>
  waiting(world, moment.place.instrument).filter((work) => work.arrived <= moment.openTs || isLate(work, moment));

function judgeInside(world: World, work: Work, moment: Moment): void {
  if (work.status !== 'open') return;
  if (standsAtClose(work, moment)) judgeAtClose(world, work, moment);
  else if (!waitsForOpen(work)) settle(world, work, moment, atBar(world, work, barAt(world, moment.place)));
}

/** Walks of one time in the order of the lowest order that waits on each instrument. */
function inTurn(world: World, moments: Moment[]): Moment[] {
  const lowest = ({ place }: Moment) => Math.min(...waiting(world, place.instrument).map((work) => work.order.id));
  return moments
    .map((moment) => ({ moment, id: lowest(moment) }))
    .sort((a, b) => (a.id === b.id ? 0 : a.id - b.id))
    .map(({ moment }) => moment);
}

/** Judges the insides of bars that close at one time; what stands at the close follows when all walks are over. */
export function inside(world: World, moments: Moment[]): void {
  for (const moment of moments) {
    const bar = barAt(world, moment.place);
    moment.reached = reachedOrders(world, present(world, moment), bar);
  }
  if (world.options.path === 'pessimistic') {
    const orders = moments.flatMap((moment) => present(world, moment));
    const venue = new VenueInside(world, moments);
    type Line = { rank: Key; work: Work | undefined; moment: Moment }[];
    let line: Line = [];
    let later: Line = [];
    const lineUp = (line: Line, rank: Key, work: Work | undefined, moment: Moment): void => {
      const at = line.findIndex((other) => goesBefore(rank, other.rank));
      line.splice(at < 0 ? line.length : at, 0, { rank, work, moment });
    };
    for (const work of orders) lineUp(line, rankOf(world, work), work, must(momentOf(work, moments), 'an inside'));
    for (const moment of venue.reached) lineUp(line, VENUE_RANK, undefined, moment);
    while (line.length > 0 || later.length > 0) {
      if (line.length === 0) [line, later] = [later, line];
      const next = must(line.shift(), 'a turn');
      const { work, moment } = next;
      const first = work === undefined ? undefined : venue.before(work, moment);
      // What comes after a nearer stop has its turn when all others have had theirs.
      if (work !== undefined && first !== work) lineUp(later, rankOf(world, work), work, moment);
      if (first === undefined) venue.call(moment);
      else judgeInside(world, first, moment);
    }
    closeForChildren(world, moments);
    while (moments.some((moment) => venue.callAgain(moment)));
    return;
  }
  const standing: Work[] = [];
  for (const moment of inTurn(world, moments)) {
    const orders = present(world, moment);
    walk(world, moment, orders);
    const here = waiting(world, moment.place.instrument).filter((work) => orders.includes(work) || work.wokenIn === moment);
    standing.push(...here.filter((work) => standsAtClose(work, moment)));
  }
  for (const work of ranked(world, standing)) {
    if (work.status === 'open') judgeAtClose(world, work, must(momentOf(work, moments), 'an inside'));
  }
  closeForChildren(world, moments);
}
