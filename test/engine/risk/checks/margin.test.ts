import { describe, expect, it } from 'vitest';
import { bars, ends, follow, live, type Row, type Terms } from '../../world.ts';

const flat: Row = [10, 10, 10, 10];
const refused = 'rejected: insufficient-margin';

type Order = readonly [feed: 'a' | 'b', side: 'buy' | 'sell', qty: number, limit?: number];

/** How orders end that are sent at the first two closes; the account has 10 000 and two instruments at 10.00. */
function sent(first: readonly Order[], second: readonly Order[], terms: Terms = {}): readonly string[] {
  const feeds = { a: bars('A', '1d', [flat, flat, flat, flat]), b: bars('B', '1d', [flat, flat, flat, flat]) };
  return ends(
    live(
      feeds,
      (ctx) => {
        const send = (orders: readonly Order[]) => () =>
          orders.map(([name, side, qty, limit]) => ctx[side](feeds[name], { qty, ...(limit !== undefined && { limit }) }));
        return follow(feeds.a, { 0: send(first), 1: send(second) });
      },
      { risk: { marginCheck: true }, ...terms },
    ),
  );
}

describe('the margin of an order', () => {
  it('is there before the order is sent, to the cent', () => {
    expect(
      sent(
        [
          ['a', 'buy', 1_000.001],
          ['a', 'buy', 1_000],
        ],
        [],
      ),
    ).toEqual([refused, 'filled']);
    expect(
      sent(
        [
          ['a', 'sell', 5_000.001],
          ['a', 'sell', 5_000],
        ],
        [],
        { account: { leverage: 5 } },
      ),
    ).toEqual([refused, 'filled']);
  });

  it('is not bound twice: what waits counts, in any instrument, at its worst', () => {
    expect(
      sent(
        [
          ['a', 'buy', 600, 9],
          ['b', 'buy', 400.001],
          ['b', 'buy', 400],
        ],
        [],
      ),
    ).toEqual(['accepted', refused, 'filled']);
    // A buy and a sale of one instrument do not both stand.
    expect(
      sent(
        [
          ['a', 'buy', 1_000, 9],
          ['a', 'sell', 1_000, 11],
        ],
        [],
      ),
    ).toEqual(['accepted', 'accepted']);
  });

  it('is what is free beside the positions held; an exit needs none, a turn what it turns to', () => {
    expect(
      sent(
        [['a', 'buy', 1_000]],
        [
          ['b', 'buy', 0.01],
          ['a', 'sell', 1_000],
        ],
      ),
    ).toEqual(['filled', refused, 'filled']);
    expect(
      sent(
        [['a', 'buy', 1_000]],
        [
          ['a', 'sell', 2_000.001],
          ['a', 'sell', 2_000],
        ],
      ),
    ).toEqual(['filled', refused, 'filled']);
  });

  it('may be all the little that is left, whatever that rounds to', () => {
    // 10000 - 9999.70 is 0.2999999999992724.
    const then = (qty: number) => sent([['a', 'buy', 999.97]], [['b', 'buy', qty]])[1];
    expect([then(0.03), then(0.0301)]).toEqual(['filled', refused]);
  });

  it('goes by the tiers of the instrument', () => {
    const tiers = [
      { upTo: 50_000, initial: 0.1, maintenance: 0.05 },
      { upTo: null, initial: 0.5, maintenance: 0.25 },
    ];
    // A tenth of 50 000 and half of 10 000 are the 10 000 there are.
    const terms: Terms = { instruments: { A: { contract: 'linear', margin: tiers } } };
    expect(
      sent(
        [
          ['a', 'buy', 6_000.001],
          ['a', 'buy', 6_000],
        ],
        [],
        terms,
      ),
    ).toEqual([refused, 'filled']);
  });
});

describe('the cash of an order', () => {
  const cash: Terms = { account: { type: 'cash' } };
  const short = 'rejected: insufficient-cash';

  it('is there before the order is sent, what waits to buy paid for', () => {
    expect(
      sent(
        [
          ['a', 'buy', 600, 9],
          ['b', 'buy', 400.001],
          ['b', 'buy', 400],
        ],
        [],
        cash,
      ),
    ).toEqual(['accepted', short, 'filled']);
  });

  it('is not asked of a sale', () => {
    expect(sent([['a', 'buy', 1_000]], [['a', 'sell', 500]], cash)).toEqual(['filled', 'filled']);
    // Nor of one that sells more than there is: that is not a want of cash.
    expect(sent([['a', 'buy', 1_000]], [['a', 'sell', 1_001]], cash)).toEqual(['filled', 'canceled: no-position']);
  });

  it('is the balance of the currency where the account holds several', () => {
    const feeds = {
      a: bars('A', '1d', [flat, flat, flat]),
      b: bars('B', '1d', [flat, flat, flat]),
      rate: bars('EURUSD', '1d', [
        [2, 2, 2, 2],
        [2, 2, 2, 2],
        [2, 2, 2, 2],
      ]),
    };
    feeds.rate.converts = 1;
    const past = live(
      feeds,
      (ctx) =>
        follow(feeds.a, {
          0: () => [ctx.buy(feeds.b, { qty: 900, limit: 5 }), ctx.buy(feeds.a, { qty: 50.01 }), ctx.buy(feeds.a, { qty: 50 })],
        }),
      {
        account: { type: 'cash', currencies: ['EUR'], balances: { EUR: 500 } },
        instruments: { A: { quote: 'EUR' } },
        risk: { marginCheck: true },
      },
    );
    expect(ends(past)).toEqual(['accepted', short, 'filled']);
  });
});
