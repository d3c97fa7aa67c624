import 'bybit-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerEvent } from '../../../../../engine/broker/broker.ts';
import { BybitVenue } from '../../../../../engine/broker/live/bybit/adapter.ts';
import { isFunding, paymentOf } from '../../../../../engine/broker/live/bybit/map/payment.ts';
import { VenueBroker } from '../../../../../engine/broker/live/venue-broker.ts';
import { MINUTE, millis } from '../../../../../engine/model/time.ts';
import { KEY } from '../../../../venues/bybit/bybit-world.ts';
import { type CalmBybit, calmBybit } from '../../../../venues/bybit/calm-bybit.ts';
import { fund } from '../../../../venues/bybit/funding.ts';
import { USDT_INSTRUMENTS } from '../../../../venues/bybit/listed.ts';
import { asked } from './orders-out.ts';

/** docs/v5/account/transaction-log, response example: one who is long pays a rate above zero. */
const ENTRY = {
  ...{ symbol: 'XRPUSDT', funding: '-0.003676', change: '-0.003676', transactionTime: '1672128000000', type: 'SETTLEMENT' },
  ...{ currency: 'USDT', tradeId: '534c0003-4bf7-486f-aa02-78cee36825e4' },
};

describe('an entry of the transaction log', () => {
  it('of funding is a payment of what the balance has changed by', () => {
    expect(isFunding(ENTRY)).toBe(true);
    expect(paymentOf(ENTRY, 'linear')).toEqual({
      ...{ execId: 'funding/534c0003-4bf7-486f-aa02-78cee36825e4/XRPUSDT', kind: 'funding', instrument: 'XRPUSDT.BYBIT' },
      ...{ amount: -0.003676, currency: 'USDT', ts: 1_672_128_000_000 },
    });
  });

  it('of anything else is none, and one without its change cannot be read', () => {
    expect(isFunding({ ...ENTRY, type: 'TRADE', funding: '' })).toBe(false);
    expect(isFunding({ ...ENTRY, funding: '' })).toBe(false);
    expect(() => paymentOf({ ...ENTRY, change: '' }, 'linear')).toThrow('Expected "change" of bybit to be a number');
  });
});

describe('funding at Bybit', () => {
  let bybit: CalmBybit;
  let broker: VenueBroker;

  beforeEach(async () => {
    bybit = await calmBybit(USDT_INSTRUMENTS);
    const { baseUrl: rest, streamUrl: stream, wall } = bybit;
    const hosts = { rest, privateStream: stream, publicStream: stream };
    for (const k of USDT_INSTRUMENTS.keys()) bybit.show({ bid: 1000, ask: 1000.1, size: 5 }, k);
    broker = new VenueBroker(new BybitVenue({ instruments: USDT_INSTRUMENTS, ...KEY, hosts }), {
      ...{ wall, instruments: USDT_INSTRUMENTS, currencies: ['USDT'], tag: 'f', random: () => 0.5 },
    });
    await wall.settled(broker.connect(() => {}, new AbortController().signal, wall.now()));
  });

  afterEach(async () => {
    await bybit.wall.settled(broker.close());
    await bybit.close();
  });

  const known = (...execIds: readonly string[]) => {
    const state = (): never => {
      throw new Error('there were no orders');
    };
    return { length: 0, request: () => undefined, state, qtyOf: () => 0, execIds: new Set(execIds) };
  };

  const payments = (): Extract<BrokerEvent, { kind: 'paid' }>[] => {
    const all: Extract<BrokerEvent, { kind: 'paid' }>[] = [];
    for (let event = broker.poll(); event !== undefined; event = broker.poll()) if (event.kind === 'paid') all.push(event);
    return all;
  };

  it('is told once, when the account is looked at, as income of who is short', async () => {
    const { wall, desk } = bybit;
    broker.recall(known());
    broker.send({ kind: 'submit', ts: wall.now(), id: 1, order: asked({ side: 'sell', qty: 0.01 }) });
    await wall.pass(5_000);
    const { amount, ts } = fund(desk.books, 0, 0.0001)!;
    expect(amount).toBeGreaterThan(0);
    await wall.pass(5 * MINUTE);
    const told = payments();
    expect(told.map(({ payment }) => payment)).toEqual([
      { ts: Math.floor(ts), kind: 'funding', strategy: -1, instrument: 0, amount: expect.closeTo(amount, 8), currency: 0 },
    ]);
    // The balance is what it was with it.
    const { balances, payments: listed } = await wall.settled(broker.snapshot(millis(ts - MINUTE)));
    expect(balances[0]!.total).toBeCloseTo(desk.books.exchange.account.cash, 6);
    expect(listed!.map(({ execId }) => execId)).toEqual(told.map(({ execId }) => execId));
  });

  it('that a session has booked before is not told again after a restart', async () => {
    const { wall, desk } = bybit;
    desk.books.exchange.account.book(0, 10, 1_000, 0);
    const { ts } = fund(desk.books, 0, 0.0001)!;
    const { payments: listed } = await wall.settled(broker.snapshot(millis(ts - MINUTE)));
    broker.recall(known(listed![0]!.execId));
    await wall.pass(3 * MINUTE);
    expect(payments()).toEqual([]);
  });
});
