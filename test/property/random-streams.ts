import fc from 'fast-check';
import { HOUR } from '../../engine/model/time.ts';
import type { Bar, Command, Instrument, Options, Order, Session, Stream, Type } from '../reference/stream.ts';

export const MONDAY = Date.UTC(2024, 0, 1);
export const TICK = 0.5;
export const START = 100;
const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const maybe = <T>(arb: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | undefined> => fc.option(arb, { nil: undefined, freq });
/** Once in so many times. */
const oneIn = (times: number): fc.Arbitrary<boolean> => int(0, times - 1).map((n) => n === 1);

/** Bars that follow the price, with gaps of price and of time now and then; few prices, so that levels are often touched exactly. */
const barsOf = (hours: fc.Arbitrary<number>): fc.Arbitrary<Bar[]> =>
  fc
    .record({
      hours,
      late: fc.constantFrom(0, 0, 1, 5),
      rows: fc.array(
        fc.record({
          jump: fc.constantFrom(0, 0, 0, 1, -1, 2, -2, 5, -5, 9, -9),
          move: int(-8, 8),
          up: int(0, 5),
          down: int(0, 5),
          volume: maybe(int(0, 40), 8),
          pause: fc.constantFrom(0, 0, 0, 0, 0, 1, 5),
        }),
        { minLength: 2, maxLength: 12 },
      ),
    })
    .map(({ hours, late, rows }) => {
      let openTs = MONDAY + late * HOUR;
      let last = START;
      return rows.map(({ jump, move, up, down, volume, pause }) => {
        openTs += pause * hours * HOUR;
        const open = last + jump * TICK;
        const close = open + move * TICK;
        const bar = {
          openTs,
          ts: openTs + hours * HOUR,
          open,
          high: Math.max(open, close) + up * TICK,
          low: Math.min(open, close) - down * TICK,
          close,
          volume: volume ?? Number.NaN,
        };
        openTs = bar.ts;
        last = close;
        return bar;
      });
    });

/** Every type; the last four are of auctions, which bars alone have. */
const TYPES = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'market-if-touched',
  'limit-if-touched',
  'trailing-stop',
  'trailing-stop-limit',
  'market-on-open',
  'limit-on-open',
  'market-on-close',
  'limit-on-close',
] as const;

const trail = fc.record({
  distance: fc.constantFrom<{ amount?: number; percent?: number }[]>(
    { amount: 2 },
    { amount: 5 },
    { percent: 0.03125 },
    { percent: 0.0078125 },
    { amount: 2 },
    { amount: 5 },
    { percent: 0.03125 },
    { percent: 0.0078125 },
    { amount: 2, percent: 0.5 },
    { amount: 0 },
  ),
  activation: maybe(int(-8, 8)),
  offset: fc.constantFrom(0, 1, 2.5, -1),
});

/** A price as a distance from the newest close, in ticks. Snapping what is sent is not the venue's affair; levels of trails and percentages are. */
const distance = int(-14, 14);
const sides = fc.constantFrom('buy' as const, 'sell' as const);
const tifs = fc.constantFrom(
  'gtc' as const,
  'gtc' as const,
  'gtc' as const,
  'gtc' as const,
  'day' as const,
  'gtd' as const,
  'ioc' as const,
  'fok' as const,
);

const termsOf = (types: readonly Type[], levels: fc.Arbitrary<number>, displays: fc.Arbitrary<number | undefined>) => ({
  side: sides,
  type: fc.constantFrom<Type[]>(...types),
  qty: int(1, 12),
  price: levels,
  trigger: levels,
  display: displays,
  trail,
  tif: tifs,
  lives: int(0, 30),
  group: fc.constantFrom(undefined, undefined, undefined, 1, 2),
  reduceOnly: oneIn(6),
  postOnly: oneIn(6),
  isExit: fc.boolean(),
  isWhole: fc.boolean(),
  pct: maybe(fc.constantFrom(0.015625, -0.015625, 0.03125, -0.03125)),
  isWrong: oneIn(60),
});
type Terms = ValueOf<fc.Arbitrary<unknown>> & { [K in keyof ReturnType<typeof termsOf>]: ValueOf<ReturnType<typeof termsOf>[K]> };

