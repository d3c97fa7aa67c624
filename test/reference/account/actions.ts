/** Splits, dividends, and the end of instruments. */
import { must } from '../must.ts';
import { instrumentAt, type World } from '../world.ts';
import { moneyOf, splitUnits } from './books.ts';
import { dealFor, endOrders } from './close-out.ts';
import { priceOf } from './equity.ts';
import { heldOf, payHolder } from './pay.ts';
import { lowerOrders, splitOrders } from './restate.ts';
import type { Action } from './terms.ts';
import { gainOf, termsOf, worthOf } from './worth.ts';

function split(world: World, i: number, ratio: number): void {
  const instrument = instrumentAt(world, i);
  const held = heldOf(world, i);
  world.history.push({ split: { instrument: i, ratio } });
  const newest = world.prices[i];
  if (newest !== undefined) world.prices[i] = newest / ratio;
  for (const own of held) {
    const { whole, fraction } = splitUnits(instrument, own.qty, ratio);
    must(world.positions[own.strategy], 'positions')[i] = whole;
    const price = priceOf(world, i);
    const isSpot = termsOf(instrument).contract === 'spot';
    const amount = isSpot ? worthOf(instrument, fraction, price) : gainOf(instrument, fraction, own.entry / ratio, price);
    payHolder(world, 'cash-in-lieu', own, amount);
  }
  splitOrders(world, i, ratio);
}

function dividend(world: World, i: number, amount: number): void {
  for (const own of heldOf(world, i)) payHolder(world, 'dividend', own, own.qty * amount * instrumentAt(world, i).multiplier);
  if (moneyOf(world).lowers[i]) lowerOrders(world, i, amount);
}

/** All that is held of an instrument is closed at a price, without costs; orders for it are refused from then on. */
function finish(world: World, i: number, price: number | undefined, why: string): void {
  endOrders(world, why, i);
  world.gone.set(i, why);
  for (const own of heldOf(world, i)) {
    const at = { ts: world.now, within: world.now - 1, price: price ?? priceOf(world, i), fee: 0, costs: 0 };
    dealFor(world, own, Math.abs(own.qty), at);
  }
}

function take(world: World, instrument: number, { type, value }: Action): void {
  if (type === 'split') split(world, instrument, value);
  else if (type === 'dividend') dividend(world, instrument, value);
  else finish(world, instrument, Number.isNaN(value) ? undefined : value, 'instrument-ended');
}

/** The actions that take effect now, between the commands and the opens of this time. */
export function actions(world: World): void {
  for (const [instrument, rows] of moneyOf(world).actions.entries()) {
    for (const one of rows) if (one.ts === world.now && !world.gone.has(instrument)) take(world, instrument, one);
  }
}

/** Instruments that expire now. */
export function expiries(world: World): void {
  for (const [i, instrument] of world.stream.instruments.entries()) {
    const { expiry, settlementPrice } = termsOf(instrument);
    if (expiry === world.now && !world.gone.has(i)) finish(world, i, settlementPrice, 'instrument-ended');
  }
}
