import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

type Path = 'pessimistic' | 'o-h-l-c' | 'o-l-h-c' | 'nearest-extreme-first';
const on = (path: Path, more = {}) => ({ simulator: { path, ...more } });

/** A long of one unit from 10 with a stop loss at 8 and a target at 12, and the bar after its entry. */
const bracket = (path: Path, bar: Row) =>
  daily(
    [flat, flat, bar],
    (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 }, takeProfit: { price: 12 } }) }),
    on(path),
  );

describe('a walk through a bar', () => {
  const wide: Row = [10, 13, 7, 10];

  it('decides which of two exits the price reaches first', () => {
    expect(sides(bracket('o-h-l-c', wide)).at(-1)).toEqual(['sell', 1, 12]);
    expect(sides(bracket('o-l-h-c', wide)).at(-1)).toEqual(['sell', 1, 8]);
    expect(sides(bracket('pessimistic', wide)).at(-1)).toEqual(['sell', 1, 8]);
  });

  it('is an assumption: the fill stays ambiguous, with the price of the other exit', () => {
    expect(bracket('o-h-l-c', wide).fills.at(-1)).toMatchObject({ certainty: 'ambiguous', ts: at('2024-01-04') });
    expect(bracket('o-h-l-c', wide).ambiguity).toMatchObject({ pnlWorst: -2, pnlBest: 2 });
    expect(bracket('o-l-h-c', wide).ambiguity).toMatchObject({ pnlWorst: -2, pnlBest: 2 });
  });

  it('goes to the nearest extreme first, and to the low where both are equally near', () => {
    expect(sides(bracket('nearest-extreme-first', [10, 12.5, 7, 10])).at(-1)).toEqual(['sell', 1, 12]);
    expect(sides(bracket('nearest-extreme-first', [10, 13.5, 7, 10])).at(-1)).toEqual(['sell', 1, 8]);
    expect(sides(bracket('nearest-extreme-first', [10, 13, 7, 10])).at(-1)).toEqual(['sell', 1, 8]);
  });

  it('still begins with the open: what it gaps through fills there', () => {
    expect(bracket('o-h-l-c', [7, 13, 6, 10]).fills.at(-1)).toMatchObject({ price: 7, ts: at('2024-01-03'), certainty: 'exact' });
  });

  it('fills orders in the order in which it reaches them', () => {
    const refs = (path: Path) =>
      daily(
        [flat, [10, 13, 7, 10]],
        (ctx) => ({
          0: () => [
            ctx.buy(ctx.feeds.asset, { limit: 8, ref: 'limit 8' }),
            ctx.buy(ctx.feeds.asset, { trigger: 12, ref: 'stop 12' }),
            ctx.buy(ctx.feeds.asset, { trigger: 11, ref: 'stop 11' }),
            ctx.buy(ctx.feeds.asset, { touched: 9, ref: 'touch 9' }),
          ],
        }),
        on(path),
      ).fills.map(({ ref }) => ref);
    expect(refs('o-h-l-c')).toEqual(['stop 11', 'stop 12', 'touch 9', 'limit 8']);
    expect(refs('o-l-h-c')).toEqual(['touch 9', 'limit 8', 'stop 11', 'stop 12']);
  });

  it('fills stops and touched orders at their triggers and limits at their prices', () => {
    const past = daily(
      [flat, [10, 13, 7, 10]],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { trigger: 11 }),
          ctx.sell(ctx.feeds.asset, { touched: 12 }),
          ctx.sell(ctx.feeds.asset, { trigger: 9 }),
          ctx.buy(ctx.feeds.asset, { limit: 8 }),
          ctx.buy(ctx.feeds.asset, { trigger: 9.5, limit: 10 }),
        ],
      }),
      on('o-h-l-c'),
    );
    expect(past.fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([
      [10, 'taker'],
      [11, 'taker'],
      [12, 'taker'],
      [9, 'taker'],
      [8, 'maker'],
    ]);
  });

  it('at equal places takes what closes first, then what is adverse, then the older', () => {
    const past = daily(
      [flat, flat, [10, 11, 8, 10]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => [
          ctx.buy(ctx.feeds.asset, { qty: 2, limit: 9, ref: 'limit' }),
          ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 9, ref: 'stop' }),
          ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 9, ref: 'younger stop' }),
          ctx.sell(ctx.feeds.asset, { qty: 1, trigger: 9, ref: 'exit' }),
        ],
      }),
      on('o-h-l-c'),
    );
    expect(past.fills.slice(1).map(({ ref }) => ref)).toEqual(['exit', 'stop', 'limit', 'younger stop']);
  });

  it('needs to go beyond the price of a limit, or only to it where a touch fills', () => {
    const buy = (low: number, touch = 'through') =>
      daily([flat, [10, 11, low, 10]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }), on('o-l-h-c', { touch }));
    expect(buy(9).fills).toEqual([]);
    expect(buy(8.9).fills).toMatchObject([{ price: 9, liquidity: 'maker', ts: at('2024-01-03') }]);
    expect(buy(9, 'fill').fills).toMatchObject([{ price: 9, certainty: 'assumed' }]);
  });
});