/** Orders, and changes of orders, each after some row of one of the instruments. */
export function actsOf(
  rows: number,
  types: readonly Type[],
  levels: fc.Arbitrary<number>,
  displays: fc.Arbitrary<number | undefined> = fc.constant(undefined),
  /** How many changes there are for three orders, and to one that leaves its price, how many move it. */
  changes = 1,
  moves = 3,
) {
  const terms = termsOf(types, levels, displays);
  const draft = fc.record({
    ...terms,
    instrument: int(0, 1),
    /** How many orders back its parent is, if it has one. */
    parent: fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, { arbitrary: int(1, 4), weight: 1 }),
    /** Sent with it. */
    children: fc.oneof(
      { arbitrary: fc.constant<Terms[]>([]), weight: 2 },
      { arbitrary: fc.array(fc.record(terms), { minLength: 1, maxLength: 3 }), weight: 1 },
    ),
  });
  const change = fc.record({
    /** How many orders back. */
    order: int(1, 6),
    qty: maybe(int(0, 14), 2),
    price: maybe(levels, moves),
    trigger: maybe(levels),
    isCancel: oneIn(4),
    isWrong: oneIn(20),
  });
  const act = fc.record({
    row: int(0, rows - 1),
    of: int(0, 1),
    what: fc.oneof({ arbitrary: draft, weight: 3 }, { arbitrary: change, weight: changes }),
  });
  return fc.array(act, { minLength: 1, maxLength: 9 });
}
type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Act = ValueOf<ReturnType<typeof actsOf>>[number];
type Draft = Extract<Act['what'], { type: Type }>;
type Change = Exclude<Act['what'], Draft>;

const slippage: fc.Arbitrary<Options['slippage']> = fc.constantFrom(
  { model: 'none' },
  { model: 'none' },
  { model: 'none' },
  { model: 'ticks', ticks: 2 },
  { model: 'percent', rate: 0.01 },
  { model: 'half-spread', spread: 0.02 },
  { model: 'volatility', share: 0.25, period: 2 },
  { model: 'volume-share', impact: 0.1 },
  { model: 'square-root', coefficient: 0.5, period: 2 },
);

const options: fc.Arbitrary<Options> = fc.record({
  path: fc.constantFrom('pessimistic', 'pessimistic', 'pessimistic', 'o-h-l-c', 'o-l-h-c', 'nearest-extreme-first'),
  touch: fc.constantFrom('through', 'fill'),
  fillOn: fc.constantFrom('next-open', 'next-open', 'next-open', 'on-close'),
  trailBy: fc.constantFrom('extreme', 'extreme', 'close'),
  volumeLimit: fc.constantFrom(null, null, 0.25, 0.5),
  clip: oneIn(6),
  slippage,
  feeRate: fc.constantFrom(0, 0.001),
  latency: fc.constantFrom(0, 0, 0, 1_000, HOUR, 3 * HOUR, 7 * HOUR),
});

/** Sessions that come again and again, from before the first bar to long after the last; on some days there is none. */
export const sessions: fc.Arbitrary<Session[]> = fc
  .record({ every: fc.constantFrom(12, 24, 24), from: int(0, 11), hours: int(1, 12), skips: int(2, 9) })
  .map(({ every, from, hours, skips }) =>
    Array.from({ length: 400 }, (_, k) => MONDAY + (k * every + from - 48) * HOUR)
      .filter((_, k) => k === 0 || k % skips !== 1)
      .map((open) => ({ open, close: open + hours * HOUR })),
  );

/** The instruments of all streams. */
export const INSTRUMENTS: Instrument[] = [
  { tick: TICK, step: 0.5, multiplier: 1 },
  { tick: TICK / 2, step: 0.5, multiplier: 2 },
];

/** Random bars of two instruments, random orders over them, random rules. */
export const streams: fc.Arbitrary<Stream> = fc
  .tuple(
    ...([barsOf(fc.constantFrom(6, 6, 24)), barsOf(fc.constantFrom(3, 3, 1))] as const),
    actsOf(12, [...TYPES, 'market', 'limit', 'stop'], distance),
    options,
    ...([maybe(sessions, 2), maybe(sessions, 2)] as const),
  )
  .map(([slow, fast, acts, rules, ...calendars]) => ({
    instruments: INSTRUMENTS.map((one, k) => ({ ...one, ...given({ sessions: calendars[k] }) })),
    bars: [slow, fast],
    commands: new Commands([slow, fast].map((rows) => rows.map(({ ts, close }) => ({ ts, price: close, turn: undefined })))).of(acts),
    options: rules,
  }));

