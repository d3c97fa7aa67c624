import { describe, expect, it } from 'vitest';
import grid from '../../strategies/grid.ts';
import { at, bars, type Past, type Row } from '../engine/world.ts';
import { run, story } from './run.ts';

/** Levels at 90 and 81 under 100, each for half of 0.9 of equity. */
const PARAMS = { levels: 2, spacing: 0.1, gross: 0.9, stop: 0 };
const STEP = { instruments: { A: { stepSize: 1 } } };

const trade = (rows: readonly Row[], params: object = {}, terms: object = {}): Past =>
  run(grid, { asset: bars('A', '1d', [[100, 100, 100, 100], ...rows]) }, { ...PARAMS, ...params }, { ...STEP, ...terms });
const waiting = ({ orders }: Past): readonly string[] =>
  orders.filter(({ status }) => status === 'accepted').map(({ side, qty, price }) => `${side} ${qty} at ${price}`);

describe('grid', () => {
  it('lays buys below the price, a step apart, each for an equal part of the money', () => {
    expect(waiting(trade([]))).toEqual(['buy 50 at 90', 'buy 55 at 81']);
  });

  it('offers what it bought one level higher, and waits there again once it is sold', () => {
    const past = trade([
      [95, 95, 89, 89],
      [89, 95, 80, 82],
      [82, 91, 82, 91],
      [91, 101, 91, 95],
    ]);
    expect(story(past)).toEqual(['1 inside buy 50 A 90', '2 inside buy 55 A 81', '3 inside sell 55 A 90', '4 inside sell 50 A 100']);
    // 10 a unit on 50, 9 a unit on 55; then half of 0.9 of 10 995 at each level.
    expect(past.equity.at(-1)).toBe(10_000 + 500 + 495);
    expect(waiting(past)).toEqual(['buy 58 at 81', 'buy 54 at 90']);
  });

  it('fills a gap at the open, and a touch not at all', () => {
    expect(story(trade([[70, 70, 70, 70]]))).toEqual(['1 buy 50 A 70', '1 buy 55 A 70']);
    expect(story(trade([[95, 95, 90, 95]]))).toEqual([]);
  });

  it('is laid anew when all is sold and the price is a step above it', () => {
    const past = trade([
      [105, 105, 105, 105],
      [120, 120, 120, 120],
    ]);
    expect(past.orders.map(({ price, status }) => [price, status])).toEqual([
      [90, 'canceled'],
      [81, 'canceled'],
      [108, 'accepted'],
      [97.2, 'accepted'],
    ]);
    // What is held keeps the grid where it is.
    const held = trade([
      [89, 89, 89, 89],
      [99, 99, 99, 99],
    ]);
    expect(waiting(held)).toEqual(['buy 55 at 81', 'sell 50 at 100']);
  });

  it('sells everything where a close lies `stop` below the lowest level, and begins anew', () => {
    const past = trade(
      [
        [85, 85, 76, 76],
        [70, 70, 70, 70],
        [70, 70, 70, 70],
      ],
      { stop: 0.05 },
    );
    expect(story(past)).toEqual(['1 buy 50 A 85', '1 inside buy 55 A 81', '2 sell 105 A 70']);
    expect(past.orders.find(({ type }) => type === 'market')!.note).toBe('below the grid');
    expect(waiting(past).map((order) => order.replace(/.* at /, ''))).toEqual(['63', '56.7']);
    expect(story(trade([[85, 85, 76, 76], ...Array.from({ length: 3 }, (): Row => [70, 70, 70, 70])]))).toHaveLength(2);
  });

  it('tries a level again whose order was refused', () => {
    const past = trade(
      [
        [95, 95, 95, 95],
        [95, 95, 95, 95],
      ],
      {},
      { warmUntil: at('2024-01-03') },
    );
    expect(waiting(past).map((order) => order.replace(/.* at /, ''))).toEqual(['85.5', '76.95']);
    const poor = trade(
      [
        [89, 89, 89, 89],
        [80, 80, 80, 80],
        [80, 80, 80, 80],
      ],
      { gross: 1.5 },
    );
    expect(poor.orders.filter(({ reason }) => reason === 'insufficient-margin').length).toBeGreaterThan(0);
    expect(story(poor)).toEqual(['1 buy 83 A 89']);
  });

  it('never sells more than it holds, whatever the path', () => {
    let seed = 11;
    let price = 100;
    const next = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 4294967296 - 0.5;
    };
    const rows = Array.from({ length: 400 }, (): Row => {
      const open = price;
      price *= 1 + next() / 8;
      return [open, Math.max(open, price) * 1.01, Math.min(open, price) * 0.99, price];
    });
    const past = trade(rows, { levels: 5, spacing: 0.02, stop: 0.05 });
    let held = 0;
    for (const { side, qty } of past.fills) {
      held += side === 'buy' ? qty : -qty;
      expect(held).toBeGreaterThanOrEqual(0);
    }
    expect(past.fills.length).toBeGreaterThan(200);
    expect(past.orders.filter(({ reason }) => reason !== null && reason !== 'user')).toEqual([]);
    // One order a level at any time, and the one that sells all.
    expect(past.orders.filter(({ status }) => status === 'accepted').length).toBeLessThanOrEqual(5);
  });
});
