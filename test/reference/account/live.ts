/** What an account lives through besides its orders. */

import { DAY, dayOf } from '../bar.ts';
import { must } from '../must.ts';
import type { End, Life } from '../stream.ts';
import { barsOf, type World } from '../world.ts';
import { actions, expiries } from './actions.ts';
import { booksOf, moneyOf } from './books.ts';
import { clear, endOpenings } from './close-out.ts';
import { equityOf, inAccountMoney, shareOf } from './equity.ts';
import { judgeAtCloses } from './liquidation.ts';
import { minuteOf, payments } from './pay.ts';
import { unsettled } from './settlement.ts';

/** The times at which something happens to the account alone. */
export function ownTimes(world: World, begun: number, last: number): number[] {
  const { money, instruments } = world.stream;
  if (money === undefined) return [];
  const nights = money.daily === undefined ? [] : Array.from({ length: dayOf(last) - dayOf(begun) + 1 }, (_, k) => dayOf(begun) + k);
  return [
    ...money.rates.flat().map(({ ts }) => ts),
    ...money.funding.flat().map(({ ts }) => minuteOf(ts)),
    ...money.actions.flat().map(({ ts }) => ts),
    ...instruments.flatMap(({ terms }) => terms?.expiry ?? []),
    ...nights.map((day) => day * DAY + must(money.daily, 'daily charges').at),
  ];
}

/** Bars that have closed are shown, and rates; then the account is valued, and judged. */
export function show(world: World): void {
  let isClose = false;
  for (const [instrument] of world.stream.instruments.entries()) {
    const bar = barsOf(world, instrument).find(({ ts }) => ts === world.now);
    if (bar === undefined) continue;
    world.prices[instrument] = bar.close;
    isClose = true;
  }
  if (world.stream.money === undefined) return;
  for (const [currency, rows] of moneyOf(world).rates.entries()) {
    for (const { ts, rate } of rows) if (ts <= world.now) world.rates[currency] = rate;
  }
  if (!isClose) return;
  judgeAtCloses(world);
  clear(world);
  world.curve.push({ ts: world.now, value: equityOf(world) });
}

/** What comes by the calendar after the closes. */
export function schedule(world: World, begun: number): void {
  if (world.stream.money === undefined) return;
  payments(world, begun);
  expiries(world);
  // Where nothing is left, what waits is cancelled before anything else is sent; what can only reduce may stay.
  if (world.isHalted) endOpenings(world, 'user');
}

/** What comes before the opens. */
export function terms(world: World): void {
  if (world.stream.money !== undefined) actions(world);
}

/** What became of the account. */
export function lifeOf(world: World, ends: End[]): Life {
  // What happened at the last close is counted there.
  const last = world.curve.at(-1);
  if (last !== undefined) last.value = equityOf(world);
  return {
    deals: world.history.flatMap((one) => ('dealt' in one ? [one.dealt] : [])),
    payments: world.history.flatMap((one) => ('paid' in one ? [one.paid] : [])),
    ends,
    curve: world.curve,
    cash: inAccountMoney(
      world,
      booksOf(world).cash.map((held, currency) => held - unsettled(world, currency)),
    ),
    equity: equityOf(world),
    shares: world.positions.map((_, strategy) => shareOf(world, strategy)),
    positions: world.positions,
  };
}
