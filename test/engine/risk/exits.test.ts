import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, liveAll, type Row, sides, trader } from '../world.ts';
import { said } from './said.ts';

const flat: Row = [10, 10, 10, 10];
const days = (n: number): readonly Row[] => Array.from({ length: n }, () => flat);

/** Every limit at once, and none that an entry passes after the first. */
const STRICT = {
  maxOrderQty: 10,
  maxOrderNotional: 100,
  maxPositionQty: 10,
  maxPositionNotional: 100,
  maxAssetExposure: 0.01,
  maxGrossExposure: 0.01,
  maxNetExposure: 0.01,
  maxStrategyExposure: 0.01,
  maxCorrelatedExposure: { limit: 0.01, window: 3 },
  priceCollar: 0.001,
  duplicateWindow: '1w',
  marginCheck: true,
  sides: 'long-only',
} as const;

describe('an order that only shrinks a position', () => {
  it.each([
    ['at market', {}],
    ['at a limit far away', { limit: 20 }],
    ['by a stop far away', { trigger: 2 }],
    ['a part of it', { qty: 3 }],
    ['sized as a portion', { size: { portion: 0.5 } }],
  ])('passes every check but the rate: %s', (_, options) => {
    const exit = (again: number) =>
      ends(
        daily(
          [flat, flat, [1_000, 1_000, 1_000, 1_000], [1_000, 1_000, 1_000, 1_000]],
          (ctx) => ({
            0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
            2: () => [
              ctx.buy(ctx.feeds.asset, { qty: 1 }),
              ...Array.from({ length: again }, () =>
                'size' in options ? ctx.close(ctx.feeds.asset, { portion: 0.5 }) : ctx.sell(ctx.feeds.asset, { qty: 10, ...options }),
              ),
            ],
          }),
          { risk: STRICT },
        ),
      );
    const [entry, more, ...exits] = exit(2);
    expect([entry, more?.startsWith('rejected')]).toEqual(['filled', true]);
    for (const end of exits) expect(end).not.toMatch(/^rejected/);
  });

  it("is the strategy's own: what another holds is no position to exit", () => {
    const asset = bars('A', '1d', days(4));
    const [first, second] = [
      trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 10 }) })),
      trader({ asset }, (ctx) => follow(asset, { 1: () => ctx.sell(asset, { qty: 5 }) })),
    ];
    const past = liveAll([first, second], said(['2024-01-02T12:00', { kind: 'trading-state', state: 'reducing' }]));
    expect(past.orders.map(({ strategyId, reason, status }) => [strategyId, reason ?? status])).toEqual([
      ['s1', 'filled'],
      ['s2', 'trading-halted'],
    ]);
  });

  it('may be a hedge that is closed, though it lays bare what it hedged', () => {
    const asset = bars('A', '1d', days(5));
    const [first, second] = [
      trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 10 }) })),
      trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.sell(asset, { qty: 6 }), 2: () => ctx.buy(asset, { qty: 6 }) })),
    ];
    const past = liveAll([first, second], said(['2024-01-02T12:00', { kind: 'trading-state', state: 'reducing' }]));
    expect(past.fills.map(({ strategyId, side, qty }) => [strategyId, side, qty])).toEqual([
      ['s1', 'buy', 10],
      ['s2', 'sell', 6],
      ['s2', 'buy', 6],
    ]);
  });
});

