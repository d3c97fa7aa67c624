/** The venue deals what the account holds. */
import { cancel } from '../end.ts';
import { shrinkExits } from '../exits.ts';
import { snapUp } from '../grid.ts';
import { must } from '../must.ts';
import { instrumentAt, type World } from '../world.ts';
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
  const { instrument: i, strategy, qty, price, fee } = dealt;
  const net = netOf(booksOf(world), i);
  const closes = net * qty < 0 ? Math.min(Math.abs(net), Math.abs(qty)) : 0;
  const share = closes === 0 ? 0 : (backingAt(world, i, price) * closes) / Math.abs(net);
  world.history.push({ dealt });
  if (closes === 0 || !termsOf(instrumentAt(world, i)).isIsolated) return;
  const left = share - (fee * closes) / Math.abs(qty) - costs;
  if (left < 0) payHolder(world, 'write-off', { strategy, instrument: i, qty: 0, entry: Number.NaN }, -left);
}

/** Books a fill that closes some of a holding, and what it entails for the exits of its strategy. */
export function dealFor(world: World, held: Holding, qty: number, { ts, within, price, fee, costs }: Order): void {
  const { strategy, instrument } = held;
  const signed = -Math.sign(held.qty) * qty;
  const dealt = { ts, within, order: 0, strategy, instrument, qty: signed, price, fee, rate: rateFor(world, instrument) };
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

/** Liquidates a share of everything that is held of an instrument, at a price of the market. */
export function liquidate(world: World, instrument: number, at: { ts: number; within: number; price: number }, share: number): void {
  world.isCalled = true;
  const terms = instrumentAt(world, instrument);
  const { fee: rate } = must(moneyOf(world).account.liquidation, 'a liquidation');
  for (const held of heldOf(world, instrument)) {
    const qty = Math.min(Math.abs(held.qty), snapUp(Math.abs(held.qty) * share, terms.step));
    const price = slipped(world, held, at.price);
    const notional = notionalOf(terms, qty, price);
    const costs = notional * rate;
    payHolder(world, 'liquidation', held, -costs);
    dealFor(world, held, qty, { ...at, price, fee: notional * world.options.feeRate, costs });
  }
}

/** Sums of money are exact but for this. */
const ROUNDING = 1e-8;

/**
 * Once nothing is held, after a liquidation or by the account's own doing: a debt is owed or written off, and where nothing is left
 * trading ends.
 */
export function clear(world: World): void {
  const { liquidation } = moneyOf(world).account;
  const isHeld = world.stream.instruments.some((_, i) => netOf(booksOf(world), i) !== 0);
  if (liquidation === undefined || isHeld) return;
  const equity = equityOf(world);
  if (!world.isCalled && equity > -ROUNDING) return;
  world.isCalled = false;
  if (equity > ROUNDING) return;
  world.isHalted = true;
  if (liquidation.negativeBalance === 'forgiven' && equity < -ROUNDING) payAccount(world, 'write-off', 0, -equity);
}

/** Everything that waits ends, on one instrument or on all. */
export function endOrders(world: World, reason: string, instrument?: number): void {
  for (const work of world.orders) {
    if (work.status !== 'open' || (instrument !== undefined && work.order.instrument !== instrument)) continue;
    cancel(world, work, reason);
  }
}
