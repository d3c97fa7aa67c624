import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../engine/model/series.ts';
import trendFollowing from '../../strategies/trend-following.ts';
import { at, type Past, type Terms } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const STEP = { stepSize: 1 };
const TERMS: Terms = { instruments: { A: STEP, B: STEP }, account: { leverage: 10 } };
/** The fast average is the close itself, the slow one that of two; volatility is that of two changes, at four bars a year. */
const PARAMS = { fast: 1, slow: 2, window: 2, target: 0.1, periods: 4, gross: 10, buffer: 0, every: '1d' };

/** Changes of 2 and 4 vary by 1, so a year by 2: 10 % of 10 000 over 2 is 500. */
const UP = [100, 102, 106, 106];
const DOWN = [100, 98, 94, 94];

const follow = (series: readonly BarSeries[], params: object = {}, terms: Terms = {}): Past =>
  run(trendFollowing, { universe: series }, { ...PARAMS, ...params }, { ...TERMS, ...terms });

describe('trend-following', () => {
  it('holds what rises at a size at which its volatility of a year is `target` of equity', () => {
    expect(story(follow([points('A', UP)]))).toEqual(['3 buy 500 A 106']);
    expect(story(follow([points('A', UP)], { periods: 16 }))).toEqual(['3 buy 250 A 106']);
  });

  it('shares the risk among the markets, and is short in what falls', () => {
    expect(story(follow([points('A', UP), points('B', DOWN)]))).toEqual(['3 sell 250 B 94', '3 buy 250 A 106']);
    expect(story(follow([points('A', UP), points('B', DOWN)], { shorts: false }))).toEqual(['3 buy 250 A 106']);
  });

  it('does not count a market that stands still or has no past', () => {
    expect(story(follow([points('A', UP), points('B', [50, 50, 50, 50])]))).toEqual(['3 buy 500 A 106']);
    expect(story(follow([points('A', UP), points('B', ['2024-01-03', 50, 51])]))).toEqual(['3 buy 500 A 106']);
  });

  it('shrinks all alike to `gross` of equity', () => {
    const past = follow([points('A', UP), points('B', DOWN)], { gross: 2 });
    // 250 of each are 26 500 and 23 500, together 5 times equity: two fifths of that.
    expect(story(past)).toEqual(['3 sell 100 B 94', '3 buy 100 A 106']);
  });

  it('counts the money of a contract, and sizes prices below zero', () => {
    expect(story(follow([points('A', UP)], {}, { instruments: { A: { stepSize: 1, multiplier: 50 } } }))).toEqual(['3 buy 10 A 106']);
    const below = UP.map((price) => price - 200);
    expect(story(follow([points('A', below)]))).toEqual(['3 buy 500 A -94']);
    expect(story(follow([points('A', [...DOWN.map((price) => price - 200), -106])])).slice(0, 1)).toEqual(['3 sell 500 A -106']);
  });

  it('leaves a position alone while it is off by no more than `buffer`', () => {
    // The changes of days 2 and 3, 4 and 3, vary by a half: twice the size.
    const grows = [...UP.slice(0, 3), 109, 109];
    expect(story(follow([points('A', grows)], { gross: 20 }, { account: { leverage: 50 } }))).toEqual([
      '3 buy 500 A 109',
      '4 buy 500 A 109',
    ]);
    expect(story(follow([points('A', grows)], { gross: 20, buffer: 0.5 }, { account: { leverage: 50 } }))).toEqual(['3 buy 500 A 109']);
  });

  it('turns with the trend, whatever the buffer', () => {
    const turns = [100, 102, 106, 100, 100];
    // The changes of 4 and -6 vary by 5: 10 % of 10 000 over 10 is 100.
    expect(story(follow([points('A', turns)], { buffer: 0.9 }))).toEqual(['3 buy 500 A 100', '4 sell 600 A 100']);
    expect(story(follow([points('A', turns)], { buffer: 0.9, shorts: false }))).toEqual(['3 buy 500 A 100', '4 sell 500 A 100']);
  });

  it('shrinks one position before it lets another grow', () => {
    const calm = [100, 102, 106, 109, 109];
    const wild = [100, 102, 106, 146, 146];
    const past = follow([points('A', calm), points('B', wild)], { gross: 50 }, { account: { leverage: 50 } });
    expect(past.orders.map(({ instrument, side }) => `${side} ${instrument}`).slice(0, 4)).toEqual(['buy A', 'buy B', 'sell B', 'buy A']);
  });

  it('looks once a week by default, and waits through a warm-up', () => {
    const past = follow([points('A', [100, 102, 106, 108, 112, 114, 118, 118, 118])], { every: '1w' });
    expect(story(past)).toHaveLength(1);
    expect(story(past)[0]).toMatch(/^7 buy \d+ A 118$/);
    expect(story(follow([points('A', [...UP, 108])], {}, { warmUntil: at('2024-01-04') }))).toHaveLength(1);
  });
});
