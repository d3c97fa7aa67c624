import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, Level, Order, Outcome, Quote, Stream, Trade } from '../reference/stream.ts';
import { PATIENCE, tries } from '../tries.ts';
import { simulateOurs } from './our-simulator.ts';
import { tickStreams } from './random-ticks.ts';

const NOISE = 1e-9;

/** A fill with its order and what came at its time. */
interface Moment {
  readonly fill: Fill;
  readonly order: Order;
  readonly quotes: readonly Quote[];
  readonly trades: readonly Trade[];
  /** The side from which the order takes, of each quote. */
  readonly levels: readonly (readonly Level[])[];
}

interface Past {
  readonly stream: Stream;
  readonly outcome: Outcome;
  readonly moments: readonly Moment[];
  /** Whether orders of an instrument stand in queues. */
  queues(instrument: number): boolean;
}

function always(holds: (past: Past) => void): void {
  fc.assert(
    fc.property(tickStreams, (stream) => {
      const outcome = simulateOurs(stream);
      const orders = new Map(
        stream.commands.flatMap((command) => ('submit' in command ? [[command.submit.id, command.submit] as const] : [])),
      );
      const moments = outcome.fills.map((fill): Moment => {
        const order = orders.get(fill.order)!;
        const quotes = stream.quotes![order.instrument]!.filter(({ ts }) => ts === fill.ts);
        const trades = stream.trades![order.instrument]!.filter(({ ts }) => ts === fill.ts);
        return { fill, order, quotes, trades, levels: quotes.map(({ bids, asks }) => (order.side === 'buy' ? asks : bids)) };
      });
      const queues = (instrument: number): boolean =>
        stream.options.queue !== 'none' && stream.quotes![instrument]!.length > 0 && stream.trades![instrument]!.length > 0;
      holds({ stream, outcome, moments, queues });
    }),
    tries(3_000, 20_240_404),
  );
}

const sign = (side: 'buy' | 'sell'): number => (side === 'buy' ? 1 : -1);
const sum = (sizes: readonly (number | undefined)[]): number => sizes.reduce<number>((total, size) => total + (size ?? 0), 0);

describe('whatever the quotes, the trades and the orders', PATIENCE, () => {
  it('what takes gets a price that its moment showed', () => {
    always(({ stream, moments }) => {
      for (const { fill, order, levels, trades } of moments) {
        if (fill.liquidity === 'maker') continue;
        const market = fill.price - sign(order.side) * fill.slippage;
        const isTape = stream.options.queue === 'none' && stream.trades![order.instrument]!.length > 0;
        const prices = stream.quotes![order.instrument]!.length === 0 || isTape ? trades : levels.flat();
        expect([fill, prices.some(({ price }) => Math.abs(price - market) <= NOISE)]).toEqual([fill, true]);
        expect(fill.slippage).toBeGreaterThanOrEqual(-NOISE);
      }
    });
  });

  it('what rests gets its own price, and only where the market came to it', () => {
    always(({ moments, stream }) => {
      const replaced = new Set(stream.commands.flatMap((command) => ('replace' in command ? [command.replace] : [])));
      for (const { fill, order, levels, trades } of moments) {
        if (fill.liquidity === 'taker') continue;
        if (order.type === 'limit' && order.price !== undefined && !replaced.has(order.id)) expect(fill.price).toBe(order.price);
        const better = (price: number): boolean => sign(order.side) * (fill.price - price) >= 0;
        expect([
          fill,
          levels.some(([best]) => best !== undefined && better(best.price)) || trades.some(({ price }) => better(price)),
        ]).toEqual([fill, true]);
      }
    });
  });

  it('no limit is filled worse than its price', () => {
    always(({ moments, stream }) => {
      const replaced = new Set(stream.commands.flatMap((command) => ('replace' in command ? [command.replace] : [])));
      for (const { fill, order } of moments)
        if (order.type.endsWith('limit') && order.price !== undefined && order.levelPct === undefined && !replaced.has(order.id))
          expect(sign(order.side) * fill.price).toBeLessThanOrEqual(sign(order.side) * order.price + NOISE);
    });
  });

  it('no more fills at a price of a book than it shows there, where sizes limit it', () => {
    always(({ stream, moments, queues }) => {
      if (stream.options.sizeLimit !== 'shown') return;
      for (const { fill, order, levels } of moments) {
        if (
          fill.liquidity === 'maker' ||
          levels.length === 0 ||
          (!queues(order.instrument) && stream.trades![order.instrument]!.length > 0)
        )
          continue;
        const market = fill.price - sign(order.side) * fill.slippage;
        const of = moments.filter(
          ({ fill: one, order: other }) =>
            one.liquidity === 'taker' && one.ts === fill.ts && other.instrument === order.instrument && one.side === fill.side,
        );
        const taken = sum(
          of
            .filter(({ fill: one }) => Math.abs(one.price - sign(one.side) * one.slippage - market) <= NOISE)
            .map(({ fill: one }) => one.qty),
        );
        const most = sum(levels.map((one) => one.find(({ price }) => Math.abs(price - market) <= NOISE)?.size));
        expect(taken).toBeLessThanOrEqual(most + NOISE);
      }
    });
  });

  it('no more fills in the queues of an instrument than is traded, unless a quote meets them', () => {
    let seen = 0;
    always(({ moments, queues }) => {
      for (const { fill, order, quotes, trades } of moments) {
        if (fill.liquidity === 'taker' || !queues(order.instrument) || quotes.length > 0) continue;
        const together = moments.filter(({ fill: one, order: other }) => one.ts === fill.ts && other.instrument === order.instrument);
        expect(sum(together.map(({ fill: one }) => one.qty))).toBeLessThanOrEqual(sum(trades.map(({ size }) => size)) + NOISE);
        seen++;
      }
    });
    expect(seen).toBeGreaterThan(100);
  });

  it('no order in a queue fills more than trades at its price and beyond since it was sent', () => {
    always(({ stream, moments, queues }) => {
      for (const { fill, order } of moments) {
        if (order.type !== 'limit' || order.price === undefined || order.levelPct !== undefined || !queues(order.instrument)) continue;
        if (fill.certainty !== 'assumed' || fill.liquidity !== 'maker') continue;
        // What filled at another price, before the order was changed, had trades of its own.
        const own = moments.filter(
          ({ fill: one, quotes }) =>
            one.order === order.id && one.liquidity === 'maker' && quotes.length === 0 && sign(order.side) * (fill.price - one.price) >= 0,
        );
        const sent = stream.commands.find((command) => 'submit' in command && command.submit.id === order.id)!.at;
        const come = stream.trades![order.instrument]!.filter(({ ts, price }) => ts > sent && sign(order.side) * (fill.price - price) >= 0);
        expect(sum(own.map(({ fill: one }) => one.qty))).toBeLessThanOrEqual(sum(come.map(({ size }) => size)) + NOISE);
      }
    });
  });

  it('no trade at the price of a queue fills more of an order than it displays', () => {
    always(({ stream, moments, queues }) => {
      for (const { fill, order, quotes } of moments) {
        if (order.display === undefined || fill.certainty !== 'assumed' || fill.liquidity !== 'maker') continue;
        if (!queues(order.instrument) || quotes.length > 0) continue;
        expect(fill.qty).toBeLessThanOrEqual(Math.max(order.display, stream.instruments[order.instrument]!.step));
      }
    });
  });
});
