/** What the account can no longer carry. */
import { must } from '../must.ts';
import type { Bar } from '../stream.ts';
import { instrumentAt, type World } from '../world.ts';
import { booksOf, moneyOf, netOf } from './books.ts';
import { endOrders, liquidate } from './close-out.ts';
import { crossEquity, crossMargin, priceOf, slack } from './equity.ts';
import { heldOf } from './pay.ts';
import { termsOf } from './worth.ts';

const isJudged = (world: World, how: 'close' | 'intrabar'): boolean => world.stream.money?.account.liquidation?.judged === how;

export const isJudgedIntrabar = (world: World): boolean => isJudged(world, 'intrabar');

const isIsolated = (world: World, i: number): boolean => termsOf(instrumentAt(world, i)).isIsolated;

const nowAt = (world: World, price: number) => ({ ts: world.now, within: world.now - 1, price });

/** At the close of a bar: all that has the same backing is dealt at the newest prices. */
export function judgeAtCloses(world: World): void {
  if (!isJudged(world, 'close')) return;
  const held = [...new Set(heldOf(world).map(({ instrument }) => instrument))].sort((a, b) => a - b);
  for (const i of held.filter((one) => isIsolated(world, one))) {
    const price = priceOf(world, i);
    if (!isHeldNet(world, i) || slack(world, { instrument: i, price }) > 0) continue;
    endOrders(world, 'liquidated', i);
    liquidate(world, i, nowAt(world, price), 1);
  }
  const common = held.filter((one) => !isIsolated(world, one));
  // What strategies hold against each other the account does not hold.
  if (!common.some((one) => isHeldNet(world, one)) || crossEquity(world) > crossMargin(world, 'maintenance')) return;
  endOrders(world, 'liquidated');
  for (const i of common) liquidate(world, i, nowAt(world, priceOf(world, i)), 1);
}

/** The position in an instrument meets a price at which the account cannot carry it: a share of it is dealt, then the rest. */
export function callAt(world: World, instrument: number, at: { ts: number; within: number; price: number }): void {
  const { part } = must(moneyOf(world).account.liquidation, 'a liquidation');
  endOrders(world, 'liquidated', isIsolated(world, instrument) ? instrument : undefined);
  liquidate(world, instrument, at, part);
  const isLeft = heldOf(world, instrument).length > 0;
  if (isLeft && part < 1 && slack(world, { instrument, price: at.price }) <= 0) liquidate(world, instrument, at, 1);
}

export const isHeldNet = (world: World, instrument: number): boolean => netOf(booksOf(world), instrument) !== 0;

/** Whether the account cannot carry its position in an instrument at a price. */
export const cannotCarry = (world: World, instrument: number, price: number): boolean =>
  isHeldNet(world, instrument) && slack(world, { instrument, price }) <= 0;

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

/** At the open of a bar. */
export function judgeAtOpen(world: World, instrument: number, bar: Bar): void {
  if (!isJudgedIntrabar(world) || !cannotCarry(world, instrument, bar.open)) return;
  callAt(world, instrument, { ts: bar.openTs, within: bar.openTs, price: bar.open });
}

/**
 * Inside a bar on the default path: the bad side of the position comes at once. Where the account could not carry it at the
 * open by now, that is since something else moved: it is dealt at the worse of the bar's open and its close, as what comes late.
 */
export function judgeInside(world: World, instrument: number, bar: Bar): void {
  if (!isJudgedIntrabar(world)) return;
  while (isHeldNet(world, instrument)) {
    const isLong = netOf(booksOf(world), instrument) > 0;
    const bad = isLong ? bar.low : bar.high;
    if (!cannotCarry(world, instrument, bad)) return;
    const isLate = cannotCarry(world, instrument, bar.open);
    const worse = isLong ? Math.min(bar.open, bar.close) : Math.max(bar.open, bar.close);
    const price = isLate ? worse : priceBetween(world, instrument, bar.open, bad);
    callAt(world, instrument, { ts: bar.ts, within: bar.openTs, price });
  }
}