describe('a child released on the walk', () => {
  /** Bought at 9 on the way down, or at 11 on the way up, with exits attached. */
  const entered = (path: Path, entry: object, exits: object, bar: Row) =>
    sides(daily([flat, bar], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { ...entry, ...exits }) }), on(path)));

  it('is met by what is left of the walk', () => {
    expect(entered('o-h-l-c', { limit: 9 }, { stopLoss: { price: 8 } }, [10, 12, 7, 10])).toEqual([
      ['buy', 1, 9],
      ['sell', 1, 8],
    ]);
    expect(entered('o-l-h-c', { limit: 9 }, { takeProfit: { price: 11 } }, [10, 12, 8, 10])).toEqual([
      ['buy', 1, 9],
      ['sell', 1, 11],
    ]);
    expect(entered('o-h-l-c', { trigger: 11 }, { stopLoss: { price: 9.5 } }, [10, 12, 9, 10])).toEqual([
      ['buy', 1, 11],
      ['sell', 1, 9.5],
    ]);
  });

  it('is not met by a place that is behind', () => {
    // The high came before the entry, the low before the other.
    expect(entered('o-h-l-c', { limit: 9 }, { takeProfit: { price: 11 } }, [10, 12, 8, 10])).toEqual([['buy', 1, 9]]);
    expect(entered('o-l-h-c', { trigger: 11 }, { stopLoss: { price: 9.5 } }, [10, 12, 9, 11])).toEqual([['buy', 1, 11]]);
  });

  it('is met by the last leg, to the close', () => {
    expect(entered('o-l-h-c', { trigger: 11 }, { stopLoss: { price: 9.5 } }, [10, 12, 9, 9.4])).toEqual([
      ['buy', 1, 11],
      ['sell', 1, 9.5],
    ]);
  });

  it('at market fills where the walk stands', () => {
    const past = daily(
      [flat, [10, 11, 8, 10]],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { parent: ctx.buy(ctx.feeds.asset, { limit: 9 }) }) }),
      on('o-h-l-c'),
    );
    expect(past.fills).toMatchObject([{ price: 9 }, { side: 'sell', price: 9, ts: at('2024-01-03'), certainty: 'assumed' }]);
  });

  it('waits for the next bar where exits begin with it', () => {
    const past = daily(
      [flat, [10, 12, 7, 10], flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9, stopLoss: { price: 8 } }) }),
      on('o-h-l-c', { exitsFrom: 'next-bar' }),
    );
    expect(sides(past)).toEqual([['buy', 1, 9]]);
  });

  it('is not met by the default path, which knows no order of places', () => {
    expect(entered('pessimistic', { limit: 9 }, { stopLoss: { price: 8 } }, [10, 12, 7, 10])).toEqual([['buy', 1, 9]]);
  });
});

describe('what changes on the walk', () => {
  it('a stop-limit that is triggered fills as a limit later on', () => {
    const buy = (path: Path, bar: Row) =>
      daily([flat, bar], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 11, limit: 10.5 }) }), on(path));
    expect(buy('o-h-l-c', [10, 12, 9, 10]).fills).toMatchObject([{ price: 10.5, liquidity: 'maker' }]);
    // Its low was before the trigger, and the close does not come back to the limit.
    expect(ends(buy('o-l-h-c', [10, 12, 9, 10.6]))).toEqual(['triggered']);
    expect(sides(buy('o-l-h-c', [10, 12, 9, 10.4]))).toEqual([['buy', 1, 10.5]]);
  });

  it('a limit that is touched first likewise', () => {
    const buy = (path: Path) =>
      sides(daily([flat, [10, 12, 7, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { touched: 9, limit: 8 }) }), on(path)));
    expect(buy('o-h-l-c')).toEqual([['buy', 1, 8]]);
    expect(buy('o-l-h-c')).toEqual([['buy', 1, 8]]);
  });

  it('a trailing stop moves with the walk and fills at its level', () => {
    const sell = (path: Path, bar: Row) =>
      sides(daily([flat, bar], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trail: { amount: 2 } }) }), on(path)));
    // To 14, which lifts it to 12, and down through it.
    expect(sell('o-h-l-c', [10, 14, 9, 13])).toEqual([['sell', 1, 12]]);
    // To 9, above its level at 8, to 14, and to a close that passes 12 or does not.
    expect(sell('o-l-h-c', [10, 14, 9, 11])).toEqual([['sell', 1, 12]]);
    expect(sell('o-l-h-c', [10, 14, 9, 13])).toEqual([]);
    expect(sell('o-l-h-c', [10, 14, 8, 13])).toEqual([['sell', 1, 8]]);
  });

  it('a trailing stop begins on the walk at its activation', () => {
    const sell = (path: Path) =>
      sides(
        daily(
          [flat, [10, 14, 9, 13.5]],
          (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trail: { amount: 1, activation: 12 } }) }),
          on(path),
        ),
      );
    expect(sell('o-h-l-c')).toEqual([['sell', 1, 13]]);
    expect(sell('o-l-h-c')).toEqual([]);
  });

  it('a trail by the close moves at the end of the bar only', () => {
    const sell = daily(
      [flat, [10, 14, 9, 13], [13, 13, 10, 12]],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trail: { amount: 2 } }) }),
      on('o-h-l-c', { trailBy: 'close' }),
    );
    expect(sell.fills).toMatchObject([{ price: 11, ts: at('2024-01-04') }]);
  });
});
