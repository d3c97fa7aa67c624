import type { LiveFeed } from '../feed/live-feed.ts';
import type { Wall } from '../model/wall.ts';
import type { VenueTerms } from './counterparty.ts';
import type { Entry, Hashes, Journal } from './journal.ts';
import type { LiveSession } from './live-session.ts';
import type { HumanOrder } from './order-of-events.ts';

/** How a session ends when it is told to stop: it leaves everything, cancels its orders, or closes what it holds as well. */
export type StopHow = 'leave' | 'cancel' | 'flatten';

/** What people say to a running session; whoever hears them calls `wake`. */
export interface People {
  listen(wake: () => void): void;
  /** The oldest word not yet heard. */
  poll(): HumanOrder | { readonly kind: 'stop'; readonly how: StopHow } | undefined;
}

/** Where a session meets the world. */
export interface TradeEdge {
  readonly feed: LiveFeed;
  /** Where orders go; without it the simulator fills. It is connected once the session has its history, and before a command leaves. */
  readonly venue?: VenueTerms | undefined;
  readonly journal: Journal;
  readonly wall: Wall;
  readonly people: People;
  /** How long is waited for a feed that has not delivered what the others have, milliseconds. */
  readonly grace: number;
  /** How long a stop waits for its orders to end, milliseconds. */
  readonly patience: number;
  /** What is worth knowing and changes nothing, said by whoever is not the session: each is given once. */
  readonly notes?: (() => readonly { readonly what: string; readonly text: string }[]) | undefined;
  /** Told of every entry, once it is durable. */
  readonly told?: ((entry: Entry) => void) | undefined;
  /** When the session begins a new epoch, and how; it never does without. */
  readonly epochs?: Epochs | undefined;
}

/** How a session is written down and rebuilt, so that its restart need not go back to its beginning. */
export interface Epochs {
  /** The first moment after `ts`, in market time, at which a new epoch begins; Infinity for none. */
  after(ts: number): number;
  /** Why somebody asks for a new epoch now, such as `command` or `upgrade`; given once. */
  asked(): string | undefined;
  readonly hashes: Hashes;
  /** A fresh session of the same parts. */
  fresh(): LiveSession;
  /** Told of the session that goes on in an epoch. */
  begun(live: LiveSession): void;
}
