import { describe, expect, it } from 'vitest';
import { books, filled, trade } from '../../books.ts';
import { ends } from '../../world.ts';

const shown = { simulator: { sizeLimit: 'shown' } } as const;
const deep = (minute: number) =>
  [
    minute,
    [
      [99, 5],
      [97, 3],
    ],
    [
      [100, 4],
      [101, 3],
      [103, 8],
    ],
  ] as const;

describe('an order that takes from a book', () => {
  it('fills level by level, each at its price', () => {
    const past = trade(books('A', deep(1), deep(2)), undefined, { 1: ({ buy }) => buy({ qty: 9 }) });
    expect(filled(past)).toEqual(['2: buy 4 at 100, taker, exact', '2: buy 3 at 101, taker, exact', '2: buy 2 at 103, taker, exact']);
  });

  it('gets what the levels cannot give at the last of them, which is assumed', () => {
    const past = trade(books('A', deep(1), deep(2)), undefined, { 1: ({ sell }) => sell({ qty: 9 }) });
    expect(filled(past)).toEqual(['2: sell 5 at 99, taker, exact', '2: sell 4 at 97, taker, assumed']);
  });

  it('waits with what the levels cannot give where sizes limit it', () => {
    const past = trade(books('A', deep(1), deep(2), [3, [[96, 9]], [[97, 9]]]), undefined, { 1: ({ sell }) => sell({ qty: 9 }) }, shown);
    expect(filled(past)).toEqual(['2: sell 5 at 99, taker, exact', '2: sell 3 at 97, taker, exact', '3: sell 1 at 96, taker, exact']);
  });

  it('ends at its limit, and rests there', () => {
    const past = trade(books('A', deep(1), deep(2), [3, [[99, 5]], [[100, 20]]]), undefined, {
      1: ({ buy }) => buy({ qty: 9, limit: 101 }),
    });
    expect(filled(past)).toEqual(['2: buy 4 at 100, taker, exact', '2: buy 3 at 101, taker, exact', '3: buy 2 at 101, maker, exact']);
  });

  it('takes the rest at the last level that is shown, if that is within its limit', () => {
    const past = trade(books('A', deep(1), deep(2)), undefined, { 1: ({ buy }) => buy({ qty: 20, limit: 104 }) });
    expect(filled(past).at(-1)).toBe('2: buy 13 at 103, taker, assumed');
  });

  it('is cancelled if it is immediate, the rest of it only after the last level', () => {
    const past = trade(books('A', deep(1), deep(2)), undefined, { 1: ({ buy }) => buy({ qty: 9, limit: 101, tif: 'ioc' }) });
    expect([filled(past).length, ends(past)]).toEqual([2, ['canceled: ioc-remainder']]);
  });

  it('fills in full or not at all if it is to', () => {
    const fok = (qty: number) => trade(books('A', deep(1), deep(2)), undefined, { 1: ({ buy }) => buy({ qty, limit: 101, tif: 'fok' }) });
    expect([ends(fok(7)), filled(fok(7)).length]).toEqual([['filled'], 2]);
    expect([ends(fok(8)), filled(fok(8)).length]).toEqual([['canceled: fok-unfilled'], 0]);
  });

  it('that must fill in full needs the money for all of it at the last level', () => {
    const fok = (cash: number) =>
      trade(
        books('A', deep(1), deep(2)),
        undefined,
        { 1: ({ buy }) => buy({ qty: 7, limit: 101, tif: 'fok' }) },
        { account: { cash, type: 'cash' } },
      );
    expect(ends(fok(707))).toEqual(['filled']);
    expect(ends(fok(704))).toEqual(['canceled: fok-unfilled']);
  });

  it('asks for the money level by level otherwise', () => {
    const past = trade(
      books('A', deep(1), deep(2)),
      undefined,
      { 1: ({ buy }) => buy({ qty: 7 }) },
      { account: { cash: 500, type: 'cash' } },
    );
    expect([filled(past), ends(past)]).toEqual([['2: buy 4 at 100, taker, exact'], ['canceled: insufficient-cash']]);
  });

  it('slips from each level, a stop-limit at most to its limit', () => {
    const slippage = { model: 'amount', amount: 0.6 } as const;
    const past = trade(
      books('A', deep(1), deep(2)),
      undefined,
      { 1: ({ buy }) => buy({ qty: 9, trigger: 100, limit: 101 }) },
      { slippage },
    );
    expect(filled(past)).toEqual(['2: buy 4 at 100.6, taker, exact', '2: buy 3 at 101, taker, exact']);
  });

  it('is triggered once, whatever the levels give', () => {
    const past = trade(
      books('A', deep(1), deep(2), [3, [[101, 9]], [[102, 9]]]),
      undefined,
      { 1: ({ buy }) => buy({ qty: 17, trigger: 100 }) },
      shown,
    );
    expect(filled(past).at(-1)).toBe('3: buy 2 at 102, taker, exact');
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toEqual([
      'submitted',
      'accepted',
      'triggered',
      'filled',
      'filled',
      'filled',
      'filled',
    ]);
  });

  it('only reduces as far as there is something to reduce, over all levels', () => {
    const past = trade(books('A', deep(1), deep(2), deep(3)), undefined, {
      1: ({ sell }) => sell({ qty: 5 }),
      2: ({ buy }) => buy({ qty: 9, reduceOnly: true }),
    });
    expect(filled(past).slice(1)).toEqual(['3: buy 4 at 100, taker, exact', '3: buy 1 at 101, taker, exact']);
    expect(ends(past)).toEqual(['filled', 'canceled: no-position']);
  });

  it('finds no level without a price, and none of a size that nobody knows', () => {
    const past = trade(
      books('A', deep(1), [
        2,
        [[99, 5]],
        [
          [100, Number.NaN],
          [101, 3],
        ],
      ]),
      undefined,
      { 1: ({ buy }) => buy({ qty: 4 }) },
    );
    expect(filled(past)).toEqual(['2: buy 4 at 101, taker, assumed']);
  });

  it('gets the best price for all of it where a quote has no deeper levels and sizes limit nothing', () => {
    const best = (minute: number) => [minute, [[99, 5]], [[100, 4]]] as const;
    expect(filled(trade(books('A', best(1), best(2)), undefined, { 1: ({ buy }) => buy({ qty: 90 }) }))).toEqual([
      '2: buy 90 at 100, taker, exact',
    ]);
  });
});

