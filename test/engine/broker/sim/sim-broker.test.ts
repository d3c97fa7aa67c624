import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, quotes, type Row, sides, trades } from '../../world.ts';

const onClose = { simulator: { fillOn: 'on-close' } } as const;
const flat: Row = [10, 11, 9, 10];

describe('filling on the close', () => {
  it('takes the close on which the order was decided, and says that this is assumed', () => {
    const past = daily([flat, [12, 13, 11, 12]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }), onClose);
    expect(past.fills).toMatchObject([
      { price: 10, ts: at('2024-01-02'), barTs: at('2024-01-02'), certainty: 'assumed', liquidity: 'taker' },
    ]);
    expect(past.roundTrips).toEqual([]);
  });

  it('is refused where there is no close at the time of the command', () => {
    const past = live(
      { hourly: bars('H', '1h', [flat]), minute: bars('M', '1m', ['2024-01-01T00:29', flat]) },
      (ctx) => follow(ctx.feeds.minute, { 0: () => ctx.buy(ctx.feeds.hourly) }),
      onClose,
    );
    expect(ends(past)).toEqual(['rejected: no-fresh-price']);
  });

  it('counts what filled at the last close in the last value of equity', () => {
    const past = daily([flat, flat], (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), {
      ...onClose,
      fee: { model: 'percent', rate: 0.01 },
    });
    expect(past.equity).toEqual([10_000, 9_999]);
  });

  it('leaves limit and stop orders to the bars that follow', () => {
    const past = daily([flat, [10, 12, 9, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }), onClose);
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-03') }]);
  });

  it('never goes back to a close that the next open has already overtaken', () => {
    const past = live(
      {
        asset: bars('A', '1d', [
          [100, 100, 100, 100],
          [90, 91, 89, 90],
          [90, 91, 89, 90],
        ]),
      },
      (ctx) =>
        follow(
          ctx.feeds.asset,
          { 0: () => ctx.buy(ctx.feeds.asset, { limit: 95 }) },
          { onFill: ({ side }) => void (side === 'buy' && ctx.close(ctx.feeds.asset)) },
        ),
      onClose,
    );
    expect(past.fills[0]).toMatchObject({ price: 90, ts: at('2024-01-02') });
    expect(past.fills.slice(1).filter(({ price }) => price === 100)).toEqual([]);
  });

  it('gives an order that its parent releases inside a bar no price of the bar before', () => {
    const past = daily(
      [
        [100, 100, 100, 100],
        [100, 101, 89, 90],
        [90, 91, 89, 90],
      ],
      (ctx) => ({
        0: () => ctx.sell(ctx.feeds.asset, { qty: 1, parent: ctx.buy(ctx.feeds.asset, { limit: 95 }) }),
      }),
      onClose,
    );
    expect(past.fills[0]).toMatchObject({ price: 95, ts: at('2024-01-03') });
    for (const { ts, barTs, price } of past.fills.slice(1)) expect([barTs >= ts, price]).toEqual([true, 90]);
  });

  it('begins exits with the next bar, whether or not it follows without a gap', () => {
    const terms = { simulator: { fillOn: 'on-close', exitsFrom: 'next-bar' } } as const;
    const next = (...gap: string[]) =>
      daily(
        [flat, ...gap, [10, 10, 7, 8], [8, 9, 7, 8]],
        (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 9 } }) }),
        terms,
      );
    expect(sides(next())).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 9],
    ]);
    expect(sides(next('2024-01-05'))).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 9],
    ]);
  });

  it('takes the quote that was just shown, never the one to come', () => {
    const feeds = {
      asset: quotes('A', [
        ['2024-01-01T00:00', 9, 10],
        ['2024-01-01T00:01', 19, 20],
      ]),
    };
    const past = live(feeds, (ctx) => ({ onQuote: () => void (ctx.feeds.asset.ask.value === 10 && ctx.buy(ctx.feeds.asset)) }), onClose);
    expect(past.fills.filter(({ ts, price }) => ts === at('2024-01-01T00:00') && price !== 10)).toEqual([]);
  });
});

