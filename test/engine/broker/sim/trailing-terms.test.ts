import { describe, expect, it } from 'vitest';
import { at, daily, ends, live, quotes, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** A trailing stop to sell or to buy, sent at the first close, 10; `rows` are the bars after it. */
const sell = (trail: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trail }) }), more);
const buy = (trail: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trail }) }), more);

describe('an activation', () => {
  const trail = { amount: 1, activation: 13 };

  it('keeps the trail asleep until the market has reached it', () => {
    expect(
      sell(trail, [
        [10, 12.9, 5, 6],
        [4, 5, 3, 4],
      ]).fills,
    ).toEqual([]);
  });

  it('begins the trail inside the bar that reaches it, and the extreme moves it on', () => {
    // From 13 to 13.5: the level is 12.5.
    expect(
      sides(
        sell(trail, [
          [10, 13.5, 9, 13],
          [13, 13, 12.5, 13],
        ]),
      ),
    ).toEqual([['sell', 1, 12.5]]);
    expect(
      sell(trail, [
        [10, 13.5, 9, 13],
        [13, 13, 12.6, 13],
      ]).fills,
    ).toEqual([]);
  });

  it('whose bar turns after it fills the stop at the first level of the trail, the worst it may have had', () => {
    const past = sell(trail, [[10, 13.5, 9, 12]]);
    expect(past.fills).toMatchObject([{ price: 12, certainty: 'ambiguous' }]);
    expect(past.ambiguity).toMatchObject({ pnlWorst: 0, pnlBest: 0.5 });
  });

  it('touched exactly is reached', () => {
    expect(
      sides(
        sell(trail, [
          [10, 13, 9, 12.5],
          [12.5, 12.6, 12, 12.5],
        ]),
      ),
    ).toEqual([['sell', 1, 12]]);
  });

  it('at an open begins the trail at that better open', () => {
    expect(sides(sell(trail, [[14, 14, 13, 13.5]]))).toEqual([['sell', 1, 13]]);
  });

  it('to buy lies below the market', () => {
    const down = { amount: 1, activation: 7 };
    expect(buy(down, [[10, 15, 7.1, 14]]).fills).toEqual([]);
    expect(
      sides(
        buy(down, [
          [10, 15, 6.5, 7],
          [7, 7.5, 7, 7],
        ]),
      ),
    ).toEqual([['buy', 1, 7.5]]);
  });
});

describe('a trail by the close', () => {
  const byClose = { simulator: { trailBy: 'close' } } as const;

  it('is moved by closes only', () => {
    const rows: Row[] = [
      [11, 14, 10, 12.5],
      [11, 11, 10, 10.5],
    ];
    expect(sell({ amount: 2 }, rows, byClose).fills).toMatchObject([{ price: 10.5, ts: at('2024-01-04'), certainty: 'assumed' }]);
    expect(sell({ amount: 2 }, rows).fills).toMatchObject([{ price: 11, ts: at('2024-01-03') }]);
  });

  it('is judged at an open, which does not move it', () => {
    expect(sell({ amount: 2 }, [[11, 11, 8.1, 10]], byClose).fills).toEqual([]);
    expect(sides(sell({ amount: 2 }, [[7, 8, 6, 7]], byClose))).toEqual([['sell', 1, 7]]);
  });

  it('is not ambiguous: the good side of a bar moves nothing', () => {
    expect(sell({ amount: 2 }, [[11, 14, 7.9, 13]], byClose).fills).toMatchObject([{ price: 8, certainty: 'assumed' }]);
  });

  it('never moves away on a worse close', () => {
    expect(
      sides(
        sell(
          { amount: 2 },
          [
            [10, 12, 10, 12],
            [12, 12, 10.5, 11],
            [11, 11, 10, 10],
          ],
          byClose,
        ),
      ),
    ).toEqual([['sell', 1, 10]]);
  });

  it('on quotes moves with each of them: every quote is a close', () => {
    const asset = quotes('A', [
      ['2024-01-01T00:00', 10, 10.5],
      ['2024-01-01T00:01', 12, 12.5],
      ['2024-01-01T00:02', 11, 11.5],
    ]);
    const past = live(
      { asset },
      (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.sell(asset, { trail: { amount: 1 } })) }),
      byClose,
    );
    expect(past.fills).toMatchObject([{ price: 11, ts: at('2024-01-01T00:02') }]);
  });

  it('begins at its activation where the bar reached it and closed short of it', () => {
    const trail = { amount: 1, activation: 13 };
    expect(
      sides(
        sell(
          trail,
          [
            [10, 13.5, 9, 12.8],
            [12.8, 12.9, 12, 12.5],
          ],
          byClose,
        ),
      ),
    ).toEqual([['sell', 1, 12]]);
    expect(
      sides(
        sell(
          trail,
          [
            [10, 13.8, 9, 13.6],
            [13.6, 13.6, 12.6, 13],
          ],
          byClose,
        ),
      ),
    ).toEqual([['sell', 1, 12.6]]);
  });
});

describe('a trailing stop-limit', () => {
  const trail = { amount: 2, offset: 0.5 };

  it('has its limit that far beyond the level at which it is triggered', () => {
    expect(sell(trail, [[11, 11, 9, 10]]).fills).toMatchObject([{ price: 9, liquidity: 'taker' }]);
    expect(sell(trail, [[11, 11, 9, 10]]).orders).toMatchObject([{ type: 'trailing-stop-limit' }]);
  });

  it('slips at most to its limit', () => {
    expect(sides(sell(trail, [[11, 11, 9, 10]], { slippage: { model: 'percent', rate: 0.1 } }))).toEqual([['sell', 1, 8.5]]);
  });

  it('gapped beyond its limit waits there, and follows the market no more', () => {
    // Triggered at 8 with its limit at 7.5; the bar comes back through it.
    expect(sell(trail, [[7, 7.6, 6, 7]]).fills).toMatchObject([{ price: 7.5, ts: at('2024-01-03'), liquidity: 'maker' }]);
    const past = sell(trail, [
      [7, 7.5, 6, 7],
      [6, 7.4, 6, 7],
      [9, 12, 9, 12],
    ]);
    expect(past.fills).toMatchObject([{ price: 9, ts: at('2024-01-04'), liquidity: 'maker' }]);
    // Nothing of it moves with the high at 12, and nothing is left open.
    const inside = sell(trail, [
      [7, 7.5, 6, 7],
      [7, 12, 7, 11],
    ]);
    expect(inside.fills).toMatchObject([{ price: 7.5, certainty: 'exact' }]);
  });

  it('gapped between its level and its limit takes the open', () => {
    expect(sell(trail, [[7.8, 8, 7, 7.5]]).fills).toMatchObject([{ price: 7.8, ts: at('2024-01-02'), liquidity: 'taker' }]);
  });

  it('on whose bar the market turned is triggered at the worst level that was reached', () => {
    expect(sell(trail, [[11, 14, 10, 11.9]]).fills).toMatchObject([{ price: 10, certainty: 'ambiguous' }]);
  });

  it('to buy has its limit above', () => {
    expect(sides(buy(trail, [[9, 11, 9, 10]], { slippage: { model: 'percent', rate: 0.1 } }))).toEqual([['buy', 1, 11.5]]);
    expect(sides(buy(trail, [[13, 14, 12.4, 13]]))).toEqual([['buy', 1, 12.5]]);
  });

  it('is refused without an offset that is a number', () => {
    expect(ends(sell({ amount: 2, offset: Number.NaN }, [flat]))).toEqual(['rejected: bad-trail']);
  });
});
