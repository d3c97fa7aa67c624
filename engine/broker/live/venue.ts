import type { Instrument } from '../../model/instrument.ts';
import type { OrderRequest } from '../../model/order.ts';
import type { Millis } from '../../model/time.ts';
import type { AccountSnapshot, Capabilities, VenueFill, VenueOrder } from '../broker.ts';

/** What every adapter of a venue implements; `VenueBroker` makes a broker of it. Requests are sent once: nothing in here repeats a write. */
export interface Venue {
  readonly name: string;
  readonly supports: VenueCapabilities;
  /** The limits that requests count against, by name. */
  readonly limits: Readonly<Record<string, Limit>>;
  /** How many units of each limit a kind of request takes; one of every limit where nothing is said. */
  readonly costs?: Readonly<Partial<Record<RequestKind, Readonly<Record<string, number>>>>>;
  /** Opens the streams and subscribes; resolves once both are confirmed. What they say is handed to `hear`. */
  open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
  /**
   * Each rejects with a VenueFault. Resolved means that the venue has taken the request, not that the order is accepted: that
   * comes by the stream.
   */
  place(request: VenueRequest): Promise<void>;
  /** The order keeps its client id in all that is said of it; that a part of it has ended is news only where nothing takes its place. */
  amend(clientId: string, order: OrderRequest, instrument: Instrument, change: Change): Promise<void>;
  cancel(clientId: string, order: OrderRequest, instrument: Instrument): Promise<void>;
  cancelAll(): Promise<void>;
  /** The order of a client id; undefined where the venue does not know it, which is evidence only after some time. */
  find(clientId: string, instrument: Instrument): Promise<VenueOrder | undefined>;
  snapshot(since: Millis): Promise<AccountSnapshot>;
  /** The venue's clock. */
  time(): Promise<Millis>;
}

/** An order on its way to a venue. */
export interface VenueRequest {
  readonly clientId: string;
  readonly order: OrderRequest;
  readonly instrument: Instrument;
  /** Exits that go with it in one request, so that no moment is without them; only where contingent orders are the venue's own. */
  readonly exits: readonly { readonly clientId: string; readonly order: OrderRequest }[];
}

/** What is asked of a venue. */
export type RequestKind = 'place' | 'amend' | 'cancel' | 'cancel-all' | 'find' | 'snapshot' | 'time';

/** The terms of an order as they are to be; undefined stays as it is. */
export interface Change {
  readonly qty: number | undefined;
  readonly price: number | undefined;
  readonly trigger: number | undefined;
}

/** What a venue can do, beyond what the engine asks of every broker. */
export interface VenueCapabilities extends Capabilities {
  readonly amend: 'in-place' | 'new-id' | 'cancel-and-place' | 'none';
  /** Whether a second order of one client id is refused: always, only while the first is open, or never. */
  readonly uniqueIds: 'always' | 'while-open' | 'never';
  /** Whether an order can be asked for by its client id. */
  readonly findsById: boolean;
  /** Whether the venue itself sees to it that a reduce-only order opens nothing. */
  readonly reduceOnly: boolean;
  /**
   * Of what at spot it sets aside what is to be sold: of all orders, or of those that do not wait for a trigger. An order whose units
   * are set aside for another is refused, or fails when it is met.
   */
  readonly setsAside?: 'all' | 'limits';
  readonly postOnly: boolean;
  readonly iceberg: boolean;
  /** How long a client id may be, and which signs it may have. */
  readonly clientIds: { readonly length: number; readonly pattern: RegExp };
}

/** So many units in so many milliseconds; some are kept for cancels. */
export interface Limit {
  readonly units: number;
  readonly per: number;
  readonly reserve: number;
}

/** What the streams of a venue say. */
export type VenueNews =
  /** An order as it now is; a stream may say it twice, late, or out of order. */
  | { readonly kind: 'order'; readonly order: VenueOrder; readonly reason?: string }
  | { readonly kind: 'fill'; readonly fill: VenueFill }
  /** The stream by this name has spoken: a heartbeat, or anything else. One that falls silent is taken for dead. */
  | { readonly kind: 'heard'; readonly stream: string }
  | { readonly kind: 'limit'; readonly limit: string; readonly left: number; readonly until: Millis }
  /** What the account's owner should know, such as that a key is bound to no address. */
  | { readonly kind: 'note'; readonly what: string; readonly text: string }
  | { readonly kind: 'down'; readonly why: string };

/**
 * Why a request failed, and so what is known of it. `refused`: the venue said no, nothing happened. `not-sent`: it never left.
 * `unknown`: it may or may not have happened (a timeout, a lost connection, an answer 5xx). `busy`: too many requests, not
 * carried out, again after `retryAfter` milliseconds. `duplicate`: an order of this client id exists: the first one has landed.
 * `not-found`: it knows no such order. `clock`: our time is off. `auth`: the keys are refused, and nothing will be better later.
 */
export class VenueFault extends Error {
  override readonly name = 'VenueFault';
  readonly kind: 'refused' | 'not-sent' | 'unknown' | 'busy' | 'duplicate' | 'not-found' | 'clock' | 'auth';
  readonly retryAfter: number;

  constructor(kind: VenueFault['kind'], message: string, options: { readonly retryAfter?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfter = options.retryAfter ?? Number.NaN;
  }
}