describe('time in force', () => {
  const rest = (options: object, rows: readonly Row[] = [flat, flat, flat, flat]) =>
    daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 5, ...options }) }));
  const hourly = (options: object) =>
    live({ asset: bars('A', '1h', ['2024-01-01T20:00', flat, flat, flat, flat, flat, flat, [10, 11, 4, 10]]) }, (ctx) =>
      follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset, { limit: 5, ...options }) }),
    );

  it('gtc waits to the end of the data', () => {
    expect(ends(rest({ tif: 'gtc' }))).toEqual(['accepted']);
    expect(sides(hourly({}))).toEqual([['buy', 1, 5]]);
  });

  it('day ends with the UTC day in which the order first meets the market', () => {
    expect(hourly({ tif: 'day' }).orders).toMatchObject([{ status: 'expired', closedTs: at('2024-01-02') }]);
    // Sent at the last close of a day, it first meets the market on the day after.
    expect(rest({ tif: 'day' }).orders).toMatchObject([{ status: 'expired', closedTs: at('2024-01-03') }]);
  });

  it('day counts the bar that ends with the day', () => {
    expect(sides(rest({ tif: 'day' }, [flat, [10, 11, 4, 10], flat, flat]))).toEqual([['buy', 1, 5]]);
  });

  it('day waits over a weekend for its first market', () => {
    const past = daily(['2024-01-05', flat, '2024-01-08', [10, 11, 4, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { limit: 5, tif: 'day' }),
    }));
    expect(sides(past)).toEqual([['buy', 1, 5]]);
  });

  it('gtd ends at its moment, though no data comes then', () => {
    expect(hourly({ expiresAt: at('2024-01-01T23:30') }).orders).toMatchObject([
      { tif: 'gtd', status: 'expired', closedTs: at('2024-01-01T23:30') },
    ]);
  });

  it('gtd counts the bar that ends at its last moment', () => {
    const past = rest({ expiresAt: at('2024-01-03') }, [flat, [10, 11, 4, 10], flat, flat]);
    expect(sides(past)).toEqual([['buy', 1, 5]]);
  });

  it('gtd whose moment is past never fills, and the run goes on', () => {
    const past = rest({ expiresAt: at('2023-06-01') }, [flat, [4, 5, 3, 4], flat, flat]);
    expect(past.fills).toEqual([]);
    expect(past.equity).toHaveLength(4);
    expect(past.orders[0]!.status).toMatch(/expired|rejected/);
  });

  it('ioc and fok end where the market they first meet does not fill them', () => {
    expect(ends(rest({ tif: 'ioc' }))).toEqual(['canceled: ioc-remainder']);
    expect(ends(rest({ tif: 'fok' }))).toEqual(['canceled: fok-unfilled']);
    expect(rest({ tif: 'ioc' }).orders[0]!.closedTs).toBe(at('2024-01-02'));
  });

  it('ioc and fok that meet their market fill at its open', () => {
    for (const tif of ['ioc', 'fok'] as const) expect(sides(rest({ tif, limit: 12 }))).toEqual([['buy', 1, 10]]);
  });

  it('an ioc stop waits for its trigger', () => {
    const past = daily([flat, flat, [10, 12, 9, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, tif: 'ioc' }) }));
    expect(sides(past)).toEqual([['buy', 1, 12]]);
  });

  it('an ioc stop-limit that is triggered at an open beyond its limit ends there', () => {
    const past = daily([flat, [14, 15, 10, 14]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, limit: 13, tif: 'ioc' }) }));
    expect(past.orders).toMatchObject([{ status: 'canceled', reason: 'ioc-remainder', closedTs: at('2024-01-02') }]);
  });

  it('an ioc stop-limit that is triggered inside a bar gets no second bar', () => {
    const past = daily([flat, [10, 12.5, 9, 12], [11, 12, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, limit: 11.5, tif: 'ioc' }),
    }));
    expect(ends(past)).toEqual(['canceled: ioc-remainder']);
  });

  it('fok fills all or nothing', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 2, tif: 'fok' }),
      }),
      { account: { type: 'cash' } },
    );
    expect(sides(past)).toEqual([['buy', 1, 10]]);
  });
});

