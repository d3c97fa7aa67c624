import type { Fill } from '../model/fill.ts';
import { valueAt } from '../model/instrument.ts';
import type { Balances } from './balances.ts';
import type { Positions } from './positions.ts';

/** Of the part that a fill closes, and of the part that it opens. */
export interface Kept {
  readonly closed: number;
  readonly opened: number;
}

const NOTHING: Kept = { closed: 0, opened: 0 };

/** What a fill moves of the entries that stay in a currency, before it is booked; nothing where all is paid. */
export function keptBy(positions: Positions, balances: Balances, { strategy, instrument: i, qty, price }: Fill, signed: number): Kept {
  const instrument = positions.instruments[i]!;
  if (instrument.contract === 'spot' || balances.holds || positions.currency[i] === 0) return NOTHING;
  const was = positions.qtyOf(strategy, i);
  const closes = was * signed < 0 ? Math.min(Math.abs(was), qty) : 0;
  const closed = closes === 0 ? 0 : valueAt(instrument, Math.sign(was) * closes, positions.avgPriceOf(strategy, i));
  return { closed, opened: closes === qty ? 0 : -valueAt(instrument, Math.sign(signed) * (qty - closes), price) };
}
