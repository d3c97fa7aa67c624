import type { LiveBroker } from '../../engine/broker/broker.ts';
import type { VenueBrokerParts } from '../../engine/broker/live/options.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../engine/broker/live/venue-broker.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { Wall } from '../../engine/model/wall.ts';
import type { TestAccount } from './contract/account-fake.ts';
import type { Fake, Stage } from './contract/subject.ts';

/** What an adapter is made with: the only things of this process that it may touch. */
export interface AdapterContext {
  /** The clock and its timers: an adapter has no others, so that a test can turn them. */
  readonly wall: Wall;
  /**
   * A secret by its field: of `./my-venue.ts`, `secrets('key')` is MY_VENUE_KEY. Throws a ConfigError that says how to set it where it
   * is missing. What was read here is never printed or logged.
   */
  readonly secrets: (field: string) => string;
  /** The environment, without what is secret in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is to be traded; their places are the small integers of orders. */
  readonly instruments: readonly Instrument[];
}

/** One feed that a run listens to: `feed` is its place in declared order, by which its arrivals are told apart. */
export interface WantedFeed {
  readonly feed: number;
  readonly instrument: Instrument;
  readonly kind: 'bars' | 'quotes' | 'trades';
  /** Of bars, milliseconds; NaN for what has no length. */
  readonly length: number;
}

/** What is opened of an adapter: a venue, of which a broker is made, or a broker that sees to everything itself. */
export type Opened = Venue | LiveBroker;

/**
 * A module that trades on a venue of one's own. Its default export makes the connection; the other exports may be missing:
 * `feed` listens to its market, `subject` is a counterpart for the contract suite, `testAccount` an account for it at the venue.
 */
export interface AdapterModule {
  readonly default: (context: AdapterContext) => Opened | Promise<Opened>;
  readonly feed?: (context: AdapterContext, wanted: readonly WantedFeed[]) => LiveFeed | Promise<LiveFeed>;
  readonly subject?: (context: Pick<AdapterContext, 'wall'>) => Fake | Stage | Promise<Fake | Stage>;
  readonly testAccount?: (context: Omit<AdapterContext, 'instruments'>) => TestAccount | Promise<TestAccount>;
}

/** An adapter that was loaded. */
export interface Adapter {
  /** The name of its file without its ending: what its secrets begin with. */
  readonly name: string;
  /** As it was written. */
  readonly path: string;
  readonly module: AdapterModule;
  /** sha256 of its file. */
  readonly codeHash: string;
}

/** Whether something has these methods. */
const has = (value: unknown, ...methods: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

/** Whether something is a `Venue`. */
export const isVenue = (value: unknown): value is Venue =>
  has(value, 'open', 'close', 'place', 'amend', 'cancel', 'cancelAll', 'find', 'snapshot', 'time');

/** Whether something is a `LiveBroker`. */
export const isLiveBroker = (value: unknown): value is LiveBroker =>
  has(value, 'send', 'poll', 'connect', 'snapshot', 'inquire', 'recall', 'halt', 'release', 'cancelAll', 'close', 'health');

/** Whether something is a `LiveFeed`. */
export const isLiveFeed = (value: unknown): value is LiveFeed => has(value, 'connect', 'poll', 'close');

/** The broker of what was opened: one that knows all about reconnecting, limits and unknown outcomes, where it is a venue. */
export const brokerOf = (opened: Opened, parts: VenueBrokerParts): LiveBroker =>
  isVenue(opened) ? new VenueBroker(opened, parts) : opened;
