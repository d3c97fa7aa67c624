import type { Series } from '../model/series.ts';
import { timeOf } from './arriving.ts';
import type { Arrival, LiveFeed } from './live-feed.ts';

/** A live feed with the history before it: what it delivers of what history holds already is not delivered again. */
export class JoinedFeed implements LiveFeed {
  readonly name: string;
  readonly isTape = false;
  readonly #history: LiveFeed;
  readonly #live: LiveFeed;
  readonly #series: readonly Series[];
  /** The time of the newest row of each feed that was delivered. */
  readonly #newest: Float64Array;
  #isOver = false;

  /** `after`: what became known by then was shown before and does not come again. */
  constructor(history: LiveFeed, live: LiveFeed, series: readonly Series[], after: number) {
    this.name = live.name;
    this.#history = history;
    this.#live = live;
    this.#series = series;
    this.#newest = new Float64Array(series.length).fill(after);
  }

  /** The live feed listens before history is read: nothing falls between the two. */
  connect(wake: () => void, signal: AbortSignal): Promise<void> {
    return this.#live.connect(wake, signal).then(() => this.#history.connect(wake, signal));
  }

  poll(): Arrival | undefined {
    while (!this.#isOver) {
      const arrival = this.#history.poll();
      if (arrival === undefined || arrival.kind === 'end') this.#isOver = true;
      else if (arrival.kind === 'row' && this.#isNew(arrival.feed, arrival.values)) return arrival;
    }
    for (let arrival = this.#live.poll(); arrival !== undefined; arrival = this.#live.poll()) {
      if (arrival.kind === 'row' ? this.#isNew(arrival.feed, arrival.values) : this.#isAhead(arrival)) return arrival;
    }
    return undefined;
  }

  close(): Promise<void> {
    return Promise.all([this.#history.close(), this.#live.close()]).then(() => undefined);
  }

  /** Live rows may repeat or correct what was live: that is for the session to judge; of history nothing comes twice. */
  #isNew(feed: number, values: readonly number[]): boolean {
    const ts = timeOf(this.#series[feed]!, values);
    if (!this.#isOver) {
      if (!(ts > this.#newest[feed]!)) return false;
      this.#newest[feed] = ts;
      return true;
    }
    return ts > this.#newest[feed]!;
  }

  #isAhead(arrival: Arrival): boolean {
    return arrival.kind !== 'open' || arrival.ts > this.#newest[arrival.feed]!;
  }
}