describe('reduce-only', () => {
  it('never opens a position', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 1, reduceOnly: true }) }));
    expect(ends(past)).toEqual(['canceled: no-position']);
  });

  it('never turns a position', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 5, reduceOnly: true }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 2, 10],
      ['sell', 2, 10],
    ]);
  });

  it('is over when the position is: what is left of it touches no later position', () => {
    const past = daily([flat, flat, [10, 13, 9, 10], flat, [10, 14, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, reduceOnly: true }),
      2: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 12],
      ['buy', 5, 10],
    ]);
  });

  it('and at once, its rest ends with it', () => {
    for (const tif of ['ioc', 'fok'] as const) {
      const past = daily([flat, flat, flat], (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 2, tif, reduceOnly: true }),
      }));
      expect(past.session.openOrders(0, -1)).toEqual([]);
    }
  });

  it('as a stop-limit larger than the position survives a later gap', () => {
    const past = daily([flat, flat, [10, 11, 7.5, 9], [5, 6, 4, 5]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 2, trigger: 8, limit: 7, reduceOnly: true }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 8],
    ]);
  });
});

describe('orders that share a group', () => {
  it('lose what one of them fills', () => {
    const past = daily([flat, flat, [10, 13, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
      1: () => [ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 7 }), ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 5, oco: 7 })],
    }));
    expect(past.orders).toMatchObject([{}, { status: 'filled' }, { status: 'accepted', qty: 3 }]);
  });

  it('are cancelled when nothing of them is left', () => {
    const past = daily([flat, [10, 13, 9, 10]], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 7 }), ctx.buy(ctx.feeds.asset, { qty: 2, limit: 5, oco: 7 })],
    }));
    expect(ends(past)).toEqual(['filled', 'canceled: linked-order-filled']);
  });

  it('never fill twice in one bar: the other side is noted as what also may have been', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.buy(ctx.feeds.asset, { qty: 2, trigger: 12, oco: 7 }), ctx.sell(ctx.feeds.asset, { qty: 2, trigger: 8, oco: 7 })],
    }));
    expect(past.fills).toMatchObject([{ side: 'buy', price: 12, certainty: 'ambiguous' }]);
  });

  it('of different numbers know nothing of each other', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.buy(ctx.feeds.asset, { trigger: 12, oco: 1 }), ctx.sell(ctx.feeds.asset, { trigger: 8, oco: 2 })],
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 12],
      ['sell', 1, 8],
    ]);
  });
});

describe('a child order', () => {
  it('waits for its parent, arrives with its fill, and is sized in proportion', () => {
    const past = daily([flat, flat, [10, 12.5, 9, 10], [10, 11, 9, 10]], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { qty: 1, limit: 9.5, parent: ctx.buy(ctx.feeds.asset, { qty: 4, trigger: 12 }) }),
    }));
    expect(past.fills).toMatchObject([
      { side: 'buy', price: 12, ts: at('2024-01-04') },
      { side: 'sell', qty: 1, price: 10, ts: at('2024-01-04') },
    ]);
  });

  it('of an order that is not there is refused', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let parent = 0;
      return { 0: () => (parent = ctx.buy(ctx.feeds.asset)), 1: () => ctx.sell(ctx.feeds.asset, { parent }) };
    });
    expect(ends(past)).toEqual(['filled', 'rejected: unknown-parent']);
  });

  it('of a child goes with both', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let first = 0;
      return {
        0: () => {
          first = ctx.buy(ctx.feeds.asset, { limit: 5 });
          ctx.sell(ctx.feeds.asset, { limit: 20, parent: ctx.sell(ctx.feeds.asset, { limit: 12, parent: first }) });
        },
        1: () => ctx.cancel(first),
      };
    });
    expect(ends(past)).toEqual(['canceled: user', 'canceled: parent-closed', 'canceled: parent-closed']);
  });

  it('ends with a parent that expires', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { parent: ctx.buy(ctx.feeds.asset, { limit: 5, tif: 'day' }) }),
    }));
    expect(ends(past)).toEqual(['expired', 'canceled: parent-closed']);
  });
});