/** A row after which a strategy may act: its time, the price it shows, and of which turn of that time it is, where rows share times. */
interface Mark {
  readonly ts: number;
  readonly price: number;
  readonly turn: number | undefined;
}

/** Turns acts into commands, in the order of their times. */
export class Commands {
  readonly #marks: readonly (readonly Mark[])[];
  readonly #orders: Order[] = [];

  constructor(marks: readonly (readonly Mark[])[]) {
    this.#marks = marks;
  }

  of(acts: readonly Act[]): Command[] {
    const timed = acts.map(({ row, of, what }) => ({ what, mark: this.#marks[of]![row % this.#marks[of]!.length]! }));
    return timed
      .sort(({ mark: a }, { mark: b }) => a.ts - b.ts || (a.turn ?? 1) - (b.turn ?? 1))
      .flatMap(({ what, mark: { ts, turn } }) =>
        ('type' in what ? this.#submits(what, ts) : this.#changes(what, ts)).map((one) => ({ ...one, ...given({ turn }) })),
      );
  }

  #submits(what: Draft, at: number): Command[] {
    const parent = what.parent === undefined ? undefined : this.#orders.at(-what.parent);
    const order = this.#order(what, at, parent?.instrument ?? what.instrument, parent);
    return [order, ...what.children.map((one) => this.#order(one, at, order.instrument, order))].map((submit) => ({ at, submit }));
  }

  #changes({ order, isCancel, isWrong, qty, price, trigger }: Change, at: number): Command[] {
    const { id, instrument } = this.#orders.at(-order) ?? {};
    if (id === undefined || instrument === undefined) return [];
    if (isCancel) return [{ at, cancel: id }];
    const level = (one: number | undefined) => (one === undefined ? undefined : this.#level(one, instrument, at));
    return [{ at, replace: id, ...given({ qty, price: isWrong ? Number.NaN : level(price), trigger: level(trigger) }) }];
  }

  #order(what: Terms, at: number, instrument: number, parent: Order | undefined): Order {
    const { type, tif } = what;
    const isExit = parent !== undefined && what.isExit;
    const pct = parent !== undefined && (type === 'stop' || type === 'limit') ? what.pct : undefined;
    const hasPrice = type.includes('limit') && type !== 'trailing-stop-limit' && pct === undefined;
    const hasTrigger = (type === 'stop' || type === 'stop-limit' || type.endsWith('-if-touched')) && pct === undefined;
    const level = (one: number) => (what.isWrong ? Number.NaN : this.#level(one, instrument, at));
    const activation = what.trail.activation === undefined ? undefined : this.#level(what.trail.activation, instrument, at);
    const order: Order = {
      id: this.#orders.length + 1,
      instrument,
      side: isExit ? (parent.side === 'buy' ? 'sell' : 'buy') : what.side,
      type,
      tif,
      ...given({
        qty: parent !== undefined && what.isWhole ? undefined : what.qty * INSTRUMENTS[instrument]!.step,
        price: hasPrice ? level(what.price) : undefined,
        trigger: hasTrigger ? level(what.trigger) : undefined,
        trail: type.startsWith('trailing')
          ? {
              ...what.trail.distance,
              ...given({ activation, offset: type === 'trailing-stop-limit' && !what.isWrong ? what.trail.offset : undefined }),
            }
          : undefined,
        expiresAt: tif === 'gtd' ? at + what.lives * 2 * HOUR : undefined,
        parent: parent?.id,
        group: what.group,
        reduceOnly: isExit || what.reduceOnly ? true : undefined,
        postOnly: what.postOnly && type === 'limit' ? true : undefined,
        display: hasPrice ? what.display : undefined,
        levelPct: pct,
      }),
    };
    this.#orders.push(order);
    return order;
  }

  /** So many ticks from the price that was the newest at a time. */
  #level(ticks: number, instrument: number, at: number): number {
    return (this.#marks[instrument]!.findLast(({ ts }) => ts <= at)?.price ?? START) + ticks * TICK;
  }
}

/** The fields that are there. */
const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
