import fc from 'fast-check';
import type { HumanOrder } from '../../../engine/loop/order-of-events.ts';
import { BarSeries } from '../../../engine/model/series.ts';
import { millis } from '../../../engine/model/time.ts';
import { deed, LENGTHS, walk } from '../../property/random-world.ts';
import { liveAll, MONDAY, type Past, type Terms, trader } from '../world.ts';
import { act } from './random-deeds.ts';

const BARS = 60;
const HOUR = LENGTHS['1h'];

/** What two strategies of one account do in two instruments, and when a person stops them. */
export const streams = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  deeds: fc.tuple(fc.array(deed(BARS), { minLength: 20, maxLength: 120 }), fc.array(deed(BARS), { maxLength: 120 })),
  stoppedAt: fc.integer({ min: 2, max: 40 }),
  volumeLimit: fc.constantFrom(null, null, 0.02, 0.1),
  fillOn: fc.constantFrom('next-open', 'next-open', 'on-close'),
  at: fc.constantFrom('signal', 'fill'),
  path: fc.constantFrom('pessimistic', 'o-h-l-c'),
} as const);

export type Stream = typeof streams extends fc.Arbitrary<infer T> ? T : never;

/** When a person stops it. */
export const stoppedTs = ({ stoppedAt }: Stream): number => MONDAY + stoppedAt * HOUR;

/** Lives through a stream that is stopped in the middle of it by what a person says, if that is anything. */
export function lived(
  { seed, deeds, stoppedAt, volumeLimit, fillOn, at, path }: Stream,
  order: HumanOrder | undefined,
  more: Terms = {},
): Past {
  const feeds = { a: new BarSeries('A', walk(seed, BARS, HOUR)), b: new BarSeries('B', walk(seed + 1, BARS, HOUR)) };
  const traders = deeds.map((own, s) =>
    trader(feeds, (ctx) => {
      const mine = { last: 0 };
      return {
        onSlice: () => {
          for (const one of own) if (one.bar === feeds.a.row - 1) act(ctx, one, mine);
        },
        onFill: ({ tag }) => void (tag === undefined && ctx.random() < 0.1 && ctx.buy(s === 0 ? feeds.a : feeds.b, { qty: 1 })),
      };
    }),
  );
  return liveAll(traders, {
    account: { leverage: 3 },
    simulator: { volumeLimit, fillOn, path },
    sizer: { model: 'fixed', qty: 7, at },
    ...(order !== undefined && { inputs: [{ kind: 'human', ts: millis(MONDAY + stoppedAt * HOUR), seq: 0, order }] }),
    ...more,
  });
}

/** A fill as what it did to its strategy's position. */
export interface Move {
  readonly slot: string;
  readonly before: number;
  readonly after: number;
  readonly ts: number;
  readonly barTs: number;
  readonly orderId: number;
}

/** The units of each strategy's position before and after every fill. */
export function moves({ fills }: Past): readonly Move[] {
  const held = new Map<string, number>();
  return fills.map(({ strategyId, instrument, side, qty, ts, barTs, orderId }) => {
    const slot = `${strategyId} ${instrument}`;
    const before = held.get(slot) ?? 0;
    const after = added(before, side === 'buy' ? qty : -qty);
    held.set(slot, after);
    return { slot, before, after, ts, barTs, orderId };
  });
}

/** The units of a position with those of a fill; what rounding leaves of nothing is nothing. */
export function added(held: number, units: number): number {
  const after = held + units;
  return Math.abs(after) < 1e-9 ? 0 : after;
}

/** Whether a position has shrunk, and not turned. */
export const shrinks = ({ before, after }: Move): boolean => Math.abs(after) < Math.abs(before) && before * after >= 0;