describe('cancel and replace', () => {
  it('a cancelled order meets nothing', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.cancel(ctx.buy(ctx.feeds.asset)) }));
    expect(ends(past)).toEqual(['canceled: user']);
  });

  it('what is closed is left alone', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset)), 1: () => [ctx.cancel(id), ctx.replace(id, { qty: 9 })] };
    });
    expect(ends(past)).toEqual(['filled']);
  });

  it('a replaced order has its new terms, on the grids of its instrument', () => {
    const past = daily(
      [flat, [10, 11, 9, 10], [10, 11, 6, 10]],
      (ctx) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5 })), 1: () => ctx.replace(id, { qty: 3.7, limit: 7.99 }) };
      },
      { instruments: { A: { tickSize: 0.5, stepSize: 1 } } },
    );
    expect(past.orders).toMatchObject([{ qty: 3, price: 7.5, avgPrice: 7.5 }]);
  });

  it('a replaced order arrives anew: it meets no bar that had begun', () => {
    const feeds = {
      minute: bars('M', '1m', ['2024-01-01T01:29', flat]),
      hourly: bars('H', '1h', [flat, flat, [10, 11, 8, 10], [10, 11, 8, 10]]),
    };
    const past = live(feeds, (ctx) => {
      let id = 0;
      return {
        onBar({ id: name }) {
          if (name === 'H' && id === 0) id = ctx.buy(ctx.feeds.hourly, { limit: 8.5 });
          if (name === 'M') ctx.replace(id, { limit: 9.5 });
        },
      };
    });
    // The bar from 01:00 went to 9, through 9.5, but the order stood at 9.5 only from 01:30 on.
    expect(past.fills).toMatchObject([{ price: 9.5, ts: at('2024-01-01T03:00') }]);
  });

  it('a price that is none disarms no stop', () => {
    const past = daily([flat, flat, [10, 11, 4, 5]], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.sell(ctx.feeds.asset, { trigger: 8 })), 1: () => ctx.replace(id, { trigger: Number.NaN }) };
    });
    expect(sides(past)).toEqual([['sell', 1, 8]]);
  });

  it('a quantity below what has filled is refused', () => {
    const past = daily([flat, flat], (ctx) => {
      let id = 0;
      return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5, qty: 2 })), 1: () => ctx.replace(id, { qty: 0 }) };
    });
    expect(past.orders).toMatchObject([{ qty: 2, events: [{}, {}, { kind: 'replace-rejected' }] }]);
  });
});

describe('an order without a price', () => {
  it.each([
    ['limit', { limit: Number.NaN }],
    ['stop', { trigger: Number.POSITIVE_INFINITY }],
    ['stop-limit', { trigger: 12, limit: Number.NaN }],
  ])('is refused: %s', (_, terms) => {
    expect(ends(daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1, ...terms }) })))).toEqual([
      'rejected: bad-price',
    ]);
  });

  it.each([
    ['a share', { pct: Number.NaN }],
    ['a level', { price: Number.NaN }],
  ])('is never an entry whose stop loss is not known: %s', (_, stopLoss) => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss }) }));
    expect(past.fills).toEqual([]);
  });
});

