import { describe, expect, it } from 'vitest';
import { at, daily, ends, live, quotes, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** A trailing stop to sell or to buy, sent at the first close, 10; `rows` are the bars after it. */
const sell = (trail: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trail }) }), more);
const buy = (trail: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trail }) }), more);

describe('a trailing stop', () => {
  it('begins at the newest price, less its amount or its share of it', () => {
    expect(sell({ amount: 2 }, [[10, 10, 8, 9]]).fills).toMatchObject([{ price: 8, ts: at('2024-01-03'), liquidity: 'taker' }]);
    expect(sell({ percent: 0.1 }, [[10, 10, 9, 9]]).fills).toMatchObject([{ price: 9 }]);
    expect(sell({ amount: 2 }, [[10, 10, 8.1, 9]]).fills).toEqual([]);
  });

  it('is moved by a better open', () => {
    expect(sides(sell({ amount: 2 }, [[11, 11, 9, 10]]))).toEqual([['sell', 1, 9]]);
  });

  it('is moved by the good extreme of a bar that does not reach it', () => {
    const past = sell({ amount: 2 }, [
      [10, 13, 9, 12],
      [12, 12, 10.9, 11],
    ]);
    expect(past.fills).toMatchObject([{ price: 11, ts: at('2024-01-04'), certainty: 'assumed' }]);
  });

  it('keeps its level when the market falls back: it never moves away', () => {
    expect(
      sides(
        sell({ amount: 2 }, [
          [12, 12, 11, 11.5],
          [11, 11, 10.5, 10.6],
          [10.5, 10.6, 10, 10.2],
        ]),
      ),
    ).toEqual([['sell', 1, 10]]);
  });

  it('gapped through fills at the open', () => {
    expect(sell({ amount: 2 }, [[7, 9, 6, 8]]).fills).toMatchObject([{ price: 7, ts: at('2024-01-02'), certainty: 'exact' }]);
  });

  it('meets the bad side of a bar first, at the level it had after the open', () => {
    // The open at 11 lifts it to 9; what the high at 14 would have made of it does not count.
    expect(sides(sell({ amount: 2 }, [[11, 14, 8.9, 13]]))).toEqual([['sell', 1, 9]]);
  });

  it('that was reached on a bar whose good side would have moved it is ambiguous: it may have filled there', () => {
    const past = sell({ amount: 2 }, [[11, 14, 8.9, 13]]);
    expect(past.fills).toMatchObject([{ price: 9, certainty: 'ambiguous' }]);
    // A short at 9 that is worth 13 at the end has lost 4; sold at 12, it would have lost 1.
    expect(past.ambiguity).toMatchObject({ ambiguous: 1, pnlWorst: -4, pnlBest: -1 });
    expect(sell({ amount: 2 }, [[11, 11, 8.9, 10]]).fills).toMatchObject([{ price: 9, certainty: 'assumed' }]);
  });

  it('that the bar turned on was hit somewhere between its old and its new level: it fills at the worst that was reached', () => {
    const past = sell({ amount: 2 }, [[11, 14, 10, 11.9]]);
    expect(past.fills).toMatchObject([{ price: 10, ts: at('2024-01-03'), certainty: 'ambiguous' }]);
    // A short at 10 that is worth 11.9; at 12 it would have gained 0.1.
    expect(past.ambiguity.pnlWorst).toBeCloseTo(-1.9, 12);
    expect(past.ambiguity.pnlBest).toBeCloseTo(0.1, 12);
    expect(sides(sell({ amount: 2 }, [[11, 14, 10, 12]]))).toEqual([['sell', 1, 10]]);
    expect(sell({ amount: 2 }, [[11, 14, 10, 12.1]]).fills).toEqual([]);
    // Its low at 13 leaves one level only: that after the high.
    expect(sell({ amount: 1 }, [[13.5, 14, 13, 13]]).fills).toMatchObject([{ price: 13, certainty: 'assumed' }]);
  });

  it('to buy follows the market down', () => {
    expect(sides(buy({ amount: 2 }, [[10, 12, 10, 11]]))).toEqual([['buy', 1, 12]]);
    expect(sides(buy({ amount: 2 }, [[9, 11, 9, 10]]))).toEqual([['buy', 1, 11]]);
    expect(sides(buy({ amount: 2 }, [[13, 14, 12, 13]]))).toEqual([['buy', 1, 13]]);
    expect(buy({ amount: 2 }, [[9, 10.9, 7, 9.1]]).fills).toMatchObject([{ price: 10.9, certainty: 'ambiguous' }]);
    expect(
      buy({ percent: 0.1 }, [
        [9, 9.5, 8, 8.5],
        [8.5, 8.8, 8, 8.5],
      ]).fills[0]!.price,
    ).toBeCloseTo(8.8, 12);
    expect(buy({ amount: 2 }, [[9, 11, 6, 7]]).fills).toMatchObject([{ price: 11, certainty: 'ambiguous' }]);
  });

  it('pays slippage beyond its level', () => {
    const past = sell({ amount: 2 }, [[10, 10, 8, 9]], { slippage: { model: 'percent', rate: 0.01 } });
    expect(past.fills[0]!.price).toBeCloseTo(7.92, 12);
  });

  it('stands on the tick grid, away from the market', () => {
    const terms = { instruments: { A: { tickSize: 0.5 } } };
    expect(sides(sell({ percent: 0.12 }, [[10, 10, 8, 9]], terms))).toEqual([['sell', 1, 8.5]]);
    expect(sides(buy({ percent: 0.12 }, [[10, 12, 10, 11]], terms))).toEqual([['buy', 1, 11.5]]);
  });

  it('as the stop loss of an entry begins at the price of its fill', () => {
    const past = daily([flat, [12, 12, 9.9, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { trail: { amount: 2 } } }) }));
    expect(sides(past)).toEqual([
      ['buy', 1, 12],
      ['sell', 1, 10],
    ]);
    expect(past.orders).toMatchObject([{}, { type: 'trailing-stop', tag: 'stop-loss' }]);
  });

  it('on quotes follows the side it would trade at', () => {
    const asset = quotes('A', [
      ['2024-01-01T00:00', 10, 10.5],
      ['2024-01-01T00:01', 12, 14],
      ['2024-01-01T00:02', 11.1, 11.2],
      ['2024-01-01T00:03', 10.9, 14],
    ]);
    const past = live({ asset }, (ctx) => ({
      onQuote: () => void (asset.row === 1 && ctx.sell(ctx.feeds.asset, { trail: { amount: 1 } })),
    }));
    expect(past.fills).toMatchObject([{ side: 'sell', price: 10.9, ts: at('2024-01-01T00:03'), certainty: 'exact' }]);
  });

  it.each([
    ['neither amount nor percent', {}],
    ['both', { amount: 1, percent: 0.1 }],
    ['no distance', { amount: 0 }],
    ['a distance below zero', { amount: -1 }],
    ['all of the price', { percent: 1 }],
    ['a distance that is not known', { amount: Number.NaN }],
    ['an activation that is not known', { amount: 1, activation: Number.NaN }],
  ])('is refused with %s', (_, trail) => {
    expect(ends(sell(trail, [flat]))).toEqual(['rejected: bad-trail']);
  });
});
