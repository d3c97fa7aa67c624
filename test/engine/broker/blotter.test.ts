import { describe, expect, it } from 'vitest';
import { Blotter } from '../../../engine/broker/blotter.ts';
import type { OrderEvent } from '../../../engine/broker/broker.ts';
import { EVENTS, STATES } from '../../../engine/broker/transitions.ts';
import type { Fill } from '../../../engine/model/fill.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import { millis } from '../../../engine/model/time.ts';

type State = (typeof STATES)[number];
type Kind = OrderEvent['kind'];

const order = (more: Partial<OrderRequest> = {}): OrderRequest => ({
  type: 'limit',
  instrument: 0,
  strategy: 0,
  side: 'buy',
  qty: 10,
  fraction: undefined,
  price: 5,
  trigger: undefined,
  offset: undefined,
  trail: undefined,
  tif: 'gtc',
  expiresAt: undefined,
  parent: 0,
  group: 0,
  reduceOnly: false,
  postOnly: false,
  display: undefined,
  words: undefined,
  ...more,
});

const fill = (qty: number, price: number): Fill => ({
  ts: millis(2),
  orderId: 1,
  instrument: 0,
  strategy: 0,
  side: 'buy',
  qty,
  price,
  fee: 0,
  slippage: 0,
  liquidity: 'taker',
  certainty: 'exact',
  otherPrice: undefined,
  otherExit: undefined,
  tag: undefined,
  barTs: millis(2),
});

function event(kind: Kind, { leavesQty = 0, qty = 10, price = 5 } = {}): OrderEvent {
  const base = { ts: millis(2), id: 1 };
  if (kind === 'filled') return { ...base, kind, fill: fill(qty, price), leavesQty };
  if (kind === 'released' || kind === 'replaced') return { ...base, kind, qty: 7, price: 6, trigger: undefined };
  if (kind === 'rejected' || kind === 'replace-rejected') return { ...base, kind, reason: 'venue' };
  if (kind === 'canceled') return { ...base, kind, reason: 'user' };
  return { ...base, kind };
}

const open = (): Blotter => {
  const blotter = new Blotter();
  blotter.submit(1, order(), millis(1));
  return blotter;
};

/** A shortest way into each state. */
const WAYS: Readonly<Record<State, readonly OrderEvent[]>> = {
  submitted: [],
  accepted: [event('accepted')],
  triggered: [event('accepted'), event('triggered')],
  'partially-filled': [event('accepted'), event('filled', { qty: 4, leavesQty: 6 })],
  filled: [event('filled')],
  canceled: [event('canceled')],
  rejected: [event('rejected')],
  expired: [event('expired')],
  unknown: [event('unknown-outcome')],
};

/** The table as a page of a book: where each event leads from each state; `-` is refused. */
const TABLE: Readonly<Record<Exclude<Kind, 'filled'>, Readonly<Record<State, State | '-' | 'same'>>>> = (() => {
  const columns = [
    'submitted',
    'accepted',
    'triggered',
    'partially-filled',
    'filled',
    'canceled',
    'rejected',
    'expired',
    'unknown',
  ] as const;
  const row = (...to: (State | '-' | 'same')[]) =>
    Object.fromEntries(columns.map((from, k) => [from, to[k]!])) as Record<State, State | '-' | 'same'>;
  return {
    accepted: row('accepted', '-', '-', '-', '-', '-', '-', '-', 'accepted'),
    rejected: row('rejected', '-', '-', '-', '-', '-', '-', '-', 'rejected'),
    released: row('-', 'same', 'same', 'same', '-', '-', '-', '-', '-'),
    triggered: row('-', 'triggered', '-', '-', '-', '-', '-', '-', 'triggered'),
    replaced: row('-', 'same', 'same', 'same', '-', '-', '-', '-', '-'),
    'replace-rejected': row('same', 'same', 'same', 'same', 'same', 'same', 'same', 'same', 'same'),
    canceled: row('canceled', 'canceled', 'canceled', 'canceled', '-', '-', '-', '-', 'canceled'),
    'cancel-rejected': row('same', 'same', 'same', 'same', 'same', 'same', 'same', 'same', 'same'),
    expired: row('expired', 'expired', 'expired', 'expired', '-', '-', '-', '-', 'expired'),
    'unknown-outcome': row('unknown', 'unknown', 'unknown', 'unknown', '-', '-', '-', '-', '-'),
  };
})();

