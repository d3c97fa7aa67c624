/** What comes of an order that has been judged at a moment. */
import { affordable, dealtOf } from './account/afford.ts';
import { book, priceOfFill } from './book.ts';
import { room } from './cap.ts';
import { fee } from './costs.ts';
import { cancel } from './end.ts';
import type { Hit } from './hit.ts';
import { closable, leaves } from './leaves.ts';
import type { Moment } from './moment.ts';
import { atMost } from './side.ts';
import { meet, type Work, waitsForTrigger } from './work.ts';
import { barAt, type World } from './world.ts';

/** Fills what quantity, position and volume allow. */
function fill(world: World, work: Work, moment: Moment, hit: Hit): void {
  const wanted = leaves(work);
  const reduceOnly = work.order.reduceOnly === true;
  const most = reduceOnly ? closable(world, work) : Number.POSITIVE_INFINITY;
  const qty = Math.min(wanted, most, room(world, moment.place));
  if (most === 0) cancel(world, work, 'no-position');
  else if (work.order.tif === 'fok' && qty < Math.min(wanted, most)) cancel(world, work, 'fok-unfilled');
  else if (qty > 0) fillAsPaid(world, work, moment, hit, qty, qty === most ? 'no-position' : undefined);
}

/** Fills what the account can pay for; what it cannot ends. */
function fillAsPaid(world: World, work: Work, moment: Moment, hit: Hit, qty: number, restEnds: string | undefined): void {
  const price = priceOfFill(world, work, moment, hit, qty);
  const standing = { market: hit.price, asOf: moment.kind === 'inside' ? moment.ts - 1 : moment.ts };
  const paid = affordable(world, work, dealtOf(world, work, moment, qty, price, fee(world, work, price, qty)), standing);
  if (paid.qty === 0) cancel(world, work, paid.reason);
  else if (work.order.tif === 'fok' && (paid.reason !== undefined || qty < leaves(work))) cancel(world, work, 'fok-unfilled');
  else book(world, work, moment, hit, paid.qty, paid.reason ?? restEnds);
}

/** Ends the order where this moment ends it, after it was judged: `hit` is how it fills, if it does. */
export function settle(world: World, work: Work, moment: Moment, hit: Hit | undefined): void {
  meet(work, moment.openTs, barAt(world, moment.place).ts);
  if (hit !== undefined) fill(world, work, moment, hit);
  const { type, tif } = work.order;
  const isLimitAuction = type === 'limit-on-open' || type === 'limit-on-close';
  if (isLimitAuction && hit === undefined) cancel(world, work, 'auction-missed');
  const wasFirst = !waitsForTrigger(type) || work.triggered;
  if (tif === 'ioc' && wasFirst) cancel(world, work, 'ioc-remainder');
  if (tif === 'fok' && wasFirst) cancel(world, work, 'fok-unfilled');
}

/** A post-only limit that would take at M, its first moment, is cancelled. */
export function wouldTake(world: World, work: Work, M: number): boolean {
  if (work.order.postOnly !== true || work.order.type !== 'limit' || work.met) return false;
  if (!atMost(work.order.side, M, work.price ?? Number.NaN)) return false;
  cancel(world, work, 'would-take');
  return true;
}
