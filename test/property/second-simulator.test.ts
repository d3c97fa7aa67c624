import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../reference/simulate.ts';
import type { Stream } from '../reference/stream.ts';
import { PATIENCE, tries } from '../tries.ts';
import { simulateOurs } from './our-simulator.ts';
import { streams } from './random-streams.ts';
import { tickStreams } from './random-ticks.ts';

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
      tries(numRuns, 20_240_101),
    );

  it('does the same on bars', PATIENCE, () => agrees(streams, 20_000));

  it('does the same on books, trades and queues', PATIENCE, () => agrees(tickStreams, 8_000));
});
