import { describe, expect, it } from 'vitest';
import dollarCostAveraging from '../../strategies/dollar-cost-averaging.ts';
import { at, bars, type Past } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const DAILY = { amount: 1000, every: '1d' };
const save = (prices: readonly (number | string)[], params: object = DAILY, terms: object = {}): Past =>
  run(dollarCostAveraging, { asset: points('A', prices) }, params as never, terms);

describe('dollar-cost-averaging', () => {
  it('buys for the same amount at every price, so that it pays less than the average price', () => {
    const asset = bars('A', '1d', [
      [20, 20, 10, 10],
      [10, 40, 10, 40],
      [40, 40, 20, 20],
      [20, 20, 20, 20],
    ]);
    const past = run(dollarCostAveraging, { asset }, DAILY);
    expect(story(past)).toEqual(['1 buy 100 A 10', '2 buy 25 A 40', '3 buy 50 A 20']);
    expect(3000 / 175).toBeLessThan((10 + 40 + 20) / 3);
  });

  it('spends the amount with its fee, not above it', () => {
    const past = save([20, 20, 20], DAILY, { fee: { model: 'percent', rate: 0.25 } });
    expect(past.fills.map(({ qty, price, fee }) => [qty, qty * price + fee])).toEqual([
      [40, 1000],
      [40, 1000],
    ]);
  });

  it('stops when the cash does not cover another purchase', () => {
    const past = save([10, 10, 10, 10, 10], DAILY, { account: { cash: 2500, type: 'cash' } });
    expect(past.fills).toHaveLength(2);
    expect(past.orders).toHaveLength(2);
  });

  it('buys once a month by default, when the month has begun', () => {
    const past = save(
      Array.from({ length: 70 }, () => 100),
      {},
    );
    // 31 days of January and 29 of February.
    expect(story(past)).toEqual(['31 buy 10 A 100', '60 buy 10 A 100']);
  });

  it('orders once over a weekend, though it is due every day', () => {
    const past = save([10, 10, 10, 10, 10, '2024-01-08', 10, 10]);
    // The seventh waits for a day that does not come.
    expect(past.fills).toHaveLength(6);
    expect(past.orders).toHaveLength(7);
  });

  it('begins after a warm-up', () => {
    expect(story(save([10, 10, 10, 10, 10], DAILY, { warmUntil: at('2024-01-03') }))).toEqual(['3 buy 100 A 10', '4 buy 100 A 10']);
  });

  it('counts the money of a contract, not its price', () => {
    const past = save([10, 10], DAILY, { instruments: { A: { multiplier: 50 } } });
    expect(story(past)).toEqual(['1 buy 2 A 10']);
  });
});
