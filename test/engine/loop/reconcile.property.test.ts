import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Blotter } from '../../../engine/broker/blotter.ts';
import type { BrokerEvent, OrderEvent, VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import { OrderLife } from '../../../engine/broker/live/order-life.ts';
import { reconcile } from '../../../engine/loop/reconcile.ts';
import { sumOf } from '../../../engine/model/grid.ts';
import { notionalAt } from '../../../engine/model/instrument.ts';
import { millis } from '../../../engine/model/time.ts';
import { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import { orderOf } from '../../venues/hostile/orders.ts';
import { fromGrid, toGrid } from '../../venues/hostile/resting-order.ts';
import { VenueAccount } from '../../venues/hostile/venue-account.ts';
import { INSTRUMENTS } from '../broker/live/scripted-venue.ts';
import { bars } from '../world.ts';

/** What became of an order at the venue, and which of it the session has heard. */
const order = fc.record({
  instrument: fc.integer({ min: 0, max: 1 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  /** In steps and ticks; when each happened is drawn apart. */
  fills: fc.array(
    fc.record({
      steps: fc.integer({ min: 1, max: 30 }),
      price: fc.integer({ min: 90, max: 110 }),
      ts: fc.integer({ min: 1, max: 1_000 }),
      heard: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  rest: fc.integer({ min: 0, max: 5 }),
  ending: fc.constantFrom('open' as const, 'canceled' as const, 'expired' as const, 'rejected' as const),
  wasAccepted: fc.boolean(),
});

type Drawn = typeof order extends fc.Arbitrary<infer T> ? T : never;

/** The venue's account and the session's, which has heard a part of what happened. */
function sidesOf(drawn: readonly Drawn[]) {
  const account = new VenueAccount(INSTRUMENTS, 100_000);
  const blotter = new Blotter(INSTRUMENTS.map(({ steps }) => steps));
  const markets = INSTRUMENTS.map(({ id }) => bars(id, '1h', [[100, 100, 100, 100]]));
  const books = new Portfolio({ cash: 100_000, type: 'margin', leverage: 10, currency: 'USD' }, INSTRUMENTS, markets, markets, [
    Number.NaN,
  ]);
  const execIds = new Set<string>();
  const take = (event: BrokerEvent): void => {
    if (event.kind === 'filled' || event.kind === 'adjusted') {
      books.book(event.fill);
      expect(execIds.has(event.execId!)).toBe(false);
      execIds.add(event.execId!);
    }
    if (event.id > 0) blotter.apply(event as OrderEvent);
  };
  const fills: VenueFill[] = [];
  const orders: VenueOrder[] = [];
  drawn.forEach(({ instrument: index, side, fills: dealt, rest, ending, wasAccepted }, k) => {
    const id = k + 1;
    const instrument = INSTRUMENTS[index]!;
    const clientId = `t-${id}`;
    const filledSteps = dealt.reduce((sum, { steps }) => sum + steps, 0);
    const qty = fromGrid(instrument.steps, filledSteps + rest + (filledSteps === 0 ? 1 : 0));
    const base = { id, clientId, venueId: `v${id}`, instrument: instrument.id, side };
    const own: VenueFill[] = dealt.map(({ steps, price, ts }, n) => {
      const units = fromGrid(instrument.steps, steps);
      const fee = 0.001 * notionalAt(instrument, units, price);
      return { ...base, execId: `e${id}-${n}`, qty: units, price, fee, feeCurrency: 'USD', liquidity: 'taker', ts: millis(ts + n / 10) };
    });
    fills.push(...own);
    const filledQty = fromGrid(instrument.steps, filledSteps);
    const value = own.reduce((sum, fill) => sum + fill.qty * fill.price, 0);
    const status = filledQty === qty ? 'filled' : filledSteps > 0 && ending === 'rejected' ? 'canceled' : ending;
    const ts = millis(2_000);
    orders.push({
      ...base,
      type: 'limit',
      qty,
      filledQty,
      avgPrice: value / filledQty,
      price: 100,
      trigger: undefined,
      reduceOnly: false,
      status,
      ts,
    });
    const request = orderOf({ instrument: index, side, qty, price: 100 });
    blotter.submit(id, request, millis(0));
    const life = new OrderLife(id, request, instrument, 0, take);
    if (wasAccepted) life.accept(1);
    dealt.forEach(({ heard }, n) => {
      const fill = own[n]!;
      if (heard) life.fill(fill.execId, life.executions.add(fill.execId, fill.qty, fill.price), fill, () => fill.fee);
    });
  });
  for (const { instrument, side, qty, price, fee } of fills.toSorted((a, b) => a.ts - b.ts)) {
    const i = INSTRUMENTS.findIndex(({ id }) => id === instrument);
    account.book(i, (side === 'buy' ? 1 : -1) * toGrid(INSTRUMENTS[i]!.steps, qty), price, fee);
  }
  const snapshot = { ts: millis(3_000), account: 'A', ...account.told(), orders, fills };
  return { sides: { instruments: INSTRUMENTS, currencies: ['USD'], blotter, books, execIds, snapshot }, take, account };
}

const OPTIONS = { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false } as const;

describe('a reconciliation of any history', () => {
  it('brings positions, money and orders to those of the venue, by lawful events, and then has nothing more to say', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), (drawn) => {
        const { sides, take, account } = sidesOf(drawn);
        const { events, drifts, cash } = reconcile(sides, OPTIONS);
        expect([drifts, cash]).toEqual([[], []]);
        expect(reconcile(sides, OPTIONS).events).toEqual(events);
        for (const { event } of events) take(event);
        expect(reconcile(sides, OPTIONS)).toEqual({ events: [], foreignOrders: [], foreignFills: [], drifts: [], cash: [] });
        expect(INSTRUMENTS.map((_, i) => sides.books.qty(i))).toEqual(INSTRUMENTS.map(({ steps }, i) => fromGrid(steps, account.held[i]!)));
        for (const { id, status, filledQty, instrument } of sides.snapshot.orders) {
          const state = sides.blotter.state(id);
          const { steps } = INSTRUMENTS.find((one) => one.id === instrument)!;
          expect(sumOf(steps, state.filledQty, 0)).toBe(filledQty);
          expect(sides.blotter.isOpen(id)).toBe(status === 'open');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('adopts all of it where the session knows of nothing', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), (drawn) => {
        const { sides, account } = sidesOf(drawn);
        const others = { ...sides.snapshot, orders: [], fills: sides.snapshot.fills.map((fill) => ({ ...fill, id: 0 })) };
        const fresh = sidesOf([]);
        const known = { ...fresh.sides, snapshot: others };
        const adopting = { ...OPTIONS, foreign: 'adopt' } as const;
        const { events, drifts, cash } = reconcile(known, adopting);
        expect([drifts, cash]).toEqual([[], []]);
        for (const { event } of events) fresh.take(event);
        expect(INSTRUMENTS.map((_, i) => known.books.qty(i))).toEqual(INSTRUMENTS.map(({ steps }, i) => fromGrid(steps, account.held[i]!)));
        expect(reconcile(known, adopting).events).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
