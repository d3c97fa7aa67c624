import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../reference/simulate.ts';
import type { Stream } from '../reference/stream.ts';
import { simulateOurs } from './our-simulator.ts';
import { streams } from './random-streams.ts';
import { tickStreams } from './random-ticks.ts';

/** How many streams, and from which seed: `STREAMS=100000 SEED=1 npx vitest run test/property/second-simulator.test.ts`. */
const runs = (few: number): number => Number(process.env['STREAMS'] ?? few);
const seed = Number(process.env['SEED'] ?? 20_240_101);

/** The two add up in different orders. */
const TOLERANCE = 1e-9;

/** `theirs` with each number that is ours but for its last digits as ours. */
function asOurs(ours: unknown, theirs: unknown): unknown {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    return Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(ours)) ? ours : theirs;
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) return theirs.map((one, k) => asOurs(ours[k], one));
  if (typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null) {
    const own = new Map(Object.entries(ours));
    return Object.fromEntries(Object.entries(theirs).map(([key, value]) => [key, asOurs(own.get(key), value)]));
  }
  return theirs;
}

describe('a second simulator that was written from docs/fills.md alone', () => {
  const agrees = (all: fc.Arbitrary<Stream>, numRuns: number): void =>
    fc.assert(
      fc.property(all, (stream) => {
        const ours = simulateOurs(stream);
        expect(ours).toEqual(asOurs(ours, simulate(stream)));
      }),
      { numRuns, seed },
    );

  it('does the same on bars', { timeout: 3_600_000 }, () => agrees(streams, runs(20_000)));

  it('does the same on books, trades and queues', { timeout: 3_600_000 }, () => agrees(tickStreams, runs(8_000)));
});
