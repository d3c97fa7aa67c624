import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../engine/model/series.ts';
import { deed, LENGTHS, walk } from '../../property/random-world.ts';
import { PATIENCE, tries } from '../../tries.ts';
import { liveAll, type Past, type Terms, trader } from '../world.ts';
import { act } from './random-deeds.ts';
import { added } from './random-stream.ts';

const BARS = 60;
const HOUR = LENGTHS['1h'];
/** What sums of such quantities are wrong by at most. */
const ROUNDING = 1e-9;

/** What one strategy does, without exits that wait at a price of their own. */
const streams = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  deeds: fc.array(
    deed(BARS).map((one) => ({ ...one, stopLoss: undefined, takeProfit: undefined, reduceOnly: false })),
    { minLength: 20, maxLength: 120 },
  ),
  volumeLimit: fc.constantFrom(null, null, 0.05),
  fillOn: fc.constantFrom('next-open', 'next-open', 'on-close'),
  at: fc.constantFrom('signal', 'fill'),
} as const);

type Stream = typeof streams extends fc.Arbitrary<infer T> ? T : never;

function run({ seed, deeds, volumeLimit, fillOn, at }: Stream, risk: NonNullable<Terms['risk']>, still = false): Past {
  const [a, b] = [0, 1].map((k) => walk(seed + k, BARS, HOUR));
  if (still) for (const { open, high, low, close } of [a!, b!]) for (const column of [open, high, low, close]) column.fill(10, 1);
  const feeds = { a: new BarSeries('A', a!), b: new BarSeries('B', b!) };
  const one = trader(feeds, (ctx) => {
    const own = { last: 0 };
    return {
      onSlice: () => {
        for (const deed of deeds) if (deed.bar === feeds.a.row - 1) act(ctx, deed, own);
      },
    };
  });
  return liveAll([one], { account: { leverage: 50 }, simulator: { volumeLimit, fillOn }, sizer: { model: 'fixed', qty: 7, at }, risk });
}

/** The position in each instrument after every fill. */
function positions({ fills }: Past): readonly number[] {
  const held = new Map<string, number>();
  return fills.map(({ instrument, side, qty }) => {
    const after = added(held.get(instrument) ?? 0, side === 'buy' ? qty : -qty);
    held.set(instrument, after);
    return after;
  });
}

describe('whatever a strategy does', PATIENCE, () => {
  it('positions are on the side that is allowed, and no larger than they may be', () => {
    let [near, refused] = [0, 0];
    fc.assert(
      fc.property(streams, fc.constantFrom('long-only', 'short-only'), (stream, sides) => {
        const past = run(stream, { sides, maxPositionQty: 20 });
        for (const after of positions(past)) {
          const own = sides === 'long-only' ? after : -after;
          expect(own).toBeGreaterThanOrEqual(0);
          expect(own).toBeLessThanOrEqual(20 + ROUNDING);
          if (own > 15) near++;
        }
        refused += past.orders.filter(({ reason }) => reason === 'max-position-qty').length;
      }),
      tries(1_500, 12),
    );
    expect([near > 1_000, refused > 1_000]).toEqual([true, true]);
  });

  it('what is held is worth no more of equity than it may be, where prices stand still', () => {
    let near = 0;
    fc.assert(
      fc.property(streams, (stream) => {
        const past = run(stream, { sides: 'long-only', maxGrossExposure: 0.05, maxAssetExposure: 0.04 }, true);
        const held = new Map<string, number>();
        for (const { instrument, side, qty } of past.fills) {
          held.set(instrument, added(held.get(instrument) ?? 0, side === 'buy' ? qty : -qty));
          const [a, b] = [held.get('A') ?? 0, held.get('B') ?? 0].map((units) => Math.abs(units * 10));
          // Of 10 000 at 10.00.
          expect(a! + b!).toBeLessThanOrEqual(500 + ROUNDING);
          expect(Math.max(a!, b!)).toBeLessThanOrEqual(400 + ROUNDING);
          if (a! + b! > 350) near++;
        }
      }),
      tries(1_000, 13),
    );
    expect(near).toBeGreaterThan(500);
  });
});
