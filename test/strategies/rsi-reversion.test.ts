import { describe, expect, it } from 'vitest';
import rsiReversion from '../../strategies/rsi-reversion.ts';
import { at, type Past, trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const PARAMS = { period: 2, low: 40, trend: 7, exit: 3 };
/** A rise that pauses: Wilder's gains and losses of two are 2.75 and 1, 1.375 and 1.5, 0.6875 and 1.25 on days 5 to 7. */
const DIP = [2, 4, 10, 16, 22, 20, 18, 17];
/** Day 8 closes at its average of three. */
const RECOVERY = [...DIP, 18, 19, 19];

const trade = (prices: readonly (number | string)[], params: object = {}, terms: object = {}): Past =>
  run(rsiReversion, { asset: points('A', prices) }, { ...PARAMS, ...params }, terms);

describe('rsi-reversion', () => {
  it('buys when a rise pauses, and sells when it goes on', () => {
    // RSI: day 5: 73  day 6: 48  day 7: 35, with the close of 17 above the average of 15.3.
    const past = trade(RECOVERY);
    expect(story(past)).toEqual(['8 buy 1 A 18', '9 sell 1 A 19']);
    expect(past.orders.at(-1)).toMatchObject({ note: 'recovered' });
  });

  it('leaves a dip alone that is not deep enough, or lies below the long average', () => {
    expect(trade(RECOVERY, { low: 35 }).orders).toEqual([]);
    expect(trade([30, 30, 30, ...DIP.slice(3), 18, 19], { trend: 6 }).orders).toEqual([]);
  });

  it('sells what falls and has just been bought, with `shorts` only', () => {
    const mirrored = RECOVERY.map((price) => 30 - price);
    expect(trade(mirrored).orders).toEqual([]);
    expect(story(trade(mirrored, { shorts: true }))).toEqual(['8 sell 1 A 12', '9 buy 1 A 11']);
  });

  it('is stopped out of a crash, and without a stop if it is 0', () => {
    const crash = [...DIP, 17, 14, 14, 14];
    expect(story(trade(crash))).toEqual(['8 buy 1 A 17', '9 sell 1 A 14']);
    expect(trade(crash).fills[1]!.tag).toBe('stop-loss');
    expect(story(trade(crash, { stop: 0 }))).toEqual(['8 buy 1 A 17']);
    expect(trade(crash, { stop: 0 }).orders).toHaveLength(1);
  });

  it('sends no second order while one waits for a market, neither in nor out', () => {
    // The prints fill orders: none from day 7 to day 10, and none from day 11 to day 14.
    const ticks = trades('A', [
      ['2024-01-02T12:00', 4],
      ['2024-01-11T12:00', 17],
      ['2024-01-15T12:00', 20],
    ]);
    const asset = points('A', [...DIP, 17, 16.5, 16.5, 19, 20, 21, 22]);
    const past = run(rsiReversion, { asset, ticks }, { ...PARAMS, stop: 0 });
    expect(past.fills.map(({ side, price }) => `${side} ${price}`)).toEqual(['buy 17', 'sell 20']);
    expect(past.orders).toHaveLength(2);
  });

  it('waits for its long average and through a warm-up', () => {
    expect(trade(RECOVERY, { trend: 20 }).orders).toEqual([]);
    expect(trade(RECOVERY, {}, { warmUntil: at('2024-01-20') }).fills).toEqual([]);
  });
});