describe('while only exits pass', () => {
  const reducing = said(['2024-01-02T12:00', { kind: 'trading-state', state: 'reducing' }]);

  it('three sales of all there is close it once', () => {
    const past = daily(
      days(5),
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }), 2: () => [1, 2, 3].map(() => ctx.sell(ctx.feeds.asset, { qty: 5 })) }),
      reducing,
    );
    expect(sides(past)).toEqual([
      ['buy', 5, 10],
      ['sell', 5, 10],
    ]);
  });

  it('exits that waited stay, oldest first, as far as they do not turn the position together', () => {
    const past = daily(
      days(5),
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 10, stopLoss: { price: 2 } }),
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 5, ref: 'entry' }),
        ],
        1: () => [
          ctx.sell(ctx.feeds.asset, { qty: 6, limit: 20, ref: 'target' }),
          ctx.cancel(2),
          ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 3, ref: 'stop' }),
          ctx.sell(ctx.feeds.asset, { qty: 4, trigger: 4, ref: 'small' }),
        ],
      }),
      said(['2024-01-03T12:00', { kind: 'trading-state', state: 'reducing' }]),
    );
    expect(past.orders.flatMap(({ ref, status }) => (ref === null ? [] : [[ref, status]]))).toEqual([
      ['entry', 'canceled'],
      ['target', 'accepted'],
      ['stop', 'canceled'],
      ['small', 'accepted'],
    ]);
  });

  it('a cancel that came before its order is sent again: no entry stays that was on its way', () => {
    let overtaken = 0;
    for (const state of ['reducing', 'halted'] as const)
      for (let seed = 1; seed <= 40; seed++) {
        const rows = Array.from({ length: 30 }, () => flat);
        const past = daily(rows, (ctx) => ({ 2: () => ctx.buy(ctx.feeds.asset, { qty: 1, limit: 5 }) }), {
          ...said(['2024-01-04T12:00', { kind: 'trading-state', state }]),
          latency: { order: { model: 'uniform', min: 0, max: 150_000_000 }, feed: 0, response: 1_000 },
          seed,
        });
        if (past.orders[0]!.events.some(({ kind }) => kind === 'cancel-rejected')) overtaken++;
        expect(ends(past)).toEqual(['canceled: user']);
      }
    expect(overtaken).toBeGreaterThan(10);
  });

  it('a new exit takes the place of those that waited', () => {
    const past = daily(
      [flat, flat, flat, flat, [10, 30, 1, 10], [10, 30, 1, 10]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 3 }),
        2: () => ctx.close(ctx.feeds.asset),
      }),
      said(['2024-01-03T12:00', { kind: 'trading-state', state: 'reducing' }]),
    );
    expect([sides(past), ends(past)]).toEqual([
      [
        ['buy', 5, 10],
        ['sell', 5, 10],
      ],
      ['filled', 'canceled: user', 'filled'],
    ]);
  });

  it('a new exit of a group takes the place of what waited in it: what they share is closed once', () => {
    const past = daily(
      [flat, flat, flat, flat, [10, 30, 1, 10], [10, 30, 1, 10]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 3, oco: 1 }),
        2: () => [ctx.sell(ctx.feeds.asset, { qty: 5, limit: 25, oco: 1 }), ctx.close(ctx.feeds.asset)],
      }),
      said(['2024-01-03T12:00', { kind: 'trading-state', state: 'reducing' }]),
    );
    expect(sides(past)).toEqual([
      ['buy', 5, 10],
      ['sell', 5, 10],
    ]);
  });

  it('an exit that grows with its parent counts as large as it may become', () => {
    const past = daily(
      days(12),
      (ctx) => ({
        0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }),
        3: () => ctx.buy(ctx.feeds.asset, { parent: ctx.buy(ctx.feeds.asset, { qty: 6 }) }),
      }),
      // Four units a day: the first four of the exit are in when trading is restricted, and as much of its child may fill.
      { ...said(['2024-01-05T12:00', { kind: 'trading-state', state: 'reducing' }]), simulator: { volumeLimit: 0.04 } },
    );
    expect(sides(past).map(([side, qty]) => [side, qty])).toEqual([
      ['sell', 4],
      ['sell', 4],
      ['sell', 2],
      ['buy', 4],
      ['buy', 2],
    ]);
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: user']);
  });

  it('an exit that waited goes once an order that was on its way has closed what it protects', () => {
    const past = daily(
      [...days(6), [10, 30, 1, 10], ...days(3)],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
        // It is cancelled, for both would turn the position, and fills before the cancel is there.
        3: () => [ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 3 }), ctx.sell(ctx.feeds.asset, { qty: 7 })],
      }),
      {
        ...said(['2024-01-05T01:00', { kind: 'trading-state', state: 'reducing' }]),
        latency: { order: 40_000_000, feed: 0, response: 3_600_000 },
      },
    );
    expect(sides(past).map(([side, qty]) => [side, qty])).toEqual([
      ['buy', 5],
      ['sell', 7],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: user', 'filled']);
  });

  it('a change may move an exit, and not make it larger', () => {
    const past = daily(
      days(5),
      (ctx) => {
        let id = 0;
        return {
          0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
          1: () => (id = ctx.sell(ctx.feeds.asset, { qty: 3, trigger: 3 })),
          2: () => [ctx.replace(id, { qty: 5 }), ctx.replace(id, { trigger: 4 }), ctx.replace(id, { qty: 2 })],
        };
      },
      said(['2024-01-03T12:00', { kind: 'trading-state', state: 'reducing' }]),
    );
    expect(past.orders[1]).toMatchObject({ qty: 2, trigger: 4, status: 'accepted' });
    expect(past.orders[1]!.events.map(({ kind }) => kind)).toEqual(['submitted', 'accepted', 'replace-rejected', 'replaced', 'replaced']);
  });

  it('a reduce-only exit may be made larger, and takes the place of those that are not', () => {
    const past = daily(
      // The limit is met on one day, the stop on the next.
      [flat, flat, flat, flat, [10, 30, 10, 10], [10, 10, 1, 10]],
      (ctx) => {
        let id = 0;
        return {
          0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
          1: () => ctx.sell(ctx.feeds.asset, { qty: 3, trigger: 3 }),
          2: () => (id = ctx.sell(ctx.feeds.asset, { qty: 2, limit: 25 })),
          3: () => ctx.replace(id, { qty: 5 }),
        };
      },
      said(['2024-01-03T12:00', { kind: 'trading-state', state: 'reducing' }]),
    );
    expect([sides(past), ends(past)]).toEqual([
      [
        ['buy', 5, 10],
        ['sell', 5, 25],
      ],
      ['filled', 'canceled: user', 'filled'],
    ]);
  });

  it('an order whose quantity nobody knows yet does not stay', () => {
    const feeds = { a: bars('A', '1d', [flat, '2024-01-05', flat, flat]), b: bars('B', '1d', days(6)) };
    const sized = (terms: object) =>
      ends(live(feeds, (ctx) => follow(feeds.b, { 0: () => ctx.buy(feeds.a, { size: { fraction: 0.1, at: 'fill' } }) }), terms));
    expect(sized(reducing)).toEqual(['canceled: user']);
    for (const feed of Object.values(feeds)) feed.row = 0;
    expect(sized({})).toEqual(['filled']);
  });
});