describe('quotes and trades', () => {
  it('fill a buy at the ask and a sell at the bid of the next quote', () => {
    const feeds = {
      asset: quotes('A', [
        ['2024-01-01T00:00', 9, 10],
        ['2024-01-01T00:01', 11, 13],
        ['2024-01-01T00:02', 14, 15],
      ]),
    };
    const past = live(feeds, (ctx) => ({
      onQuote: ({ ask }) => void (ask.value === 10 ? ctx.buy(ctx.feeds.asset) : ask.value === 13 ? ctx.close(ctx.feeds.asset) : 0),
    }));
    expect(past.fills).toMatchObject([
      { side: 'buy', price: 13, ts: at('2024-01-01T00:01'), barTs: at('2024-01-01T00:01'), certainty: 'exact' },
      { side: 'sell', price: 14, ts: at('2024-01-01T00:02') },
    ]);
    expect(past.equity.at(-1)).toBe(10_001);
  });

  it('value a position at the middle of the quote', () => {
    const feeds = {
      asset: quotes('A', [
        ['2024-01-01T00:00', 9, 10],
        ['2024-01-01T00:01', 11, 13],
      ]),
    };
    const past = live(feeds, (ctx) => ({ onQuote: ({ ask }) => void (ask.value === 10 && ctx.buy(ctx.feeds.asset)) }));
    expect(past.equity.at(-1)).toBe(10_000 - 13 + 12);
  });

  it('let a stop meet the near side, and a limit that rests its own price', () => {
    const rows = [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 9.4, 9.5],
      ['2024-01-01T00:02', 8, 9],
    ] as const;
    const past = live({ asset: quotes('A', rows) }, (ctx) => ({
      onQuote: ({ ask }) =>
        void (ask.value === 10 && [ctx.buy(ctx.feeds.asset, { limit: 9.2 }), ctx.sell(ctx.feeds.asset, { trigger: 8.5 })]),
    }));
    expect(sides(past)).toEqual([
      ['sell', 1, 8],
      ['buy', 1, 9.2],
    ]);
  });

  it('fill at the price of the next trade', () => {
    const feeds = {
      asset: trades('A', [
        ['2024-01-01T00:00', 10],
        ['2024-01-01T00:01', 12],
      ]),
    };
    const past = live(feeds, (ctx) => ({ onTrade: ({ price }) => void (price.value === 10 && ctx.buy(ctx.feeds.asset)) }));
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-01T00:01') }]);
  });

  it('are finer than any bar: bars of the same instrument fill nothing', () => {
    const feeds = {
      asset: bars('A', '1m', [flat, [50, 60, 40, 50]]),
      book: quotes('A', [['2024-01-01T00:01:30', 10, 11]]),
    };
    const past = live(feeds, (ctx) => follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset) }));
    expect(past.fills).toMatchObject([{ price: 11, ts: at('2024-01-01T00:01:30') }]);
  });
});

describe('at one instant', () => {
  it('exits go before entries, so that they free what entries need', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 100 }),
        1: () => [ctx.buy(ctx.feeds.asset, { qty: 100, ref: 'entry' }), ctx.close(ctx.feeds.asset, { ref: 'exit' })],
      }),
      { account: { cash: 1_000 } },
    );
    expect(past.fills.map(({ ref }) => ref)).toEqual([null, 'exit', 'entry']);
  });

  it('entries go in the order in which they were sent', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ['a', 'b', 'c'].map((ref) => ctx.buy(ctx.feeds.asset, { ref })) }));
    expect(past.fills.map(({ ref }) => ref)).toEqual(['a', 'b', 'c']);
  });

  it('stops go before limits', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { limit: 12, ref: 'limit' }), ctx.sell(ctx.feeds.asset, { trigger: 8, ref: 'stop' })],
    }));
    expect(past.fills.map(({ ref }) => ref)).toEqual(['stop', 'limit']);
  });
});
