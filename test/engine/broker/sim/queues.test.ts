import { describe, expect, it } from 'vitest';
import type { FillRules } from '../../../../engine/broker/sim/rules.ts';
import { books, type Deed, filled, tape, trade } from '../../books.ts';
import { bars, ends, live, type Terms } from '../../world.ts';

type Rows = Parameters<typeof books> extends [string, ...infer R] ? R : never;
type Prints = Parameters<typeof tape> extends [string, ...infer R] ? R : never;

const queue = (rule: FillRules['queue'], more: Partial<FillRules> = {}): Terms => ({ simulator: { queue: rule, ...more } });

/** Lives through books and trades in a queue, risk-averse unless said otherwise. */
const stand = (rows: Rows, prints: Prints, deeds: Readonly<Record<number, Deed>>, terms = queue('risk-averse')) =>
  trade(books('A', ...rows), tape('A', ...prints), deeds, terms);

/** A bid of so many at 99 and an offer at 100. */
const bid = (minute: number, size: number) => [minute, [[99, size]], [[100, 9]]] as const;
const buy: Readonly<Record<number, Deed>> = { 1: ({ buy }) => buy({ qty: 3, limit: 99 }) };

describe('a trade at the price of a queue', () => {
  it('goes through what stands ahead, and fills with what is left of it', () => {
    const past = stand(
      [bid(1, 5)],
      [
        [2, 99, 4, 'sell'],
        [3, 99, 3, 'sell'],
        [4, 99, 9, 'sell'],
      ],
      buy,
    );
    expect(filled(past)).toEqual(['3: buy 2 at 99, maker, assumed', '4: buy 1 at 99, maker, assumed']);
  });

  it('comes to bids if it is a sale, to offers if it is a purchase', () => {
    const both: Readonly<Record<number, Deed>> = { 1: ({ buy, sell }) => [buy({ limit: 99 }), sell({ limit: 100 })] };
    const rows = [[1, [[99, 1]], [[100, 1]]]] as const;
    expect(
      filled(
        stand(
          [...rows],
          [
            [2, 99, 9, 'buy'],
            [2, 100, 9, 'sell'],
          ],
          both,
        ),
      ),
    ).toEqual([]);
    expect(
      filled(
        stand(
          [...rows],
          [
            [2, 99, 2, 'sell'],
            [3, 100, 2, 'buy'],
          ],
          both,
        ),
      ),
    ).toEqual(['2: buy 1 at 99, maker, assumed', '3: sell 1 at 100, maker, assumed']);
  });

  it('without a side is a sale at or below the bid, a purchase at or above the ask, nothing between and where both are one', () => {
    const both: Readonly<Record<number, Deed>> = { 1: ({ buy, sell }) => [buy({ limit: 99 }), sell({ limit: 101 })] };
    const through = (price: number) => filled(stand([[1, [[99, 1]], [[101, 1]]]], [[2, price, 9, 'unknown']], both));
    expect(through(99)).toEqual(['2: buy 1 at 99, maker, assumed']);
    expect(through(101)).toEqual(['2: sell 1 at 101, maker, assumed']);
    expect(through(100)).toEqual([]);
    const inside: Readonly<Record<number, Deed>> = { 1: ({ buy }) => buy({ limit: 100 }) };
    expect(filled(stand([[1, [[99, 1]], [[101, 1]]]], [[2, 100, 9, 'unknown']], inside))).toEqual([]);
    const locked = stand(
      [
        [1, [[99, 1]], [[101, 1]]],
        [2, [[101, 1]], [[101, 1]]],
      ],
      [[3, 101, 9, 'unknown']],
      { 1: ({ sell }) => sell({ limit: 101.5 }) },
    );
    expect(filled(locked)).toEqual([]);
  });

  it('of an unknown size fills nothing', () => {
    expect(
      filled(
        stand(
          [bid(1, 0)],
          [
            [2, 99, Number.NaN, 'sell'],
            [3, 98, Number.NaN, 'sell'],
          ],
          buy,
        ),
      ),
    ).toEqual([]);
  });

  it('fills nothing where nobody knows what stands ahead: below the levels of the book, or of an unknown size', () => {
    const deeper: Readonly<Record<number, Deed>> = { 1: ({ buy }) => buy({ qty: 3, limit: 98 }) };
    expect(filled(stand([bid(1, 5)], [[2, 98, 99, 'sell']], deeper))).toEqual([]);
    expect(filled(stand([bid(1, Number.NaN)], [[2, 99, 99, 'sell']], buy))).toEqual([]);
  });

  it('knows what stands ahead once a quote shows it: all of it', () => {
    const deeper: Readonly<Record<number, Deed>> = { 1: ({ buy }) => buy({ qty: 3, limit: 98 }) };
    const rows = [bid(1, 5), [2, [[98, 4]], [[100, 9]]]] as const;
    expect(filled(stand([...rows], [[3, 98, 5, 'sell']], deeper))).toEqual(['3: buy 1 at 98, maker, assumed']);
  });

  it('finds nothing ahead of an order between the levels of a book, or before the best', () => {
    const rows = [
      [
        1,
        [
          [99, 5],
          [97, 5],
        ],
        [[102, 9]],
      ],
    ] as const;
    const between: Readonly<Record<number, Deed>> = { 1: ({ buy }) => [buy({ limit: 98 }), buy({ limit: 100 })] };
    expect(
      filled(
        stand(
          [...rows],
          [
            [2, 100, 1, 'sell'],
            [3, 98, 1, 'sell'],
          ],
          between,
        ),
      ),
    ).toEqual(['2: buy 1 at 100, maker, assumed', '3: buy 1 at 98, maker, assumed']);
  });
});

