import { describe, expect, it } from 'vitest';
import type { SlippageSpec } from '../../../../engine/broker/sim/slippage.ts';
import type { OrderOptions } from '../../../../engine/index.ts';
import { BarSeries } from '../../../../engine/model/series.ts';
import { columnsOf, daily, follow, live, quotes, type Row, trades } from '../../world.ts';

/**
 * Four bars of volume 100. True ranges from the second bar on: 4 (from 8 to 12), 3 (from the close of 11 to the high of 14
 * it is 3, its own range 2), 4. The last is a wide one: it goes from 5 to 20 around its open at 10.
 */
const rows: readonly Row[] = [
  [10, 11, 9, 10],
  [10, 12, 8, 11],
  [13, 14, 12, 13],
  [13, 14, 10, 10],
  [10, 20, 5, 15],
];

/** What a market order that is sent at the close of the fourth bar pays at the open of 10 of the fifth. */
const paid = (
  slippage: SlippageSpec,
  { side = 'buy' as 'buy' | 'sell', qty = 25, volume = 100, bars = rows, sent = 3, clip = false } = {},
) => {
  const columns = columnsOf('1d', bars);
  columns.volume[sent + 2] = volume;
  const asset = new BarSeries('A', columns);
  const past = live({ asset }, (ctx) => follow(asset, { [sent]: () => ctx[side](asset, { qty }) }), {
    slippage,
    simulator: { clip },
    instruments: { A: { tickSize: 0.25 } },
  });
  return past.fills[0]!;
};

describe('the price of a taker, worked by hand', () => {
  it.each<[string, SlippageSpec, buy: number, sell: number]>([
    ['none', { model: 'none' }, 10, 10],
    ['two ticks of 0.25', { model: 'ticks', ticks: 2 }, 10.5, 9.5],
    ['an amount of price', { model: 'amount', amount: 0.15 }, 10.15, 9.85],
    ['a percent of 10', { model: 'percent', rate: 0.01 }, 10.1, 9.9],
    ['half of a spread of 4 percent', { model: 'half-spread', spread: 0.04 }, 10.2, 9.8],
    ['a tenth of the mean of 3 and 4', { model: 'volatility', share: 0.1, period: 2 }, 10.35, 9.65],
    ['a tenth of the mean of 4, 3 and 4', { model: 'volatility', share: 0.1, period: 3 }, 10 + 1.1 / 3, 10 - 1.1 / 3],
    // 10 x 0.8 x (25 / 100)^2.
    ['0.8 of the square of a quarter of the volume', { model: 'volume-share', impact: 0.8 }, 10.5, 9.5],
    // 10 x 0.4 x (3.5 / 10) x sqrt(25 / 100).
    ['0.4 of the volatility of 0.35 by the root of a quarter', { model: 'square-root', coefficient: 0.4, period: 2 }, 10.7, 9.3],
  ])('%s', (_, spec, buy, sell) => {
    expect(paid(spec).price).toBeCloseTo(buy, 12);
    expect(paid(spec, { side: 'sell' }).price).toBeCloseTo(sell, 12);
    expect(paid(spec).slippage).toBeCloseTo(25 * (buy - 10), 12);
  });

  it('may spare prices at which all the market trades: opens and auctions, not levels inside a bar', () => {
    const spec = { model: 'amount', amount: 0.15, where: 'inside' } as const;
    expect(paid(spec)).toMatchObject({ price: 10, slippage: 0 });
    const bought = (terms: OrderOptions): number => {
      const asset = new BarSeries('A', columnsOf('1d', rows));
      return live({ asset }, (ctx) => follow(asset, { 3: () => ctx.buy(asset, { qty: 1, ...terms }) }), { slippage: spec }).fills[0]!.price;
    };
    expect(bought({ trigger: 12 })).toBeCloseTo(12.15, 12);
    expect(bought({ trigger: 9 })).toBe(10);
    expect(bought({ touched: 6 })).toBeCloseTo(6.15, 12);
    expect(bought({ at: 'close' })).toBe(15);
  });

  it('counts the bars before the one that fills, not that one', () => {
    const quiet = [...rows.slice(0, 4), [10, 11, 9, 10] as const];
    const spec = { model: 'volatility', share: 0.1, period: 2 } as const;
    expect(paid(spec, { bars: quiet }).price).toBe(paid(spec).price);
  });

  it('takes the volume of the bar that fills', () => {
    expect(paid({ model: 'volume-share', impact: 0.8 }, { volume: 50 }).price).toBeCloseTo(12, 12);
    expect(paid({ model: 'square-root', coefficient: 0.4, period: 2 }, { volume: 400 }).price).toBeCloseTo(10.35, 12);
  });

  it('grows with the quantity where the model says so', () => {
    expect(paid({ model: 'volume-share', impact: 0.8 }, { qty: 50 }).price).toBeCloseTo(12, 12);
    expect(paid({ model: 'square-root', coefficient: 0.4, period: 2 }, { qty: 100 }).price).toBeCloseTo(11.4, 12);
    expect(paid({ model: 'volatility', share: 0.1, period: 2 }, { qty: 100 }).price).toBeCloseTo(10.35, 12);
  });
});

