import { nextSession, type SessionTable } from '../model/calendar.ts';
import type { Fill } from '../model/fill.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import { DAY } from '../model/time.ts';

/** Proceeds of sales that may not be spent yet, by the moment at which they settle; for a cash account. */
export class Unsettled {
  /** Account money that has not settled. */
  total = 0;
  readonly #sessions: number;
  readonly #instruments: readonly Instrument[];
  readonly #calendars: readonly (SessionTable | undefined)[];
  /** Oldest first. */
  #waiting: { readonly due: number; readonly amount: number }[] = [];

  /** `sessions` after the trade it settles; 0 settles at once, and nothing is kept. */
  constructor(sessions: number, instruments: readonly Instrument[], calendars: readonly (SessionTable | undefined)[]) {
    this.#sessions = sessions;
    this.#calendars = calendars;
    this.#instruments = instruments;
  }

  /** When the next proceeds settle; Infinity where none wait. */
  get next(): number {
    return this.#waiting[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  sold({ ts, instrument, qty, price, fee }: Fill): void {
    if (this.#sessions === 0) return;
    const amount = notionalAt(this.#instruments[instrument]!, qty, price) - fee;
    this.#waiting.push({ due: settlesAt(ts, this.#sessions, this.#calendars[instrument]), amount });
    this.#waiting.sort((a, b) => a.due - b.due);
    this.#add();
  }

  /** Frees what has settled by `ts`. */
  settle(ts: number): void {
    if (ts < this.next) return;
    this.#waiting = this.#waiting.filter(({ due }) => due > ts);
    this.#add();
  }

  #add(): void {
    this.total = this.#waiting.reduce((sum, { amount }) => sum + amount, 0);
  }
}

const SATURDAY = 2;
const SUNDAY = 3;

/**
 * The open of the session in which a trade has settled; without a calendar, the midnight UTC of that weekday: days of the epoch
 * count from a Thursday.
 */
function settlesAt(ts: number, sessions: number, calendar: SessionTable | undefined): number {
  if (calendar !== undefined) return calendar.opens[nextSession(calendar, ts) + sessions] ?? Number.POSITIVE_INFINITY;
  let day = Math.floor(ts / DAY);
  for (let left = sessions; left > 0; ) {
    day++;
    const weekday = ((day % 7) + 7) % 7;
    if (weekday !== SATURDAY && weekday !== SUNDAY) left--;
  }
  return day * DAY;
}
