import { nextSession, type SessionTable } from '../model/calendar.ts';
import type { Fill } from '../model/fill.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import { DAY } from '../model/time.ts';

/** Proceeds that settle at `due`. */
export interface SavedProceeds {
  readonly due: number;
  readonly amount: number;
  readonly currency: number;
}

/** Proceeds of sales that may not be spent yet, by the moment at which they settle; for a cash account. */
export class Unsettled {
  /** Whether proceeds settle at once: there is never anything to keep. */
  readonly atOnce: boolean;
  /** By currency: money of that balance that has not settled. */
  readonly #sums: Float64Array;
  readonly #sessions: number;
  readonly #instruments: readonly Instrument[];
  readonly #calendars: readonly (SessionTable | undefined)[];
  /** Oldest first. */
  #waiting: { readonly due: number; readonly amount: number; readonly currency: number }[] = [];

  /** `sessions` after the trade it settles; 0 settles at once, and nothing is kept. */
  constructor(sessions: number, instruments: readonly Instrument[], calendars: readonly (SessionTable | undefined)[], currencies: number) {
    this.#sums = new Float64Array(currencies);
    this.atOnce = sessions === 0;
    this.#sessions = sessions;
    this.#calendars = calendars;
    this.#instruments = instruments;
  }

  /** When the next proceeds settle; Infinity where none wait. */
  get next(): number {
    return this.#waiting[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  /** What has not settled of a balance, in its currency. */
  of(currency: number): number {
    return this.#sums[currency]!;
  }

  /**
   * Keeps what a sale brings to a balance, unless what settles by `asOf` is settled already; a unit of the instrument's currency is
   * worth `rate` of that of the balance.
   */
  sold({ instrument, qty, price, fee }: Fill, traded: number, asOf: number, currency: number, rate: number): void {
    if (this.atOnce) return;
    const due = settlesAt(traded, this.#sessions, this.#calendars[instrument]);
    if (due <= asOf) return;
    const amount = (notionalAt(this.#instruments[instrument]!, qty, price) - fee) * rate;
    this.#waiting.push({ due, amount, currency });
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
    this.#sums.fill(0);
    for (const { amount, currency } of this.#waiting) this.#sums[currency]! += amount;
  }

  save(): readonly SavedProceeds[] {
    return [...this.#waiting];
  }

  restore(saved: readonly SavedProceeds[]): void {
    this.#waiting = [...saved];
    this.#add();
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
