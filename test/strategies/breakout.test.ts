import { describe, expect, it } from 'vitest';
import breakout from '../../strategies/breakout.ts';
import { trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const SHORT = { entry: 3, exit: 2, period: 2, stop: 2 };
/** Day 4 closes above the 11 of days 1 to 3; day 7 closes below the 13 of days 5 and 6, day 8 below the 12 of days 5 to 7. */
const PRICES = [10, 11, 10, 11, 12, 13, 14, 12, 11, 9, 14];

describe('breakout', () => {
  it('buys after a close above the channel of the bars before, and leaves after one below the shorter channel', () => {
    const past = run(breakout, { asset: points('A', PRICES.slice(0, 10)) }, SHORT);
    expect(story(past)).toEqual(['5 buy 1 A 13', '8 sell 1 A 11']);
  });

  it('puts its stop a number of average true ranges from the close that gave the signal', () => {
    const [, stop] = run(breakout, { asset: points('A', PRICES) }, SHORT).orders;
    expect(stop).toMatchObject({ type: 'stop', tag: 'stop-loss', trigger: 12 - 2 * 1, status: 'canceled' });
  });

  it('is stopped out at the open that gaps beyond the stop', () => {
    const past = run(breakout, { asset: points('A', [10, 11, 10, 11, 12, 13, 9, 8]) }, SHORT);
    expect(story(past)).toEqual(['5 buy 1 A 13', '6 sell 1 A 9']);
    expect(past.fills[1]!.tag).toBe('stop-loss');
  });

  it('trades the mirror image with `shorts` only', () => {
    const past = run(breakout, { asset: points('A', PRICES) }, { ...SHORT, shorts: true });
    // True ranges 1 1 1 1 1 1 2 1, Wilder's average of 2 at day 8: 1.25; the stop stands at 11 + 2.5.
    expect(past.orders.find(({ side, type }) => type === 'stop' && side === 'buy')!.trigger).toBe(13.5);
    expect(story(past)).toEqual(['5 buy 1 A 13', '8 sell 1 A 11', '9 sell 1 A 9', '10 buy 1 A 14']);
  });

  it('covers a short after a close above the shorter channel', () => {
    const past = run(breakout, { asset: points('A', [10, 9, 10, 9, 8, 7, 6, 8, 8]) }, { ...SHORT, stop: 10, shorts: true });
    expect(story(past)).toEqual(['5 sell 1 A 7', '8 buy 1 A 8']);
  });

  it('takes a close at the edge of the channel for no breakout', () => {
    expect(run(breakout, { asset: points('A', [10, 11, 10, 11, 10, 11, 10, 11]) }, { ...SHORT, shorts: true }).orders).toEqual([]);
  });

  it('sends no second order while the first waits for a market', () => {
    // The prints fill orders; there is none from Friday noon to Sunday noon, while the bars of both days break out.
    const ticks = trades('A', [
      ['2024-01-05T12:00', 12],
      ['2024-01-07T12:00', 15],
    ]);
    const past = run(breakout, { asset: points('A', [10, 11, 10, 11, 12, 13, 14, 15]), ticks }, SHORT);
    expect(past.fills.map(({ side, price }) => `${side} ${price}`)).toEqual(['buy 15']);
    expect(past.orders.map(({ type }) => type)).toEqual(['market', 'stop']);
  });

  it('waits for the average true range where the channel is ready before it', () => {
    expect(run(breakout, { asset: points('A', [10, 11, 12, 13, 14, 15]) }, { ...SHORT, period: 14 }).orders).toEqual([]);
  });
});
