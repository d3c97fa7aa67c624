/** What stands at the close of a bar, inside: closing auctions and market orders that arrived late. */
import { latePrice } from './at-bar.ts';
import { atPrice } from './at-price.ts';
import { closesSession } from './bar.ts';
import { market } from './hit.ts';
import { settle } from './judge.ts';
import type { Moment } from './moment.ts';
import { isMarketByNow, type Work } from './work.ts';
import { barAt, barsOf, type World } from './world.ts';

/** A market order that was sent at or before the open and arrived inside the bar, awake. */
export function isLate(work: Work, moment: Moment): boolean {
  return (
    work.order.type === 'market' &&
    work.wokenIn === undefined &&
    work.sent <= moment.openTs &&
    moment.openTs < work.arrived &&
    work.arrived < moment.ts
  );
}

const isClosingAuction = (work: Work): boolean => work.order.type === 'market-on-close' || work.order.type === 'limit-on-close';

/** Whether the order can fill only at the close of this bar. */
export const standsAtClose = (work: Work, moment: Moment): boolean => isClosingAuction(work) || isLate(work, moment);

/** Judges an order that stands at the close. */
export function judgeAtClose(world: World, work: Work, moment: Moment): void {
  const bar = barAt(world, moment.place);
  if (isLate(work, moment)) {
    settle(world, work, moment, market(latePrice(work, bar), 'assumed'));
    return;
  }
  const isClose = closesSession(barsOf(world, moment.place.instrument), moment.place.index, work.instrument.sessions);
  if (isClose) settle(world, work, moment, atPrice(world, work, bar.close, 'exact'));
}

/** Kinds that an inside cannot fill: they wait for an open. */
export const waitsForOpen = (work: Work): boolean => {
  const { type } = work.order;
  return type === 'market' || type === 'market-on-open' || type === 'limit-on-open' || isMarketByNow(work);
};
