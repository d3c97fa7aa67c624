import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, liveAll, type Row, type Terms, trader } from '../../world.ts';

const flat: Row = [10, 10, 10, 10];

/** Three instruments at 10.00 for a few days; the account has 10 000. */
const world = (third: readonly Row[] = []) => {
  const drawn = (id: string, rows: readonly Row[]) => bars(id, '1d', rows);
  return {
    a: drawn('A', [flat, flat, flat, flat]),
    b: drawn('B', [flat, flat, flat, flat]),
    c: drawn('C', [...third, ...[flat, flat, flat, flat].slice(third.length)]),
  };
};

type Order = readonly [feed: 'a' | 'b' | 'c', side: 'buy' | 'sell', qty: number];

/** How orders end that are sent one after the other at the closes given. */
function sent(plan: Readonly<Record<number, readonly Order[]>>, risk: Terms['risk'], terms: Terms = {}): readonly string[] {
  const feeds = world();
  return ends(
    live(
      feeds,
      (ctx) =>
        follow(
          feeds.a,
          Object.fromEntries(
            Object.entries(plan).map(([bar, orders]) => [bar, () => orders.map(([name, side, qty]) => ctx[side](feeds[name], { qty }))]),
          ),
        ),
      { account: { leverage: 10 }, ...terms, ...(risk && { risk }) },
    ),
  );
}

describe('gross exposure', () => {
  const risk = { maxGrossExposure: 2 };

  it('adds longs and shorts, and may reach so many times equity to the cent', () => {
    expect(sent({ 0: [['a', 'buy', 1_000]], 1: [['b', 'sell', 1_000]], 2: [['c', 'buy', 0.001]] }, risk)).toEqual([
      'filled',
      'filled',
      'rejected: max-gross-exposure',
    ]);
  });

  it('counts at the newest price, or at that of the order where it makes it more', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 1_000, trigger: 20.01 }),
          ctx.buy(ctx.feeds.asset, { qty: 1_000, trigger: 20 }),
          ctx.buy(ctx.feeds.asset, { qty: 1_001, limit: 5 }),
          ctx.buy(ctx.feeds.asset, { qty: 1_000, limit: 5 }),
        ],
      }),
      { account: { leverage: 10 }, risk },
    );
    expect(ends(past)).toEqual(['rejected: max-gross-exposure', 'accepted', 'rejected: max-gross-exposure', 'accepted']);
  });

  it('counts what waits, whichever of it fills', () => {
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 1_000],
            ['b', 'sell', 999],
            ['c', 'buy', 2],
            ['c', 'buy', 1],
          ],
        },
        risk,
      ),
    ).toEqual(['filled', 'filled', 'rejected: max-gross-exposure', 'filled']);
    // A buy and a sale of one instrument do not both stand: the larger of the two counts.
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 1_500],
            ['a', 'sell', 1_500],
            ['b', 'buy', 501],
          ],
        },
        risk,
      ).at(-1),
    ).toBe('rejected: max-gross-exposure');
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 1_500],
            ['a', 'sell', 1_500],
            ['b', 'buy', 500],
          ],
        },
        risk,
      ).at(-1),
    ).toBe('filled');
  });

  it('lets pass what does not raise it: an exit, a turn to no more than was held', () => {
    expect(sent({ 0: [['a', 'buy', 2_000]], 1: [['a', 'sell', 4_001]], 2: [['a', 'sell', 4_000]] }, risk)).toEqual([
      'filled',
      'rejected: max-gross-exposure',
      'filled',
    ]);
  });

  it('lets pass what lowers it, though it is beyond the limit and no exit', () => {
    const asset = bars(
      'A',
      '1d',
      [10, 10, 8, 8].map((price) => [price, price, price, price]),
    );
    // 2000 units at 8 are 16 000 on 6000 of equity; short 1999 are no more.
    const past = live(
      { asset },
      (ctx) =>
        follow(asset, {
          0: () => ctx.buy(asset, { qty: 2_000 }),
          2: () => [ctx.sell(asset, { qty: 4_000.01 }), ctx.sell(asset, { qty: 3_999 })],
        }),
      { account: { leverage: 10 }, risk },
    );
    expect(ends(past)).toEqual(['filled', 'rejected: max-gross-exposure', 'filled']);
  });

  it('is of the equity that there is: after a loss less may be held', () => {
    const feeds = {
      a: bars('A', '1d', [
        [10, 10, 10, 10],
        [10, 10, 10, 10],
        [5, 5, 5, 5],
        [5, 5, 5, 5],
      ]),
    };
    // 1000 units at 10 lose half: 5000 of equity carry 10 000 of exposure.
    const past = live(
      feeds,
      (ctx) =>
        follow(feeds.a, {
          0: () => ctx.buy(feeds.a, { qty: 1_000 }),
          2: () => [ctx.buy(feeds.a, { qty: 1_000.01 }), ctx.buy(feeds.a, { qty: 1_000 })],
        }),
      { account: { leverage: 10 }, risk },
    );
    expect(ends(past)).toEqual(['filled', 'rejected: max-gross-exposure', 'filled']);
  });

  it('counts instruments of other currencies at their rate', () => {
    const feeds = {
      a: bars('A', '1d', [
        [10, 10, 10, 10],
        [10, 10, 10, 10],
      ]),
    };
    const rate = bars('EURUSD', '1d', [
      [2, 2, 2, 2],
      [2, 2, 2, 2],
    ]);
    rate.converts = 1;
    const terms: Terms = { account: { leverage: 10, currencies: ['EUR'] }, instruments: { A: { quote: 'EUR' } }, risk };
    const past = live(
      { ...feeds, rate },
      (ctx) => follow(feeds.a, { 0: () => [ctx.buy(feeds.a, { qty: 1_001 }), ctx.buy(feeds.a, { qty: 1_000 })] }),
      { ...terms, instruments: { A: { quote: 'EUR' }, EURUSD: {} } },
    );
    expect(ends(past)).toEqual(['rejected: max-gross-exposure', 'filled']);
  });
});

