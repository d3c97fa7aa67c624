import type { Contract } from '../../../../model/instrument.ts';
import type { OrderType, Side } from '../../../../model/order.ts';
import type { Limit, Venue, VenueCapabilities, VenueFault } from '../../venue.ts';
import type { CcxtExchange, SaidOrder, SaidTrade } from '../exchange.ts';
import type { Balances, Reader } from '../read/reader.ts';

/** An order as an exchange is asked for it. Numbers are decimals without an exponent and without trailing zeros. */
export interface Wanted {
  /** As the exchange is told. */
  readonly clientId: string;
  readonly type: OrderType;
  readonly side: Side;
  readonly market: Named;
  readonly qty: string;
  readonly price: string | undefined;
  readonly trigger: string | undefined;
  readonly tif: 'gtc' | 'ioc' | 'fok';
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
}

/** A market by ccxt's name of it, `BTC/USDT`, and by the exchange's own. */
export interface Named {
  readonly symbol: string;
  readonly id: string;
}

/** An order that is there, to be changed, cancelled or found. */
export interface Target {
  readonly clientId: string;
  /** The exchange's own name of it, where it is known. */
  readonly venueId: string | undefined;
  readonly market: Named;
  readonly side: Side;
  /** It was placed with a trigger. */
  readonly waits: boolean;
}

/** The one request that is to leave: a path's end, and every field of it but those that signing adds. `*` is any value. */
export interface Leaving {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What ccxt is asked beside the order itself, and what has to come of it. */
export interface Ask {
  readonly params: Readonly<Record<string, unknown>>;
  readonly leaves: Leaving;
}

/** The same of an order that is there; `id` as ccxt's argument. */
export interface AskOf extends Ask {
  readonly id: string | undefined;
}

/** How an order is asked for by its client id: with these parameters, one after the other; nothing where it cannot be. */
export type Finding = readonly {
  readonly call: 'fetchOrder' | 'fetchOpenOrders' | 'fetchClosedOrders';
  readonly params: object;
  /** ccxt's argument where it wants one all the same. */
  readonly id?: string;
}[];

/** What ends all orders of an account, or of one market: each of these requests; or each order by itself. */
export type CancelAll =
  | { readonly by: 'account'; readonly asks: readonly Ask[] }
  | { readonly by: 'market'; readonly asks: (market: Named) => readonly Ask[] }
  | { readonly by: 'order' };

/** How an account is read. */
export interface Reading {
  /** Of each list whether it is asked for the whole account or for each market, and with which parameters. */
  readonly open: readonly ListOf[];
  readonly closed: readonly (ListOf & { readonly call: 'fetchOrders' | 'fetchClosedOrders' | 'fetchCanceledAndClosedOrders' })[];
  readonly fills: ListOf & {
    /** The most of one answer, and the longest stretch of time in one, milliseconds. */
    readonly page: number;
    readonly stretch: number;
    /**
     * How the next page is asked for: from the last one's time on, within a stretch; by a count; back from the first one's time, where
     * the newest come first. `once`: what is more than a page cannot be asked for.
     */
    readonly paging: 'stretch' | 'count' | 'back' | 'once';
    /** How far back, milliseconds, the newest page reaches that is asked for without a time; 0 where there is no such. */
    readonly newest: number;
    /** What is older is not asked for, milliseconds. */
    readonly oldest: number;
  };
}

interface ListOf {
  readonly by: 'account' | 'market';
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * What is certified of one exchange: orders that leave as they are meant, proved by the requests themselves. What is not in here is
 * refused, never handed on: ccxt passes over parameters that it does not know, and the order goes out without its trigger.
 */
export interface Certified {
  /** Its name in the catalogue. */
  readonly name: string;
  /** Its class in ccxt. */
  readonly ccxt: string;
  readonly contract: Extract<Contract, 'spot' | 'linear'>;
  readonly supports: VenueCapabilities;
  /** Our client ids as the exchange takes them, and back. */
  readonly toId: (clientId: string) => string;
  readonly fromId: (text: string) => string;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly costs?: Venue['costs'];
  /** Settings of ccxt. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Fields of the secrets: `key`, `secret`, `passphrase`. */
  readonly keys: readonly ('key' | 'secret' | 'passphrase')[];
  /** Places where orders cost nothing, and how ccxt is sent there. */
  readonly sandboxes: Readonly<Record<string, 'setSandboxMode' | 'enableDemoTrading'>>;
  /** Fields that signing adds. */
  readonly signing: readonly string[];
  /** Paths that are asked by POST though they change nothing. */
  readonly asks?: RegExp;
  /** Its streams say when they are subscribed, in words that the reader knows. */
  readonly confirms?: boolean;
  /** A key's requests must reach the exchange in the order in which they were signed. */
  readonly inSequence?: boolean;
  /** Throws a VenueFault `refused` for what cannot be said. */
  readonly place: (wanted: Wanted) => Ask;
  readonly cancel: (target: Target) => AskOf;
  /** Terms of an order as they are to be; undefined where none can be changed. */
  readonly amend?: ((target: Target, wanted: Wanted, changes: Changes) => AskOf) | undefined;
  readonly find: (target: Target) => Finding;
  /** How all orders are cancelled: of an account or of each market at once, or one by one. */
  readonly cancelAll: CancelAll;
  readonly reads: Reading;
  /** What of an error's text says more than its class. */
  readonly words: readonly (readonly [pattern: RegExp, kind: VenueFault['kind']])[];
  /** Reads the messages of its streams itself, for ccxt leaves out what is in them. Without it nothing is listened to: the account is looked at. */
  readonly reader?: (() => Reader) | undefined;
  /** What of ccxt's word is otherwise by the exchange's own; of rows without a reader. */
  readonly corrects?: Corrections | undefined;
  /** Lists the markets of these names alone, where ccxt would read those of all from a page of text. */
  readonly marketsOf?: ((exchange: CcxtExchange, names: readonly string[]) => Promise<readonly object[]>) | undefined;
  /** A market whose ticker is asked for where the exchange says no time: the date of the answer counts. */
  readonly clock?: string | undefined;
}

/** What an order, an execution or an account is by the exchange's own word; what is undefined is as ccxt says it. */
export interface Corrections {
  readonly order?: (info: unknown, said: SaidOrder) => Partial<SaidOrder>;
  readonly trade?: (info: unknown) => Partial<SaidTrade>;
  /** What there is of each currency, by the exchange's whole answer. */
  readonly balances?: (info: unknown) => Balances;
}

/** What of an order is to change. */
export interface Changes {
  readonly qty: boolean;
  readonly price: boolean;
  readonly trigger: boolean;
}
