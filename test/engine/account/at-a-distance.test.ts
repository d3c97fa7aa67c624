import { describe, expect, it } from 'vitest';
import { ACTION } from '../../../engine/broker/sim/financing/actions.ts';
import { at, bars, daily, ends, follow, live, type Row, sides } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const flat: Row = [100, 100, 100, 100];
const HOUR = 3_600_000;
const latency = (order: number) => ({ latency: { order, feed: 0, response: 0 } });

describe('a venue at a distance', () => {
  it('charges what is held at the open of the bar that is under way, though no order waits', () => {
    const asset = bars('A', '1d', [flat, flat, [80, 80, 80, 80], [80, 80, 80, 80]]);
    const past = live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 10 }) }), {
      ...latency(1000),
      instruments: { A: { contract: 'linear' } },
      financing: { funding: [{ instrument: 0, times: Float64Array.of(at('2024-01-03T08:00')), rates: Float64Array.of(0.01) }] },
    });
    expect(ledgerOf(past)).toEqual([['2024-01-03T08:00', 'funding', -8]]);
  });

  it('knows what has settled', () => {
    const rows = Array.from({ length: 6 }, () => flat);
    const past = daily(
      rows,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 10 }),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        3: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
      }),
      { ...latency(1000), account: { type: 'cash', cash: 1000, settlement: 2 } },
    );
    // Sold on Wednesday, settled on Friday: Thursday is too early.
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: unsettled-cash', 'filled']);
  });

  it('has an order that arrives with a split before it: it is in the units of before', () => {
    const past = daily([flat, flat, '2024-01-03T12:00', [50, 50, 50, 50]], (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), {
      ...latency(12 * HOUR),
      financing: {
        actions: [
          {
            instrument: 0,
            times: Float64Array.of(at('2024-01-03T12:00')),
            types: Float64Array.of(ACTION.split),
            values: Float64Array.of(2),
          },
        ],
      },
    });
    expect(sides(past)).toEqual([['buy', 20, 50]]);
  });
});