describe('net exposure', () => {
  const risk = { maxNetExposure: 1 };

  it('takes shorts off longs, and may reach so many times equity to the cent', () => {
    expect(
      sent(
        {
          0: [['a', 'buy', 1_000]],
          1: [
            ['b', 'buy', 0.001],
            ['b', 'sell', 2_000],
          ],
          2: [
            ['c', 'sell', 0.001],
            ['c', 'buy', 2_000],
          ],
          3: [],
        },
        risk,
      ),
    ).toEqual(['filled', 'rejected: max-net-exposure', 'filled', 'rejected: max-net-exposure', 'filled']);
  });

  it('counts what waits on the side of the order alone: the other side may not fill', () => {
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 1_000],
            ['b', 'sell', 1_000],
            ['c', 'buy', 1],
          ],
        },
        risk,
      ),
    ).toEqual(['filled', 'filled', 'rejected: max-net-exposure']);
  });
});

describe('the exposure of an instrument', () => {
  it('is limited by a share of equity, for all or for each', () => {
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 200.001],
            ['a', 'sell', 200],
            ['b', 'buy', 200],
          ],
        },
        { maxAssetExposure: 0.2 },
      ),
    ).toEqual(['rejected: max-asset-exposure', 'filled', 'filled']);
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 101],
            ['b', 'buy', 300],
            ['c', 'buy', 9_000],
          ],
        },
        { maxAssetExposure: { A: 0.1, B: 0.3 } },
      ),
    ).toEqual(['rejected: max-asset-exposure', 'filled', 'filled']);
  });
});

describe('the exposure of a sector', () => {
  const instruments: Terms['instruments'] = { A: { sector: 'energy' }, B: { sector: 'energy' }, C: {} };

  it('adds the instruments that belong to it, longs and shorts; without a sector there is no such limit', () => {
    expect(
      sent(
        {
          0: [['a', 'buy', 300]],
          1: [
            ['b', 'sell', 100.001],
            ['b', 'sell', 100],
          ],
          2: [['c', 'buy', 5_000]],
        },
        { maxSectorExposure: 0.4 },
        { instruments },
      ),
    ).toEqual(['filled', 'rejected: max-sector-exposure', 'filled', 'filled']);
  });

  it('may be limited by name', () => {
    expect(
      sent(
        {
          0: [
            ['a', 'buy', 101],
            ['c', 'buy', 500],
          ],
        },
        { maxSectorExposure: { energy: 0.1 } },
        { instruments },
      ),
    ).toEqual(['rejected: max-sector-exposure', 'filled']);
  });
});

describe('the exposure of a strategy', () => {
  it('adds its own positions, whatever others hold against them, as a share of the equity of the account', () => {
    const feeds = world();
    const [first, second] = [200, -200].map((qty) =>
      trader(feeds, (ctx) =>
        follow(feeds.a, {
          0: () => (qty > 0 ? ctx.buy(feeds.a, { qty }) : ctx.sell(feeds.a, { qty: -qty })),
          1: () => ctx.buy(feeds.b, { qty: 100.001 }),
          2: () => ctx.buy(feeds.b, { qty: 100 }),
        }),
      ),
    );
    const past = liveAll([first!, second!], { account: { leverage: 10 }, risk: { maxStrategyExposure: { s1: 0.3, '*': 5 } } });
    expect(past.orders.map(({ strategyId, status, reason }) => [strategyId, reason ?? status])).toEqual([
      ['s1', 'filled'],
      ['s2', 'filled'],
      ['s1', 'max-strategy-exposure'],
      ['s2', 'filled'],
      ['s1', 'filled'],
      ['s2', 'filled'],
    ]);
  });
});

describe('a limit of something that is not in the run', () => {
  it('is refused by name, with what there is', () => {
    expect(() => sent({}, { maxAssetExposure: { AA: 1 } })).toThrow(
      'Expected "risk.maxAssetExposure" to name instruments of the run (A, B, C), but it was "AA"; did you mean "A"?',
    );
    expect(() => sent({}, { maxStrategyExposure: { x: 1 } })).toThrow(
      'Expected "risk.maxStrategyExposure" to name strategies of the run (s1), but it was "x"',
    );
    expect(() => sent({}, { maxSectorExposure: { tech: 1 } }, { instruments: { A: { sector: 'energy' } } })).toThrow(
      'Expected "risk.maxSectorExposure" to name sectors of the run (energy), but it was "tech"',
    );
    expect(() => sent({}, { maxSectorExposure: { tech: 1 } })).toThrow(
      'Expected "risk.maxSectorExposure" to name sectors of the run, which has none, but it was "tech"',
    );
  });
});
