import { describe, expect, it } from 'vitest';
import bollingerSqueeze from '../../strategies/bollinger-squeeze.ts';
import { at, type Past, trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

/** Bands of one deviation around the mean of three; the squeeze is the narrowest of four bars, now or one bar ago. */
const PARAMS = { period: 3, width: 1, lookback: 4, recent: 2 };
/** The bands of day 7, around 12.07, are the narrowest of all. */
const CALM = [10, 14, 10, 14, 12, 12.1, 12, 12.1];
/** The close of day 8 lies above its mean of 12.37 by 0.63, the upper band by 0.45. */
const OUT = [...CALM, 13, 14, 15, 14.5, 14, 13];

const trade = (prices: readonly number[], params: object = {}, terms: object = {}): Past =>
  run(bollingerSqueeze, { asset: points('A', prices) }, { ...PARAMS, ...params }, terms);

describe('bollinger-squeeze', () => {
  it('buys after the first close above the bands of a squeeze, and leaves after one below the other band', () => {
    // The lower band is at 14.09 on days 11 and 12, which close at 14.5 and at 14.
    const past = trade(OUT);
    expect(story(past)).toEqual(['9 buy 1 A 14', '13 sell 1 A 13']);
    expect(past.orders.at(-1)).toMatchObject({ note: 'beyond the other band' });
  });

  it('puts its stop at the middle band of the signal', () => {
    const past = trade([...CALM, 13, 13, 11, 11]);
    expect(past.orders[1]!.trigger).toBeCloseTo(37.1 / 3, 12);
    expect(story(past)).toEqual(['9 buy 1 A 13', '10 sell 1 A 11']);
    expect(past.fills[1]!.tag).toBe('stop-loss');
  });

  it('sells below the bands, with `shorts` only', () => {
    const down = OUT.map((price) => 24.2 - price);
    expect(trade(down.slice(0, 12), { recent: 3 }).orders).toEqual([]);
    expect(story(trade(down, { shorts: true, recent: 3 })).map((fill) => fill.split(' ').slice(0, 2).join(' '))).toEqual([
      '9 sell',
      '13 buy',
    ]);
  });

  it('takes no close beyond the bands without a squeeze', () => {
    // Every bar makes the bands wider; three closes lie above theirs.
    const widening = [10, 10.1, 10, 10.3, 9.9, 10.6, 9.5, 11];
    expect(trade(widening, { lookback: 2, recent: 1 }).orders).toEqual([]);
    expect(trade(widening, { lookback: 2, recent: 2 }).orders).not.toEqual([]);
  });

  it('forgets a squeeze after `recent` bars', () => {
    // The bands meet on day 4, and day 8 closes above them.
    const late = [10, 14, 12, 12, 12, 11.8, 12, 11.9, 13, 13, 13];
    expect(story(trade(late, { lookback: 5, recent: 5 }))).toEqual(['9 buy 1 A 13']);
    expect(trade(late, { lookback: 5, recent: 4 }).orders).toEqual([]);
  });

  it('does nothing while the price stands still', () => {
    expect(trade([10, 10, 10, 10, 10, 10, 10, 10], { shorts: true }).orders).toEqual([]);
  });

  it('sends no second order while one waits for a market, neither in nor out', () => {
    const ticks = trades('A', [
      ['2024-01-02T12:00', 10],
      ['2024-01-11T12:00', 14],
      ['2024-01-16T12:00', 13],
    ]);
    const past = run(bollingerSqueeze, { asset: points('A', [...OUT, 13, 13, 13]), ticks }, PARAMS);
    expect(past.fills.map(({ side, price }) => `${side} ${price}`)).toEqual(['buy 14', 'sell 13']);
    expect(past.orders).toHaveLength(3);
  });

  it('waits through a warm-up', () => {
    expect(trade(OUT, {}, { warmUntil: at('2024-01-15') }).fills).toEqual([]);
  });
});
