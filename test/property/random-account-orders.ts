import fc from 'fast-check';
import { HOUR } from '../../engine/model/time.ts';
import type { Bar, Command, Instrument, Order, Type } from '../reference/stream.ts';

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const maybe = <T>(arb: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | undefined> => fc.option(arb, { nil: undefined, freq });
const oneIn = (times: number): fc.Arbitrary<boolean> => int(0, times - 1).map((n) => n === 1);
const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const TYPES: Type[] = [
  'market',
  'market',
  'market',
  'market',
  'limit',
  'limit',
  'stop',
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
];

/** A price as so many half points from the newest close. */
const level = int(-14, 14);

const terms = {
  side: fc.constantFrom('buy' as const, 'sell' as const),
  type: fc.constantFrom(...TYPES),
  qty: int(1, 24),
  price: level,
  trigger: level,
  trail: fc.record({
    distance: fc.constantFrom<{ amount?: number; percent?: number }[]>({ amount: 2 }, { amount: 5 }, { percent: 0.03125 }),
    activation: maybe(level),
    offset: fc.constantFrom(0, 1, 2.5, -1),
  }),
  tif: fc.constantFrom(
    'gtc' as const,
    'gtc' as const,
    'gtc' as const,
    'gtc' as const,
    'day' as const,
    'gtd' as const,
    'ioc' as const,
    'fok' as const,
  ),
  lives: int(1, 30),
  group: fc.constantFrom(undefined, undefined, undefined, undefined, 1, 2),
  reduceOnly: oneIn(6),
};
const draft = fc.record({
  ...terms,
  instrument: int(0, 2),
  /** How many orders back its parent is, if it has one. */
  parent: fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: int(1, 4), weight: 1 }),
  isExit: fc.boolean(),
  isWhole: fc.boolean(),
  stopLoss: maybe(fc.constantFrom(0.015625, 0.03125, 0.0625), 2),
  takeProfit: maybe(fc.constantFrom(0.015625, 0.03125, 0.0625), 2),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;
const change = fc.record({
  /** How many orders back. */
  order: int(1, 6),
  qty: maybe(int(1, 24), 2),
  price: maybe(level),
  trigger: maybe(level),
  isCancel: oneIn(4),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Orders, and changes of orders, each after some row of one of the instruments. */
export const deedsOf = (rows: number) =>
  fc.array(
    fc.record({
      row: int(0, rows - 1),
      of: int(0, 2),
      strategy: int(0, 2),
      what: fc.oneof({ arbitrary: draft, weight: 4 }, { arbitrary: change, weight: 1 }),
    }),
    { minLength: 1, maxLength: 10 },
  );
type Deeds = ReturnType<typeof deedsOf> extends fc.Arbitrary<infer T> ? T : never;

/** Turns deeds into commands, in the order of their times and then of who does them. */
export function ordersOf(deeds: Deeds, instruments: readonly Instrument[], bars: readonly Bar[][], strategies: number): Command[] {
  const orders: Order[] = [];
  const marks = deeds.map(({ row, of, strategy, what }) => {
    const rows = bars[of % bars.length]!;
    return { at: rows[row % rows.length]!.ts, strategy: strategy % strategies, what };
  });
  const newest = (instrument: number, at: number): number => bars[instrument]!.findLast(({ ts }) => ts <= at)?.close ?? 100;
  const priceAt = (points: number, instrument: number, at: number): number => Math.max(newest(instrument, at) + points * 0.5, 1);
  const ownOf = (strategy: number, back: number): Order | undefined =>
    orders.filter((one) => (one.strategy ?? 0) === strategy && one.attached === undefined).at(-back);

  const orderOf = (what: Draft, at: number, strategy: number): Order => {
    const parent = what.parent === undefined ? undefined : ownOf(strategy, what.parent);
    const instrument = parent?.instrument ?? what.instrument % instruments.length;
    const { type, tif } = what;
    const isExit = parent !== undefined && what.isExit;
    const hasPrice = type.includes('limit') && type !== 'trailing-stop-limit';
    const hasTrigger = type === 'stop' || type === 'stop-limit' || type.endsWith('-if-touched');
    const { activation, offset, distance } = what.trail;
    const steps = Math.max(Math.round(what.qty / 2 / instruments[instrument]!.step), 1);
    return {
      id: orders.length + 1,
      instrument,
      strategy,
      side: isExit ? (parent.side === 'buy' ? 'sell' : 'buy') : what.side,
      type,
      tif,
      ...given({
        qty: parent !== undefined && what.isWhole ? undefined : Math.round(steps * instruments[instrument]!.step * 10) / 10,
        price: hasPrice ? priceAt(what.price, instrument, at) : undefined,
        trigger: hasTrigger ? priceAt(what.trigger, instrument, at) : undefined,
        trail: type.startsWith('trailing')
          ? {
              ...distance,
              ...given({
                activation: activation === undefined ? undefined : priceAt(activation, instrument, at),
                offset: type === 'trailing-stop-limit' ? offset : undefined,
              }),
            }
          : undefined,
        expiresAt: tif === 'gtd' ? at + what.lives * 2 * HOUR : undefined,
        parent: parent?.id,
        group: what.group === undefined ? undefined : what.group * 10 + strategy,
        reduceOnly: isExit || what.reduceOnly ? true : undefined,
      }),
    };
  };

  const exitsOf = (what: Draft, parent: Order): Order[] => {
    if (parent.parent !== undefined || parent.reduceOnly === true) return [];
    const isLong = parent.side === 'buy';
    const exit = {
      instrument: parent.instrument,
      strategy: parent.strategy ?? 0,
      side: isLong ? 'sell' : 'buy',
      tif: 'gtc',
      parent: parent.id,
    } as const;
    const both = [
      { pct: what.stopLoss, type: 'stop', attached: 'stop-loss', sign: -1 } as const,
      { pct: what.takeProfit, type: 'limit', attached: 'take-profit', sign: 1 } as const,
    ].filter(({ pct }) => pct !== undefined);
    return both.map(({ pct, type, attached, sign }, k) => ({
      ...exit,
      id: parent.id + 1 + k,
      type,
      attached,
      levelPct: (isLong ? sign : -sign) * pct!,
      reduceOnly: true,
      ...(both.length > 1 && { group: 1_000 + parent.id }),
    }));
  };

  const changed = ({ order, isCancel, qty, price, trigger }: Change, at: number, strategy: number): Command[] => {
    const found = ownOf(strategy, order);
    if (found === undefined) return [];
    if (isCancel) return [{ at, cancel: found.id }];
    const { step } = instruments[found.instrument]!;
    const level = (points: number | undefined) => (points === undefined ? undefined : priceAt(points, found.instrument, at));
    const units = qty === undefined ? undefined : Math.round(Math.max(Math.round(qty / 2 / step), 1) * step * 10) / 10;
    return [{ at, replace: found.id, ...given({ qty: units, price: level(price), trigger: level(trigger) }) }];
  };

  return marks
    .sort((a, b) => a.at - b.at || a.strategy - b.strategy)
    .flatMap(({ at, strategy, what }): Command[] => {
      if (!('type' in what)) return changed(what, at, strategy);
      const order = orderOf(what, at, strategy);
      const sent = [order, ...exitsOf(what, order)];
      orders.push(...sent);
      return sent.map((submit) => ({ at, submit }));
    });
}