describe('an order that rests on a book', () => {
  it('fills at its price by what stands at that price and better', () => {
    const rows = [
      deep(1),
      [
        2,
        [[98, 5]],
        [
          [99, 2],
          [99.5, 4],
          [100, 9],
        ],
      ],
      [3, [[97, 1]], [[98, 9]]],
    ] as const;
    const past = trade(books('A', ...rows), undefined, { 1: ({ buy }) => buy({ qty: 9, limit: 99.5 }) }, shown);
    expect(filled(past)).toEqual(['2: buy 6 at 99.5, maker, exact', '3: buy 3 at 99.5, maker, exact']);
  });

  it('fills in full where sizes limit nothing, which is assumed beyond what is shown', () => {
    const rows = [
      deep(1),
      [
        2,
        [[98, 5]],
        [
          [99, 2],
          [100, 9],
        ],
      ],
    ] as const;
    const past = trade(books('A', ...rows), undefined, { 1: ({ buy }) => [buy({ qty: 2, limit: 99.5 }), buy({ qty: 1, limit: 99.5 })] });
    expect(filled(past)).toEqual(['2: buy 2 at 99.5, maker, exact', '2: buy 1 at 99.5, maker, assumed']);
  });
});

describe('what orders have taken from a book', () => {
  const once = (...sizes: readonly number[]) =>
    filled(
      trade(
        books('A', [1, [[99, 5]], [[100, 4]]], ...sizes.map((size, k) => [k + 2, [[99, 5]], [[100, size]]] as const)),
        undefined,
        { 1: ({ buy }) => buy({ qty: 20 }) },
        shown,
      ),
    );

  it('is not there for the next order', () => {
    const past = trade(books('A', deep(1), deep(2)), undefined, { 1: ({ buy }) => [buy({ qty: 5 }), buy({ qty: 3 })] });
    expect(filled(past)).toEqual([
      '2: buy 4 at 100, taker, exact',
      '2: buy 1 at 101, taker, exact',
      '2: buy 2 at 101, taker, exact',
      '2: buy 1 at 103, taker, exact',
    ]);
  });

  it('is gone from the quotes that follow', () => {
    expect(once(4, 4, 4)).toEqual(['2: buy 4 at 100, taker, exact']);
  });

  it('leaves what has come since', () => {
    expect(once(4, 6)).toEqual(['2: buy 4 at 100, taker, exact', '3: buy 2 at 100, taker, exact']);
  });

  it('is never more than what stands there', () => {
    expect(once(4, 1, 4)).toEqual(['2: buy 4 at 100, taker, exact', '4: buy 3 at 100, taker, exact']);
  });

  it('is forgotten once the price has been empty', () => {
    const rows = [
      [1, [[99, 5]], [[100, 4]]],
      [2, [[99, 5]], [[100, 4]]],
      [3, [[99, 5]], []],
      [4, [[99, 5]], [[101, 2]]],
      [5, [[99, 5]], [[100, 4]]],
    ] as const;
    const past = trade(books('A', ...rows), undefined, { 1: ({ buy }) => buy({ qty: 20 }) }, shown);
    expect(filled(past)).toEqual(['2: buy 4 at 100, taker, exact', '4: buy 2 at 101, taker, exact', '5: buy 4 at 100, taker, exact']);
  });

  it('is remembered while no order waits', () => {
    const rows = Array.from({ length: 6 }, (_, k) => [k + 1, [[99, 5]], [[100, k === 3 ? 1 : 4]]] as const);
    const ioc = { qty: 4, limit: 100, tif: 'ioc' } as const;
    const past = trade(books('A', ...rows), undefined, { 1: ({ buy }) => buy(ioc), 5: ({ buy }) => buy(ioc) }, shown);
    expect(filled(past)).toEqual(['2: buy 4 at 100, taker, exact', '6: buy 3 at 100, taker, exact']);
  });

  it('is remembered of a level that the quotes do not reach', () => {
    const rows = [deep(1), deep(2), [3, [[98, 1]], [[99, 2]]], [4, [[98, 1]], [[100, 4]]]] as const;
    const past = trade(
      books('A', ...rows),
      undefined,
      { 1: ({ buy }) => buy({ qty: 4 }), 3: ({ buy }) => buy({ qty: 1, limit: 100 }) },
      shown,
    );
    expect(filled(past)).toEqual(['2: buy 4 at 100, taker, exact']);
  });
});
