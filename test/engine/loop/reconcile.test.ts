import { describe, expect, it } from 'vitest';
import { Blotter } from '../../../engine/broker/blotter.ts';
import type { AccountSnapshot, BrokerEvent, OrderEvent } from '../../../engine/broker/broker.ts';
import { type ReconcileOptions, type Reconciliation, reconcile } from '../../../engine/loop/reconcile.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import { millis } from '../../../engine/model/time.ts';
import { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import { orderOf } from '../../venues/hostile/orders.ts';
import { BEGIN, dealt, INSTRUMENTS, placed, textOf } from '../broker/live/scripted-venue.ts';
import { bars } from '../world.ts';

const CAREFUL: ReconcileOptions = { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false };
const ADOPTING: ReconcileOptions = { ...CAREFUL, foreign: 'adopt', cash: 'adopt' };

/** What a session knows: 1000 USD, and orders as they are sent; X is a contract, Y is paid for. */
class Known {
  readonly blotter = new Blotter(INSTRUMENTS.map(({ steps }) => steps));
  readonly books: Portfolio;
  readonly execIds = new Set<string>();

  constructor() {
    const markets = INSTRUMENTS.map(({ id }) => bars(id, '1h', [[100, 100, 100, 100]]));
    this.books = new Portfolio({ cash: 1_000, type: 'margin', leverage: 10, currency: 'USD' }, INSTRUMENTS, markets, markets, [Number.NaN]);
  }

  submit(order: Partial<OrderRequest> = {}, ...events: OrderEvent['kind'][]): void {
    const id = this.blotter.length + 1;
    this.blotter.submit(id, orderOf({ qty: 2, price: 100, ...order }), millis(BEGIN));
    for (const kind of events) this.take({ kind, ts: millis(BEGIN), id, reason: 'venue' } as OrderEvent);
  }

  take(event: BrokerEvent): void {
    if (event.kind === 'filled' || event.kind === 'adjusted') {
      this.books.book(event.fill);
      this.execIds.add(event.execId!);
    }
    if (event.kind === 'paid') this.books.post(event.payment);
    if (event.kind === 'paid' && event.execId !== undefined) this.execIds.add(event.execId);
    if (event.id > 0) this.blotter.apply(event as OrderEvent);
  }

  compare(venue: Partial<AccountSnapshot>, options: ReconcileOptions = CAREFUL): Reconciliation {
    const { blotter, books, execIds } = this;
    const snapshot = { ts: millis(BEGIN + 100), account: 'A', balances: [], positions: [], orders: [], fills: [], ...venue };
    return reconcile({ instruments: INSTRUMENTS, currencies: ['USD'], blotter, books, execIds, snapshot }, options);
  }

  /** What is said, and that it is not said again once it is taken. */
  said(venue: Partial<AccountSnapshot>, options: ReconcileOptions = CAREFUL): string[] {
    const { events } = this.compare(venue, options);
    expect(this.compare(venue, options).events).toEqual(events);
    for (const { event } of events) this.take(event);
    expect(this.compare(venue, options).events).toEqual([]);
    return events.map(({ event }) => textOf(event));
  }
}

const own = (id: number, ts: number, more: Parameters<typeof placed>[2] = {}) => placed(`t-${id}`, ts, { id, ...more });
const ownFill = (id: number, execId: string, ts: number, qty: number, price = 100) =>
  dealt(`t-${id}`, execId, ts, qty, price, { id, fee: 0 });

describe('what the venue knows of our orders', () => {
  it('is told with why its fee could not be booked', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const fills = [
      { ...ownFill(1, 'e1', 7, 0.5), fee: Number.NaN },
      { ...ownFill(1, 'e2', 8, 0.5), fee: 1, feeCurrency: 'OKB' },
      ownFill(1, 'e3', 9, 0.5),
      { ...ownFill(0, 'e4', 9, 0.5), clientId: '', fee: Number.NaN },
    ];
    const { events } = known.compare({ fills, positions: [{ instrument: 'X', qty: 2, avgPrice: 100 }] }, ADOPTING);
    expect(events.map(({ why }) => why).slice(0, 4)).toEqual([
      'order 1 was filled (e1) while we did not hear it; the venue does not say the fee of e1: it counts as none',
      'order 1 was filled (e2) while we did not hear it; the fee of e2, 1 OKB, is in a currency that the account does not have',
      'order 1 was filled (e3) while we did not hear it',
      'buy 0.5 X at 100 (e4) is of no order of this session; the venue does not say the fee of e4: it counts as none',
    ]);
  });

  it('is told: acceptances, fills and ends that we did not hear, each in a sentence', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const filled = own(1, 9, { status: 'canceled', filledQty: 0.5, avgPrice: 100 });
    const { events } = known.compare({
      orders: [filled],
      fills: [ownFill(1, 'e1', 8, 0.5)],
      positions: [{ instrument: 'X', qty: 0.5, avgPrice: 100 }],
    });
    expect(events.map(({ event, why }) => [textOf(event), why])).toEqual([
      ['filled 1: 0.5 at 100, 1.5 left', 'order 1 was filled (e1) while we did not hear it'],
      ['canceled 1: venue', 'order 1 is canceled at the venue, 0.5 of it filled'],
    ]);
  });

  it('is nothing where nothing is new', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const said = known.compare({ orders: [own(1, 5)], balances: [{ currency: 'USD', total: 1_000 }] });
    expect(said).toEqual({ events: [], foreignOrders: [], foreignFills: [], drifts: [], cash: [] });
  });

  it('comes in the order in which it happened, whatever order it belongs to', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    known.submit({ side: 'sell' }, 'accepted');
    const fills = [ownFill(1, 'a', 1, 1), { ...ownFill(2, 'b', 2, 2, 101), side: 'sell' as const }, ownFill(1, 'c', 3, 1)];
    expect(known.said({ fills })).toEqual(['filled 1: 1 at 100, 1 left', 'filled 2: 2 at 101, 0 left', 'filled 1: 1 at 100, 0 left']);
  });

  it('skips fills that are booked', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const fills = [ownFill(1, 'e1', 8, 0.5)];
    const positions = [{ instrument: 'X', qty: 0.5, avgPrice: 100 }];
    expect(known.said({ fills, positions })).toHaveLength(1);
    expect(known.said({ fills: [...fills, ...fills], positions })).toEqual([]);
  });

  it('has terms that are not ours', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    expect(known.said({ orders: [own(1, 9, { qty: 3, price: 99 })] })).toEqual(['replaced 1: 3 at 99']);
  });

  it('books what an order says is filled though no fill of it can be had', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    expect(
      known.said({
        orders: [own(1, 9, { status: 'filled', filledQty: 2, avgPrice: 101 })],
        positions: [{ instrument: 'X', qty: 2, avgPrice: 101 }],
      }),
    ).toEqual(['filled 1: 2 at 101, 0 left']);
    expect([...known.execIds]).toEqual(['t-1~2+2']);
  });

  it("takes the fee and the price of a fill that comes for what was booked by the order's word, once", () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const positions = [{ instrument: 'X', qty: 2, avgPrice: 101 }];
    known.said({ orders: [own(1, 9, { status: 'filled', filledQty: 2, avgPrice: 101 })], positions });
    // Dealt at 100.5, for a fee of 0.25: 1 less was paid, and 0.25 more.
    const fills = [{ ...ownFill(1, 'e1', 8, 2, 100.5), fee: 0.25 }];
    const { events } = known.compare({ fills, positions });
    expect(events.map(({ event }) => event.kind === 'paid' && [event.payment.kind, event.payment.amount, event.execId])).toEqual([
      ['adjustment', 1, 't-1~e1+-2'],
      ['commission', -0.25, 't-1~e1+-2'],
    ]);
    expect(known.said({ fills, positions })).toHaveLength(2);
  });

  it('books a late fill of an order that is over, and that of one that was given up', () => {
    const known = new Known();
    known.submit({}, 'accepted', 'canceled');
    known.submit({}, 'rejected');
    expect(
      known.said({ fills: [ownFill(1, 'a', 1, 0.5), ownFill(2, 'b', 2, 1)], positions: [{ instrument: 'X', qty: 1.5, avgPrice: 100 }] }),
    ).toEqual(['filled 1: 0.5 at 100, 1.5 left', 'adjusted: buy 1 at 100, order 2 was filled after it was given up']);
  });

  it('leaves an order whose outcome is unknown to be asked for, unless the history is complete', () => {
    const known = new Known();
    known.submit();
    known.submit({}, 'accepted');
    expect(known.said({})).toEqual([]);
    expect(known.said({}, { ...CAREFUL, fullHistory: true })).toEqual(['rejected 1: venue', 'canceled 2: venue']);
  });

  it('does not end exits that wait with us for their entry', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    known.submit({ parent: 1, group: -1, qty: undefined, reduceOnly: true, side: 'sell' }, 'accepted');
    expect(known.said({ orders: [own(1, 5)] }, { ...CAREFUL, fullHistory: true })).toEqual([]);
  });
});

