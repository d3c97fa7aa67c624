import { describe, expect, it } from 'vitest';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import type { Closed, SizerModel } from '../../../engine/sizing/sizer.ts';
import { sizerOf } from '../../../engine/sizing/sizer-of.ts';
import type { KellyTerms, SizerTree } from '../../../engine/sizing/sizer-spec.ts';
import { sizers } from '../../../engine/sizing/sizers.ts';
import { bars, ends, follow, live, type Row } from '../world.ts';
import { deskOf, requestOf } from './desk.ts';

const ten: SizerTree = { model: 'fixed', qty: 10 };
const byStop: SizerTree = { model: 'fixed-fractional', risk: 0.01 };
const size = (spec: SizerTree, more = {}, desk = {}) => sizerOf(spec)(deskOf(desk))(requestOf(more));

describe('a sizer of a sizer', () => {
  it('caps units, money and a share of equity, whichever is least', () => {
    expect(size({ model: 'cap', of: ten, qty: 4 })).toBe(4);
    expect(size({ model: 'cap', of: ten, notional: 100 })).toBe(5);
    expect(size({ model: 'cap', of: ten, notional: 200 })).toBe(10);
    expect(size({ model: 'cap', of: ten, notional: 199.98 })).toBeCloseTo(9.999, 12);
    expect(size({ model: 'cap', of: ten, fraction: 0.05 })).toBe(2.5);
    expect(size({ model: 'cap', of: ten, qty: 8, notional: 100, fraction: 0.5 })).toBe(5);
    expect(size({ model: 'cap', of: ten })).toBe(10);
  });

  it('caps account money of a contract in another currency', () => {
    // A unit at 20 x 5 is 100, which are 150 of the account's.
    expect(size({ model: 'cap', of: ten, notional: 300 }, { instrument: instrumentOf('A', { multiplier: 5 }), rate: 1.5 })).toBe(2);
  });

  it('scales', () => {
    expect(size({ model: 'scale', of: ten, factor: 0.5 })).toBe(5);
    expect(size({ model: 'scale', of: ten, factor: 3 })).toBe(30);
  });

  it('rounds to whole lots, toward zero', () => {
    const lots = (qty: number, lot: number) => size({ model: 'round-to', of: { model: 'fixed', qty }, lot });
    expect([lots(299, 100), lots(300, 100), lots(99.9, 100), lots(0.35, 0.1)]).toEqual([200, 300, 0, 0.3]);
  });

  it('passes on that there is no size', () => {
    for (const spec of [
      { model: 'cap', of: byStop, qty: 1 },
      { model: 'scale', of: byStop, factor: 2 },
      { model: 'round-to', of: byStop, lot: 1 },
      { model: 'drawdown-scaled', of: byStop, limit: 0.2 },
    ] as const)
      expect(size(spec, { stop: Number.NaN })).toBe('no-stop-to-size-by');
  });

  it('composes by functions as by names', () => {
    const { cap, scale, roundTo, fractionOfEquity } = sizers;
    const composed = roundTo(cap(scale(fractionOfEquity(0.5), 0.9), { notional: 400 }), 7);
    const named: SizerTree = {
      model: 'round-to',
      lot: 7,
      of: { model: 'cap', notional: 400, of: { model: 'scale', factor: 0.9, of: { model: 'fraction-of-equity', fraction: 0.5 } } },
    };
    expect(composed(deskOf())(requestOf())).toBe(14);
    expect(size(named)).toBe(14);
    expect(size({ model: composed })).toBe(14);
  });
});

describe('a size scaled by drawdown', () => {
  const at = (equity: number, peak: number, limit = 0.2) => size({ model: 'drawdown-scaled', of: ten, limit }, {}, { equity, peak });

  it('is the whole at the peak, half at half the limit, and nothing at the limit or below', () => {
    expect([at(1_000, 1_000), at(900, 1_000), at(800, 1_000), at(500, 1_000)]).toEqual([10, 5, 0, 0]);
    expect(at(800.01, 1_000)).toBeCloseTo(10 * (1 - 0.19999 / 0.2), 12);
  });

  it('counts a new high at once', () => {
    expect(at(1_200, 1_000)).toBe(10);
  });

  it('follows the equity of a run from bar to bar', () => {
    const flat = (price: number): Row => [price, price, price, price];
    const asset = bars('A', '1d', [10, 10, 12, 11, 11, 11].map(flat));
    const past = live(
      { asset },
      (ctx) =>
        follow(asset, {
          // 1000 units make 2000 of 10 000 and lose 1000 of 12 000: a twelfth.
          0: () => ctx.buy(asset, { qty: 1_000 }),
          3: () => ctx.close(asset),
          4: () => ctx.buy(asset),
        }),
      { sizer: { model: 'drawdown-scaled', of: { model: 'fixed', qty: 120 }, limit: 0.25 } },
    );
    expect(past.fills.at(-1)!.qty).toBeCloseTo(120 * (1 - 1 / 12 / 0.25), 9);
  });
});

