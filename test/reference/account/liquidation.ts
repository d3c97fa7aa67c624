/** What the account can no longer carry. */
import { must } from '../must.ts';
import type { Bar } from '../stream.ts';
import { instrumentAt, type World } from '../world.ts';
import { booksOf, moneyOf, netOf } from './books.ts';
import { endOrders, liquidate, ROUNDING } from './close-out.ts';
import { crossEquity, crossMargin, priceOf, slack } from './equity.ts';
import { heldOf } from './pay.ts';
import { termsOf } from './worth.ts';

const isJudged = (world: World, how: 'close' | 'intrabar'): boolean => world.stream.money?.account.liquidation?.judged === how;

export const isJudgedIntrabar = (world: World): boolean => isJudged(world, 'intrabar');

const isIsolated = (world: World, i: number): boolean => termsOf(instrumentAt(world, i)).isIsolated;

const nowAt = (world: World, price: number) => ({ ts: world.now, within: world.now - 1, price });

/** At the close of a bar: all that has the same backing is dealt at the newest prices. */
export function judgeAtCloses(world: World): void {
  if (world.stream.money?.account.liquidation === undefined) return;
  const held = [...new Set(heldOf(world).map(({ instrument }) => instrument))].sort((a, b) => a - b);
  for (const i of held.filter((one) => isIsolated(world, one))) {
    const price = priceOf(world, i);
    if (!isHeldNet(world, i) || slack(world, { instrument: i, price }) > ROUNDING) continue;
    endOrders(world, 'liquidated', i);
    liquidate(world, i, nowAt(world, price), 1);
  }
  const common = held.filter((one) => !isIsolated(world, one));
  // What strategies hold against each other the account does not hold.
  if (!common.some((one) => isHeldNet(world, one)) || crossEquity(world) - crossMargin(world, 'maintenance') > ROUNDING) return;
  endOrders(world, 'liquidated');
  for (const i of common) liquidate(world, i, nowAt(world, priceOf(world, i)), 1);
}

/** The position in an instrument meets a price at which the account cannot carry it: a share of it is dealt, at a further call the rest. */
export function callAt(world: World, instrument: number, at: { ts: number; within: number; price: number; barTs: number }): void {
  const { part } = must(moneyOf(world).account.liquidation, 'a liquidation');
  const share = world.called.has(instrument) ? 1 : part;
  const side = Math.sign(netOf(booksOf(world), instrument));
  world.dealtAt.set(instrument, { price: at.price, barTs: at.barTs });
  endOrders(world, 'liquidated', isIsolated(world, instrument) ? instrument : undefined);
  liquidate(world, instrument, at, share);
  // Nothing, between the fills of two strategies, is no other position yet.
  if (Math.sign(netOf(booksOf(world), instrument)) === side) world.called.set(instrument, at.barTs);
  else world.called.delete(instrument);
}

/** Prices at which the account is just at its maintenance margin are found so exactly. */
const TIE = 1e-11;

export const isHeldNet = (world: World, instrument: number): boolean => netOf(booksOf(world), instrument) !== 0;

/** Whether the account cannot carry its position in an instrument at a price. */
export const cannotCarry = (world: World, instrument: number, price: number): boolean =>
  isHeldNet(world, instrument) && slack(world, { instrument, price }) <= TIE;

/** The price between two, the first of which it can carry and the second not, from which on it cannot. */
export function priceBetween(world: World, instrument: number, can: number, cannot: number): number {
  let [from, to] = [can, cannot];
  for (let k = 0; k < 200 && from !== to; k++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (cannotCarry(world, instrument, middle)) to = middle;
    else from = middle;
  }
  return to;
}

/** At the open of a bar; whether it was called. */
export function judgeAtOpen(world: World, instrument: number, bar: Bar): boolean {
  if (!isJudgedIntrabar(world) || !cannotCarry(world, instrument, bar.open)) return false;
  callAt(world, instrument, { ts: bar.openTs, within: bar.openTs, price: bar.open, barTs: bar.ts });
  return true;
}

/** The bad side of a bar for the account's position. */
const badOf = (world: World, instrument: number, bar: Bar): number => (netOf(booksOf(world), instrument) > 0 ? bar.low : bar.high);

/**
 * Inside a bar on the default path; whether it was called. What the account held when the bar opened (`whole`), and what was called
 * in it already, meets all of the bar; anything else its close alone. It is dealt at the newest price of the bar that is known,
 * where the account cannot carry it there, else at the price from which on it cannot.
 */
export function judgeInside(world: World, instrument: number, bar: Bar, whole: boolean): boolean {
  if (!isJudgedIntrabar(world)) return false;
  const worst = whole || world.called.get(instrument) === bar.ts ? badOf(world, instrument, bar) : bar.close;
  if (!cannotCarry(world, instrument, worst)) return false;
  const dealt = world.dealtAt.get(instrument);
  const newest = dealt?.barTs === bar.ts ? dealt.price : bar.open;
  const price = cannotCarry(world, instrument, newest) ? newest : priceBetween(world, instrument, newest, worst);
  callAt(world, instrument, { ts: bar.ts, within: bar.openTs, price, barTs: bar.ts });
  return true;
}

/** The price at which the account can carry its position no longer inside a bar; undefined where the bar does not come to it. */
export function levelInside(world: World, instrument: number, bar: Bar): number | undefined {
  if (!isJudgedIntrabar(world)) return undefined;
  const bad = badOf(world, instrument, bar);
  if (!cannotCarry(world, instrument, bad)) return undefined;
  return cannotCarry(world, instrument, bar.open) ? bar.open : priceBetween(world, instrument, bar.open, bad);
}

/** The side of the account's position: 1, -1 or 0. */
export const sideHeld = (world: World, instrument: number): number => Math.sign(netOf(booksOf(world), instrument));