describe('what is not of this session', () => {
  const foreign = { ...dealt('other', 'f1', 5, 3, 101), id: 0, fee: 0.3 };
  const positions = [{ instrument: 'X', qty: 3, avgPrice: 101 }];

  it('is told where it is refused, and the position is a drift', () => {
    const known = new Known();
    const { events, foreignFills, foreignOrders, drifts } = known.compare({ orders: [placed('other', 5)], fills: [foreign], positions });
    expect(events).toEqual([]);
    expect([foreignOrders.length, foreignFills.length]).toEqual([1, 1]);
    expect(drifts).toEqual([{ of: 'X', ours: 0, venue: 3, why: 'we hold 0 X, the venue says 3, and no order explains it' }]);
  });

  it('is booked where it is adopted, its fee with it', () => {
    const known = new Known();
    const said = known.compare({ fills: [foreign], positions, balances: [{ currency: 'USD', total: 999.7 }] }, ADOPTING);
    expect(said.events.map(({ event }) => textOf(event))).toEqual([
      'adjusted: buy 3 at 101, buy 3 X at 101 (f1) is of no order of this session',
    ]);
    expect([said.drifts, said.cash, said.foreignFills]).toEqual([[], [], []]);
  });

  it('adopts a position of before at the average price that makes ours the venue', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    const venue = { orders: [], fills: [ownFill(1, 'a', 1, 2, 100)], positions: [{ instrument: 'X', qty: 5, avgPrice: 106 }] };
    expect(known.said(venue, ADOPTING)).toEqual([
      'filled 1: 2 at 100, 0 left',
      'adjusted: buy 3 at 110, we hold 2 X, the venue says 5, and no order explains it',
    ]);
    expect(known.books.avgPriceOf(0, 0)).toBe(106);
  });

  it('lets go of what the venue does not have at the newest price', () => {
    const known = new Known();
    known.submit({}, 'accepted');
    known.said({ fills: [ownFill(1, 'a', 1, 2, 100)], positions: [{ instrument: 'X', qty: 2, avgPrice: 100 }] });
    known.books.price(0, 103);
    expect(known.said({}, ADOPTING)).toEqual(['adjusted: sell 2 at 103, we hold 2 X, the venue says 0, and no order explains it']);
  });

  it('is no drift by less than a step', () => {
    const known = new Known();
    expect(known.compare({ positions: [{ instrument: 'X', qty: 0.04, avgPrice: 100 }] }).drifts).toEqual([]);
    expect(known.compare({ positions: [{ instrument: 'X', qty: 0.1, avgPrice: 100 }] }).drifts).toHaveLength(1);
  });

  it('of instruments that are not in the run is left aside', () => {
    const known = new Known();
    expect(known.compare({ positions: [{ instrument: 'Z', qty: 9, avgPrice: 1 }] }, ADOPTING)).toMatchObject({ events: [], drifts: [] });
  });
});

