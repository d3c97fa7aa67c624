import type { RunRecord } from '../../model/result.ts';
import { DAY, dayOf } from '../../model/time.ts';
import type { Share } from './breakdown.ts';
import { type Cause, Tally } from './cause.ts';

/** What equity changed by, by the time at which its values count it. */
export interface Periods {
  /** `2024-01` and on. */
  readonly byMonth: readonly Share[];
  readonly byYear: readonly Share[];
  /** `Monday` and on. */
  readonly byWeekday: readonly Share[];
}

/** Days of the epoch count from a Thursday. */
const WEEKDAYS = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'] as const;
const MONDAY = WEEKDAYS.indexOf('Monday');

/** Takes the change of equity apart by months, years and days of the week of UTC: each as the sum of its days. */
export function periodsOf(run: RunRecord): Periods {
  const days = daysOf(run);
  const by = (nameOf: (day: number) => string): Share[] => {
    const tallies = new Map<string, Tally>();
    for (const [day, tally] of days) {
      const name = nameOf(day);
      const sum = tallies.get(name) ?? new Tally();
      tallies.set(name, sum);
      sum.take(tally);
    }
    return [...tallies].map(([name, tally]) => ({ name, pnl: tally.total, causes: tally.causes }));
  };
  const dateOf = (day: number): string => new Date(day * DAY).toISOString();
  const week = (name: string): number => (WEEKDAYS.indexOf(name as (typeof WEEKDAYS)[number]) - MONDAY + 7) % 7;
  return {
    byMonth: by((day) => dateOf(day).slice(0, 7)),
    byYear: by((day) => dateOf(day).slice(0, 4)),
    byWeekday: by((day) => WEEKDAYS[((day % 7) + 7) % 7]!).sort((a, b) => week(a.name) - week(b.name)),
  };
}

/** By day of the values of equity: why they changed. What no cause has booked is price; what is booked on a day without values is of the next. */
function daysOf(run: RunRecord): ReadonlyMap<number, Tally> {
  const { startCash, equity, fills, ledger, currencyGains, bookings } = run;
  const { ts, value } = equity;
  const days = new Map<number, Tally>();
  let before = startCash;
  for (let k = 0; k < ts.length; k++) {
    const day = dayOf(ts[k]!);
    if (k + 1 < ts.length && dayOf(ts[k + 1]!) === day) continue;
    const tally = new Tally();
    tally.add('price', value[k]!);
    tally.add('price', -before);
    days.set(day, tally);
    before = value[k]!;
  }
  if (ts.length === 0) return days;
  const valued = [...days.keys()];
  const book = (day: number, cause: Cause, amount: number): void => {
    const tally = days.get(day) ?? days.get(valued.find((one) => one > day) ?? valued.at(-1)!)!;
    tally.add(cause, amount);
    tally.add('price', -amount);
  };
  for (const [k, fill] of fills.entries()) {
    book(bookings.fillDays[k]!, 'fee', -fill.fee * fill.rate);
    book(bookings.fillDays[k]!, 'slippage', -fill.slippage * fill.rate);
  }
  for (const [k, { kind, value: paid }] of ledger.entries()) book(bookings.paymentDays[k]!, kind, paid);
  for (const { day, position, balance } of currencyGains) book(day, 'currency', position + balance);
  return days;
}
