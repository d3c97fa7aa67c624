/** The open of a bar. */

import { judgeAtOpen } from './account/liquidation.ts';
import { atPrice } from './at-price.ts';
import { opensSession } from './bar.ts';
import { settle, wouldTake } from './judge.ts';
import { type Moment, momentOf } from './moment.ts';
import { must } from './must.ts';
import { aroundVenue, ranked, rankedAsWoken } from './rank.ts';
import type { Certainty } from './stream.ts';
import type { Work } from './work.ts';
import { barAt, barsOf, type World, waiting } from './world.ts';

/** Judges an order at the one price M. */
export function judgeAtPrice(world: World, work: Work, moment: Moment, M: number, certainty: Certainty): void {
  if (work.status !== 'open' || wouldTake(world, work, M)) return;
  settle(world, work, moment, atPrice(world, work, M, certainty));
}

function meetsOpen(world: World, work: Work, moment: Moment): boolean {
  const { type } = work.order;
  if (type === 'market-on-close' || type === 'limit-on-close') return false;
  if (type === 'market-on-open' || type === 'limit-on-open') {
    return opensSession(barsOf(world, moment.place.instrument), moment.place.index, work.instrument.sessions);
  }
  return true;
}

/** Judges the orders that wait at these opens, which are at one time; then, in rounds, the children that their fills woke. */
export function open(world: World, moments: Moment[]): void {
  const present = () => moments.flatMap(({ place }) => waiting(world, place.instrument));
  for (const { place } of moments) {
    world.prices[place.instrument] = barAt(world, place).open;
  }
  const judge = (work: Work): void => {
    const moment = must(momentOf(work, moments), 'an open');
    work.movedAt = undefined;
    if (meetsOpen(world, work, moment)) judgeAtPrice(world, work, moment, barAt(world, moment.place).open, 'exact');
  };
  let judged: Work[] = [];
  // Those that are new here, and those whose level has moved since they were judged.
  const unjudged = (): Work[] => present().filter((work) => !judged.includes(work) || work.movedAt !== undefined);
  let round = ranked(world, present());
  const { exits, others } = aroundVenue(world, round);
  for (const work of exits) judge(work);
  for (const { place } of moments) judgeAtOpen(world, place.instrument, barAt(world, place));
  for (const work of others) judge(work);
  judged = round;
  round = rankedAsWoken(unjudged());
  while (round.length > 0) {
    for (const work of round) judge(work);
    judged = [...judged, ...round];
    round = rankedAsWoken(unjudged());
  }
  // What was filled may have brought a position within reach.
  while (moments.some(({ place }) => judgeAtOpen(world, place.instrument, barAt(world, place))));
}
