import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../../engine/model/series.ts';
import { at, columnsOf, daily, ends, follow, live, liveAll, type Plan, type Row, sides, trader } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** A tenth of every bar's volume, 100, may fill. */
const tenth = { simulator: { volumeLimit: 0.1 } };

/** Daily bars of these volumes. */
const withVolume = (
  rows: readonly Row[],
  volumes: readonly number[],
  plan: (buy: (terms?: object) => number) => Plan,
  more: object = tenth,
) => {
  const columns = columnsOf('1d', rows);
  volumes.forEach((volume, k) => {
    columns.volume[k + 1] = volume;
  });
  const asset = new BarSeries('A', columns);
  return live(
    { asset },
    (ctx) =>
      follow(
        asset,
        plan((terms = {}) => ctx.buy(asset, terms)),
      ),
    more,
  );
};

describe('a limit on the share of volume', () => {
  it('lets an order fill over several bars, at the price of each open', () => {
    const past = daily(
      [flat, [10, 11, 9, 10], [12, 13, 11, 12], [14, 15, 13, 14]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 25 }) }),
      tenth,
    );
    expect(past.fills).toMatchObject([
      { qty: 10, price: 10, ts: at('2024-01-02') },
      { qty: 10, price: 12, ts: at('2024-01-03') },
      { qty: 5, price: 14, ts: at('2024-01-04') },
    ]);
    expect(past.orders).toMatchObject([{ status: 'filled', filledQty: 25, avgPrice: 11.6 }]);
  });

  it('is one for all orders of a bar, at its open and inside', () => {
    const past = daily(
      [flat, [10, 11, 8, 10]],
      (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 6 }), ctx.buy(ctx.feeds.asset, { qty: 6, limit: 9 })] }),
      tenth,
    );
    expect(past.fills).toMatchObject([
      { qty: 6, price: 10 },
      { qty: 4, price: 9, liquidity: 'maker' },
    ]);
  });

  it('is shared in the order in which orders fill: what closes goes before what opens, though it is younger', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => [ctx.buy(ctx.feeds.asset, { qty: 8, ref: 'entry' }), ctx.sell(ctx.feeds.asset, { qty: 10, ref: 'exit' })],
      }),
      tenth,
    );
    expect(past.fills.map(({ ref, qty, ts }) => [ref, qty, ts])).toEqual([
      [null, 10, at('2024-01-02')],
      ['exit', 10, at('2024-01-03')],
      ['entry', 8, at('2024-01-04')],
    ]);
  });

  it('is shared, among those that open, by the adverse before the favourable, then by age', () => {
    const past = daily(
      [flat, [10, 13, 7, 10], [10, 13, 7, 10]],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 6, limit: 9, ref: 'limit' }),
          ctx.buy(ctx.feeds.asset, { qty: 6, trigger: 12, ref: 'stop' }),
          ctx.buy(ctx.feeds.asset, { qty: 6, trigger: 12, ref: 'younger stop' }),
        ],
      }),
      tenth,
    );
    expect(past.fills.map(({ ref, qty, price }) => [ref, qty, price])).toEqual([
      ['stop', 6, 12],
      ['younger stop', 4, 12],
      ['younger stop', 2, 10],
      ['limit', 6, 9],
    ]);
  });

  it('does not carry over what a bar left unused', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 4 }), 2: () => ctx.buy(ctx.feeds.asset, { qty: 25 }) }),
      tenth,
    );
    expect(sides(past)).toEqual([
      ['buy', 4, 10],
      ['buy', 10, 10],
    ]);
  });

  it('is snapped down to the step', () => {
    const terms = { simulator: { volumeLimit: 0.057 }, instruments: { A: { stepSize: 1 } } };
    expect(sides(daily([flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 9 }) }), terms))).toEqual([['buy', 5, 10]]);
  });

  it('is used up to the last step: rounding leaves no fill of nothing', () => {
    const past = withVolume(
      [flat, flat, flat],
      [100, 44, 0],
      (buy) => ({ 0: () => [buy({ qty: 8.2 }), buy({ qty: 2.8 }), buy({ qty: 1 })] }),
      { simulator: { volumeLimit: 0.25 }, instruments: { A: { stepSize: 0.1 } } },
    );
    expect(past.fills.map(({ qty }) => qty)).toEqual([8.2, 2.8]);
  });

  it('lets nothing fill where the volume is nothing or not known', () => {
    const past = withVolume([flat, flat, flat, flat], [100, Number.NaN, 0, 100], (buy) => ({ 0: () => buy({ qty: 4 }) }));
    expect(past.fills).toMatchObject([{ qty: 4, ts: at('2024-01-04') }]);
  });

  it('follows the volume of each bar', () => {
    const past = withVolume([flat, flat, flat], [100, 30, 70], (buy) => ({ 0: () => buy({ qty: 20 }) }));
    expect(past.fills.map(({ qty }) => qty)).toEqual([3, 7]);
  });

  it('holds for each instrument by itself, and for all strategies together', () => {
    const author = (id: string, ...names: string[]) => {
      const feeds = Object.fromEntries(names.map((name) => [name, markets[name]!]));
      return trader(feeds, (ctx) => follow(markets['A']!, { 0: () => names.map((name) => ctx.buy(markets[name]!, { qty: 8 })) }), { id });
    };
    const markets: Record<string, BarSeries> = {
      A: new BarSeries('A', columnsOf('1d', [flat, flat])),
      B: new BarSeries('B', columnsOf('1d', [flat, flat])),
    };
    const past = liveAll([author('one', 'A', 'B'), author('two', 'A')], tenth);
    expect(past.fills.map(({ strategyId, instrument, qty }) => [strategyId, instrument, qty])).toEqual([
      ['one', 'A', 8],
      ['one', 'B', 8],
      ['two', 'A', 2],
    ]);
  });

  it('lets a limit fill on, at its price, as the market comes back to it', () => {
    const past = daily(
      [flat, [10, 11, 8, 10], [10, 11, 8, 10]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 15, limit: 9 }) }),
      tenth,
    );
    expect(past.fills).toMatchObject([
      { qty: 10, price: 9, ts: at('2024-01-03') },
      { qty: 5, price: 9, ts: at('2024-01-04') },
    ]);
  });
});

