import { describe, expect, it } from 'vitest';
import buyAndHold from '../../strategies/buy-and-hold.ts';
import { at, live, trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

describe('buy-and-hold', () => {
  it('buys once, at the open after the first bar, what the sizer says', () => {
    const past = run(buyAndHold, { asset: points('A', [10, 20, 30, 5, 40]) }, {}, { sizer: { model: 'fixed', qty: 7 } });
    expect(story(past)).toEqual(['1 buy 7 A 20']);
    expect(past.equity).toEqual([10_000, 10_000, 10_070, 9_895, 10_140]);
  });

  it('tries again after a warm-up, and fills once', () => {
    const past = run(buyAndHold, { asset: points('A', [10, 20, 30, 40, 50]) }, {}, { warmUntil: at('2024-01-03') });
    expect(story(past)).toEqual(['3 buy 1 A 40']);
    expect(past.orders.map(({ status, reason }) => reason ?? status)).toEqual(['warm-up', 'warm-up', 'filled']);
  });

  it('tries again after a gap above what the cash buys', () => {
    const past = run(
      buyAndHold,
      { asset: points('A', [10, 20, 20, 20]) },
      {},
      { sizer: { model: 'fraction-of-equity', fraction: 1 }, account: { type: 'cash' } },
    );
    expect(past.orders.map(({ status, reason }) => reason ?? status)).toEqual(['insufficient-cash', 'filled']);
    expect(story(past)).toEqual(['2 buy 500 A 20']);
  });

  it('does not buy back what a hand has sold', () => {
    const asset = points('A', [10, 20, 30, 40, 50]);
    const past = live({ asset }, (ctx) => {
      ctx.every('1d', () => {
        if (asset.row === 2) ctx.close(asset);
      });
      return buyAndHold.setup(ctx, {});
    });
    expect(story(past)).toEqual(['1 buy 1 A 20', '2 sell 1 A 30']);
  });

  it('sends one order while it waits for a market', () => {
    const ticks = trades('A', [['2024-01-04T12:00', 33]]);
    const past = run(buyAndHold, { asset: points('A', [10, 20, 30, 40, 50]), ticks });
    expect(past.orders).toHaveLength(1);
    expect(past.fills.map(({ price }) => price)).toEqual([33]);
  });
});
