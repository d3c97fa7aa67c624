import { describe, expect, it } from 'vitest';
import smaCross from '../../strategies/sma-cross.ts';
import { bars, live, type Row } from '../engine/world.ts';
import { points, run, story } from './run.ts';

/** With averages of 2 and 5: a cross above at day 6, below at day 10, above at day 13. */
const WAVE = [10, 9, 8, 7, 6, 6, 9, 12, 13, 8, 5, 4, 6, 10, 12];

describe('sma-cross', () => {
  it('buys at the open after a cross above and closes after a cross below', () => {
    const past = run(smaCross, { asset: points('A', WAVE) }, { fast: 2, slow: 5, stop: 0 });
    // day:      4    5    6    7    8     9    10   11   12   13
    // fast 2:   6.5  6    7.5  10.5 12.5  10.5 6.5  4.5  5    8
    // slow 5:   8    7.2  7.2  8    9.2   9.6  9.4  8.4  7.2  6.6
    expect(story(past)).toEqual(['7 buy 1 A 12', '11 sell 1 A 4', '14 buy 1 A 12']);
    expect(past.orders).toHaveLength(3);
  });

  it('does nothing while the averages tie, and completes the cross afterwards', () => {
    const tied = [10, 9, 8, 7, 6, 7, 8, 6, 7.25, 7, 7];
    // fast 2:   4: 6.5  5: 6.5  6: 7.5  7: 7    8: 6.625  9: 7.125  10: 7
    // slow 5:   4: 8    5: 7.4  6: 7.2  7: 6.8  8: 6.85   9: 7.05   10: 7.05
    expect(story(run(smaCross, { asset: points('A', tied) }, { fast: 2, slow: 5, stop: 0 }))).toEqual([
      '7 buy 1 A 6',
      '9 sell 1 A 7',
      '10 buy 1 A 7',
    ]);
  });

  it('leaves at the stop below its entry, cancels it at an exit by cross, and waits for the next cross', () => {
    const drawn: (Row | string)[] = WAVE.map((price): Row => [price, price, price, price]);
    drawn[8] = [13, 13, 10, 13];
    const stopped = run(smaCross, { asset: bars('A', '1d', drawn) }, { fast: 2, slow: 5, stop: 0.1 });
    expect(story(stopped)).toEqual(['7 buy 1 A 12', '8 inside sell 1 A 10.8', '14 buy 1 A 12']);
    const spared = run(smaCross, { asset: points('A', WAVE) }, { fast: 2, slow: 5, stop: 0.2 });
    expect(story(spared)).toEqual(['7 buy 1 A 12', '9 sell 1 A 8', '14 buy 1 A 12']);
  });

  it('sends no stop with a stop of 0, and one per entry with a stop', () => {
    const types = (stop: number): readonly string[] =>
      run(smaCross, { asset: points('A', WAVE) }, { fast: 2, slow: 5, stop }).orders.map(({ type }) => type);
    expect(types(0)).toEqual(['market', 'market', 'market']);
    expect(types(0.2)).toEqual(['market', 'stop', 'market', 'stop']);
  });

  it('is long or flat, never short and never twice long', () => {
    const past = run(smaCross, { asset: points('A', [...WAVE, ...WAVE, ...WAVE]) }, { fast: 2, slow: 5, stop: 0 });
    let held = 0;
    for (const { side, qty } of past.fills) {
      held += side === 'buy' ? qty : -qty;
      expect([0, 1]).toContain(held);
    }
    expect(past.fills.length).toBeGreaterThan(6);
  });

  it('adds nothing to a position that is there already, as after an exit that was refused', () => {
    const asset = points('A', WAVE);
    const past = live({ asset }, (ctx) => {
      const { onBar } = smaCross.setup(ctx, { fast: 2, slow: 5, stop: 0 });
      ctx.every('1d', () => {
        if (asset.row === 1) ctx.buy(asset, { qty: 3 });
      });
      return { onBar: (bars) => onBar?.(bars) };
    });
    expect(story(past)).toEqual(['1 buy 3 A 9', '11 sell 3 A 4', '14 buy 1 A 12']);
  });

  it('is silent until the slow average is ready, and where both averages are one', () => {
    expect(run(smaCross, { asset: points('A', WAVE) }).orders).toEqual([]);
    expect(run(smaCross, { asset: points('A', WAVE) }, { fast: 5, slow: 5 }).orders).toEqual([]);
  });
});
