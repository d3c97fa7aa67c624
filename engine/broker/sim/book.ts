import { must } from '../../model/errors.ts';
import { emptyList, sparseList } from '../../model/lists.ts';
import type { OrderId } from '../../model/order.ts';
import type { Series } from '../../model/series.ts';
import type { Millis } from '../../model/time.ts';
import type { Waiting } from '../broker.ts';
import type { Keepers } from './keepers.ts';
import { meets, type TouchRule } from './matching.ts';
import type { Resting } from './resting.ts';
import { restoreResting, type SavedResting, saveResting } from './saved-order.ts';

/** Orders that wait, and in which order those of each instrument meet the market: ids, that of a stop of the venue's own included. */
export interface SavedBook {
  readonly orders: readonly SavedResting[];
  readonly lists: readonly (readonly OrderId[])[];
  readonly instruments: readonly number[];
  readonly watched: readonly number[];
  readonly nextExpiry: number;
}

/** The orders that wait, per instrument in the order of their arrival, and when the next of them expires. */
export class Book implements Waiting {
  readonly instruments: Int32Array;
  count = 0;
  nextExpiry = Number.POSITIVE_INFINITY;
  readonly #touch: TouchRule;
  readonly #lists: Resting[][];
  /** By id; undefined once the order is gone. */
  readonly #byId: (Resting | undefined)[] = sparseList();
  /** Orders that end at a known time. */
  readonly #expiring = new Set<Resting>();
  /** Instruments whose market is to be shown though no order waits. */
  readonly #watched = new Set<number>();

  constructor(instruments: number, touch: TouchRule) {
    this.#touch = touch;
    this.instruments = new Int32Array(instruments);
    this.#lists = Array.from({ length: instruments }, () => emptyList());
  }

  /** Every order there is, sleeping children included, oldest first. */
  all(): readonly Resting[] {
    return this.#byId.filter((order) => order !== undefined);
  }

  get(id: OrderId): Resting | undefined {
    return this.#byId[id];
  }

  list(instrument: number): readonly Resting[] {
    return this.#lists[instrument]!;
  }

  /**
   * Whether a bar's open means something to an order of the instrument: it has yet to meet the market, or fills there.
   * What rests and is not reached is left alone, so that a resting stop costs a bar next to nothing.
   */
  stirs(instrument: number, open: number): boolean {
    const list = this.#lists[instrument]!;
    // Where a stop of the venue's stands follows from what other markets do at the same moment.
    if (this.keepers !== undefined && this.#lists.length > 1 && this.keepers.of(instrument) !== undefined) return true;
    for (let k = 0; k < list.length; k++) if (!list[k]!.rested || meets(list[k]!, open, this.#touch)) return true;
    return false;
  }

  /** Has the market of an instrument shown whether an order waits or not, or no longer. */
  watch(instrument: number, isWatched: boolean): void {
    if (isWatched === this.#watched.has(instrument)) return;
    const isEmpty = this.#lists[instrument]!.length === 0;
    if (isWatched) {
      this.#watched.add(instrument);
      if (isEmpty) this.instruments[this.count++] = instrument;
    } else {
      this.#watched.delete(instrument);
      if (isEmpty) this.#leave(instrument);
    }
  }

  /** The venue's own stops; absent where it has none. */
  keepers: Keepers | undefined;

  /** Lets a stop of the venue's own meet the market; it has no id to be known by. */
  join(order: Resting): void {
    this.#enter(order);
  }

  leave(order: Resting): void {
    order.done = true;
    this.#leaveList(order);
  }

  /** Keeps an order; one that waits for its parent is known by its id but meets no market. */
  add(order: Resting): void {
    this.#byId[order.id] = order;
    if (!order.dormant) this.#enter(order);
    this.#watch(order);
  }

  /** Lets a child that waited for its parent meet the market. */
  wake(order: Resting): void {
    order.dormant = false;
    this.#enter(order);
  }

  remove(order: Resting): void {
    order.done = true;
    this.#byId[order.id] = undefined;
    if (!order.dormant) this.#leaveList(order);
    if (order.expiresAt !== undefined && this.#expiring.delete(order)) this.#findExpiry();
  }

  /** Ends an order at `ts`, if it lives that long. */
  expireAt(order: Resting, ts: Millis): void {
    order.expiresAt = ts;
    this.#watch(order);
  }

  /** The orders whose time is over at `ts`, oldest first. */
  due(ts: number): readonly Resting[] {
    return [...this.#expiring].filter((order) => order.expiresAt! <= ts).sort((a, b) => a.id - b.id);
  }

  #leaveList(order: Resting): void {
    const list = this.#lists[order.order.instrument]!;
    if (list[list.length - 1] === order) list.pop();
    else list.splice(list.indexOf(order), 1);
    if (list.length === 0 && !this.#isWatched(order.order.instrument)) this.#leave(order.order.instrument);
  }

  #enter(order: Resting): void {
    const { instrument } = order.order;
    const list = this.#lists[instrument]!;
    list[list.length] = order;
    if (list.length === 1 && !this.#isWatched(instrument)) this.instruments[this.count++] = instrument;
  }

  #isWatched(instrument: number): boolean {
    return this.#watched.size > 0 && this.#watched.has(instrument);
  }

  #leave(instrument: number): void {
    let at = 0;
    while (this.instruments[at] !== instrument) at++;
    this.instruments[at] = this.instruments[--this.count]!;
  }

  #watch(order: Resting): void {
    if (order.expiresAt === undefined) return;
    this.#expiring.add(order);
    if (order.expiresAt < this.nextExpiry) this.nextExpiry = order.expiresAt;
  }

  #findExpiry(): void {
    this.nextExpiry = Number.POSITIVE_INFINITY;
    for (const order of this.#expiring) this.nextExpiry = Math.min(this.nextExpiry, order.expiresAt!);
  }

  save(markets: readonly Series[]): SavedBook {
    return {
      orders: this.all().map((order) => saveResting(order, markets[order.order.instrument]!)),
      lists: this.#lists.map((list) => list.map(({ id }) => id)),
      instruments: [...this.instruments.subarray(0, this.count)],
      watched: [...this.#watched],
      nextExpiry: this.nextExpiry,
    };
  }

  /** Takes in the orders of another book; of the venue's own stops its keepers know. */
  restore({ orders, lists, instruments, watched, nextExpiry }: SavedBook, markets: readonly Series[]): void {
    this.#byId.length = 0;
    this.#expiring.clear();
    this.#watched.clear();
    for (const saved of orders) {
      const order = restoreResting(saved, markets[saved.order.instrument]!);
      this.#byId[order.id] = order;
      this.#watch(order);
    }
    lists.forEach((ids, i) => {
      this.#lists[i] = ids.map((id) => this.#byId[id] ?? must(this.keepers?.of(i), 'a stop of the venue'));
    });
    for (const i of watched) this.#watched.add(i);
    this.instruments.set(instruments);
    this.count = instruments.length;
    this.nextExpiry = nextExpiry;
  }
}
