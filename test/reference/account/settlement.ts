/** When the proceeds of a sale may be spent. */
import { DAY, dayOf } from '../bar.ts';
import { must } from '../must.ts';
import type { Session } from '../stream.ts';
import { instrumentAt, type World } from '../world.ts';
import { converts, moneyOf } from './books.ts';
import type { Currency, Dealt } from './terms.ts';
import { termsOf, worthOf } from './worth.ts';

/** Sunday is 0; the first of January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => (day + 4) % 7;

const isWeekday = (day: number): boolean => weekdayOf(day) !== 0 && weekdayOf(day) !== 6;

/** The n-th weekday after a day. */
function weekdayAfter(day: number, n: number): number {
  let left = n;
  let then = day;
  while (left > 0) {
    then++;
    if (isWeekday(then)) left--;
  }
  return then;
}

/** The n-th session after the one of a time, which is the first that closes after it. */
function sessionAfter(sessions: Session[], ts: number, n: number): number {
  const own = sessions.findIndex(({ close }) => close > ts);
  return must(sessions[own + n], 'a session to come').open;
}

/** When what was sold may be spent. */
function settlesAt(world: World, { instrument, within }: Dealt): number {
  const n = moneyOf(world).account.settlement;
  const { sessions } = instrumentAt(world, instrument);
  return sessions === undefined ? weekdayAfter(dayOf(within), n) * DAY : sessionAfter(sessions, within, n);
}

/** Proceeds of sales in a cash account that may not be spent yet, by the balance they are in. */
export function unsettled(world: World, currency: Currency, asOf = world.now): number {
  const { account } = moneyOf(world);
  if (account.type !== 'cash' || account.settlement === 0) return 0;
  let sum = 0;
  for (const one of world.history) {
    if (!('dealt' in one) || one.dealt.qty > 0 || settlesAt(world, one.dealt) <= asOf) continue;
    const { instrument: i, qty, price, fee, rate } = one.dealt;
    const instrument = instrumentAt(world, i);
    const proceeds = -worthOf(instrument, qty, price) - fee;
    if (converts(world)) sum += currency === 0 ? proceeds * rate : 0;
    else if (termsOf(instrument).currency === currency) sum += proceeds;
  }
  return sum;
}
