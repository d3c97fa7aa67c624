import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../engine/model/time.ts';
import { PATIENCE, tries } from '../../tries.ts';
import type { Past } from '../world.ts';
import { lived, type Move, moves, type Stream, shrinks, stoppedTs, streams } from './random-stream.ts';

const REDUCING = { kind: 'trading-state', state: 'reducing' } as const;
const HALTED = { kind: 'trading-state', state: 'halted' } as const;

const always = (holds: (stream: Stream) => void): void => fc.assert(fc.property(streams, holds), tries(2_000, 20_240_607));

/** Everything is flat, and nothing rests. */
function expectFlat({ session, orders }: Past): void {
  const { account, blotter } = session;
  const held = [0, 1].map((s) => [0, 1].map((i) => account.qtyOf(s, i)));
  const open = [0, 1].flatMap((s) => blotter.openOrders(s, -1));
  if (held.flat().every((qty) => qty === 0)) {
    expect(open).toEqual([]);
    return;
  }
  // Where no margin is left, what strategies hold against each other stays: together it is nothing, and only its closings rest.
  expect([0, 1].map((i) => account.qty(i))).toEqual([0, 0]);
  expect(orders.some(({ tag, reason }) => tag === 'kill' && reason === 'insufficient-margin')).toBe(true);
  expect(orders.filter(({ id, tag }) => open.includes(id) && tag !== 'kill')).toEqual([]);
}

describe('whatever strategies do', PATIENCE, () => {
  it('while only exits pass no position grows or turns', () => {
    let reduced = 0;
    always((stream) => {
      for (const move of moves(lived(stream, REDUCING))) {
        // What the bar that had ended by then filled was there before.
        if (move.barTs <= stoppedTs(stream)) continue;
        expect(shrinks(move), JSON.stringify(move)).toBe(true);
        reduced++;
      }
    });
    expect(reduced).toBeGreaterThan(1_000);
  });

  it('no position grows or turns from the moment at which a loss was reached, until its cool-down is over', () => {
    let reduced = 0;
    always((stream) => {
      const risk = { maxDrawdown: { limit: 0.01, coolDown: '12h' }, maxLosingTrades: { limit: 4, coolDown: '6h' } };
      const past = lived(stream, undefined, { risk });
      const { transitions } = past.session.risk;
      for (const move of moves(past)) {
        // At one moment closes come before the limit is reached, and opens after it: what fills then has fills before it of its bar.
        const isReducing = transitions.findLast(({ ts }) => ts < move.barTs)?.to === 'reducing';
        const changes = transitions.some(({ ts }) => ts >= move.barTs - HOUR && ts <= move.barTs);
        if (!isReducing || changes) continue;
        expect(shrinks(move), JSON.stringify(move)).toBe(true);
        reduced++;
      }
    });
    expect(reduced).toBeGreaterThan(1_000);
  });

  it('while only exits pass nothing grows through random latencies but by what was on its way', () => {
    let [reduced, late] = [0, 0];
    const longest = 2 * HOUR;
    const delay = { model: 'uniform', min: 0, max: longest } as const;
    always((stream) => {
      const { fillOn: _, ...rest } = stream;
      const past = lived({ ...rest, fillOn: 'next-open' }, REDUCING, {
        latency: { order: delay, feed: 0, response: delay },
        seed: stream.seed,
      });
      const created = new Map(past.orders.map(({ id, createdTs }) => [id, createdTs]));
      // Where a new exit needs its place, the cancel of an old one may come too late: the answer says so soon after the fill.
      const refusedAt = new Map(past.orders.map(({ id, events }) => [id, events.findLast(({ kind }) => kind === 'cancel-rejected')?.ts]));
      const isOvertaken = ({ orderId, ts }: Move): boolean => refusedAt.get(orderId)! >= ts && refusedAt.get(orderId)! <= ts + 2 * longest;
      const stopped = stoppedTs(stream);
      for (const move of moves(past)) {
        if (move.barTs <= stopped) continue;
        const isNew = created.get(move.orderId)! >= stopped;
        // A cancel that came before its order is refused and sent again: on its way there, back, and there; it acts at a bar's close.
        if (!isNew && !shrinks(move) && isOvertaken(move)) late++;
        else if (isNew || move.barTs > stopped + 3 * longest + 2 * HOUR) {
          expect(shrinks(move), JSON.stringify(move)).toBe(true);
          reduced++;
        } else if (!shrinks(move)) late++;
      }
    });
    expect([reduced > 1_000, late > 10]).toEqual([true, true]);
  });

  it('nothing is sent while trading is halted', () => {
    let refused = 0;
    always((stream) => {
      for (const { createdTs, status } of lived(stream, HALTED).orders) {
        if (createdTs < stoppedTs(stream)) continue;
        expect(status).toBe('rejected');
        refused++;
      }
    });
    expect(refused).toBeGreaterThan(1_000);
  });

  it('a kill ends flat with nothing resting, and no position grows or turns on the way', () => {
    always((stream) => {
      const past = lived(stream, { kind: 'kill' }, { simulator: { fillOn: stream.fillOn, path: stream.path } });
      for (const move of moves(past)) if (move.barTs > stoppedTs(stream)) expect(shrinks(move), JSON.stringify(move)).toBe(true);
      expectFlat(past);
    });
  });

  it('a kill ends flat through random latencies, too', () => {
    fc.assert(
      fc.property(streams, fc.constantFrom(0.3, 3, 5), (stream, hours) => {
        const delay = { model: 'uniform', min: 0, max: hours * HOUR } as const;
        const early = { ...stream, stoppedAt: Math.min(stream.stoppedAt, 25) };
        const latency = { order: delay, feed: 0, response: delay };
        expectFlat(lived(early, { kind: 'kill' }, { simulator: { path: stream.path }, latency, seed: stream.seed }));
      }),
      tries(500, 7),
    );
  });
});