describe('a size by Kelly', () => {
  const kelly = (closed: Partial<Closed>, terms: Partial<KellyTerms> = {}, more = {}) =>
    size({ model: 'kelly', fallback: 0.1, multiple: 1, min: 4, ...terms }, more, { closed });

  it('is a stated share until there are enough round trips', () => {
    const closed = { wins: 3, losses: 0, won: 0.3 };
    expect(kelly({ count: 3, ...closed })).toBe(5);
    expect(kelly({ count: 4, ...closed, losses: 1, lost: 0.05 })).toBeCloseTo(50 * (0.75 - 0.25 / 2), 12);
  });

  it('is W - (1 - W) / R of equity', () => {
    // Six of ten won 0.04 on average, four lost 0.03: 0.6 - 0.4 x 0.75.
    const closed = { count: 10, wins: 6, losses: 4, won: 0.24, lost: 0.12 };
    expect(kelly(closed)).toBeCloseTo((1_000 * 0.3) / 20, 12);
    expect(kelly(closed, { multiple: 0.5 })).toBeCloseTo((1_000 * 0.15) / 20, 12);
    expect(kelly(closed, { cap: 0.2 })).toBe(10);
    expect(kelly(closed, { cap: 0.3 })).toBeCloseTo(15, 12);
  });

  it('may be what is lost at the stop', () => {
    const closed = { count: 10, wins: 6, losses: 4, won: 0.24, lost: 0.12 };
    expect(kelly(closed, { bet: 'stop', multiple: 0.1 })).toBeCloseTo(30 / 2, 12);
    expect(kelly(closed, { bet: 'stop' }, { stop: Number.NaN })).toBe('no-stop-to-size-by');
  });

  it('is the share of winners where nothing was lost, and nothing where nothing was won', () => {
    expect(kelly({ count: 4, wins: 4, losses: 0, won: 0.1 })).toBe(50);
    expect(kelly({ count: 4, wins: 2, losses: 0, won: 0.1 })).toBe(25);
    expect(kelly({ count: 4, wins: 0, losses: 4, lost: 0.1 })).toBe(0);
    expect(kelly({ count: 4, wins: 1, losses: 3, won: 0.1, lost: 0.9 })).toBe(0);
    expect(kelly({ count: 4, wins: 1, losses: 3, won: 0.1, lost: 0.9 }, { floor: 0.04 })).toBe(2);
  });

  it('counts the closed round trips of the strategy that asks, an exit in parts as one', () => {
    const flat = (price: number): Row => [price, price, price, price];
    const asset = bars('A', '1d', [10, 10, 10, 11, 12, 12, 12, 12, 11, 11, 11].map(flat));
    const sizer: SizerModel = (desk) => (request) => {
      seen.push([request.strategy, desk.closedOf(request.strategy)]);
      return 1;
    };
    const seen: (readonly [number, Closed])[] = [];
    live(
      { asset },
      (ctx) =>
        follow(asset, {
          0: () => ctx.buy(asset, { qty: 150 }),
          // Sold over two bars, of which each has room for 100.
          3: () => ctx.sell(asset, { qty: 150 }),
          6: () => ctx.buy(asset),
          7: () => ctx.close(asset),
          9: () => ctx.buy(asset),
        }),
      { sizer: { model: sizer }, simulator: { volumeLimit: 1 }, fee: { model: 'fixed', amount: 1 } },
    );
    expect(seen.map(([strategy, { count, wins, losses }]) => [strategy, count, wins, losses])).toEqual([
      [0, 1, 1, 0],
      [0, 2, 1, 1],
    ]);
    // 150 from 10 to 12 less four fees of which two are of the exit, and one from 12 to 11 less two.
    expect(seen[1]![1].won).toBeCloseTo((300 - 4) / 1_500, 12);
    expect(seen[1]![1].lost).toBeCloseTo(3 / 12, 12);
  });
});

it('a sizer of a program may refuse in its own way', () => {
  const flat: Row = [10, 10, 10, 10];
  const run = (model: SizerModel) => {
    const asset = bars('A', '1d', [flat, flat]);
    return ends(live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset) }), { sizer: { model } }));
  };
  expect(run(() => () => 3)).toEqual(['filled']);
  expect(run(() => () => 0)).toEqual(['rejected: zero-quantity']);
  expect(run(() => () => Number.NaN)).toEqual(['rejected: nothing-to-size-by']);
  expect(run(() => () => Number.POSITIVE_INFINITY)).toEqual(['rejected: nothing-to-size-by']);
  expect(run(() => () => 'no-stop-to-size-by')).toEqual(['rejected: no-stop-to-size-by']);
});