describe('a trade beyond the price of a queue', () => {
  it('fills with all of its size, and leaves nothing ahead', () => {
    const past = stand(
      [bid(1, 5)],
      [
        [2, 98, 2, 'sell'],
        [3, 99, 9, 'sell'],
      ],
      buy,
    );
    expect(filled(past)).toEqual(['2: buy 2 at 99, maker, exact', '3: buy 1 at 99, maker, assumed']);
  });

  it('fills whoever took: so low an offer would have met the order', () => {
    expect(filled(stand([bid(1, 5)], [[2, 98, 9, 'buy']], buy))).toEqual(['2: buy 3 at 99, maker, exact']);
  });
});

describe('a quote', () => {
  it('that has come to the price of a queue fills it, whatever the touch rule', () => {
    for (const touch of ['through', 'fill'] as const) {
      const met = (ask: number) =>
        filled(stand([bid(1, 5), [2, [[98, 5]], [[ask, 9]]]], [[9, 120, 1, 'buy']], buy, queue('risk-averse', { touch })));
      expect(met(99)).toEqual(['2: buy 3 at 99, maker, assumed']);
      expect(met(98.5)).toEqual(['2: buy 3 at 99, maker, exact']);
      expect(met(99.5)).toEqual([]);
    }
  });

  it('leaves no more ahead than it shows', () => {
    const past = stand([bid(1, 5), bid(2, 2)], [[3, 99, 3, 'sell']], buy);
    expect(filled(past)).toEqual(['3: buy 1 at 99, maker, assumed']);
  });

  it('that shows nothing at the price leaves nothing ahead, whatever comes after', () => {
    const past = stand([bid(1, 5), [2, [[98, 9]], [[100, 9]]], bid(3, 7)], [[4, 99, 1, 'sell']], buy);
    expect(filled(past)).toEqual(['4: buy 1 at 99, maker, assumed']);
  });

  it('that does not reach the price says nothing of it', () => {
    const past = stand([bid(1, 5), [2, [[99.5, 9]], [[100, 9]]]], [[3, 99, 6, 'sell']], buy);
    expect(filled(past)).toEqual(['3: buy 1 at 99, maker, assumed']);
  });

  it('counts after the trades of its time, of which it tells', () => {
    const rows = [bid(1, 5), bid(2, 1)];
    expect(
      filled(
        stand(
          rows,
          [
            [2, 99, 2, 'sell'],
            [2, 99, 2, 'sell'],
            [3, 99, 2, 'sell'],
          ],
          buy,
        ),
      ),
    ).toEqual(['3: buy 1 at 99, maker, assumed']);
  });

  it('counts only if it is the last of its time', () => {
    const rows = [bid(1, 5), bid(2, 1), bid(2, 4)];
    expect(filled(stand(rows, [[3, 99, 5, 'sell']], buy))).toEqual(['3: buy 1 at 99, maker, assumed']);
  });
});

