import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** Ten units a bar. */
const capped = { simulator: { volumeLimit: 0.1 } };
const whole = { instruments: { A: { stepSize: 1 } } };

/** Buys at the open of the second bar with these exits; `rows` are the bars from there on. */
const bought = (terms: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 4, ...terms }) }), more);

describe('several targets', () => {
  const targets = {
    stopLoss: { price: 8 },
    takeProfit: [
      { price: 12, portion: 0.5 },
      { price: 14, portion: 0.25 },
    ],
  };

  it('each sell their portion of what the entry has filled', () => {
    const past = bought(targets, [flat, [10, 12.5, 9, 12], [12, 14.5, 12, 14]]);
    expect(sides(past)).toEqual([
      ['buy', 4, 10],
      ['sell', 2, 12],
      ['sell', 1, 14],
    ]);
  });

  it('leave the stop what they have not sold', () => {
    const past = bought(targets, [flat, [10, 12.5, 9, 12], [12, 12, 7.5, 8]]);
    expect(sides(past)).toEqual([
      ['buy', 4, 10],
      ['sell', 2, 12],
      ['sell', 2, 8],
    ]);
    expect(past.orders).toMatchObject([
      { status: 'filled' },
      { tag: 'stop-loss', status: 'filled', qty: 2 },
      { tag: 'take-profit', status: 'filled', qty: 2 },
      { tag: 'take-profit', status: 'canceled', reason: 'position-closed', filledQty: 0 },
    ]);
  });

  it('all go when the stop has sold everything', () => {
    const past = bought(targets, [flat, [10, 10, 7, 8]]);
    expect(sides(past)).toEqual([
      ['buy', 4, 10],
      ['sell', 4, 8],
    ]);
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: position-closed', 'canceled: position-closed']);
  });

  it('make a stop that the same bar reaches ambiguous', () => {
    const past = bought(targets, [flat, [10, 12.5, 7.5, 10]]);
    expect(past.fills).toMatchObject([{ certainty: 'exact' }, { qty: 4, price: 8, certainty: 'ambiguous' }]);
  });

  it('both fill in one bar that reaches both, the one sent first before the other', () => {
    expect(sides(bought(targets, [flat, [10, 15, 9, 14]]))).toEqual([
      ['buy', 4, 10],
      ['sell', 2, 12],
      ['sell', 1, 14],
    ]);
  });

  it('are snapped down to the step; what is over stays with the stop', () => {
    const past = bought({ ...targets, qty: 5 }, [flat, [10, 15, 9, 14], [14, 14, 7, 8]], whole);
    expect(sides(past)).toEqual([
      ['buy', 5, 10],
      ['sell', 2, 12],
      ['sell', 1, 14],
      ['sell', 2, 8],
    ]);
  });

  it('without a portion are for all of it', () => {
    const past = bought({ takeProfit: [{ price: 12, portion: 0.5 }, { price: 14 }] }, [flat, [10, 12.5, 9, 12], [12, 15, 12, 14]]);
    expect(sides(past)).toEqual([
      ['buy', 4, 10],
      ['sell', 2, 12],
      ['sell', 2, 14],
    ]);
  });

  it('stand at shares of the average price of the entry', () => {
    const past = bought({ takeProfit: [{ pct: 0.1, portion: 0.5 }, { pct: 0.3 }] }, [[10, 11.5, 9, 11]]);
    expect(past.orders[1]!.price).toBeCloseTo(11, 12);
    expect(past.orders[2]!.price).toBeCloseTo(13, 12);
  });

  it.each([0, -0.5, 1.5, Number.NaN])('refuse an entry with a portion of %s', (portion) => {
    const past = bought({ takeProfit: [{ price: 12, portion }, { price: 14 }] }, [flat]);
    expect(past.fills).toEqual([]);
    expect(past.orders.every(({ status }) => status === 'rejected')).toBe(true);
  });
});

