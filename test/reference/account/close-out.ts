/** The venue deals what the account holds. */
import { cancel } from '../end.ts';
import { shrinkExits } from '../exits.ts';
import { snapNear } from '../grid.ts';
import { must } from '../must.ts';
import { barsOf, instrumentAt, type World } from '../world.ts';
import { booksOf, type Holding, moneyOf, netOf } from './books.ts';
import { backingAt, equityOf, rateFor } from './equity.ts';
import { heldOf, payAccount, payHolder } from './pay.ts';
import type { Dealt } from './terms.ts';
import { notionalOf, termsOf } from './worth.ts';

/** When the venue deals, and what it is told to. */
export interface Order {
  ts: number;
  within: number;
  price: number;
  fee: number;
  /** What the venue takes for it besides. */
  costs: number;
}

/** Books a fill; what a closed part of an isolated position lost beyond its part of what backs all of it, its costs included, is not the account's. */
export function bookDealt(world: World, dealt: Dealt, costs = 0): void {
  const { instrument: i, strategy, price, fee } = dealt;
  const qty = dealt.qty - dealt.taken;
  const net = netOf(booksOf(world), i);
  const closes = net * qty < 0 ? Math.min(Math.abs(net), Math.abs(qty)) : 0;
  const share = closes === 0 ? 0 : (backingAt(world, i, price) * closes) / Math.abs(net);
  world.history.push({ dealt });
  // Another position begins anew.
  if (netOf(booksOf(world), i) * net <= 0) world.called.delete(i);
  if (closes === 0 || !termsOf(instrumentAt(world, i)).isIsolated) return;
  const left = share - (fee * closes) / Math.abs(qty) - costs;
  if (left < 0) payHolder(world, 'write-off', { strategy, instrument: i, qty: 0, entry: Number.NaN }, -left);
}

/** Books a fill that closes some of a holding, and what it entails for the exits of its strategy. */
export function dealFor(world: World, held: Holding, qty: number, { ts, within, price, fee, costs }: Order): void {
  const { strategy, instrument } = held;
  const signed = -Math.sign(held.qty) * qty;
  const dealt = { ts, within, order: 0, strategy, instrument, qty: signed, price, fee, taken: 0, rate: rateFor(world, instrument) };
  bookDealt(world, dealt, costs);
  const positions = must(world.positions[strategy], 'positions');
  positions[instrument] = heldOf(world, instrument).find((one) => one.strategy === strategy)?.qty ?? 0;
  shrinkExits(world, instrument, strategy);
}

/** What a taker's price is, for one whose slippage asks for nothing but the price. */
function slipped(world: World, { instrument, qty }: Holding, price: number): number {
  const { slippage } = world.options;
  const { tick } = instrumentAt(world, instrument);
  const by =
    slippage.model === 'ticks'
      ? slippage.ticks * tick
      : slippage.model === 'percent'
        ? slippage.rate * price
        : slippage.model === 'half-spread'
          ? (slippage.spread / 2) * price
          : 0;
  return price - Math.sign(qty) * by;
}

/** A share in whole steps, the nearest (the even one of two), one at least. */
function partOf(qty: number, share: number, step: number): number {
  const steps = (qty * share) / step;
  const below = Math.floor(steps);
  const rest = steps - below;
  const whole = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  return Math.min(qty, snapNear(Math.max(whole, 1) * step, step));
}

/** Liquidates a share of everything that is held of an instrument, at a price of the market. */
export function liquidate(world: World, instrument: number, at: { ts: number; within: number; price: number }, share: number): void {
  world.isCalled = true;
  const terms = instrumentAt(world, instrument);
  const { fee: rate } = must(moneyOf(world).account.liquidation, 'a liquidation');
  for (const held of heldOf(world, instrument)) {
    const qty = share === 1 ? Math.abs(held.qty) : partOf(Math.abs(held.qty), share, terms.step);
    const price = slipped(world, held, at.price);
    const notional = notionalOf(terms, qty, price);
    const costs = notional * rate;
    payHolder(world, 'liquidation', held, -costs);
    dealFor(world, held, qty, { ...at, price, fee: notional * world.options.feeRate, costs });
  }
}

/** Sums of money are exact but for this. */
export const ROUNDING = 1e-8;

/**
 * Once nothing is held, after a liquidation or by the account's own doing: a debt is owed or written off, and where nothing is left
 * trading ends.
 */
export function clear(world: World): void {
  const { liquidation } = moneyOf(world).account;
  if (liquidation === undefined || heldOf(world).length > 0) return;
  const equity = equityOf(world);
  if (!world.isCalled && equity > -ROUNDING) return;
  world.isCalled = false;
  if (equity > ROUNDING) return;
  world.isHalted = true;
  if (liquidation.negativeBalance === 'forgiven' && equity < -ROUNDING) payAccount(world, 'write-off', 0, -equity);
}

/** Whether a bar of an instrument has begun and is not over. */
const isUnderWay = (world: World, instrument: number): boolean =>
  barsOf(world, instrument).some(({ openTs, ts }) => openTs < world.now && world.now < ts);

/** Everything that waits and may open something ends; as with any cancel, an order is exposed to all of the bar that is under way. */
export function endOpenings(world: World, reason: string): void {
  for (const work of world.orders) {
    if (work.status !== 'open' || work.order.reduceOnly === true || isUnderWay(world, work.order.instrument)) continue;
    cancel(world, work, reason);
  }
}

/** Everything that waits ends, on one instrument or on all. */
export function endOrders(world: World, reason: string, instrument?: number): void {
  for (const work of world.orders) {
    if (work.status !== 'open' || (instrument !== undefined && work.order.instrument !== instrument)) continue;
    cancel(world, work, reason);
  }
}