describe('who has left without a trade', () => {
  const rows = [bid(1, 4), bid(2, 8), bid(3, 4)];
  const bought = (rule: FillRules['queue'], size: number) => filled(stand(rows, [[4, 99, size, 'sell']], buy, queue(rule))).length;

  it('stood behind, for the risk-averse', () => {
    expect([bought('risk-averse', 4), bought('risk-averse', 5)]).toEqual([0, 1]);
  });

  it('stood ahead by the share of what did, if that is the rule', () => {
    expect([bought('proportional', 2), bought('proportional', 3)]).toEqual([0, 1]);
  });

  it('stood ahead by the logarithms of what did, if that is the rule', () => {
    // 2 ahead and 6 behind, of which 4 leave: log 7 / (log 3 + log 7) = 0.6391 of them from behind.
    const past = stand([bid(1, 2), bid(2, 8), bid(3, 4)], [[4, 99, 2, 'sell']], buy, {
      ...queue('log'),
      instruments: { A: { stepSize: 0.0001 } },
    });
    expect(filled(past)).toEqual(['4: buy 1.4433 at 99, maker, assumed']);
  });

  it('is not who was traded with', () => {
    const past = (rule: FillRules['queue']) =>
      filled(
        stand(
          [bid(1, 4), bid(2, 8), bid(4, 5)],
          [
            [3, 99, 3, 'sell'],
            [5, 99, 2, 'sell'],
          ],
          buy,
          queue(rule),
        ),
      );
    expect([past('risk-averse'), past('proportional')]).toEqual([['5: buy 1 at 99, maker, assumed'], ['5: buy 1 at 99, maker, assumed']]);
  });

  it('is shared by those who are left after the trades', () => {
    // Two of four ahead and four behind after a sale of two; of the two who leave then, 2 x 2 / 6 stood ahead.
    const rows = [bid(1, 4), bid(2, 8), bid(4, 4)];
    const terms = { ...queue('proportional'), instruments: { A: { stepSize: 0.01 } } };
    expect(
      filled(
        stand(
          rows,
          [
            [3, 99, 2, 'sell'],
            [5, 99, 2, 'sell'],
          ],
          buy,
          terms,
        ),
      ),
    ).toEqual(['5: buy 0.66 at 99, maker, assumed']);
  });

  it('cannot have stood behind if nobody did', () => {
    expect(filled(stand([bid(1, 4), bid(2, 1)], [[3, 99, 2, 'sell']], buy, queue('proportional')))).toEqual([
      '3: buy 1 at 99, maker, assumed',
    ]);
  });
});

