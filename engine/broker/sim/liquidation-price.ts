import type { AccountView } from '../../model/account.ts';
import { snapNearest } from '../../model/grid.ts';
import { type Instrument, notionalAt } from '../../model/instrument.ts';
import { marginOf } from '../../model/margin.ts';

/**
 * The price of an instrument at which what backs its position is down to the maintenance margin, all other prices as they are;
 * NaN where no price above zero does that, or nothing is held. `rate` is the maintenance of an instrument without tiers.
 *
 * Backing moves one for one with the notional: with it for a long (and a short inverse contract), against it for the others. In
 * a tier from `start` with maintenance `r` the margin is `r x notional + c`, so that the notional sought solves a linear equation.
 */
export function liquidationPrice(account: AccountView, i: number, instrument: Instrument, rate: number): number {
  const held = account.qty(i);
  if (held === 0) return Number.NaN;
  const money = account.rateOf(i);
  const now = notionalAt(instrument, held, account.last(i));
  const backing = account.backingOf(i) / money;
  const others = account.maintenanceBeside(i) / money;
  const falls = instrument.contract === 'inverse' ? held < 0 : held > 0;
  let start = 0;
  for (const { upTo, maintenance } of tiersOf(instrument, rate)) {
    const fixed = marginOf(instrument, start, 'maintenance', rate) - maintenance * start + others;
    const sought = falls ? (fixed - backing + now) / (1 - maintenance) : (backing + now - fixed) / (1 + maintenance);
    const end = upTo ?? Number.POSITIVE_INFINITY;
    if (sought > start && sought <= end) return onTick(instrument, priceOf(instrument, Math.abs(held), sought));
    start = end;
  }
  return Number.NaN;
}

const tiersOf = ({ margin }: Instrument, rate: number): Instrument['margin'] =>
  margin.length > 0 ? margin : [{ upTo: null, initial: 1, maintenance: rate }];

/** The price at which units stand for a notional. */
const priceOf = ({ contract, multiplier }: Instrument, qty: number, notional: number): number =>
  contract === 'inverse' ? (qty * multiplier) / notional : notional / (qty * multiplier);

/** Rounding of what a level is worked out from, relative. */
const NOISE = 1e-12;

/** The tick that a level is but for rounding, which may not decide whether a market that comes just there has reached it. */
function onTick({ ticks }: Instrument, level: number): number {
  const tick = snapNearest(ticks, level);
  return Math.abs(tick - level) <= level * NOISE ? tick : level;
}