describe('the life of an order', () => {
  it('is told for every state and every kind of event', () => {
    expect(Object.keys(WAYS).sort()).toEqual([...STATES].sort());
    expect(Object.keys(TABLE).sort()).toEqual(EVENTS.filter((kind) => kind !== 'submitted' && kind !== 'filled').sort());
  });

  const cases = Object.entries(TABLE).flatMap(([kind, row]) => STATES.map((from) => [from, kind as Kind, row[from]] as const));
  it.each(cases)('%s + %s -> %s', (from, kind, to) => {
    const blotter = open();
    for (const each of WAYS[from]) blotter.apply(each);
    expect(blotter.state(1).status).toBe(from);
    if (to === '-') {
      expect(() => blotter.apply(event(kind))).toThrow(`Expected no "${kind}" for order 1, which was "${from}"`);
      expect(blotter.state(1).status).toBe(from);
      return;
    }
    blotter.apply(event(kind));
    const now = to === 'same' ? from : to;
    expect(blotter.state(1).status).toBe(now);
    expect(blotter.isOpen(1)).toBe(['submitted', 'accepted', 'triggered', 'partially-filled', 'unknown'].includes(now));
  });

  it.each(STATES.map((from) => [from]))('%s + a fill of all that is left -> filled, but never after a rejection or a fill', (from) => {
    const blotter = open();
    for (const each of WAYS[from]) blotter.apply(each);
    const rest = event('filled', { qty: 6 });
    if (from === 'rejected' || from === 'filled') expect(() => blotter.apply(rest)).toThrow('Expected no "filled"');
    else {
      blotter.apply(rest);
      expect(blotter.state(1)).toMatchObject({ status: 'filled', closedTs: 2 });
      expect(blotter.isOpen(1)).toBe(false);
    }
  });

  it.each([
    ['submitted', 'partially-filled'],
    ['accepted', 'partially-filled'],
    ['triggered', 'partially-filled'],
    ['partially-filled', 'partially-filled'],
    ['unknown', 'partially-filled'],
    ['canceled', 'canceled'],
    ['expired', 'expired'],
  ] as const)('%s + a fill of a part -> %s', (from, to) => {
    const blotter = open();
    for (const each of WAYS[from]) blotter.apply(each);
    const was = blotter.state(1).filledQty;
    blotter.apply(event('filled', { qty: 1, leavesQty: 5 }));
    expect(blotter.state(1)).toMatchObject({ status: to, filledQty: was + 1 });
    expect(blotter.isOpen(1)).toBe(to === 'partially-filled');
  });
});

describe('the blotter', () => {
  it('averages what was paid', () => {
    const blotter = open();
    blotter.apply(event('filled', { qty: 4, price: 5, leavesQty: 6 }));
    blotter.apply(event('filled', { qty: 6, price: 10 }));
    expect(blotter.state(1)).toMatchObject({ filledQty: 10, avgPrice: 8, qty: 10 });
  });

  it('learns the quantity of an order that is sized at its fill', () => {
    const blotter = new Blotter();
    blotter.submit(1, order({ qty: undefined }), millis(1));
    expect(blotter.state(1).qty).toBeNaN();
    blotter.apply(event('filled', { qty: 4, leavesQty: 2 }));
    expect(blotter.state(1).qty).toBe(6);
  });

  it('keeps the terms an order now has', () => {
    const blotter = open();
    blotter.apply(event('accepted'));
    blotter.apply(event('replaced'));
    expect(blotter.state(1)).toMatchObject({ qty: 7, price: 6, trigger: Number.NaN });
  });

  it('says why an order ended, and nothing where it was filled', () => {
    const [refused, canceled, filled] = [open(), open(), open()];
    refused.apply(event('rejected'));
    canceled.apply(event('canceled'));
    filled.apply(event('filled'));
    expect([refused, canceled, filled].map((one) => one.reason(1))).toEqual(['venue', 'user', undefined]);
  });

  it('numbers orders in turn', () => {
    expect(() => new Blotter().submit(2, order(), millis(1))).toThrow('Expected order 1 next, but it was 2');
  });

  it('lists the open orders of a strategy and an instrument, oldest first', () => {
    const blotter = new Blotter();
    const where = [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ] as const;
    for (const [k, [strategy, instrument]] of where.entries()) blotter.submit(k + 1, order({ strategy, instrument }), millis(1));
    expect([blotter.openOrders(0, -1), blotter.openOrders(0, 0), blotter.openOrders(1, 1)]).toEqual([[1, 3, 4], [1, 4], []]);
    blotter.apply(event('canceled'));
    expect([blotter.openOrders(0, -1), blotter.request(1), blotter.request(3)?.instrument]).toEqual([[3, 4], undefined, 1]);
  });

  it('remembers names, sides, types and times in force of many instruments and strategies', () => {
    const blotter = new Blotter();
    const all: Partial<OrderRequest>[] = [];
    for (const type of ['market', 'limit', 'stop', 'stop-limit'] as const)
      for (const tif of ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const)
        for (const side of ['buy', 'sell'] as const)
          all.push({ type, tif, side, instrument: 30_000 + all.length, strategy: 3 * all.length });
    for (const [k, one] of all.entries()) blotter.submit(k + 1, order(one), millis(k));
    for (const [k, one] of all.entries()) expect(blotter.state(k + 1)).toMatchObject({ ...one, createdTs: k, closedTs: Number.NaN });
  });

  it('tells every event in the order in which it came', () => {
    const blotter = open();
    for (const kind of ['accepted', 'replace-rejected', 'triggered', 'filled'] as const) blotter.apply(event(kind));
    const log: unknown[] = [];
    blotter.eachEvent((id, kind, ts) => log.push([id, kind, ts]));
    expect(log).toEqual([
      [1, 'submitted', 1],
      [1, 'accepted', 2],
      [1, 'replace-rejected', 2],
      [1, 'triggered', 2],
      [1, 'filled', 2],
    ]);
  });
});