describe('an input that is not known', () => {
  it.each<[string, SlippageSpec, { volume?: number; sent?: number }]>([
    ['no volume, of which a share is asked', { model: 'volume-share', impact: 0.1 }, { volume: Number.NaN }],
    ['a volume of zero', { model: 'volume-share', impact: 0.1 }, { volume: 0 }],
    ['no volume, of which a root is asked', { model: 'square-root', coefficient: 0.1, period: 2 }, { volume: Number.NaN }],
    ['a bar too few for the volatility of the root', { model: 'square-root', coefficient: 0.1, period: 4 }, {}],
    ['a bar too few for the volatility', { model: 'volatility', share: 0.1, period: 4 }, {}],
  ])('costs the worst the bar allows: %s', (_, spec, more) => {
    expect(paid(spec, more).price).toBe(20);
    expect(paid(spec, { ...more, side: 'sell' }).price).toBe(5);
  });

  it('has the true range of the first bar for one: nothing was before it', () => {
    const spec = { model: 'volatility', share: 0.1, period: 1 } as const;
    expect(paid(spec, { sent: 0 }).price).toBe(12);
    expect(paid(spec, { sent: 1 }).price).toBeCloseTo(13.4, 12);
  });

  it.each<SlippageSpec>([
    { model: 'volatility', share: 0.1, period: 2 },
    { model: 'volume-share', impact: 0.1 },
    { model: 'square-root', coefficient: 0.1, period: 2 },
  ])('on quotes and trades, which have neither range nor volume, costs nothing more: $model', (slippage) => {
    const book = quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 10, 11],
    ]);
    expect(live({ book }, (ctx) => ({ onQuote: () => void (book.row === 1 && ctx.buy(book)) }), { slippage }).fills).toMatchObject([
      { price: 11 },
    ]);
    const tape = trades('A', [
      ['2024-01-01T00:00', 10],
      ['2024-01-01T00:01', 12],
    ]);
    expect(live({ tape }, (ctx) => ({ onTrade: () => void (tape.row === 1 && ctx.buy(tape)) }), { slippage }).fills).toMatchObject([
      { price: 12 },
    ]);
  });
});

describe('a price beyond the range of its bar', () => {
  const spec = { model: 'percent', rate: 1.5 } as const;

  it('is kept, and makes the fill assumed', () => {
    expect(paid(spec)).toMatchObject({ price: 25, certainty: 'assumed' });
    expect(paid({ model: 'percent', rate: 0.6 }, { side: 'sell' })).toMatchObject({ price: 4, certainty: 'assumed' });
    expect(paid({ model: 'percent', rate: 1 })).toMatchObject({ price: 20, certainty: 'exact' });
  });

  it('is put back to the extreme where the run asks for it', () => {
    expect(paid(spec, { clip: true })).toMatchObject({ price: 20, slippage: 250, certainty: 'exact' });
    expect(paid({ model: 'percent', rate: 0.6 }, { side: 'sell', clip: true })).toMatchObject({ price: 5, certainty: 'exact' });
    expect(paid({ model: 'percent', rate: 0.5 }, { clip: true })).toMatchObject({ price: 15 });
  });

  it('is counted as assumed', () => {
    const past = daily([rows[0]!, rows[4]!], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }), { slippage: spec });
    expect(past.ambiguity).toMatchObject({ exact: 0, assumed: 1, ambiguous: 0 });
  });
});

describe('who pays slippage', () => {
  const slippage = { model: 'percent', rate: 0.01 } as const;
  const price = (terms: object, bar: Row) =>
    daily([[10, 11, 9, 10], bar], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, terms) }), { slippage }).fills[0]!.price;

  it.each<[string, object, Row, number]>([
    ['a market order', {}, [10, 11, 9, 10], 10.1],
    ['a stop inside a bar', { trigger: 12 }, [10, 12, 9, 11], 12.12],
    ['a stop at a gap', { trigger: 12 }, [13, 14, 12, 13], 13.13],
    ['a touched order', { touched: 8 }, [10, 11, 8, 9], 8.08],
    ['a trailing stop', { trail: { amount: 2 } }, [10, 12, 10, 11], 12.12],
    ['a market order on close', { at: 'close' }, [10, 11, 9, 10], 10.1],
    ['a stop-limit up to its limit', { trigger: 12, limit: 12.1 }, [10, 12, 9, 11], 12.1],
  ])('%s does', (_, terms, bar, expected) => {
    expect(price(terms, bar)).toBeCloseTo(expected, 12);
  });

  it.each<[string, object, Row, number]>([
    ['that takes the open', { limit: 12 }, [10, 11, 9, 10], 10],
    ['that is traded through', { limit: 9.5 }, [10, 11, 9, 10], 9.5],
    ['of an auction', { at: 'close', limit: 12 }, [10, 11, 9, 10], 10],
    ['that a stop has become', { trigger: 12, limit: 11 }, [10, 12, 9, 10], 11],
  ])('a limit %s does not', (_, terms, bar, expected) => {
    expect(price(terms, bar)).toBe(expected);
  });
});
