import {
  ConfigError,
  type Context,
  defineStrategy,
  type Exit,
  json,
  type OrderId,
  type OrderOptions,
  parseTime,
  type Side,
  type TimeInForce,
} from '../engine/index.ts';

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
const TIFS = ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const satisfies readonly TimeInForce[];
const SIDES = ['buy', 'sell'] as const satisfies readonly Side[];
const ACTS = ['submit', 'replace', 'cancel', 'close'] as const;
const SUBMIT = [
  'ref',
  'side',
  'type',
  'qty',
  'size',
  'price',
  'trigger',
  'trail',
  'tif',
  'expiresAt',
  'parent',
  'oco',
  'reduceOnly',
  'stopLoss',
  'takeProfit',
  'tag',
  'reason',
];
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
    const acts = ACTS.filter((act) => given(raw, act));
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
      const bar = new Fields(at, `${fields.place}.at`, ['bar']).number('bar');
      if (bar === undefined || !Number.isInteger(bar) || bar < 0)
        throw wrong(`${fields.place}.at.bar`, 'a whole number of bars, from 0', bar);
      return { bar, time: Number.NaN };
    }
    return { bar: Number.NaN, time: timeOf(at, `${fields.place}.at`, '{ "bar": k } or an ISO-8601 time') };
  }

  #feed(fields: Fields): Feed {
    const name = fields.text('feed') ?? 'asset';
    const feed = this.#feeds.get(name);
    if (feed === undefined) throw wrong(`${fields.place}.feed`, `one of the run's feeds ${[...this.#feeds.keys()].join(', ')}`, name);
    return feed;
  }

  #action(act: (typeof ACTS)[number], fields: Fields, feed: Feed): () => void {
    const ctx = this.#ctx;
    if (act === 'submit') return this.#submit(fields, feed);
    if (act === 'close') {
      const close = fields.get('close');
      const portion = close === true ? undefined : new Fields(close, `${fields.place}.close`, ['portion']).share('portion');
      return () => ctx.close(feed, portion === undefined ? {} : { portion });
    }
    const ref = this.#mention(fields, act)!;
    if (act === 'cancel') return () => this.#withOrder(ref, act, (id) => ctx.cancel(id));
    const change = defined({ qty: fields.positive('qty'), limit: fields.number('price'), trigger: fields.number('trigger') });
    if (Object.keys(change).length === 0) throw wrong(fields.place, 'a new qty, price or trigger', 'none of them');
    return () => this.#withOrder(ref, act, (id) => ctx.replace(id, change));
  }

  #submit(fields: Fields, feed: Feed): () => void {
    const ctx = this.#ctx;
    const order = new Fields(fields.get('submit'), `${fields.place}.submit`, SUBMIT);
    if (order.get('trail') !== undefined)
      throw wrong(`${order.place}.trail`, 'no trail: trailing stops are not part of this version', order.get('trail'));
    const side = order.required('side', order.choice('side', SIDES), `one of ${SIDES.join(', ')}`);
    const ref = order.text('ref');
    if (ref !== undefined && this.#refs.has(ref)) throw wrong(`${order.place}.ref`, 'a ref that no other order has', ref);
    if (ref !== undefined) this.#refs.add(ref);
    const parent = this.#mention(order, 'parent');
    const options: OrderOptions = defined({ ...terms(order, parent !== undefined), oco: this.#group(order.text('oco')) });
    const send = (more: OrderOptions): void => {
      const id = side === 'buy' ? ctx.buy(feed, more) : ctx.sell(feed, more);
      if (ref !== undefined) this.#ids.set(ref, id);
    };
    if (parent === undefined) return () => send(options);
    return () => this.#withOrder(parent, 'parent', (id) => send({ ...options, parent: id }));
  }

  #mention(fields: Fields, name: string): string | undefined {
    const ref = fields.text(name);
    if (ref !== undefined) this.#mentioned.push([ref, `${fields.place}.${name}`]);
    return ref;
  }

  #group(name: string | undefined): number | undefined {
    if (name === undefined) return undefined;
    const group = this.#groups.get(name) ?? this.#groups.size + 1;
    this.#groups.set(name, group);
    return group;
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
  const type = order.required('type', order.choice('type', TYPES), `one of ${TYPES.join(', ')}`);
  const limit = level(order, 'price', type === 'limit' || type === 'stop-limit', type);
  const trigger = level(order, 'trigger', type === 'stop' || type === 'stop-limit', type);
  const qty = order.positive('qty');
  const size = sizeOf(order);
  if (qty !== undefined && size !== undefined) throw wrong(`${order.place}.size`, 'no size beside a qty', order.get('size'));
  if (qty === undefined && size === undefined && !isChild) throw wrong(`${order.place}.qty`, 'a qty or a size', order.get('qty'));
  const until = order.get('expiresAt');
  const expiresAt = until === undefined ? undefined : timeOf(until, `${order.place}.expiresAt`, 'an ISO-8601 time');
  const tif = order.choice('tif', TIFS);
  if ((tif === 'gtd') !== (expiresAt !== undefined) && tif !== undefined)
    throw wrong(`${order.place}.expiresAt`, tif === 'gtd' ? 'the end of a gtd order' : `no end of a ${tif} order`, until);
  const words = { ref: order.text('ref'), tag: order.text('tag'), reason: order.text('reason') };
  return defined({
    ...words,
    qty,
    size,
    limit,
    trigger,
    tif,
    expiresAt,
    reduceOnly: order.flag('reduceOnly'),
    stopLoss: exitOf(order, 'stopLoss'),
    takeProfit: exitOf(order, 'takeProfit'),
  });
}