describe('a place', () => {
  it('is taken behind what the newest quote shows, not by what trades at that very time', () => {
    const past = stand(
      [bid(1, 5)],
      [
        [1, 99, 9, 'sell'],
        [1, 99, 9, 'sell'],
        [2, 99, 6, 'sell'],
      ],
      buy,
    );
    expect(filled(past)).toEqual(['2: buy 1 at 99, maker, assumed']);
  });

  it('is taken after the quote that the order has met in part', () => {
    const rows = [bid(1, 5), [2, [[99, 5]], [[100, 2]]], [3, [[99, 5]], [[101, 2]]]] as const;
    const past = stand(
      [...rows],
      [[4, 100, 1, 'sell']],
      { 1: ({ buy }) => buy({ qty: 3, limit: 100 }) },
      queue('risk-averse', { sizeLimit: 'shown' }),
    );
    expect(filled(past)).toEqual(['2: buy 2 at 100, taker, exact', '4: buy 1 at 100, maker, assumed']);
  });

  it('is taken by a stop-limit when it is triggered', () => {
    const rows = [
      [1, [[98, 5]], [[99, 5]]],
      [2, [[99, 2]], [[101, 2]]],
    ] as const;
    const past = stand([...rows], [[3, 99, 3, 'sell']], { 1: ({ buy }) => buy({ trigger: 100, limit: 99 }) });
    expect(filled(past)).toEqual(['3: buy 1 at 99, maker, assumed']);
  });

  it('is none for what is immediate', () => {
    const past = stand([bid(1, 0), bid(3, 0)], [[2, 99, 9, 'sell']], { 1: ({ buy }) => buy({ qty: 3, limit: 99, tif: 'ioc' }) });
    expect([filled(past), ends(past)]).toEqual([[], ['canceled: ioc-remainder']]);
  });

  it('is kept by an order that becomes smaller, lost by one that becomes larger or moves', () => {
    const changed = (change: { qty?: number; limit?: number }) => {
      let id = 0;
      const deeds: Readonly<Record<number, Deed>> = {
        1: ({ buy }) => (id = buy({ qty: 3, limit: 99 })),
        2: ({ replace }) => replace(id, change),
      };
      return filled(stand([bid(1, 2), bid(2, 6)], [[3, 99, 7, 'sell']], deeds));
    };
    expect(changed({ qty: 2 })).toEqual(['3: buy 2 at 99, maker, assumed']);
    expect(changed({ qty: 4 })).toEqual(['3: buy 1 at 99, maker, assumed']);
    expect(changed({ limit: 99 })).toEqual(['3: buy 3 at 99, maker, assumed']);
    expect(changed({ limit: 98 })).toEqual([]);
  });

  it('is lost by an exit that grows as its entry fills, and kept by one that shrinks', () => {
    const rows = [
      [1, [[99, 1]], [[100, 1]]],
      [2, [[99, 1]], [[100, 8]]],
      [3, [[99, 1]], [[100, 8]]],
      [4, [[98, 1]], [[100, 8]]],
    ] as const;
    const prints: Prints = [
      [2, 99, 2, 'sell'],
      [3, 99, 1, 'sell'],
      [5, 100, 2, 'buy'],
    ];
    const grown = stand([...rows], prints, { 1: ({ buy }) => buy({ qty: 2, limit: 99, takeProfit: { price: 100 } }) });
    // Its first unit took its place when one stood there; with the second it went behind eight.
    expect(filled(grown)).toEqual(['2: buy 1 at 99, maker, assumed', '3: buy 1 at 99, maker, assumed']);
    const whole = stand([...rows], prints, { 1: ({ buy }) => buy({ qty: 1, limit: 99, takeProfit: { price: 100 } }) });
    expect(filled(whole)).toEqual(['2: buy 1 at 99, maker, assumed', '5: sell 1 at 100, maker, assumed']);
  });
});

describe('several orders in a queue', () => {
  it('share what trades: the better price first, then the older place', () => {
    const deeds: Readonly<Record<number, Deed>> = {
      1: ({ buy }) => [buy({ qty: 2, limit: 98, ref: 'low' }), buy({ qty: 2, limit: 99 }), buy({ qty: 2, limit: 99 })],
    };
    const past = stand(
      [
        [
          1,
          [
            [99, 1],
            [98, 1],
          ],
          [[100, 9]],
        ],
      ],
      [
        [2, 99, 4, 'sell'],
        [3, 97, 3, 'sell'],
      ],
      deeds,
    );
    expect(past.fills.map(({ orderId, qty, ts }) => [orderId, qty, (ts - past.fills[0]!.ts) / 60_000])).toEqual([
      [2, 2, 0],
      // What stood ahead of the third order is what stood ahead of the second: one, and the two that it filled.
      [3, 1, 0],
      [3, 1, 1],
      [1, 2, 1],
    ]);
  });

  it('come in the order of their places, whatever closes', () => {
    const deeds: Readonly<Record<number, Deed>> = {
      1: ({ sell }) => sell({ qty: 1 }),
      2: ({ buy }) => [buy({ limit: 99 }), buy({ limit: 99, reduceOnly: true })],
    };
    const past = stand([bid(1, 5), bid(2, 0)], [[3, 99, 1, 'sell']], deeds);
    expect(past.fills.map(({ orderId }) => orderId)).toEqual([1, 2]);
  });
});

