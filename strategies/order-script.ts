import { ConfigError, type Context, defineStrategy, type Exit, json, type OrderId, type OrderOptions, parseTime } from '../engine/index.ts';

/** Timed commands as a JSON object; docs and the contract call it an order script. Each command is checked in setup. */
export interface OrderScript {
  readonly commands: readonly unknown[];
}

/** What a command is issued to: any series of the run. */
type Feed = Parameters<Context<unknown>['buy']>[0];

/** One command, read and checked: when it is due, and what it does then. */
interface Planned {
  /** Rows of `feed` that must have been shown; NaN where a time counts. */
  readonly bar: number;
  readonly time: number;
  readonly feed: Feed;
  issue(): void;
}

const TYPES = ['market', 'limit', 'stop', 'stop-limit'] as const;
const TIFS = ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const;
const SIDES = ['buy', 'sell'] as const;
const ACTS = ['submit', 'replace', 'cancel', 'close'] as const;
const SUBMIT = 'ref side type qty size price trigger trail tif expiresAt parent oco reduceOnly stopLoss takeProfit tag reason'.split(' ');
const isScript = (value: unknown): value is OrderScript =>
  typeof value === 'object' && value !== null && Array.isArray((value as { commands?: unknown }).commands);

/** Replays a list of timed commands: another engine's orders, or a trader's own, put through this simulator. */
export default defineStrategy({
  name: 'order-script',
  params: { script: json<OrderScript>({ commands: [] }, 'an order script { "commands": [...] }', isScript) },
  feeds: [],
  openFeeds: true,
  setup(ctx, { script }) {
    const feeds = namedFeeds(ctx.feeds);
    const reader = new Reader(ctx, feeds);
    const planned = script.commands.map((raw, k) => reader.command(raw, `commands[${k}]`));
    reader.checkRefs();

    // Commands of one moment are issued in the order of the list, whatever feed they wait for.
    const due: number[] = [];
    const byTime = inOrder(planned, ({ time }) => time);
    let nextTime = 0;
    const rows = new Map<Feed, { shown: number; next: number; readonly queue: readonly number[] }>();
    for (const feed of new Set(feeds.values())) {
      const queue = inOrder(planned, (one) => (one.feed === feed ? one.bar : Number.NaN));
      if (queue.length > 0) rows.set(feed, { shown: 0, next: 0, queue });
    }
    const onRow = (feed: Feed): void => {
      const plan = rows.get(feed);
      if (plan === undefined) return;
      for (; plan.next < plan.queue.length && planned[plan.queue[plan.next]!]!.bar === plan.shown; plan.next++)
        due.push(plan.queue[plan.next]!);
      plan.shown++;
    };
    return {
      onBar: onRow,
      onQuote: onRow,
      onTrade: onRow,
      onData: onRow,
      onSlice(ts) {
        for (; nextTime < byTime.length && planned[byTime[nextTime]!]!.time <= ts; nextTime++) due.push(byTime[nextTime]!);
        if (due.length === 0) return;
        due.sort((a, b) => a - b);
        for (const k of due) planned[k]!.issue();
        due.length = 0;
      },
    };
  },
});

/** Places of the commands that have such a moment, by moment and then as listed. */
function inOrder(planned: readonly Planned[], moment: (one: Planned) => number): number[] {
  const places = planned.flatMap((one, k) => (Number.isNaN(moment(one)) ? [] : [k]));
  return places.sort((a, b) => moment(planned[a]!) - moment(planned[b]!) || a - b);
}

/** Feeds by the name of their role; those of a role of many by the id of their instrument. */
function namedFeeds(feeds: object): ReadonlyMap<string, Feed> {
  const named = new Map<string, Feed>();
  for (const [role, bound] of Object.entries(feeds) as [string, Feed | readonly Feed[]][]) {
    if ('kind' in bound) named.set(role, bound);
    else for (const one of bound) named.set(one.id, one);
  }
  return named;
}

/** Reads commands and binds them to a context. Every fault is a ConfigError that names the place in the script. */
class Reader {
  readonly #ctx: Context<unknown>;
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #refs = new Set<string>();
  readonly #ids = new Map<string, OrderId>();
  readonly #groups = new Map<string, number>();
  /** Refs that commands mention, and where. */
  readonly #mentioned: (readonly [ref: string, place: string])[] = [];

  constructor(ctx: Context<unknown>, feeds: ReadonlyMap<string, Feed>) {
    this.#ctx = ctx;
    this.#feeds = feeds;
  }

