import type { Fill } from '../../model/fill.ts';
import type { OrderId, OrderRequest } from '../../model/order.ts';
import type { Payment } from '../../model/payment.ts';
import type { Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { BrokerEvent, Call, Command, MarketMoment, SimulatedBroker, Waiting } from '../broker.ts';
import { printAt } from './print.ts';
import type { SimBroker } from './sim-broker.ts';

/** A command on its way to the venue. */
interface Mail {
  readonly command: Command;
  readonly instrument: number;
  /** When it takes effect. */
  readonly due: Millis;
}

/** What we shall hear. */
interface News {
  readonly event: BrokerEvent;
  readonly due: number;
}

/** What the venue itself knows of the account while we have not heard yet. */
export interface VenueAccount {
  book(fill: Fill): void;
  price(instrument: number, price: number): void;
  takeOpens(now: number): void;
  readonly unsettled: { settle(ts: number): void };
  post(payment: Payment): void;
  split(instrument: number, ratio: number, ts: Millis): void;
  settleDebt(ts: Millis): number;
}

/** Draws of how long a command takes to its effect, and an event to our hearing of it; milliseconds. */
export interface Delays {
  readonly command: () => number;
  readonly event: () => number;
}

/** What there is besides: the account of the venue, the numbers by which delays are drawn. */
export interface Besides {
  save(): unknown;
  restore(saved: unknown): void;
}

const NOTHING: Besides = { save: () => null, restore() {} };

/** A venue at a distance, written down: what is there, and what is on its way. */
export interface SavedDistance {
  readonly venue: unknown;
  readonly besides: unknown;
  readonly mail: readonly Mail[];
  readonly news: readonly News[];
  /** Instruments of the orders at the venue or on their way to or from it. */
  readonly instruments: readonly (readonly [id: OrderId, instrument: number])[];
  readonly now: number;
}

/**
 * A simulated venue at a distance: commands take effect later than they were sent, and what happens there is heard, and
 * booked by us, later still. The venue judges by its own account, which knows every fill at once.
 */
export class DelayedBroker implements SimulatedBroker, Waiting {
  readonly name: string;
  readonly supports: SimBroker['supports'];
  readonly instruments: Int32Array;
  readonly #venue: SimBroker;
  readonly #account: VenueAccount;
  readonly #delays: Delays;
  readonly #besides: Besides;
  /** By the time they are due, then as they were sent. */
  #mail: Mail[] = [];
  /** Events on their way to us, in the order in which they happened: one does not overtake another. */
  #news: News[] = [];
  /** What is still to be done at the present moment; each step is polled out before the next. */
  readonly #steps: (() => void)[] = [];
  /** Instruments of orders that were sent, by id. */
  readonly #instrumentOf: number[] = [];
  #now = 0;
  /** A liquidation is to be answered first. */
  #isCalled = false;

  constructor(venue: SimBroker, account: VenueAccount, delays: Delays, besides = NOTHING) {
    this.name = venue.name;
    this.supports = venue.supports;
    this.#venue = venue;
    this.#account = account;
    this.#delays = delays;
    this.#besides = besides;
    this.instruments = new Int32Array(venue.instruments.length);
  }

  get waiting(): Waiting {
    return this;
  }

  /** Instruments on which an order waits or is on its way; never none, for the venue is to see every price, whether an order waits or not. */
  get count(): number {
    const { waiting } = this.#venue;
    const found = new Set(waiting.instruments.subarray(0, waiting.count));
    for (const { instrument } of this.#mail) found.add(instrument);
    this.instruments.set([...found]);
    return Math.max(found.size, 1);
  }

  stirs(instrument: number, open: number): boolean {
    return this.#mail.some((mail) => mail.instrument === instrument) || this.#venue.waiting.stirs(instrument, open);
  }

  /** The next moment at which an order expires, a command takes effect or news arrives. */
  get nextExpiry(): number {
    const never = Number.POSITIVE_INFINITY;
    return Math.min(this.#venue.nextExpiry, this.#mail[0]?.due ?? never, this.#news[0]?.due ?? never);
  }

  send(command: Command): void {
    const instrument = command.kind === 'submit' ? command.order.instrument : (this.#instrumentOf[command.id] ?? 0);
    if (command.kind === 'submit') this.#instrumentOf[command.id] = instrument;
    const arrival = command.ts + this.#delays.command();
    const due = millis(arrival);
    let at = this.#mail.length;
    while (at > 0 && this.#mail[at - 1]!.due > due) at--;
    this.#mail.splice(at, 0, { command, instrument, due });
  }

  poll(): BrokerEvent | undefined {
    for (;;) {
      if (!this.#isCalled) this.#hear();
      if (this.#news.length > 0 && this.#news[0]!.due <= this.#now) {
        const { event } = this.#news.shift()!;
        if (event.kind === 'called') this.#isCalled = false;
        return event;
      }
      const step = this.#steps.shift();
      if (step === undefined) return undefined;
      step();
    }
  }

  onMarket(moved: readonly Series[], count: number, moment: MarketMoment, ts: Millis): void {
    this.#now = ts;
    this.#deliver(moment === 'open' ? (due) => due <= ts : (due) => due < ts);
    this.#steps.push(() => {
      for (let k = 0; k < count; k++) if (moment === 'open') this.#account.price(moved[k]!.instrument, moved[k]!.openAhead);
      this.#account.takeOpens(moment === 'open' ? ts + 1 : ts);
      // What settles at the end of a bar was not there inside it.
      this.#account.unsettled.settle(moment === 'open' ? ts : ts - 1);
      this.#venue.onMarket(moved, count, moment, ts);
    });
    if (moment === 'close') this.#steps.push(() => this.#price(moved, count));
  }

  onTime(ts: Millis, quiet: boolean): void {
    this.#now = ts;
    if (ts >= this.#venue.nextExpiry)
      this.#steps.push(() => {
        this.#account.takeOpens(ts);
        this.#account.unsettled.settle(ts);
        this.#venue.onTime(ts, false);
      });
    this.#deliver((due) => due <= ts);
    // New terms come after the commands of their moment.
    if (quiet)
      this.#steps.push(() => {
        if (ts >= this.#venue.nextExpiry) this.#venue.onTime(ts, true);
      });
  }

  /** The venue does it by itself: nothing has to travel there. */
  liquidate(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], ts: Millis, at?: Call): void {
    if (at === undefined) this.#steps.push(() => this.#venue.liquidate(closing, ts));
    // A call is answered before anything else happens at the venue.
    else this.#venue.liquidate(closing, ts, at);
    this.#steps[at === undefined ? 'push' : 'unshift'](() => void this.#account.settleDebt(ts));
  }

  start(ts: Millis): void {
    this.#venue.start(ts);
  }

  /** Units or money came or went otherwise than by an order: the venue's account has them as well. */
  adjust(event: Extract<BrokerEvent, { kind: 'adjusted' | 'paid' }>): void {
    if (event.kind === 'paid') this.#account.post(event.payment);
    else this.#account.book(event.fill);
  }

  follow(): void {
    this.#venue.follow();
  }

  /** Likewise, at the end of an instrument of which we may have heard only now. */
  settle(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], price: number, ts: Millis): void {
    this.#steps.push(() => this.#venue.settle(closing, price, ts));
  }

  /** Books at the venue what has happened there, and sends the news. */
  #hear(): void {
    for (let event = this.#venue.poll(); event !== undefined; event = this.#venue.poll()) {
      if (event.kind === 'filled') this.#account.book(event.fill);
      else if (event.kind === 'paid') this.#account.post(event.payment);
      else if (event.kind === 'split') this.#account.split(event.instrument, event.ratio, event.ts);
      // What the venue did by itself, dated when it did, is news from now on.
      const due = Math.max(event.ts + this.#delays.event(), this.#news.at(-1)?.due ?? 0, this.#now);
      this.#news.push({ event, due });
      if (event.kind !== 'called') continue;
      // It is heard at once, with all that has happened before it: what is closed is what the venue holds.
      this.#news = this.#news.map((news) => ({ event: news.event, due: this.#now }));
      this.#isCalled = true;
      return;
    }
  }

  #price(moved: readonly Series[], count: number): void {
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      if (!series.executes) continue;
      const price = (printAt(series, series.row + 1, true) + printAt(series, series.row + 1, false)) / 2;
      if (!Number.isNaN(price)) this.#account.price(series.instrument, price);
    }
  }

  /** Commands that take effect at one time are all there before what they do is judged. */
  #deliver(isDue: (due: Millis) => boolean): void {
    while (this.#mail.length > 0 && isDue(this.#mail[0]!.due)) {
      const { due } = this.#mail[0]!;
      const together = this.#mail.splice(0, this.#mail.filter((mail) => mail.due === due).length);
      this.#steps.push(() => {
        for (const { command } of together) this.#venue.receive(command, due);
      });
    }
  }

  underWay(): readonly OrderId[] {
    const news = this.#news.flatMap(({ event }) => (event.id === 0 ? [] : [event.id]));
    return [...this.#venue.underWay(), ...this.#mail.map(({ command }) => command.id), ...news];
  }

  save(): SavedDistance {
    const ids = new Set([...this.#venue.waiting.all().map(({ id }) => id), ...this.underWay()]);
    return {
      venue: this.#venue.save(),
      besides: this.#besides.save(),
      mail: [...this.#mail],
      news: [...this.#news],
      instruments: [...ids].flatMap((id) => (this.#instrumentOf[id] === undefined ? [] : [[id, this.#instrumentOf[id]] as const])),
      now: this.#now,
    };
  }

  restore(state: unknown): void {
    const { venue, besides, mail, news, instruments, now } = state as SavedDistance;
    this.#besides.restore(besides);
    this.#venue.restore(venue);
    this.#mail = [...mail];
    this.#news = [...news];
    this.#steps.length = 0;
    for (const [id, instrument] of instruments) this.#instrumentOf[id] = instrument;
    this.#now = now;
  }
}
