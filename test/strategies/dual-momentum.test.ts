import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../engine/model/series.ts';
import dualMomentum from '../../strategies/dual-momentum.ts';
import type { Past, Terms } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const STEP = { stepSize: 1 };
const TERMS: Terms = { instruments: { A: STEP, B: STEP, C: STEP }, account: { type: 'cash' } };
const DAILY = { lookback: 2, top: 1, every: '1d' };

const hold = (series: readonly BarSeries[], params: object = DAILY): Past =>
  run(dualMomentum, { universe: series }, params as never, TERMS);
const notes = (past: Past): readonly (string | null)[] => past.orders.map(({ note }) => note);

describe('dual-momentum', () => {
  it('holds the strongest while it rises, changes to what overtakes it, and goes to cash when nothing rises', () => {
    // Over two days, A and B in per cent: day 2: 20, 10  day 3: 10, 50  day 4: -25, 9  day 5: -45, -33  day 6: -11, -50
    const past = hold([points('A', [10, 10, 12, 11, 9, 6, 8, 6]), points('B', [10, 10, 11, 15, 12, 10, 6, 6])]);
    expect(story(past)).toEqual(['3 buy 791 A 11', '4 sell 791 A 9', '4 buy 633 B 12', '6 sell 633 B 6']);
    expect(notes(past)).toEqual([null, 'overtaken', null, 'not above cash']);
  });

  it('asks for more than cash has earned', () => {
    const series = (): readonly BarSeries[] => [points('A', [10, 10, 11, 11, 11])];
    expect(story(hold(series(), { ...DAILY, hurdle: 0.05 }))).toEqual(['3 buy 863 A 11']);
    expect(hold(series(), { ...DAILY, hurdle: 0.15 }).orders).toEqual([]);
  });

  it('keeps the share of what does not rise in cash', () => {
    const past = hold([points('A', [10, 10, 12, 13, 14]), points('B', [10, 10, 9, 8, 7]), points('C', [10, 10, 8, 7, 6])], {
      ...DAILY,
      top: 2,
    });
    expect(story(past)).toEqual(['3 buy 395 A 13']);
  });

  it('trades nothing while the list stays the same, and equal weights when it changes', () => {
    const series = [points('A', [10, 10, 12, 20, 30, 40, 50]), points('B', [10, 10, 9, 9, 9, 10, 10])];
    const past = hold(series, { ...DAILY, top: 2 });
    // B rises over two days from day 5 on. Equity then: 10 000 + 395 x (40 - 20) = 17 900, of which 0.475 is 8 502.
    expect(story(past)).toEqual(['3 buy 395 A 20', '6 sell 183 A 50', '6 buy 850 B 10']);
    expect(past.orders).toHaveLength(3);
  });

  it('prefers the one named first where two are equally strong, and leaves out what has no past', () => {
    const [a, b] = [points('A', [10, 10, 12, 12]), points('B', [10, 10, 12, 12])] as const;
    expect(story(hold([b, a]))).toEqual(['3 buy 791 B 12']);
    expect(story(hold([points('A', ['2024-01-03', 10, 20]), points('B', [10, 10, 11, 11])]))).toEqual(['3 buy 863 B 11']);
  });

  it('looks once a month by default', () => {
    const rising = points(
      'A',
      Array.from({ length: 40 }, (_, day) => 100 + day),
    );
    expect(story(hold([rising], { lookback: 20 }))).toEqual(['31 buy 73 A 131']);
  });

  it('decides anew what still waits for a market', () => {
    // A stands still from Friday on, and its market is closed until Monday; B doubles on Monday.
    const past = hold([points('A', [10, 10, 11, 11, 11, '2024-01-08', 11, 11]), points('B', [9, 9, 9, 9, 9, 9, 9, 18, 18])]);
    expect(story(past)).toEqual(['3 buy 863 A 11', '7 sell 863 A 11', '8 buy 527 B 18']);
    expect(past.orders.map(({ status, reason }) => reason ?? status)).toEqual(['filled', 'user', 'user', 'filled', 'filled']);
  });
});