describe('what was reached and finds too little volume', () => {
  const rest = (terms: object, rows: readonly Row[]) =>
    daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 15, ...terms }) }), tenth);

  it.each([
    ['a stop', { trigger: 12 }, 12],
    ['a touched order', { touched: 8 }, 8],
    ['a trailing stop', { trail: { amount: 2 } }, 12],
  ])('%s waits as a market order for the next open', (_, terms, price) => {
    const past = rest(terms, [
      [10, 12, price === 8 ? 8 : 10, 11],
      [11, 11.5, 10.5, 11],
    ]);
    expect(past.fills).toMatchObject([
      { qty: 10, price, ts: at('2024-01-03') },
      { qty: 5, price: 11, ts: at('2024-01-03') },
    ]);
  });

  it('a stop-limit waits as a limit', () => {
    const past = rest({ trigger: 12, limit: 12.5 }, [
      [10, 12, 9, 12],
      [13, 13, 12.5, 13],
      [13, 13, 12.4, 13],
    ]);
    expect(past.fills).toMatchObject([
      { qty: 10, price: 12, liquidity: 'taker' },
      { qty: 5, price: 12.5, ts: at('2024-01-05'), liquidity: 'maker' },
    ]);
  });

  it.each([
    ['a stop', { trigger: 12 }, 'triggered'],
    ['a touched order', { touched: 8 }, 'triggered'],
    ['a trailing stop', { trail: { amount: 2 } }, 'triggered'],
  ])('%s that finds nothing left is triggered all the same', (_, terms, status) => {
    const plan = (rows: readonly Row[]) =>
      daily(rows, (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 10 }), ctx.buy(ctx.feeds.asset, { qty: 5, ...terms })] }), tenth);
    const bar: Row = 'touched' in terms ? [10, 11, 8, 10] : [10, 12, 10, 11];
    expect(ends(plan([flat, bar]))).toEqual(['filled', status]);
    expect(sides(plan([flat, bar, [10.5, 10.6, 10.4, 10.5]])).at(-1)).toEqual(['buy', 5, 10.5]);
  });

  it('a stop-limit that finds nothing left waits as a limit', () => {
    const plan = (next: Row) =>
      daily(
        [flat, [10, 12, 9, 12], next],
        (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 10 }), ctx.buy(ctx.feeds.asset, { qty: 5, trigger: 12, limit: 12.5 })] }),
        tenth,
      );
    expect(ends(plan([13, 14, 12.5, 13]))).toEqual(['filled', 'triggered']);
    expect(sides(plan([11, 11, 10, 11])).at(-1)).toEqual(['buy', 5, 11]);
  });

  it('on a walk is reached all the same', () => {
    const past = daily(
      [flat, [10, 12, 9, 11], [11, 11, 11, 11]],
      (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 10 }), ctx.buy(ctx.feeds.asset, { qty: 5, trigger: 12 })] }),
      { simulator: { volumeLimit: 0.1, path: 'o-h-l-c' } },
    );
    expect(sides(past)).toEqual([
      ['buy', 10, 10],
      ['buy', 5, 11],
    ]);
  });
});
