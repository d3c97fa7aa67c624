import type { AccountSnapshot } from '../../../engine/broker/broker.ts';
import { type Venue, type VenueCapabilities, VenueFault, type VenueNews, type VenueRequest } from '../../../engine/broker/live/venue.ts';
import { type Millis, millis } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { NewsHand } from './news-hand.ts';
import type { Errand, Fake, Line, Streams, Trouble } from './subject.ts';

/** What can be done to requests of a venue from outside. */
const TROUBLES: readonly Trouble[] = [
  ...(['not-sent', 'lost', 'unanswered', 'hung-before', 'hung-after', 'broken-before', 'broken-after'] as const),
  ...(['ghost', 'refused', 'auth', 'busy', 'rest', 'clock', 'lie'] as const),
];

/** What a request is answered that does not reach the venue. */
const FAULTS: Readonly<Partial<Record<Trouble, () => VenueFault>>> = {
  'not-sent': () => new VenueFault('not-sent', 'there is no connection'),
  lost: () => new VenueFault('unknown', 'the connection broke before the answer'),
  'broken-before': () => new VenueFault('unknown', 'answered 503'),
  ghost: () => new VenueFault('unknown', 'the connection broke before the answer'),
  refused: () => new VenueFault('refused', 'not now'),
  auth: () => new VenueFault('auth', 'the key is not valid'),
  clock: () => new VenueFault('clock', 'the time of the request is off'),
};

/** What is answered though it reached the venue. */
const LOST_ANSWERS: Readonly<Partial<Record<Trouble, () => VenueFault>>> = {
  unanswered: () => new VenueFault('unknown', 'the connection broke before the answer'),
  'broken-after': () => new VenueFault('unknown', 'answered 504'),
};

/** How long a venue wants to be left alone that asks for a rest, milliseconds. */
export const REST = 400;

/** A venue of which every request and every message passes through our hands. */
export class TouchedVenue implements Venue, Line {
  readonly name: string;
  readonly supports: VenueCapabilities;
  readonly limits: Venue['limits'];
  readonly costs: NonNullable<Venue['costs']>;
  readonly troubles: ReadonlySet<Trouble>;
  readonly sent: Line['sent'][number][] = [];
  readonly #fake: Fake;
  readonly #venue: Venue;
  readonly #wall: Wall;
  readonly #ghostMs: number;
  readonly #next = new Map<Errand, Trouble[]>();
  readonly #hand: NewsHand;
  #skew = 0;

  /** `ghostMs`: after how long a request arrives that was given up. */
  constructor(fake: Fake, venue: Venue, wall: Wall, ghostMs: number) {
    this.#fake = fake;
    this.#venue = venue;
    this.#wall = wall;
    this.#ghostMs = ghostMs;
    this.name = venue.name;
    this.supports = venue.supports;
    this.limits = venue.limits;
    this.costs = venue.costs ?? {};
    this.troubles = new Set([...TROUBLES, ...(fake.troubles ?? [])]);
    this.#hand = new NewsHand(wall);
  }

  next(errand: Errand, ...troubles: readonly Trouble[]): void {
    this.#next.set(errand, [...(this.#next.get(errand) ?? []), ...troubles]);
  }

  get streams(): Streams {
    return this.#hand.streams;
  }

  set streams(how: Streams) {
    this.#hand.streams = how;
  }

  cut(why: string): void {
    this.#hand.cut(why);
  }

  silence(): void {
    this.#hand.silence();
  }

  skew(ms: number): void {
    this.#skew = ms;
  }

  open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    return this.#ask('open', '', () => this.#venue.open(this.#hand.listen(hear), signal));
  }

  async close(): Promise<void> {
    this.#hand.hangUp();
    await this.#venue.close();
  }

  place(request: VenueRequest): Promise<void> {
    return this.#ask('place', request.clientId, () => this.#venue.place(request));
  }

  amend(...args: Parameters<Venue['amend']>): Promise<void> {
    return this.#ask('amend', args[0], () => this.#venue.amend(...args));
  }

  cancel(...args: Parameters<Venue['cancel']>): Promise<void> {
    return this.#ask('cancel', args[0], () => this.#venue.cancel(...args));
  }

  cancelAll(): Promise<void> {
    return this.#ask('cancel-all', '', () => this.#venue.cancelAll());
  }

  find(...args: Parameters<Venue['find']>): ReturnType<Venue['find']> {
    return this.#ask('find', args[0], () => this.#venue.find(...args));
  }

  snapshot(since: Millis): Promise<AccountSnapshot> {
    return this.#ask('snapshot', '', () => this.#venue.snapshot(since));
  }

  async time(): Promise<Millis> {
    return millis((await this.#ask('time', '', () => this.#venue.time())) + this.#skew);
  }

  #ask<T>(errand: Errand, clientId: string, run: () => Promise<T>): Promise<T> {
    this.sent.push({ errand, clientId, ts: this.#wall.now() });
    const trouble = this.#next.get(errand)?.shift();
    if (trouble === undefined) return run();
    if (this.#fake.troubles?.includes(trouble) === true && this.#fake.next !== undefined) {
      this.#fake.next(errand, trouble);
      return run();
    }
    return this.#suffer(trouble, run);
  }

  async #suffer<T>(trouble: Trouble, run: () => Promise<T>): Promise<T> {
    if (trouble === 'ghost') this.#wall.after(this.#ghostMs, () => void run().catch(() => {}));
    if (trouble === 'busy' || trouble === 'rest') throw new VenueFault('busy', 'too many requests', { retryAfter: REST });
    if (trouble === 'hung-before') return new Promise(() => {});
    const before = FAULTS[trouble];
    if (before !== undefined) throw before();
    const answer = await run();
    if (trouble === 'hung-after') return new Promise(() => {});
    const after = LOST_ANSWERS[trouble];
    if (after !== undefined) throw after();
    return trouble === 'lie' ? (undefined as T) : answer;
  }
}