describe('an entry that fills in parts', () => {
  it('has exits of exactly what it has filled, event by event', () => {
    const past = bought({ qty: 25, stopLoss: { price: 5 }, takeProfit: { price: 20 } }, [flat, flat, flat], capped);
    expect(past.fills.map(({ qty }) => qty)).toEqual([10, 10, 5]);
    expect(past.orders).toMatchObject([{ status: 'filled' }, { status: 'accepted', qty: 25 }, { status: 'accepted', qty: 25 }]);
    expect(bought({ qty: 25, stopLoss: { price: 5 } }, [flat, flat], capped).orders).toMatchObject([{ filledQty: 20 }, { qty: 20 }]);
  });

  it('has exits at a share of its average price so far', () => {
    const rows: Row[] = [
      [10, 11, 9, 10],
      [12, 13, 11, 12],
    ];
    expect(bought({ qty: 20, stopLoss: { pct: 0.5 } }, rows.slice(0, 1), capped).orders[1]).toMatchObject({ trigger: 5 });
    expect(bought({ qty: 20, stopLoss: { pct: 0.5 } }, rows, capped).orders[1]).toMatchObject({ trigger: 5.5 });
  });

  it('is cancelled when an exit fills before it is done', () => {
    const past = bought({ qty: 25, stopLoss: { price: 8 } }, [flat, [10, 11, 7, 8], flat], { simulator: { volumeLimit: 0.15 } });
    // 15 at the first open, 10 more at the next; then the stop, as far as five units more go, and its rest at an open.
    expect(sides(past)).toEqual([
      ['buy', 15, 10],
      ['buy', 10, 10],
      ['sell', 5, 8],
      ['sell', 15, 10],
    ]);
    const early = bought(
      { qty: 25, limit: 9.5, stopLoss: { price: 8 } },
      [
        [10, 11, 9, 9],
        [7, 7.5, 7, 7],
      ],
      { simulator: { volumeLimit: 0.15 } },
    );
    expect(sides(early)).toEqual([
      ['buy', 15, 9.5],
      ['sell', 15, 7],
    ]);
    expect(ends(early)).toEqual(['canceled: exit-filled', 'filled']);
  });

  it('that is cancelled keeps the exits of what it has filled', () => {
    const past = daily(
      [flat, flat, flat, [10, 10, 7, 8]],
      (ctx) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 25, stopLoss: { price: 8 } })), 1: () => ctx.cancel(id) };
      },
      capped,
    );
    expect(sides(past)).toEqual([
      ['buy', 10, 10],
      ['sell', 10, 8],
    ]);
    expect(ends(past)).toEqual(['canceled: user', 'filled']);
  });
});

describe('a child that comes late', () => {
  const late = (child: object, rows: readonly Row[]) =>
    daily(
      [flat, ...rows],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 20 })),
          1: () => ctx.sell(ctx.feeds.asset, { parent: id, ...child }),
        };
      },
      capped,
    );

  it('covers at once what its parent has filled, and grows with it', () => {
    const past = late({ trigger: 8, reduceOnly: true }, [flat, flat, [10, 10, 7, 8], [8, 8, 8, 8]]);
    expect(past.fills.map(({ side, qty, price, ts }) => [side, qty, price, ts])).toEqual([
      ['buy', 10, 10, at('2024-01-02')],
      ['buy', 10, 10, at('2024-01-03')],
      ['sell', 10, 8, at('2024-01-05')],
      ['sell', 10, 8, at('2024-01-05')],
    ]);
    expect(late({ trigger: 8 }, [flat]).orders).toMatchObject([{ filledQty: 10 }, { qty: 10, status: 'accepted' }]);
  });

  it('with a quantity covers its share', () => {
    expect(late({ qty: 10, limit: 20 }, [flat]).orders).toMatchObject([{}, { qty: 5 }]);
    expect(late({ qty: 10, limit: 20 }, [flat, flat]).orders).toMatchObject([{}, { qty: 10 }]);
  });
});

describe('a group with a member that sleeps', () => {
  /** A limit to sell at 12 and a child of an entry at 9 share a group: what the one fills, the other has not to. */
  const shared = (limitQty: number, rows: readonly Row[]) =>
    daily([flat, ...rows], (ctx) => ({
      0: () => [
        ctx.sell(ctx.feeds.asset, { qty: limitQty, limit: 12, oco: 1 }),
        ctx.sell(ctx.feeds.asset, { trigger: 7, oco: 1, parent: ctx.buy(ctx.feeds.asset, { qty: 5, limit: 9 }) }),
      ],
    }));

  it('takes from the sleeper what the others have filled', () => {
    const past = shared(2, [
      [10, 12.5, 9.5, 10],
      [10, 10, 8.5, 9],
      [9, 9, 6.5, 7],
    ]);
    expect(sides(past)).toEqual([
      ['sell', 2, 12],
      ['buy', 5, 9],
      ['sell', 3, 7],
    ]);
  });

  it('ends the sleeper when it wakes and nothing is left for it', () => {
    const past = shared(5, [
      [10, 12.5, 9.5, 10],
      [10, 10, 8.5, 9],
      [9, 9, 6.5, 7],
    ]);
    expect(sides(past)).toEqual([
      ['sell', 5, 12],
      ['buy', 5, 9],
    ]);
    expect(ends(past)).toContain('canceled: linked-order-filled');
  });

  it('leaves the others alone while it sleeps', () => {
    expect(
      sides(
        shared(2, [
          [10, 10, 6.5, 7],
          [7, 12.5, 7, 12],
        ]),
      ),
    ).toEqual([
      ['buy', 5, 9],
      ['sell', 5, 7],
    ]);
  });
});
