import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, type Row, sides, type Terms } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('lists of instruments', () => {
  const both = (risk: Terms['risk']): readonly string[] => {
    const feeds = { a: bars('A', '1d', [flat, flat]), b: bars('B', '1d', [flat, flat]) };
    return ends(
      live(
        feeds,
        (ctx) => follow(feeds.a, { 0: () => [ctx.buy(feeds.a, { qty: 1 }), ctx.buy(feeds.b, { qty: 1 })] }),
        risk === undefined ? {} : { risk },
      ),
    );
  };

  it('allow what they name, and nothing else; or everything but that', () => {
    expect(both({ allow: ['A'] })).toEqual(['filled', 'rejected: not-allowed']);
    expect(both({ deny: ['A'] })).toEqual(['rejected: not-allowed', 'filled']);
    expect(both({ allow: ['A', 'B'], deny: ['B'] })).toEqual(['filled', 'rejected: not-allowed']);
    expect(both({ allow: [] })).toEqual(['rejected: not-allowed', 'rejected: not-allowed']);
  });

  it('name instruments of the run', () => {
    expect(() => both({ deny: ['Z'] })).toThrow('Expected "risk.deny" to name instruments of the run (A, B), but it was "Z"');
  });
});

describe('an account of one side', () => {
  it('refuses what would open the other', () => {
    const past = (sides: 'long-only' | 'short-only') =>
      ends(
        daily([flat, flat], (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 1 }), ctx.sell(ctx.feeds.asset, { qty: 2 })] }), {
          risk: { sides },
        }),
      );
    expect(past('long-only')).toEqual(['filled', 'rejected: side-not-allowed']);
    expect(past('short-only')).toEqual(['rejected: side-not-allowed', 'filled']);
  });

  it('lets exits pass, to the last unit and not beyond', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
        1: () => [ctx.sell(ctx.feeds.asset, { qty: 5.01 }), ctx.sell(ctx.feeds.asset, { qty: 5 })],
      }),
      { risk: { sides: 'long-only' } },
    );
    expect(ends(past)).toEqual(['filled', 'rejected: side-not-allowed', 'filled']);
  });

  it('is not turned by an order that gets its quantity by a change: it is no exit that can do no more', () => {
    const past = daily(
      [flat, flat, flat, [10, 21, 9, 10]],
      (ctx) => {
        let id = 0;
        return {
          0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
          1: () => (id = ctx.sell(ctx.feeds.asset, { limit: 20, size: { fraction: 0.001, at: 'fill' } })),
          2: () => [ctx.replace(id, { qty: 5 }), ctx.close(ctx.feeds.asset)],
        };
      },
      { risk: { sides: 'long-only' } },
    );
    expect(sides(past)).toEqual([
      ['buy', 5, 10],
      ['sell', 5, 10],
    ]);
    expect(past.orders[1]!.events.map(({ kind }) => kind)).toContain('replace-rejected');
  });

  it('is not turned by two exits that each would close all of it', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
        1: () => [ctx.sell(ctx.feeds.asset, { qty: 5 }), ctx.sell(ctx.feeds.asset, { qty: 4 })],
      }),
      { risk: { sides: 'long-only' } },
    );
    expect([sides(past), ends(past)]).toEqual([
      [
        ['buy', 5, 10],
        ['sell', 5, 10],
      ],
      ['filled', 'filled', 'canceled: no-position'],
    ]);
  });

  it('takes an exit that waits for its entry', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => {
          const entry = ctx.buy(ctx.feeds.asset, { qty: 5 });
          ctx.sell(ctx.feeds.asset, { limit: 10.5, parent: entry });
        },
      }),
      { risk: { sides: 'long-only' } },
    );
    expect(sides(past)).toEqual([
      ['buy', 5, 10],
      ['sell', 5, 10.5],
    ]);
  });

  it('does not take one that closes more than its entry opens', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => {
          const entry = ctx.buy(ctx.feeds.asset, { qty: 5, limit: 5 });
          ctx.sell(ctx.feeds.asset, { qty: 5, limit: 20, parent: entry });
          ctx.sell(ctx.feeds.asset, { qty: 5.01, limit: 20, parent: entry });
        },
      }),
      { risk: { sides: 'long-only' } },
    );
    expect(ends(past)).toEqual(['accepted', 'accepted', 'rejected: side-not-allowed']);
  });

  it('is not turned by such an exit when the position was closed otherwise', () => {
    const past = daily(
      [flat, [10, 10, 10, 10], [10, 10, 10, 10], [10, 12, 9, 10]],
      (ctx) => ({
        0: () => {
          const entry = ctx.buy(ctx.feeds.asset, { qty: 5 });
          ctx.sell(ctx.feeds.asset, { limit: 11, parent: entry });
        },
        1: () => ctx.sell(ctx.feeds.asset, { qty: 5 }),
      }),
      { risk: { sides: 'long-only' } },
    );
    expect(ends(past)).toEqual(['filled', 'canceled: position-closed', 'filled']);
  });
});
