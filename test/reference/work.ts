/** An order at work: what was sent, and what has become of it so far. */
import { dayEndOf } from './bar.ts';
import { snapDown, snapUp } from './grid.ts';
import type { InLine } from './in-line.ts';
import type { Moment } from './moment.ts';
import type { Instrument, Order, Side, Type } from './stream.ts';

export interface Work {
  /** As it was sent; a split restates its trail. */
  order: Order;
  readonly instrument: Instrument;
  /** The quantity as submitted, snapped: what a child's share counts from; undefined for a child that covers its parent. */
  qty: number | undefined;
  /** The quantity that a replacement gave an awake child. */
  replaced: number | undefined;
  /** The whole quantity it may fill; a child's follows its parent's fills. */
  total: number;
  /** What its parent's last fill gave a child to fill in all. */
  released: number;
  /** The limit, snapped. */
  price: number | undefined;
  /** The trigger, snapped. */
  trigger: number | undefined;
  levelPct: number | undefined;
  /** When the command was sent, and when the order arrived at the market. */
  sent: number;
  arrived: number;
  /** A child before its parent's first fill. */
  asleep: boolean;
  status: 'open' | 'filled' | 'canceled' | 'rejected' | 'expired';
  reason: string | undefined;
  filled: number;
  /** What fees have taken of that, less what was held before and could not be sold by itself. */
  kept: number;
  /** What it has filled by the time it ended, in the units of then. */
  told: number;
  /** Sum of qty x price of its fills. */
  spent: number;
  /** What members of its group took off. */
  taken: number;
  /** What the closing of its position took off, since the last fill of its parent. */
  cut: number;
  /** The moment in which it woke. */
  wokenIn: Moment | undefined;
  /** The open at which its level has moved since it was judged there. */
  movedAt: Moment | undefined;
  /** Whether it would close the position, at the time it woke. */
  closedWhenWoken: boolean;
  /** Whether it has met its first moment: from then on it has rested. */
  met: boolean;
  /** When the day ends in which it first met a moment. */
  dayEnd: number | undefined;
  /** A stop or touched order that was reached. */
  triggered: boolean;
  /** The best reference price of a trail so far. */
  reference: number | undefined;
  /** Whether the trail has begun (without an activation price: at once). */
  began: boolean;
  /** Where it stands in the queue of its price, if it does. */
  line: InLine | undefined;
}

export function newWork(order: Order, instrument: Instrument, sent: number, now: number): Work {
  const qty = order.qty === undefined ? undefined : snapDown(order.qty, instrument.step);
  return {
    order,
    instrument,
    qty,
    replaced: undefined,
    total: order.parent === undefined ? (qty ?? 0) : 0,
    released: 0,
    price: order.price === undefined ? undefined : snapLimit(order.side, order.price, instrument.tick),
    trigger: order.trigger === undefined ? undefined : snapTrigger(order.side, order.type, order.trigger, instrument.tick),
    levelPct: order.parent === undefined ? undefined : order.levelPct,
    sent,
    arrived: now,
    asleep: false,
    status: 'open',
    reason: undefined,
    filled: 0,
    kept: 0,
    told: 0,
    spent: 0,
    taken: 0,
    cut: 0,
    wokenIn: undefined,
    movedAt: undefined,
    closedWhenWoken: false,
    met: false,
    dayEnd: undefined,
    triggered: false,
    reference: undefined,
    began: order.trail?.activation === undefined,
    line: undefined,
  };
}

/** Marks that the order has met a moment of a bar from `openTs` to `ts`. */
export function meet(work: Work, openTs: number, ts: number): void {
  work.met = true;
  work.dayEnd = work.dayEnd ?? dayEndOf(openTs, ts, work.instrument.sessions);
}

/** Limits go to the passive side. */
export const snapLimit = (side: Side, price: number, tick: number): number =>
  side === 'buy' ? snapDown(price, tick) : snapUp(price, tick);

/** Stop triggers go away from the market. */
export const snapStop = (side: Side, price: number, tick: number): number => (side === 'buy' ? snapUp(price, tick) : snapDown(price, tick));

export const isTouched = (type: Type): boolean => type === 'market-if-touched' || type === 'limit-if-touched';

export const isTrailing = (type: Type): boolean => type === 'trailing-stop' || type === 'trailing-stop-limit';

/** A touched trigger is snapped as a limit. */
export const snapTrigger = (side: Side, type: Type, price: number, tick: number): number =>
  isTouched(type) ? snapLimit(side, price, tick) : snapStop(side, price, tick);

export const needsPrice = (type: Type): boolean =>
  type === 'limit' || type === 'stop-limit' || type === 'limit-if-touched' || type === 'limit-on-open' || type === 'limit-on-close';

export const needsTrigger = (type: Type): boolean => type === 'stop' || type === 'stop-limit' || isTouched(type);

/** Kinds whose first moment, for `ioc` and `fok`, is the one that triggers them. */
export const waitsForTrigger = (type: Type): boolean => needsTrigger(type) || isTrailing(type);

/** A limit order by now: it was sent as one, or has become one. */
export const isLimitByNow = (work: Work): boolean =>
  work.order.type === 'limit' || (work.triggered && work.price !== undefined && !isMarketByNow(work));

/** A stop or touched order without a limit that was reached: a market order from then on. */
export const isMarketByNow = (work: Work): boolean =>
  work.triggered && (work.order.type === 'stop' || work.order.type === 'market-if-touched' || work.order.type === 'trailing-stop');

/** The average price of its fills. */
export const averagePrice = (work: Work): number => work.spent / work.filled;