describe('display', () => {
  const shows = (display: number, qty = 5): Readonly<Record<number, Deed>> => ({ 1: ({ buy }) => buy({ qty, limit: 99, display }) });

  it('is what stands in line; once it is filled the next of it goes to the back', () => {
    const past = stand(
      [bid(1, 1), bid(2, 4)],
      [
        [3, 99, 9, 'sell'],
        [4, 99, 5, 'sell'],
        [5, 99, 9, 'sell'],
      ],
      shows(2),
    );
    expect(filled(past)).toEqual(['3: buy 2 at 99, maker, assumed', '4: buy 1 at 99, maker, assumed', '5: buy 1 at 99, maker, assumed']);
  });

  it('is counted down by several trades', () => {
    const past = stand(
      [bid(1, 0)],
      [
        [2, 99, 1, 'sell'],
        [3, 99, 9, 'sell'],
      ],
      shows(3),
    );
    expect(filled(past)).toEqual(['2: buy 1 at 99, maker, assumed', '3: buy 2 at 99, maker, assumed']);
  });

  it('hides nothing from a trade beyond the price', () => {
    expect(filled(stand([bid(1, 5)], [[2, 98, 9, 'sell']], shows(2)))).toEqual(['2: buy 5 at 99, maker, exact']);
  });

  it('shows a step at least', () => {
    expect(filled(stand([bid(1, 0)], [[2, 99, 9, 'sell']], shows(0.3)))).toEqual(['2: buy 1 at 99, maker, assumed']);
  });

  it('is a quantity above 0', () => {
    for (const display of [0, -1, Number.NaN])
      expect(() => stand([bid(1, 0)], [[2, 99, 9, 'sell']], shows(display))).toThrow(
        `Expected "display" to be a quantity above 0, but it was "${display}"`,
      );
  });

  it('changes nothing where there is no queue', () => {
    const past = trade(books('A', bid(1, 5), [2, [[97, 1]], [[98, 9]]]), undefined, shows(2));
    expect(filled(past)).toEqual(['2: buy 5 at 99, maker, exact']);
  });
});

describe('queues', () => {
  it('are for instruments with quotes and trades: orders are judged on the quotes, and market orders do not meet the trades', () => {
    const past = stand([bid(1, 5), bid(3, 5)], [[2, 120, 9, 'buy']], { 1: ({ buy }) => [buy({ qty: 1 }), buy({ qty: 1, trigger: 110 })] });
    expect(filled(past)).toEqual(['3: buy 1 at 100, taker, exact']);
  });

  it('are nothing where one of the two is missing', () => {
    const alone = trade(books('A', bid(1, 5), [2, [[98, 5]], [[99, 5]]], [3, [[97, 5]], [[98, 5]]]), undefined, buy, queue('risk-averse'));
    expect(filled(alone)).toEqual(['3: buy 3 at 99, maker, exact']);
  });

  it('are nothing unless the run asks for them: the trades are the market', () => {
    const past = trade(books('A', bid(1, 5)), tape('A', [0, 100, 1, 'sell'], [2, 98, 1, 'sell']), buy);
    expect(filled(past)).toEqual(['2: buy 3 at 99, maker, exact']);
  });

  it('stand beside bars that a strategy sees', () => {
    const asset = bars('A', '1m', [
      [99, 100, 99, 99],
      [99, 100, 98, 99],
      [99, 100, 98, 99],
    ]);
    const feeds = { asset, book: books('A', bid(0.5, 5)), prints: tape('A', [1.5, 99, 7, 'sell']) };
    const past = live(feeds, (ctx) => ({ onBar: () => void (asset.row === 1 && ctx.buy(asset, { limit: 99 })) }), queue('risk-averse'));
    expect(past.fills).toMatchObject([{ price: 99, qty: 1, liquidity: 'maker', certainty: 'assumed' }]);
  });

  it('reckon with decimal sizes as they are written', () => {
    const past = trade(
      books('A', bid(1, 0.3)),
      tape('A', [2, 99, 0.1, 'sell'], [3, 99, 0.2, 'sell'], [4, 99, 0.7, 'sell']),
      { 1: ({ buy }) => buy({ qty: 0.9, limit: 99 }) },
      {
        ...queue('risk-averse'),
        instruments: { A: { stepSize: 0.1 } },
      },
    );
    expect(filled(past)).toEqual(['4: buy 0.7 at 99, maker, assumed']);
    expect(past.orders).toMatchObject([{ filledQty: 0.7 }]);
  });
});
