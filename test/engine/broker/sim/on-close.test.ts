import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, quotes, type Row, sides } from '../../world.ts';

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

  it('does not take a close of before: who asks between two closes gets neither', () => {
    const past = live(
      { hourly: bars('H', '1h', [flat, flat]), minute: bars('M', '1m', ['2024-01-01T01:29', flat]) },
      (ctx) => follow(ctx.feeds.minute, { 0: () => ctx.buy(ctx.feeds.hourly) }),
      onClose,
    );
    expect([ends(past), past.fills]).toEqual([['rejected: no-fresh-price'], []]);
  });

  it('counts what filled at the last close in the last value of equity', () => {
    const past = daily([flat, flat], (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), {
      ...onClose,
      fee: { model: 'percent', rate: 0.01 },
    });
    expect(past.equity).toEqual([10_000, 9_999]);
  });

  it('keeps the turn with which an order came, be it changed before the close is dealt', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => [ctx.buy(ctx.feeds.asset, { qty: 1, ref: 'entry' }), ctx.buy(ctx.feeds.asset, { limit: 1 })],
        // As it comes it would turn the position: it is behind what only closes.
        1: () => [
          ctx.replace(ctx.sell(ctx.feeds.asset, { qty: 2, ref: 'turns' }), { qty: 1 }),
          ctx.sell(ctx.feeds.asset, { qty: 1, ref: 'closes' }),
        ],
      }),
      onClose,
    );
    expect(past.fills.map(({ ref, qty }) => [ref, qty])).toEqual([
      ['entry', 1],
      ['closes', 1],
      ['turns', 1],
    ]);
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

  it('is over for an order of the day with the last close of its day: what volume has left of it meets no other price', () => {
    const past = live(
      { asset: bars('A', '12h', [flat, flat, [12, 13, 11, 12]]) },
      (ctx) =>
        follow(ctx.feeds.asset, {
          0: () => ctx.buy(ctx.feeds.asset, { qty: 3, tif: 'day' }),
          1: () => ctx.buy(ctx.feeds.asset, { qty: 3, tif: 'day' }),
        }),
      { simulator: { fillOn: 'on-close', volumeLimit: 0.02 } },
    );
    // The first goes on at the open of noon, in a bar of two units; the second gets the other of them at midnight, when its day ends.
    expect(past.fills.map(({ orderId, qty, ts }) => [orderId, qty, ts])).toEqual([
      [1, 2, at('2024-01-01T12:00')],
      [1, 1, at('2024-01-01T12:00')],
      [2, 1, at('2024-01-02')],
    ]);
    expect(ends(past)).toEqual(['filled', 'expired']);
  });
});
