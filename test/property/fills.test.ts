import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, Order, Outcome, Stream } from '../reference/stream.ts';
import { PATIENCE, tries } from '../tries.ts';
import { simulateOurs } from './our-simulator.ts';
import { streams } from './random-streams.ts';

const NOISE = 1e-9;

/** A stream with what came of it. */
interface Past {
  readonly stream: Stream;
  readonly outcome: Outcome;
  readonly orders: ReadonlyMap<number, Order>;
  /** Ids of orders that were changed on the way: what they were sent as no longer binds them. */
  readonly replaced: ReadonlySet<number>;
}

function always(holds: (past: Past) => void): void {
  fc.assert(
    fc.property(streams, (stream) => {
      const sent = stream.commands.flatMap((command) => ('submit' in command ? [[command.submit.id, command.submit] as const] : []));
      const replaced = stream.commands.flatMap((command) => ('replace' in command ? [command.replace] : []));
      holds({ stream, outcome: simulateOurs(stream), orders: new Map(sent), replaced: new Set(replaced) });
    }),
    tries(3_000, 20_240_202),
  );
}

const sign = ({ side }: { readonly side: 'buy' | 'sell' }): number => (side === 'buy' ? 1 : -1);
const sum = (fills: readonly Fill[]): number => fills.reduce((total, { qty }) => total + qty, 0);
const fillsOf = ({ outcome }: Past, id: number): readonly Fill[] => outcome.fills.filter(({ order }) => order === id);

describe('whatever the bars and the orders', PATIENCE, () => {
  it('no fill is better than the market allowed', () => {
    always(({ stream, outcome, orders }) => {
      for (const fill of outcome.fills) {
        const { instrument } = orders.get(fill.order)!;
        // Slippage apart, it is the open of a bar, or a price that the bar which closes then has traded.
        const market = fill.price - sign(fill) * fill.slippage;
        const traded = stream.bars[instrument]!.some(
          ({ openTs, ts, open, high, low }) =>
            (fill.ts === openTs && Math.abs(market - open) <= NOISE) || (fill.ts === ts && market >= low - NOISE && market <= high + NOISE),
        );
        expect([fill, traded]).toEqual([fill, true]);
        expect(fill.slippage).toBeGreaterThanOrEqual(-NOISE);
      }
    });
  });

  it('a stop never fills better than its trigger', () => {
    always((past) => {
      for (const order of past.orders.values()) {
        if (order.type !== 'stop' || order.trigger === undefined || past.replaced.has(order.id)) continue;
        // A stop that is reached when no volume is left is a market order, which may meet a better price later.
        if (past.stream.options.volumeLimit !== null) continue;
        const [first] = fillsOf(past, order.id);
        if (first !== undefined) expect(sign(order) * first.price).toBeGreaterThanOrEqual(sign(order) * order.trigger - NOISE);
      }
    });
  });

  it('a limit is never filled worse than its price', () => {
    always((past) => {
      for (const order of past.orders.values()) {
        if (order.type !== 'limit' || order.price === undefined || past.replaced.has(order.id)) continue;
        for (const { price } of fillsOf(past, order.id)) expect(sign(order) * price).toBeLessThanOrEqual(sign(order) * order.price + NOISE);
      }
    });
  });

  it('a child never fills more than its parent has', () => {
    always((past) => {
      for (const { id, parent } of past.orders.values()) {
        if (parent !== undefined) expect(sum(fillsOf(past, id))).toBeLessThanOrEqual(sum(fillsOf(past, parent)) + NOISE);
      }
    });
  });

  it('a group never fills beyond the largest of its members', () => {
    always((past) => {
      const members = new Map<number, Order[]>();
      for (const order of past.orders.values())
        if (order.group !== undefined) members.set(order.group, [...(members.get(order.group) ?? []), order]);
      for (const group of members.values()) {
        // Members that were there together, of quantities of their own.
        const together =
          new Set(past.stream.commands.filter((one) => 'submit' in one && group.includes(one.submit)).map(({ at }) => at)).size === 1;
        if (!together || group.some(({ id, qty, parent }) => qty === undefined || parent !== undefined || past.replaced.has(id))) continue;
        const filled = group.reduce((total, { id }) => total + sum(fillsOf(past, id)), 0);
        expect(filled).toBeLessThanOrEqual(Math.max(...group.map(({ qty }) => qty!)) + NOISE);
      }
    });
  });

  it('a reduce-only order never opens or turns a position', () => {
    always(({ outcome, orders }) => {
      const held = new Map<number, number>();
      for (const fill of outcome.fills) {
        const { instrument, reduceOnly } = orders.get(fill.order)!;
        const before = held.get(instrument) ?? 0;
        const after = before + sign(fill) * fill.qty;
        if (reduceOnly === true) expect(Math.abs(after) < Math.abs(before) + NOISE && before * after >= -NOISE).toBe(true);
        held.set(instrument, after);
      }
    });
  });

  it('immediate orders leave nothing behind: ioc fills at one moment, fok in full or not at all', () => {
    always((past) => {
      for (const { order, status, filledQty } of past.outcome.ends) {
        const { tif, qty, parent, reduceOnly, group } = past.orders.get(order)!;
        const fills = fillsOf(past, order);
        if (tif === 'ioc' || tif === 'fok') {
          expect(new Set(fills.map(({ ts }) => ts)).size).toBeLessThanOrEqual(1);
          if (fills.length > 0) expect(status).not.toBe('open');
        }
        const plain = parent === undefined && reduceOnly !== true && group === undefined && !past.replaced.has(order);
        if (tif === 'fok' && plain) expect([0, qty]).toContain(filledQty);
      }
    });
  });

  it('positions are the signed sums of fills', () => {
    always(({ stream, outcome, orders }) => {
      const sums = stream.bars.map((_, k) =>
        outcome.fills.filter(({ order }) => orders.get(order)!.instrument === k).reduce((total, fill) => total + sign(fill) * fill.qty, 0),
      );
      for (const [k, total] of sums.entries()) expect(outcome.positions[k]).toBeCloseTo(total, 9);
    });
  });

  it('the order in which instruments come from the source changes nothing', () => {
    always(({ stream, outcome }) => {
      const other = (k: number): number => 1 - k;
      const turned: Stream = {
        ...stream,
        instruments: [...stream.instruments].reverse(),
        bars: [...stream.bars].reverse(),
        commands: stream.commands.map((command) =>
          'submit' in command ? { ...command, submit: { ...command.submit, instrument: other(command.submit.instrument) } } : command,
        ),
      };
      const again = simulateOurs(turned);
      const sorted = (fills: readonly Fill[]): Fill[] => [...fills].sort((a, b) => a.ts - b.ts || a.order - b.order || a.qty - b.qty);
      expect(sorted(again.fills)).toEqual(sorted(outcome.fills));
      expect(again.ends).toEqual(outcome.ends);
      expect(again.positions).toEqual([...outcome.positions].reverse());
    });
  });
});