  command(raw: unknown, place: string): Planned {
    const acts = ACTS.filter((act) => ((raw ?? {}) as Record<string, unknown>)[act] != null);
    if (acts.length !== 1) throw wrong(place, `one of ${ACTS.join(', ')}`, acts.length === 0 ? raw : acts);
    const act = acts[0]!;
    const fields = new Fields(raw, place, ['at', 'feed', act, ...(act === 'replace' ? ['qty', 'price', 'trigger'] : [])]);
    return { ...this.#moment(fields), issue: this.#action(act, fields, this.#feed(fields)), feed: this.#feed(fields) };
  }

  /** Throws a ConfigError for a command that speaks of an order no command submits. */
  checkRefs(): void {
    for (const [ref, place] of this.#mentioned)
      if (!this.#refs.has(ref)) throw wrong(place, 'the ref of an order that the script submits', ref);
  }

  #moment(fields: Fields): { bar: number; time: number } {
    const at = fields.get('at');
    if (typeof at === 'object' && at !== null) {
      const bar = new Fields(at, `${fields.place}.at`, ['bar']).take('bar', 'number');
      if (bar === undefined || !Number.isInteger(bar) || bar < 0)
        throw wrong(`${fields.place}.at.bar`, 'a whole number of bars, from 0', bar);
      return { bar, time: Number.NaN };
    }
    return { bar: Number.NaN, time: timeOf(at, `${fields.place}.at`, '{ "bar": k } or an ISO-8601 time') };
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
    const order = new Fields(fields.get('submit'), `${fields.place}.submit`, SUBMIT);
    const trail = order.get('trail');
    if (trail !== undefined) throw wrong(`${order.place}.trail`, 'no trail: trailing stops are not part of this version', trail);
    const side = order.choice('side', SIDES, true);
    const ref = order.take('ref', 'text');
    if (ref !== undefined && this.#refs.has(ref)) throw wrong(`${order.place}.ref`, 'a ref that no other order has', ref);
    if (ref !== undefined) this.#refs.add(ref);
    const parent = this.#mention(order, 'parent');
    const group = order.take('oco', 'text');
    if (group !== undefined && !this.#groups.has(group)) this.#groups.set(group, this.#groups.size + 1);
    const options: OrderOptions = defined({ ...terms(order, parent !== undefined), oco: this.#groups.get(group ?? '') });
    const send = (more: OrderOptions): void => {
      const id = side === 'buy' ? ctx.buy(feed, more) : ctx.sell(feed, more);
      if (ref !== undefined) this.#ids.set(ref, id);
    };
    if (parent === undefined) return () => send(options);
    return () => this.#withOrder(parent, 'parent', (id) => send({ ...options, parent: id }));
  }

  #mention(fields: Fields, name: string): string | undefined {
    const ref = fields.take(name, 'text');
    if (ref !== undefined) this.#mentioned.push([ref, `${fields.place}.${name}`]);
    return ref;
  }

  /** A command may come before the order it speaks of has been sent: it then has nothing to act on. */
  #withOrder(ref: string, act: string, run: (id: OrderId) => void): void {
    const id = this.#ids.get(ref);
    if (id === undefined) this.#ctx.log(`order-script: "${act}" of "${ref}" did nothing, for that order had not been sent`);
    else run(id);
  }
}

/** The terms of an order as the context takes them. */
function terms(order: Fields, isChild: boolean): OrderOptions {
  const type = order.choice('type', TYPES, true)!;
  const limit = level(order, 'price', type === 'limit' || type === 'stop-limit', type);
  const trigger = level(order, 'trigger', type === 'stop' || type === 'stop-limit', type);
  const qty = order.take('qty', 'positive');
  const size = sizeOf(order);
  if (qty !== undefined && size !== undefined) throw wrong(`${order.place}.size`, 'no size beside a qty', order.get('size'));
  if (qty === undefined && size === undefined && !isChild) throw wrong(`${order.place}.qty`, 'a qty or a size', order.get('qty'));
  const [until, end] = [order.get('expiresAt'), `${order.place}.expiresAt`];
  const expiresAt = until === undefined ? undefined : timeOf(until, end, 'an ISO-8601 time');
  const tif = order.choice('tif', TIFS, false);
  if (tif === 'gtd' && until === undefined) throw wrong(end, 'the end of a gtd order', until);
  if (tif !== undefined && tif !== 'gtd' && until !== undefined) throw wrong(end, `no end of a ${tif} order`, until);
  const words = { ref: order.take('ref', 'text'), tag: order.take('tag', 'text'), reason: order.take('reason', 'text') };
  const exits = { stopLoss: exitOf(order, 'stopLoss'), takeProfit: exitOf(order, 'takeProfit') };
  return defined({ ...words, ...exits, qty, size, limit, trigger, tif, expiresAt, reduceOnly: order.take('reduceOnly', 'flag') });
}

function level(order: Fields, name: string, needed: boolean, type: string): number | undefined {
  const value = order.take(name, 'number');
  if (needed !== (value !== undefined))
    throw wrong(`${order.place}.${name}`, needed ? `a ${name} for a ${type} order` : `no ${name} for a ${type} order`, value);
  return value;
}

function sizeOf(order: Fields): OrderOptions['size'] {
  const raw = order.get('size');
  if (raw === undefined) return undefined;
  const size = new Fields(raw, `${order.place}.size`, ['fraction', 'portion', 'at']);
  const at = defined({ at: size.choice('at', ['signal', 'fill'], false) });
  const fraction = size.take('fraction', 'positive');
  const portion = size.take('portion', 'share');
  const one = '{ "fraction": x } of equity or { "portion": x } of the position';
  if ((fraction === undefined) === (portion === undefined)) throw wrong(size.place, one, raw);
  return fraction !== undefined ? { fraction, ...at } : { portion: portion!, ...at };
}

function exitOf(order: Fields, name: 'stopLoss' | 'takeProfit'): Exit | undefined {
  const raw = order.get(name);
  if (typeof raw !== 'object') return raw === undefined ? undefined : { price: order.take(name, 'number')! };
  const pct = new Fields(raw, `${order.place}.${name}`, ['pct']).take('pct', 'positive');
  if (pct === undefined) throw wrong(`${order.place}.${name}`, 'a price or { "pct": x }', raw);
  return { pct };
}

/** The fields of one JSON object; null is the same as not given. Throws a ConfigError on a field it does not know. */
class Fields {
  readonly place: string;
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: unknown, place: string, known: readonly string[]) {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw wrong(place, 'an object', raw);
    this.#raw = raw as Readonly<Record<string, unknown>>;
    this.place = place;
    for (const name of Object.keys(raw))
      if (!known.includes(name)) throw wrong(`${place}.${name}`, `one of the fields ${known.join(', ')}`, name);
  }

  get(name: string): unknown {
    return this.#raw[name] ?? undefined;
  }

  take<K extends keyof Kinds>(name: string, kind: K): Kinds[K] | undefined {
    const value = this.get(name);
    const [expected, holds] = KINDS[kind];
    if (value !== undefined && !holds(value)) throw wrong(`${this.place}.${name}`, expected, value);
    return value as Kinds[K] | undefined;
  }

  choice<const T extends string>(name: string, options: readonly T[], needed: boolean): T | undefined {
    const value = this.get(name);
    const found = options.find((option) => option === value);
    if (found === undefined && (needed || value !== undefined)) throw wrong(`${this.place}.${name}`, `one of ${options.join(', ')}`, value);
    return found;
  }
}

/** What a plain field may be. */
interface Kinds {
  readonly number: number;
  readonly positive: number;
  readonly share: number;
  readonly text: string;
  readonly flag: boolean;
}

const KINDS: { readonly [K in keyof Kinds]: readonly [expected: string, holds: (value: unknown) => boolean] } = {
  number: ['a number', Number.isFinite],
  positive: ['a positive number', (value) => Number.isFinite(value) && (value as number) > 0],
  share: ['a share above 0 and at most 1', (value) => Number.isFinite(value) && (value as number) > 0 && (value as number) <= 1],
  text: ['a text', (value) => typeof value === 'string' && value !== ''],
  flag: ['true or false', (value) => typeof value === 'boolean'],
};

function timeOf(raw: unknown, place: string, expected: string): number {
  const ts = typeof raw === 'string' ? parseTime(raw) : Number.NaN;
  if (Number.isNaN(ts)) throw wrong(place, expected, raw);
  return ts;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined: a context takes a field or does without it. */
const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

function wrong(place: string, expected: string, was: unknown): ConfigError {
  const text = was === undefined ? 'was missing' : `was "${typeof was === 'string' ? was : JSON.stringify(was)}"`;
  return new ConfigError(`Expected ${expected}, but it ${text}`, { place });
}
