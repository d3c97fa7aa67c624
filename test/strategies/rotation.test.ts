import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../engine/model/series.ts';
import rotation from '../../strategies/rotation.ts';
import type { Past, Terms } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const STEP = { stepSize: 1 };
const TERMS: Terms = { instruments: { A: STEP, B: STEP, C: STEP, D: STEP } };
const DAILY = { lookback: 2, top: 2, every: '1d' };

const universe = (): readonly BarSeries[] => [
  points('A', [10, 10, 12, 13, 14]),
  points('B', [10, 10, 11, 11, 10]),
  points('C', [10, 10, 10, 13, 13]),
  points('D', [10, 10, 9, 9, 9]),
];
const rotate = (series: readonly BarSeries[], params: object, terms: Terms = {}): Past =>
  run(rotation, { universe: series }, params as never, { ...TERMS, ...terms });

describe('rotation', () => {
  it('holds the strongest at equal weights, and pays for what comes with what goes', () => {
    // Day 2: A +20 %, B +10 %, C 0, D -10 %. Day 3: A and C +30 %, B +10 %.
    const past = rotate(universe(), DAILY, { account: { type: 'cash' } });
    expect(story(past)).toEqual(['3 buy 395 A 13', '3 buy 431 B 11', '4 sell 431 B 10', '4 sell 30 A 14', '4 buy 365 C 13']);
    expect(past.orders.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  it('sends what shrinks before what grows, whatever the rank', () => {
    const [a, b, c, d] = universe() as [BarSeries, BarSeries, BarSeries, BarSeries];
    const { orders } = rotate([c, b, a, d], DAILY, { account: { type: 'cash' } });
    expect(orders.slice(2, 5).map(({ side, instrument }) => `${side} ${instrument}`)).toEqual(['sell B', 'sell A', 'buy C']);
  });

  it('prefers the one named first where two are equally strong', () => {
    const one = { lookback: 2, top: 1, every: '1d', invested: 0.5 };
    const [a, b, c, d] = universe() as [BarSeries, BarSeries, BarSeries, BarSeries];
    expect(story(rotate([a, b, c, d], one))).toEqual(['3 buy 416 A 13', '4 sell 32 A 14']);
    const [e, f, g, h] = universe() as [BarSeries, BarSeries, BarSeries, BarSeries];
    expect(story(rotate([g, f, e, h], one))).toEqual(['3 buy 416 A 13', '4 sell 416 A 14', '4 buy 384 C 13']);
  });

  it('leaves out what has no past that long, and keeps that share in cash', () => {
    const late = [points('A', [10, 10, 12, 13, 14]), points('B', ['2024-01-04', 10, 20])];
    expect(story(rotate(late, DAILY))).toEqual(['3 buy 395 A 13', '4 sell 30 A 14']);
  });

  it('looks once a month by default, when the first day has begun', () => {
    const grow = (id: string, perDay: number): BarSeries =>
      points(
        id,
        Array.from({ length: 40 }, (_, day) => 100 + perDay * day),
      );
    const past = rotate([grow('A', 0), grow('B', 1), grow('C', 2), grow('D', -1)], { lookback: 20, top: 1 });
    // Bar 31 opens on 1 February at 162; the decision was made at the close of bar 30, at 160.
    expect(story(past)).toEqual(['31 buy 59 C 162']);
  });

  it('orders once over a weekend, though it looks every day', () => {
    const past = rotate([points('A', [10, 10, 10, 11, 12, '2024-01-08', 12, 12])], { lookback: 4, top: 1, every: '1d' });
    expect(story(past)).toEqual(['7 buy 791 A 12']);
    expect(past.orders.map(({ status, reason }) => reason ?? status)).toEqual(['user', 'user', 'filled']);
  });

  it('holds only what is in its list through a month of random prices', () => {
    let seed = 7;
    const next = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 4294967296;
    };
    const walk = (id: string): BarSeries =>
      points(
        id,
        Array.from({ length: 60 }, () => 80 + 40 * next()),
      );
    const past = rotate([walk('A'), walk('B'), walk('C'), walk('D')], { ...DAILY, invested: 0.6 });
    const held = new Map<string, number>();
    const days = new Map<number, number>();
    for (const { instrument, side, qty, ts } of past.fills) {
      held.set(instrument, (held.get(instrument) ?? 0) + (side === 'buy' ? qty : -qty));
      days.set(ts, [...held.values()].filter((units) => units !== 0).length);
    }
    expect([...held.values()].every((units) => units >= 0)).toBe(true);
    expect(days.size).toBeGreaterThan(50);
    expect([...new Set(days.values())]).toEqual([2]);
  });
});
