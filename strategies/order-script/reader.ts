import type { Context, OrderId, OrderOptions } from '../../engine/index.ts';
import { defined, Fields, wrong } from './fields.ts';
import { ORDER_FIELDS, terms } from './terms.ts';

/** What a command is issued to: any series of the run. */
export type Feed = Parameters<Context<unknown>['buy']>[0];

/** One command, read and checked: when it is due, and what it does then. */
export interface Planned {
  /** Rows of `feed` that must have been shown; NaN where a time counts. */
  readonly bar: number;
  readonly time: number;
  readonly feed: Feed;
  issue(): void;
}

const SIDES = ['buy', 'sell'] as const;
const ACTS = ['submit', 'replace', 'cancel', 'close'] as const;
const WHEN = '{ "bar": k } or an ISO-8601 time';

/** Reads commands and binds them to a context. Every fault is a ConfigError that names the place in the script. */
export class Reader {
  readonly #ctx: Context<unknown>;
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #refs = new Set<string>();
  /** By ref: the orders that have been sent. */
  readonly #ids: Record<string, OrderId>;
  /** Groups by name: their number, how many orders name them, and where the first does. */
  readonly #groups = new Map<string, { readonly number: number; members: number; readonly place: string }>();
  /** Refs that commands mention, and where. */
  readonly #mentioned: (readonly [ref: string, place: string])[] = [];

  constructor(ctx: Context<unknown>, feeds: ReadonlyMap<string, Feed>, ids: Record<string, OrderId>) {
    this.#ctx = ctx;
    this.#feeds = feeds;
    this.#ids = ids;
  }

  command(raw: unknown, place: string): Planned {
    const acts = ACTS.filter((act) => ((raw ?? {}) as Record<string, unknown>)[act] != null);
    if (acts.length !== 1) throw wrong(place, `one of ${ACTS.join(', ')}`, acts.length === 0 ? raw : acts);
    const act = acts[0]!;
    const fields = new Fields(raw, place, ['at', 'feed', act, ...(act === 'replace' ? ['qty', 'price', 'trigger'] : [])]);
    return { ...moment(fields), issue: this.#action(act, fields, this.#feed(fields)), feed: this.#feed(fields) };
  }

  /** Throws a ConfigError for what only the whole script shows: an order that no command submits, a group of one. */
  check(): void {
    for (const [ref, place] of this.#mentioned)
      if (!this.#refs.has(ref)) throw wrong(place, 'the ref of an order that the script submits', ref);
    for (const [name, { members, place }] of this.#groups)
      if (members === 1) throw wrong(place, 'a group that another order names too', name);
  }

  #feed(fields: Fields): Feed {
    const name = fields.take('feed', 'text') ?? 'asset';
    const feed = this.#feeds.get(name);
    if (feed === undefined) throw wrong(`${fields.place}.feed`, `one of the run's feeds ${[...this.#feeds.keys()].join(', ')}`, name);
    return feed;
  }

  #action(act: (typeof ACTS)[number], fields: Fields, feed: Feed): () => void {
    const ctx = this.#ctx;
    if (act === 'submit') return this.#submit(fields, feed);
    if (act === 'close') {
      const close = fields.get('close');
      const portion = close === true ? undefined : new Fields(close, `${fields.place}.close`, ['portion']).take('portion', 'share');
      return () => ctx.close(feed, portion === undefined ? {} : { portion });
    }
    const ref = this.#mention(fields, act)!;
    if (act === 'cancel') return () => this.#withOrder(ref, act, (id) => ctx.cancel(id));
    const change = defined({
      qty: fields.take('qty', 'positive'),
      limit: fields.take('price', 'number'),
      trigger: fields.take('trigger', 'number'),
    });
    if (Object.keys(change).length === 0) throw wrong(fields.place, 'a new qty, price or trigger', 'none of them');
    return () => this.#withOrder(ref, act, (id) => ctx.replace(id, change));
  }

  #submit(fields: Fields, feed: Feed): () => void {
    const ctx = this.#ctx;
    const order = new Fields(fields.get('submit'), `${fields.place}.submit`, ORDER_FIELDS);
    const side = order.choice('side', SIDES, true);
    const ref = order.take('ref', 'text');
    if (ref !== undefined && this.#refs.has(ref)) throw wrong(`${order.place}.ref`, 'a ref that no other order has', ref);
    if (ref !== undefined) this.#refs.add(ref);
    const parent = this.#mention(order, 'parent');
    const options: OrderOptions = defined({ ...terms(order, parent !== undefined), oco: this.#group(order) });
    const send = (more: OrderOptions): void => {
      const id = side === 'buy' ? ctx.buy(feed, more) : ctx.sell(feed, more);
      if (ref !== undefined) this.#ids[ref] = id;
    };
    if (parent === undefined) return () => send(options);
    return () => this.#withOrder(parent, 'parent', (id) => send({ ...options, parent: id }));
  }

  #group(order: Fields): number | undefined {
    const name = order.take('oco', 'text');
    if (name === undefined) return undefined;
    const group = this.#groups.get(name) ?? { number: this.#groups.size + 1, members: 0, place: `${order.place}.oco` };
    group.members++;
    this.#groups.set(name, group);
    return group.number;
  }

  #mention(fields: Fields, name: string): string | undefined {
    const ref = fields.take(name, 'text');
    if (ref !== undefined) this.#mentioned.push([ref, `${fields.place}.${name}`]);
    return ref;
  }

  /** A command may come before the order it speaks of has been sent: it then has nothing to act on. */
  #withOrder(ref: string, act: string, run: (id: OrderId) => void): void {
    const id = Object.hasOwn(this.#ids, ref) ? this.#ids[ref] : undefined;
    if (id === undefined) this.#ctx.log(`order-script: "${act}" of "${ref}" did nothing, for that order had not been sent`);
    else run(id);
  }
}

function moment(fields: Fields): { bar: number; time: number } {
  const at = fields.get('at');
  if (typeof at === 'object' && at !== null) {
    const bar = new Fields(at, `${fields.place}.at`, ['bar']).take('bar', 'number');
    if (bar === undefined || !Number.isInteger(bar) || bar < 0)
      throw wrong(`${fields.place}.at.bar`, 'a whole number of bars, from 0', bar);
    return { bar, time: Number.NaN };
  }
  const time = fields.time('at', WHEN);
  if (time === undefined) throw wrong(`${fields.place}.at`, WHEN, undefined);
  return { bar: Number.NaN, time };
}