describe('money', () => {
  it('that differs by a cent or more is told, and booked where that is agreed', () => {
    const known = new Known();
    const venue = {
      balances: [
        { currency: 'USD', total: 1_250.5 },
        { currency: 'BNB', total: 3 },
      ],
    };
    expect(known.compare(venue).cash).toEqual([
      { of: 'USD', ours: 1_000, venue: 1_250.5, why: 'the venue has 250.50 USD more than what we booked' },
    ]);
    expect(known.said(venue, ADOPTING)).toEqual(['paid adjustment: 250.5 of 0']);
  });

  it('is compared once all fills are in it', () => {
    const known = new Known();
    known.submit({ instrument: 1, price: 50 }, 'accepted');
    const fills = [{ ...ownFill(1, 'a', 1, 2, 50), instrument: 'Y', fee: 0.25 }];
    const positions = [{ instrument: 'Y', qty: 2, avgPrice: 50 }];
    expect(known.compare({ fills, positions, balances: [{ currency: 'USD', total: 899.75 }] }).cash).toEqual([]);
  });

  it('of contracts does not depend on the order in which fills were booked', () => {
    const known = new Known();
    for (const side of ['buy', 'sell', 'buy'] as const) known.submit({ side }, 'accepted');
    // Booked as buy 2 at 100, buy 2 at 110, sell 2 at 120; at the venue the sale came before the second buy.
    const fills = [ownFill(1, 'a', 1, 2, 100), ownFill(3, 'c', 2, 2, 110), { ...ownFill(2, 'b', 3, 2, 120), side: 'sell' as const }];
    const positions = [{ instrument: 'X', qty: 2, avgPrice: 110 }];
    known.said({ fills, positions });
    expect(known.books.balanceOf(0)).toBe(1_030);
    expect(known.compare({ fills, positions, balances: [{ currency: 'USD', total: 1_040 }] }).cash).toEqual([]);
  });
});

describe('what the venue paid for what is held', () => {
  const funding = { execId: 'funding/1', kind: 'funding', instrument: 'X', amount: -2, currency: 'USD', ts: millis(BEGIN + 5) } as const;

  it('is booked as that, once, and is no difference of money any more', () => {
    const known = new Known();
    const venue = { payments: [funding], balances: [{ currency: 'USD', total: 998 }] };
    const { events, cash } = known.compare(venue);
    expect(events).toEqual([
      {
        event: {
          ...{ kind: 'paid', ts: BEGIN + 5, id: 0, execId: 'funding/1' },
          payment: { ts: BEGIN + 5, kind: 'funding', strategy: -1, instrument: 0, amount: -2, currency: 0 },
        },
        why: 'funding of X was paid (funding/1) while we did not hear it',
      },
    ]);
    expect(cash).toEqual([]);
    expect(known.said(venue)).toHaveLength(1);
  });

  it('for an instrument that the session does not have stays a difference of money', () => {
    const venue = { payments: [{ ...funding, instrument: 'Z' }], balances: [{ currency: 'USD', total: 998 }] };
    const { events, cash } = new Known().compare(venue);
    expect([events, cash.map(({ why }) => why)]).toEqual([[], ['the venue has 2.00 USD less than what we booked']]);
  });
});
