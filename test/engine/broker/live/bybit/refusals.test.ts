import 'bybit-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerEvent } from '../../../../../engine/broker/broker.ts';
import { BybitVenue } from '../../../../../engine/broker/live/bybit/adapter.ts';
import type { Note } from '../../../../../engine/broker/live/options.ts';
import { VenueBroker } from '../../../../../engine/broker/live/venue-broker.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { KEY } from '../../../../venues/bybit/bybit-world.ts';
import { type CalmBybit, calmBybit } from '../../../../venues/bybit/calm-bybit.ts';
import { USDT_INSTRUMENTS } from '../../../../venues/bybit/listed.ts';
import { asked } from './orders-out.ts';

type Said = ReturnType<CalmBybit['counter']['refuses']>;

const PLACE = '/v5/order/create';

let bybit: CalmBybit;
let broker: VenueBroker;
let notes: Note[];

beforeEach(async () => {
  bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const k of USDT_INSTRUMENTS.keys()) bybit.show({ bid: 1000, ask: 1000.1, size: 5 }, k);
  const { baseUrl: rest, streamUrl: stream, wall } = bybit;
  const hosts = { rest, privateStream: stream, publicStream: stream };
  notes = [];
  broker = new VenueBroker(new BybitVenue({ instruments: USDT_INSTRUMENTS, ...KEY, hosts }), {
    ...{ wall, instruments: USDT_INSTRUMENTS, currencies: ['USDT'], tag: 'r', random: () => 0.5 },
    onNote: (note) => void notes.push(note),
  });
  await wall.settled(broker.connect(() => {}, new AbortController().signal, wall.now()));
  const state = (): never => {
    throw new Error('there were no orders');
  };
  broker.recall({ length: 0, request: () => undefined, state, qtyOf: () => 0, execIds: new Set() });
});

afterEach(async () => {
  await bybit.wall.settled(broker.close());
  await bybit.close();
  await bybit.wall.pass(1_000);
  expect(bybit.wall.waiting).toBe(0);
});

/** Sends order 1, to which Bybit says this so many times; what the session is told of it, and how often it was sent. */
async function sent(says: Said, times: number, order: Partial<OrderRequest> = {}) {
  let left = times;
  let count = 0;
  bybit.counter.refuses = ({ path }) => {
    if (path !== PLACE) return undefined;
    count++;
    return left-- > 0 ? says : undefined;
  };
  broker.send({ kind: 'submit', ts: bybit.wall.now(), id: 1, order: asked({ qty: 0.01, ...order }) });
  await bybit.wall.pass(90_000);
  const told: string[] = [];
  for (let event: BrokerEvent | undefined = broker.poll(); event !== undefined; event = broker.poll())
    if (event.kind !== 'connection') told.push('reason' in event ? `${event.kind} ${event.reason}` : event.kind);
  return { told, count };
}

const noted = (what: string): string[] => notes.flatMap((note) => (note.what === what ? [note.text] : []));

const SPOT = { instrument: 2, type: 'limit', price: 900, qty: 1 } as const;

describe('an order', () => {
  it.each([
    ['for more than the balance', [110007, 'ab not enough for new order'], {}],
    ['for more than the balance of a pair', [170131, 'Insufficient balance.'], SPOT],
    ['of a bad quantity', [10001, 'Qty invalid'], {}],
    ['of a bad quantity of a pair', [170136, 'Order quantity lower than the minimum.'], SPOT],
    ['of too little money', [110094, 'Order does not meet minimum order value'], {}],
    ['of a symbol that is not there', [10001, 'params error: symbol invalid'], {}],
  ] as const)('%s is rejected at once with the sentence of Bybit, and not sent again', async (_, [code, words], order) => {
    const { told, count } = await sent([code, words], 1, order);
    expect([told, count]).toEqual([['rejected venue'], 1]);
    expect(noted('refused')).toEqual([`order 1: ${words} (${code})`]);
  });

  it('beyond the rate limit, of which the answer says that nothing is left, is sent once more after the rest that Bybit asks for', async () => {
    const { told, count } = await sent([10006, 'Too many visits. Exceeded the API Rate Limit.'], 1);
    expect([told, count]).toEqual([['accepted', 'filled'], 2]);
  });

  it.each([
    ['a status of the gate', { status: 503 }],
    ['a code', [10016, 'Server error.']],
  ] as const)('during maintenance (%s) is unknown, is never sent again, and counts as rejected once it is sure', async (_, says) => {
    const { told, count } = await sent(says, 1);
    expect([told, count]).toEqual([['unknown-outcome', 'rejected venue'], 1]);
    expect(noted('alert')).toEqual(['order 1 (r-1) was never seen at bybit: it counts as ended']);
  });

  it('with a key that lost its permission is rejected, and the broker stops for good', async () => {
    const { told, count } = await sent([10005, 'Permission denied, please check your API key permissions.'], 9);
    expect([told, count]).toEqual([['rejected venue'], 1]);
    const sentence = 'Permission denied, please check your API key permissions. (10005)';
    expect(noted('alert')).toEqual([`bybit refuses our keys: ${sentence}`]);
    expect(broker.health()).toMatchObject({ up: false, why: sentence });
    await bybit.wall.pass(120_000);
    expect(bybit.server.streams).toBe(0);
  });

  it('whose id is taken is asked for, longer than others, and not sent again', async () => {
    const { told, count } = await sent([110072, 'OrderLinkedID is duplicate'], 1);
    expect([told, count]).toEqual([['unknown-outcome'], 1]);
  });
});
