import { describe, expect, it } from 'vitest';
import { QuoteSeries, TradeSeries } from '../../../../engine/model/series.ts';
import { at, live, quotes, sides, trades } from '../../world.ts';

describe('the size a market shows', () => {
  const shown = { simulator: { sizeLimit: 'shown' } } as const;
  const book = () =>
    quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 10, 11],
      ['2024-01-01T00:02', 11, 12],
    ]);

  it('caps fills on a quote, each side for itself', () => {
    const asset = book();
    const past = live(
      { asset },
      (ctx) => ({ onQuote: () => void (asset.row === 1 && [ctx.buy(asset, { qty: 2 }), ctx.sell(asset, { qty: 2 })]) }),
      shown,
    );
    expect(sides(past)).toEqual([
      ['buy', 1, 11],
      ['sell', 1, 10],
      ['buy', 1, 12],
      ['sell', 1, 11],
    ]);
  });

  it('means nothing unless the run asks for it', () => {
    const asset = book();
    const past = live({ asset }, (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.buy(asset, { qty: 2 })) }));
    expect(sides(past)).toEqual([['buy', 2, 11]]);
  });

  it('caps all fills on a trade together', () => {
    const asset = trades('A', [
      ['2024-01-01T00:00', 10],
      ['2024-01-01T00:01', 12],
      ['2024-01-01T00:02', 13],
    ]);
    const past = live({ asset }, (ctx) => ({ onTrade: () => void (asset.row === 1 && [ctx.buy(asset), ctx.sell(asset)]) }), shown);
    expect(sides(past)).toEqual([
      ['buy', 1, 12],
      ['sell', 1, 13],
    ]);
  });

  it('leaves what decimal arithmetic leaves, to the last bit', () => {
    const times = Float64Array.of(Number.NaN, ...[0, 1, 2, 3, 4].map((minute) => at('2024-01-01') + minute * 60_000));
    const ten = Float64Array.of(Number.NaN, 10, 10, 10, 10, 10);
    const tape = new TradeSeries('A', { times, price: ten, size: Float64Array.of(Number.NaN, 1, 0.003, 0.042, 0.002, 0.1), side: ten });
    const past = live({ asset: tape }, (ctx) => ({ onTrade: () => void (tape.row === 1 && ctx.buy(tape, { qty: 0.05 })) }), {
      ...shown,
      instruments: { A: { stepSize: 0.001 } },
    });
    expect(sides(past).map(([, qty]) => qty)).toEqual([0.003, 0.042, 0.002, 0.003]);
    expect(past.orders).toMatchObject([{ status: 'filled' }]);
  });

  it('that is not known is none', () => {
    const times = Float64Array.of(Number.NaN, at('2024-01-01T00:00'), at('2024-01-01T00:01'));
    const ten = Float64Array.of(Number.NaN, 10, 10);
    const unknown = Float64Array.of(Number.NaN, 1, Number.NaN);
    const book = new QuoteSeries('A', { times, bid: ten, ask: ten, bidSize: unknown, askSize: unknown });
    const tape = new TradeSeries('A', { times, price: ten, size: unknown, side: ten });
    const past = live({ asset: book }, (ctx) => ({ onQuote: () => void (book.row === 1 && ctx.buy(book)) }), shown);
    expect(past.fills).toEqual([]);
    expect(live({ asset: tape }, (ctx) => ({ onTrade: () => void (tape.row === 1 && ctx.buy(tape)) }), shown).fills).toEqual([]);
  });
});
