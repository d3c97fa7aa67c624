/** The venue deals what the account holds. */
import { cancel } from '../end.ts';
import { shrinkExits } from '../exits.ts';
import { snapUp } from '../grid.ts';
import { must } from '../must.ts';
import { instrumentAt, type World } from '../world.ts';
import { booksOf, type Holding, moneyOf, netOf } from './books.ts';
import { backingOf, equityOf, priceOf, rateFor } from './equity.ts';
import { heldOf, payAccount, payHolder } from './pay.ts';
import type { Dealt } from './terms.ts';
import { gainOf, notionalOf, termsOf } from './worth.ts';

/** When the venue deals, and what it is told to. */
export interface Order {
  ts: number;
  within: number;
  price: number;
  fee: number;
}

/** What a closed part of an isolated position lost beyond its part of what backed all of it, its costs included, is not the account's. */
function forgiveBeyond(world: World, held: Holding, dealt: Dealt, share: number, liquidationFee: number): void {
  const { qty, price, fee, instrument: i } = dealt;
  if (!termsOf(instrumentAt(world, i)).isIsolated) return;
  const left = share + gainOf(instrumentAt(world, i), -qty, priceOf(world, i), price) - fee - liquidationFee;
  if (left < 0) payHolder(world, 'write-off', held, -left);
}

/** Books a fill that closes some of a holding, and what it entails for the exits of its strategy. */
export function dealFor(world: World, held: Holding, qty: number, { ts, within, price, fee }: Order): Dealt {
  const { strategy, instrument } = held;
  const signed = -Math.sign(held.qty) * qty;
  const dealt = { ts, within, order: 0, strategy, instrument, qty: signed, price, fee, rate: rateFor(world, instrument) };
  world.history.push({ dealt });
  const positions = must(world.positions[strategy], 'positions');
  positions[instrument] = heldOf(world, instrument).find((one) => one.strategy === strategy)?.qty ?? 0;
  shrinkExits(world, instrument, strategy);
  return dealt;
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
  const backing = backingOf(world, instrument) / rateFor(world, instrument);
  const units = heldOf(world, instrument).reduce((sum, { qty }) => sum + Math.abs(qty), 0);
  for (const held of heldOf(world, instrument)) {
    const qty = Math.min(Math.abs(held.qty), snapUp(Math.abs(held.qty) * share, terms.step));
    const price = slipped(world, held, at.price);
    const notional = notionalOf(terms, qty, price);
    payHolder(world, 'liquidation', held, -notional * rate);
    const dealt = dealFor(world, held, qty, { ...at, price, fee: notional * world.options.feeRate });
    forgiveBeyond(world, held, dealt, (backing * qty) / units, notional * rate);
  }
}

/** Once nothing is held after a liquidation: a debt is owed or written off, and where nothing is left trading ends. */
export function clear(world: World): void {
  const isHeld = world.stream.instruments.some((_, i) => netOf(booksOf(world), i) !== 0);
  if (!world.isCalled || isHeld) return;
  world.isCalled = false;
  const equity = equityOf(world);
  if (equity > 0) return;
  world.isHalted = true;
  if (moneyOf(world).account.liquidation?.negativeBalance === 'forgiven') payAccount(world, 'write-off', 0, -equity);
}

/** Everything that waits ends, on one instrument or on all. */
export function endOrders(world: World, reason: string, instrument?: number): void {
  for (const work of world.orders) {
    if (work.status !== 'open' || (instrument !== undefined && work.order.instrument !== instrument)) continue;
    cancel(world, work, reason);
  }
}
