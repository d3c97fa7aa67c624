import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const late = (order: number, feed = 0) => ({ latency: { order, feed, response: 0 } });
const sell = (terms: object, rows: readonly Row[], more: object) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, terms) }), more);

describe('a market order that arrives inside a bar', () => {
  it('to sell fills at the lower of its open and its close', () => {
    expect(sell({}, [[12, 13, 9, 11]], late(SECOND)).fills).toMatchObject([{ price: 11, ts: at('2024-01-03'), certainty: 'assumed' }]);
    expect(sides(sell({}, [[10, 13, 9, 12]], late(SECOND)))).toEqual([['sell', 1, 10]]);
  });

  it('does so on a walk as well', () => {
    expect(sides(sell({}, [[12, 13, 9, 11]], { ...late(SECOND), simulator: { path: 'o-h-l-c' } }))).toEqual([['sell', 1, 11]]);
  });

  it('pays slippage on top, and shares the volume of the bar', () => {
    const more = { ...late(SECOND), slippage: { model: 'percent', rate: 0.01 }, simulator: { volumeLimit: 0.1 } };
    const past = sell({ qty: 15 }, [flat, [20, 21, 19, 20]], more);
    expect(past.fills).toMatchObject([
      { qty: 10, price: 9.9 },
      { qty: 5, price: 19.8, ts: at('2024-01-03') },
    ]);
  });

  it('is as late by the time its data took', () => {
    expect(sides(sell({}, [[12, 13, 9, 11]], late(0, SECOND)))).toEqual([['sell', 1, 11]]);
  });

  it('later than the whole bar meets the next one, at its open or inside', () => {
    const rows: Row[] = [
      [12, 13, 9, 11],
      [15, 16, 13, 14],
    ];
    expect(sides(sell({}, rows, late(24 * HOUR)))).toEqual([['sell', 1, 15]]);
    // Sent before the bar began, it came 25 hours later: while the second bar was under way.
    expect(sides(sell({}, rows, late(20 * HOUR, 5 * HOUR)))).toEqual([['sell', 1, 14]]);
  });
});

describe('what else arrives inside a bar', () => {
  it('is there for the next bar: a trailing stop, a touched order, an order for the close', () => {
    const rows: Row[] = [
      [10, 14, 5, 10],
      [10, 12, 8, 11],
    ];
    expect(sides(sell({ trail: { amount: 2 } }, rows, late(SECOND)))).toEqual([['sell', 1, 8]]);
    expect(sides(sell({ touched: 12 }, rows, late(SECOND)))).toEqual([['sell', 1, 12]]);
    expect(sides(sell({ at: 'close' }, rows, late(SECOND)))).toEqual([['sell', 1, 11]]);
  });

  it('a replacement takes effect at the close, the order being exposed as it was until then', () => {
    const past = (low: number) =>
      daily(
        [flat, flat, [10, 11, low, 10], [10, 11, 6.5, 10]],
        (ctx) => {
          let id = 0;
          return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 8 })), 1: () => ctx.replace(id, { limit: 7 }) };
        },
        late(SECOND),
      );
    expect(past(7.5).fills).toMatchObject([{ price: 8, ts: at('2024-01-04') }]);
    expect(past(9).fills).toMatchObject([{ price: 7, ts: at('2024-01-05') }]);
  });

  it('an order for another instrument waits for a bar of that one', () => {
    const feeds = { fast: bars('F', '1m', ['2024-01-01T00:29', flat]), slow: bars('S', '1h', [flat, [12, 13, 11, 12]]) };
    const past = live(feeds, (ctx) => follow(feeds.fast, { 0: () => ctx.buy(ctx.feeds.slow) }), late(SECOND));
    // It was not in time for the open of the bar under way, with or without its delay.
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-01T01:00'), certainty: 'exact' }]);
  });

  it('an order whose time is over before it arrives is refused', () => {
    expect(ends(sell({ limit: 12, expiresAt: at('2024-01-02T01:00') }, [flat], late(2 * HOUR)))).toEqual(['rejected: bad-expiry']);
  });
});