function level(order: Fields, name: string, needed: boolean, type: string): number | undefined {
  const value = order.number(name);
  if (needed !== (value !== undefined))
    throw wrong(`${order.place}.${name}`, needed ? `a ${name} for a ${type} order` : `no ${name} for a ${type} order`, value);
  return value;
}

function sizeOf(order: Fields): OrderOptions['size'] {
  const raw = order.get('size');
  if (raw === undefined) return undefined;
  const size = new Fields(raw, `${order.place}.size`, ['fraction', 'portion', 'at']);
  const at = defined({ at: size.choice('at', ['signal', 'fill'] as const) });
  const fraction = size.positive('fraction');
  const portion = size.share('portion');
  if ((fraction === undefined) === (portion === undefined))
    throw wrong(size.place, '{ "fraction": x } of equity or { "portion": x } of the position', raw);
  return fraction !== undefined ? { fraction, ...at } : { portion: portion!, ...at };
}

function exitOf(order: Fields, name: 'stopLoss' | 'takeProfit'): Exit | undefined {
  const raw = order.get(name);
  if (typeof raw !== 'object') return raw === undefined ? undefined : { price: order.number(name)! };
  const pct = new Fields(raw, `${order.place}.${name}`, ['pct']).positive('pct');
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

  number(name: string): number | undefined {
    return this.#read(name, 'a number', (value): value is number => typeof value === 'number' && Number.isFinite(value));
  }

  positive(name: string): number | undefined {
    return this.#read(
      name,
      'a positive number',
      (value): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value),
    );
  }

  share(name: string): number | undefined {
    return this.#read(
      name,
      'a share above 0 and at most 1',
      (value): value is number => typeof value === 'number' && value > 0 && value <= 1,
    );
  }

  text(name: string): string | undefined {
    return this.#read(name, 'a text', (value): value is string => typeof value === 'string' && value !== '');
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  choice<const T extends string>(name: string, options: readonly T[]): T | undefined {
    return this.#read(name, `one of ${options.join(', ')}`, (value): value is T => options.some((option) => option === value));
  }

  required<T>(name: string, value: T | undefined, expected: string): T {
    if (value === undefined) throw wrong(`${this.place}.${name}`, expected, value);
    return value;
  }

  #read<T>(name: string, expected: string, holds: (value: unknown) => value is T): T | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!holds(value)) throw wrong(`${this.place}.${name}`, expected, value);
    return value;
  }
}

const given = (raw: unknown, name: string): boolean =>
  typeof raw === 'object' && raw !== null && ((raw as Record<string, unknown>)[name] ?? undefined) !== undefined;

function timeOf(raw: unknown, place: string, expected: string): number {
  const ts = typeof raw === 'string' ? parseTime(raw) : Number.NaN;
  if (Number.isNaN(ts)) throw wrong(place, expected, raw);
  return ts;
}

/** Without the fields that are undefined: a context takes a field or does without it. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function wrong(place: string, expected: string, was: unknown): ConfigError {
  const text = was === undefined ? 'was missing' : `was "${typeof was === 'string' ? was : JSON.stringify(was)}"`;
  return new ConfigError(`Expected ${expected}, but it ${text}`, { place });
}
