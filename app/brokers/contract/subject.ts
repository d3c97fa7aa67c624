import type { AccountSnapshot, Broker, Capabilities, LiveBroker } from '../../../engine/broker/broker.ts';
import type { VenueBrokerOptions } from '../../../engine/broker/live/options.ts';
import type { RequestKind, Venue, VenueCapabilities, VenueRequest } from '../../../engine/broker/live/venue.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Millis } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';

/** Time as a case lets it pass: that of a machine, or one that stands still until it is turned. */
export interface Clock {
  now(): Millis;
  /** Lets so many milliseconds pass, and all that is due in them happen. */
  pass(ms: number): Promise<void>;
  /** What a promise comes to, for which at most so many milliseconds pass. */
  settled<T>(promise: Promise<T>, most?: number): Promise<T>;
  /** Nobody turns it: a second takes a second. */
  readonly isReal?: boolean;
}

/** Where a market stands: both prices, and what may be dealt at each. */
export interface Standing {
  readonly bid: number;
  readonly ask: number;
  readonly size: number;
}

/**
 * What goes wrong with one request: it is not sent; lost on its way, or with its answer; never answered, done or not; answered
 * with an error after which nobody knows, done or not; done long after the sender has given it up (`ghost`); delivered twice;
 * refused, refused for the keys, as too much (`busy`, or `rest` with a time of `REST`), for the time of it; an order accepted and then
 * rejected; an order that is there said not to be (`lie`).
 */
export type Trouble =
  | 'not-sent'
  | 'lost'
  | 'unanswered'
  | 'hung-before'
  | 'hung-after'
  | 'broken-before'
  | 'broken-after'
  | 'ghost'
  | 'twice'
  | 'refused'
  | 'auth'
  | 'busy'
  | 'rest'
  | 'clock'
  | 'rejected-later'
  | 'lie';

/** What is asked of a venue, and of its streams. */
export type Errand = RequestKind | 'open';

/** How messages of the streams reach us: as they are, never, twice, fills before anything else, or each order's newest state first. */
export type Streams = 'as-they-are' | 'lost' | 'doubled' | 'fills-first' | 'newest-first';

/** Everything that can be done to what lies between a broker and its venue. */
export interface Line {
  /** What can go wrong with requests here. */
  readonly troubles: ReadonlySet<Trouble>;
  /** What goes wrong with the next requests of a kind, one each. */
  next(errand: Errand, ...troubles: readonly Trouble[]): void;
  streams: Streams;
  /** Ends the connection. */
  cut(why: string): void;
  /** Nothing is heard any more, though the connection looks alive. */
  silence(): void;
  /** Puts the venue's clock so many milliseconds ahead of ours. */
  skew(ms: number): void;
  /** What the venue takes in a time, and what each request counts. */
  readonly limits: Venue['limits'];
  readonly costs: NonNullable<Venue['costs']>;
  /** Every request as it left, oldest first. */
  readonly sent: readonly { readonly errand: Errand; readonly clientId: string; readonly ts: number }[];
  /** Sends an order of somebody else. */
  place(request: VenueRequest): Promise<void>;
}

/** One account at one venue, with nothing in it, and a broker that is not connected yet. */
export interface Stage {
  readonly broker: Broker;
  /** The same, where it is one on the other side of a network. */
  readonly live: LiveBroker | undefined;
  readonly supports: Capabilities & Partial<VenueCapabilities>;
  /** The currencies of the account, its own first. */
  readonly currencies: readonly string[];
  /** Those that may be traded; cases deal in the first, and sometimes in the second. */
  readonly instruments: readonly Instrument[];
  /** A small quantity of the first that is enough for an order. */
  readonly unit: number;
  readonly clock: Clock;
  /** Where the market of the first instrument stands. */
  market(): Standing | Promise<Standing>;
  /** Moves a market there: it trades there, whom it reaches is filled, whom it triggers is triggered. */
  move?(to: Standing, instrument?: number): Promise<void>;
  /** What the venue has, whatever it says, and what it has done since, or longer. */
  truth?(since: Millis): AccountSnapshot | Promise<AccountSnapshot>;
  readonly line?: Line | undefined;
  /** How the broker behaves, where it is one over a `Venue`. */
  readonly options?: VenueBrokerOptions | undefined;
  /** What the client ids of the session begin with. */
  readonly tag?: string;
  /** Another process says that the session is halted, or is not any more. */
  mark?(isHalted: boolean): void;
  /** The process dies, and another one of the same session comes to the same account. */
  restart?(): Promise<Stage>;
  /** Timers that still wait. */
  readonly leftOver?: number;
  close(): Promise<void>;
}

/** How a stage is to be set up. */
export interface StageTerms {
  /** Consent to exits that are held by us; given where nothing is said. */
  readonly emulateExits?: boolean;
}

/** What the cases are played on: a broker by name, and how to have one afresh. */
export interface Subject {
  readonly name: string;
  open(terms?: StageTerms): Promise<Stage>;
  /** How long something that must happen may take, and how long nothing may happen before all is quiet; milliseconds. */
  readonly patience: number;
  readonly rest: number;
  /** Ticks to a price that the market does not come to by itself. */
  readonly far: number;
}

/** An adapter's own counterpart: a venue that can be told what to do, with an account of its own and nothing in it. */
export interface Fake {
  /** The adapter, as it would speak to the real venue. */
  readonly venue: Venue;
  /** Another one, such as that of a process which takes over; without it no restart can be tried. */
  readonly again?: () => Venue;
  readonly instruments: readonly Instrument[];
  /** The currencies of the account; USD where nothing is said. */
  readonly currencies?: readonly string[];
  /** A small quantity that is enough for an order; 1 where nothing is said. */
  readonly unit?: number;
  /** Its time, where that is not this machine's. */
  readonly clock?: Clock & Wall;
  readonly market: Stage['market'];
  readonly move?: Stage['move'];
  readonly truth?: Stage['truth'];
  /** What goes wrong with the next requests of a kind, by its own means; where it has none they are kept from it. */
  readonly next?: (errand: Errand, trouble: Trouble) => void;
  /** The troubles that `next` can bring about. */
  readonly troubles?: readonly Trouble[];
  readonly leftOver?: number;
  readonly close: () => Promise<void> | void;
}
