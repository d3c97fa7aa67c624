import type { Instrument } from '../../model/instrument.ts';
import type { BarSeries } from '../../model/series.ts';
import { marketable, type Prices, type TouchRule, tradedThrough, triggers } from './matching.ts';
import { type BarAhead, barAhead } from './print.ts';
import type { Resting } from './resting.ts';
import { activate, showTrail, type TrailRule } from './trail.ts';

/** How the price is taken to have moved inside a bar: not at all (the worst for each order), or in straight legs. */
export type PathRule = 'pessimistic' | 'o-h-l-c' | 'o-l-h-c' | 'nearest-extreme-first';

/** One walk of the price through a bar, from its open to its close, which orders meet in the order in which it reaches them. */
export class Walk {
  readonly series: BarSeries;
  readonly bar: BarAhead;
  /** Where the walk stands. */
  at: number;
  readonly #stops: readonly number[];
  #leg = 1;
  #begun = false;
  /** Limits that the walk has met: whatever they got, they get no more on it. */
  readonly #met = new Set<Resting>();

  constructor(series: BarSeries, path: PathRule) {
    this.series = series;
    this.bar = barAhead(series);
    this.at = this.bar.open;
    this.#stops = stopsOf(this.bar, path);
  }

  /** The next order that the walk reaches, and walks there; undefined at the end of the bar. Trailing stops move along. */
  next(orders: readonly Resting[], touch: TouchRule, rank: (order: Resting) => number, trail: Trailing): Resting | undefined {
    if (!this.#begun) for (const order of orders) if (this.meets(order) && order.trail !== undefined) passTrail(order, this.at, trail);
    this.#begun = true;
    for (; this.#leg < this.#stops.length; this.#leg++) {
      const to = this.#stops[this.#leg]!;
      let found: Resting | undefined;
      let nearest = Number.POSITIVE_INFINITY;
      for (const order of orders) {
        if (!this.meets(order) || order.manner === 'market' || this.#met.has(order)) continue;
        const way = Math.abs(this.#placeOf(order, to, touch) - this.at);
        if (way < nearest || (way === nearest && comesBefore(order, found!, rank))) {
          found = order;
          nearest = way;
        }
      }
      if (found !== undefined) {
        this.at = this.#placeOf(found, to, touch);
        // A limit that finds no volume left stays where it is.
        if (found.manner === 'limit') this.#met.add(found);
        return found;
      }
      this.at = to;
      for (const order of orders) if (this.meets(order) && order.trail !== undefined) passTrail(order, to, trail);
    }
    return undefined;
  }

  /** The first of the orders that the walk reaches at the very place where it stands. */
  here(orders: readonly Resting[], touch: TouchRule, rank: (order: Resting) => number): Resting | undefined {
    const to = this.#stops[this.#leg];
    if (to === undefined) return undefined;
    const reached = orders.filter(
      (order) => this.meets(order) && order.manner !== 'market' && !this.#met.has(order) && this.#placeOf(order, to, touch) === this.at,
    );
    return reached.reduce<Resting | undefined>((best, one) => (best === undefined || comesBefore(one, best, rank) ? one : best), undefined);
  }

  /** Whether an order was there when the bar opened, or was released on the walk. */
  meets(order: Resting): boolean {
    return order.traits.auction === undefined && order.arrival <= this.bar.openTs;
  }

  /** Where on the way to `to` an order is reached; NaN if it is not. */
  #placeOf(order: Resting, to: number, touch: TouchRule): number {
    if (order.manner === 'limit') {
      if (!tradedThrough(order, to, touch)) return Number.NaN;
      return marketable(order, this.at) ? this.at : order.price!;
    }
    if (triggers(order, this.at)) return this.at;
    return triggers(order, to) ? order.trigger! : Number.NaN;
  }
}

/** What trailing stops follow. */
export interface Trailing {
  readonly by: TrailRule;
  readonly instrument: Instrument;
}

/** At the end of a leg a trailing stop has followed the price there; by closes, it has at most begun at its activation. */
function passTrail(order: Resting, to: number, { by, instrument }: Trailing): void {
  if (by === 'extreme') showTrail(order, to, instrument);
  else activate(order, to, instrument);
}

function stopsOf({ open, high, low, close }: Prices, path: PathRule): readonly number[] {
  const highFirst = path === 'o-h-l-c' || (path === 'nearest-extreme-first' && high - open < open - low);
  return highFirst ? [open, high, low, close] : [open, low, high, close];
}

/** Whether an order is judged before another at one place. */
export function comesBefore(order: Resting, other: Resting, rank: (order: Resting) => number): boolean {
  const [own, theirs] = [rank(order), rank(other)];
  return own < theirs || (own === theirs && order.id < other.id);
}
