import type { SessionTable } from '../../model/calendar.ts';
import type { OrderRequest } from '../../model/order.ts';
import { BarSeries, Series } from '../../model/series.ts';
import type { Millis } from '../../model/time.ts';
import type { SimRules } from './rules.ts';
import type { Venue } from './venue.ts';

/** What is known of each market at the very moment at which the venue is: bars that have begun, prices that are fresh. */
export class Present {
  /** The bar whose open stands at this very moment, per instrument: its open time. */
  readonly openAt: Float64Array;
  readonly #venue: Venue;
  /** The execution series of each instrument. */
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules) {
    this.#venue = venue;
    this.#markets = markets;
    this.#rules = rules;
    this.openAt = new Float64Array(venue.instruments.length).fill(Number.NaN);
  }

  /** Whether a bar of an instrument opens now. */
  opens(instrument: number): boolean {
    return this.openAt[instrument] === this.#venue.now;
  }

  /** The newest price of an instrument: the open of the bar that is under way, where one has begun since the last close. */
  newest(instrument: number): number {
    const series = this.#markets[instrument]!;
    if (!(series instanceof BarSeries)) return this.#venue.account.last(instrument);
    return series.opensAt < this.#venue.now ? series.openAhead : this.#venue.account.last(instrument);
  }

  /** The close of the bar that is under way, if one has begun and is not over; asks the times of bars, never a price. */
  closeAhead(instrument: number): Millis | undefined {
    const series = this.#markets[instrument]!;
    if (!(series instanceof BarSeries)) return undefined;
    return series.opensAt < this.#venue.now && this.#venue.now < series.closesAt ? series.closesAt : undefined;
  }

  /** When the bar that fills now is over: now itself, but for a fill at its open. */
  endOfBar(instrument: number): number {
    const series = this.#markets[instrument]!;
    return this.opens(instrument) && series instanceof BarSeries ? series.closesAt : this.#venue.now;
  }

  /** Whether an order that is to fill at this close can: it needs a price of this very moment. */
  isStale(order: OrderRequest): boolean {
    return this.onClose(order) && order.parent === 0 && !this.opens(order.instrument) && !this.isFresh(order.instrument);
  }

  /** Whether an order is to fill at a close of this very moment; a child that finds none waits for the next open. */
  fillsNow(order: OrderRequest): boolean {
    if (!this.onClose(order)) return false;
    const series = this.#markets[order.instrument]!;
    return order.parent === 0 || this.isFresh(order.instrument) || Series.timeAt(series, series.row + 1) === this.#venue.now;
  }

  onClose(order: OrderRequest): boolean {
    return order.type === 'market' && this.#rules.fillOn === 'on-close';
  }

  /** Whether the newest price of an instrument is one of this very moment. */
  isFresh(instrument: number): boolean {
    return this.#markets[instrument]!.ts === this.#venue.now;
  }

  calendarOf(instrument: number): SessionTable | undefined {
    return this.#rules.calendars?.[instrument];
  }
}
