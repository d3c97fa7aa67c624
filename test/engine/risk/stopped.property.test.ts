import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../engine/loop/order-of-events.ts';
import { BarSeries } from '../../../engine/model/series.ts';
import { millis } from '../../../engine/model/time.ts';
import { deed, LENGTHS, walk } from '../../property/random-world.ts';
import { liveAll, MONDAY, type Past, type Terms, trader } from '../world.ts';
import { act } from './random-deeds.ts';

const BARS = 60;
const HOUR = LENGTHS['1h'];

/** What two strategies of one account do, and when a person stops them. */
const streams = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  deeds: fc.tuple(fc.array(deed(BARS), { minLength: 20, maxLength: 120 }), fc.array(deed(BARS), { maxLength: 120 })),
  stoppedAt: fc.integer({ min: 2, max: 40 }),
  volumeLimit: fc.constantFrom(null, null, 0.02, 0.1),
  fillOn: fc.constantFrom('next-open', 'next-open', 'on-close'),
  at: fc.constantFrom('signal', 'fill'),
  path: fc.constantFrom('pessimistic', 'o-h-l-c'),
} as const);

type Stream = typeof streams extends fc.Arbitrary<infer T> ? T : never;

/** Lives through a stream that is stopped in the middle of it; `also` is told of every intent that is routed. */
function run(
  { seed, deeds, stoppedAt, volumeLimit, fillOn, at, path }: Stream,
  order: Extract<Input, { kind: 'human' }>['order'],
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
    inputs: [{ kind: 'human', ts: millis(MONDAY + stoppedAt * HOUR), seq: 0, order }],
    ...more,
  });
}

/** |Units| of each position after every fill, and whether that came after the stop. */
function positions({
  fills,
}: Past): readonly { readonly slot: string; readonly before: number; readonly after: number; readonly barTs: number }[] {
  const held = new Map<string, number>();
  return fills.map(({ strategyId, instrument, side, qty, barTs }) => {
    const slot = `${strategyId} ${instrument}`;
    const before = held.get(slot) ?? 0;
    const after = before + (side === 'buy' ? qty : -qty);
    held.set(slot, after);
    return { slot, before, after, barTs };
  });
}

const always = (holds: (stream: Stream) => void): void => fc.assert(fc.property(streams, holds), { numRuns: 2_000, seed: 20_240_607 });

describe('whatever strategies do', () => {
  it('while only exits pass no position grows or turns', () => {
    let reduced = 0;
    always((stream) => {
      const stopped = MONDAY + stream.stoppedAt * HOUR;
      for (const { before, after, barTs } of positions(run(stream, { kind: 'trading-state', state: 'reducing' }))) {
        // What the bar that had ended by then filled was there before.
        if (barTs <= stopped) continue;
        expect(Math.abs(after)).toBeLessThan(Math.abs(before));
        expect(before * after).toBeGreaterThanOrEqual(0);
        reduced++;
      }
    });
    expect(reduced).toBeGreaterThan(1_000);
  });

  it('nothing is sent while trading is halted', () => {
    let refused = 0;
    always((stream) => {
      const { orders } = run(stream, { kind: 'trading-state', state: 'halted' });
      for (const { createdTs, status } of orders) {
        if (createdTs < MONDAY + stream.stoppedAt * HOUR) continue;
        expect(status).toBe('rejected');
        refused++;
      }
    });
    expect(refused).toBeGreaterThan(1_000);
  });

  it('a kill ends flat with nothing resting, and no position grows or turns on the way', () => {
    always((stream) => {
      const past = run(stream, { kind: 'kill' }, { simulator: { fillOn: stream.fillOn, path: stream.path } });
      for (const { before, after, barTs } of positions(past)) {
        if (barTs <= MONDAY + stream.stoppedAt * HOUR) continue;
        expect(Math.abs(after)).toBeLessThan(Math.abs(before));
        expect(before * after).toBeGreaterThanOrEqual(0);
      }
      for (const s of [0, 1]) {
        expect([0, 1].map((i) => past.session.account.qtyOf(s, i))).toEqual([0, 0]);
        expect(past.session.openOrders(s, -1)).toEqual([]);
      }
    });
  });

  it('a kill ends flat through random latencies, too', () => {
    fc.assert(
      fc.property(streams, fc.constantFrom(0.3, 3, 5), (stream, hours) => {
        const delay = { model: 'uniform', min: 0, max: hours * HOUR } as const;
        const early = { ...stream, stoppedAt: Math.min(stream.stoppedAt, 25) };
        const past = run(
          early,
          { kind: 'kill' },
          {
            simulator: { path: stream.path },
            latency: { order: delay, feed: 0, response: delay },
            seed: stream.seed,
          },
        );
        for (const s of [0, 1]) {
          expect([0, 1].map((i) => past.session.account.qtyOf(s, i))).toEqual([0, 0]);
          expect(past.session.openOrders(s, -1)).toEqual([]);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
