import { describe, expect, it } from 'vitest';
import { CASES } from '../../app/brokers/contract/cases.ts';
import { playCase } from '../../app/brokers/contract/run-contract.ts';
import type { Fake, Stage, Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import type { BrokerEvent } from '../../engine/broker/broker.ts';
import { type Venue, VenueFault, type VenueRequest } from '../../engine/broker/live/venue.ts';
import { USDT_INSTRUMENTS } from '../venues/bybit/listed.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { bybitFake } from './bybit-fake.ts';
import { calmFake } from './hostile-fake.ts';
import { hostileSubject } from './subjects.ts';

const caseOf = (id: string) => CASES.find((one) => one.id === id)!;

/** A venue behind another object, some of whose methods are other ones. */
function spoilt(venue: Venue, change: (venue: Venue) => Partial<Venue>): Venue {
  const { name, supports, limits } = venue;
  return {
    ...{ name, supports, limits },
    open: (...args) => venue.open(...args),
    close: () => venue.close(),
    place: (request) => venue.place(request),
    amend: (...args) => venue.amend(...args),
    cancel: (...args) => venue.cancel(...args),
    cancelAll: () => venue.cancelAll(),
    find: (...args) => venue.find(...args),
    snapshot: (since) => venue.snapshot(since),
    time: () => venue.time(),
    ...change(venue),
  };
}

const withAdapter = (change: (venue: Venue) => Partial<Venue>, terms: Partial<ExchangeTerms> = {}): Subject => {
  const fake = (): Fake => {
    const made = calmFake(terms);
    return { ...made, venue: spoilt(made.venue, change), again: () => spoilt(made.again!(), change), leftOver: 0 };
  };
  return venueSubject({ name: 'spoilt', wall: new VirtualWall(), fake });
};

/** An adapter that changes orders on their way. */
const placing = (change: (request: VenueRequest) => VenueRequest): Subject =>
  withAdapter((venue) => ({ place: (request) => venue.place(change(request)) }));

const without = (field: 'trigger' | 'postOnly' | 'reduceOnly' | 'tif'): Subject => {
  const blank = {
    trigger: { trigger: undefined, type: 'market' },
    postOnly: { postOnly: false },
    reduceOnly: { reduceOnly: false },
    tif: { tif: 'gtc' },
  } as const;
  return placing((request) => ({ ...request, order: { ...request.order, ...blank[field] } }));
};

/** A broker whose events are other ones. */
function telling(change: (event: BrokerEvent) => readonly BrokerEvent[]): Subject {
  const subject = hostileSubject('spoilt');
  return {
    ...subject,
    async open(terms): Promise<Stage> {
      const stage = await subject.open(terms);
      const poll = stage.broker.poll.bind(stage.broker);
      const waiting: BrokerEvent[] = [];
      stage.broker.poll = () => {
        const event = waiting.length === 0 ? poll() : undefined;
        if (event !== undefined) waiting.push(...change(event));
        return waiting.shift();
      };
      return stage;
    },
  };
}

describe('the cases', () => {
  it('ask an account for what they did, not for the years before', async () => {
    const asked: number[] = [];
    const fake = (): Fake => {
      const made = calmFake();
      const ask = (venue: Venue): Venue => spoilt(venue, () => ({ snapshot: (since) => (asked.push(since), venue.snapshot(since)) }));
      // At a real venue nobody but the adapter can say what it has.
      return { ...made, venue: ask(made.venue), again: () => ask(made.again!()), truth: undefined };
    };
    const subject = venueSubject({ name: 'real', wall: new VirtualWall(), fake });
    for (const id of ['ORD-01', 'ACC-01', 'IDS-04', 'FIL-05'])
      expect(await playCase(subject, caseOf(id))).toMatchObject({ outcome: 'passed', why: '' });
    expect(asked.length).toBeGreaterThan(8);
    expect(Math.min(...asked)).toBeGreaterThan(new VirtualWall().now() - 2 * 3_600_000);
  });

  it.each(['LNK-13', 'LNK-14', 'LNK-15'])(
    'of exits hold where the wallet has nothing but what was bought, less a fee in coins (%s)',
    async (id) => {
      const terms = { maker: 0.001, taker: 0.001 };
      const start = { unit: 0.1, start: { bid: 100, ask: 100.01, size: 50 }, terms } as const;
      const pair = USDT_INSTRUMENTS.slice(2);
      const subject = venueSubject({ name: 'a pair', wall: new VirtualWall(), fake: () => bybitFake(pair, start) });
      expect(await playCase(subject, caseOf(id))).toMatchObject({ outcome: 'passed', why: '' });
    },
  );

  it('have ids of their own and say what a broker does in a sentence', () => {
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    expect(new Set(CASES.map(({ says }) => says)).size).toBe(CASES.length);
    for (const { id, says } of CASES) {
      expect(id).toMatch(/^[A-Z]{3}-\d\d$/);
      expect(says).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each<[what: string, subject: Subject, id: string, found: RegExp]>([
    ['sends a stop without its trigger', without('trigger'), 'ORD-05', /before its trigger/],
    ['forgets post-only', without('postOnly'), 'PST-01', /to become/],
    ['forgets reduce-only', without('reduceOnly'), 'RED-01', /to become|what is held/],
    ['forgets the time in force', without('tif'), 'ORD-11', /to become/],
    [
      'makes client ids of its own',
      placing((request) => ({ ...request, clientId: `${request.clientId}x` })),
      'ORD-01',
      /to become "filled"/,
    ],
    [
      'buys when it is to sell',
      placing((request) => ({ ...request, order: { ...request.order, side: 'buy' } })),
      'FIL-06',
      /position|to become|to be over/,
    ],
    [
      'changes the price alone when both change',
      withAdapter((venue) => ({
        amend: (id, order, instrument, change) =>
          venue.amend(id, order, instrument, { ...change, qty: undefined, price: change.price ?? order.price }),
      })),
      'REP-03',
      /to be replaced/,
    ],
    [
      'calls a lost answer a refusal',
      withAdapter((venue) => ({
        place: async (request) => {
          await venue.place(request);
          throw new VenueFault('refused', 'timeout');
        },
      })),
      'ORD-02',
      /./,
    ],
    [
      'sends again what may have landed',
      withAdapter((venue) => ({ place: (request) => venue.place(request).catch(() => venue.place(request)) }), { uniqueIds: 'never' }),
      'UNK-01',
      /to be told unknown/,
    ],
    [
      'sends everything twice',
      withAdapter((venue) => ({ place: (request) => venue.place(request).then(() => venue.place(request)) }), { uniqueIds: 'never' }),
      'ORD-02',
      /once at the venue|to be over at the venue/,
    ],
    [
      'tells no fills in a snapshot',
      withAdapter((venue) => ({ snapshot: async (since) => ({ ...(await venue.snapshot(since)), fills: [] }) })),
      'ACC-01',
      /all fills in the snapshot/,
    ],
    [
      'tells fees with the wrong sign',
      withAdapter((venue) => ({
        open: (hear, signal) =>
          venue.open((news) => hear(news.kind === 'fill' ? { ...news, fill: { ...news.fill, fee: -news.fill.fee } } : news), signal),
      })),
      'FIL-05',
      /sum of the fees/,
    ],
    [
      'hears nothing of fills',
      withAdapter((venue) => ({
        open: (hear, signal) => venue.open((news) => news.kind !== 'fill' && hear(news), signal),
        snapshot: async (since) => ({ ...(await venue.snapshot(since)), fills: [] }),
      })),
      'FIL-05',
      /one of the venue/,
    ],
    ['cancels nothing', withAdapter(() => ({ cancel: async () => {} })), 'CXL-01', /to become "canceled"/],
  ])('find an adapter that %s', async (_, subject, id, found) => {
    const result = await playCase(subject, caseOf(id));
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.why).toMatch(found);
  });

  it.each<[what: string, subject: Subject, id: string, found: RegExp]>([
    ['tells fills twice', telling((event) => (event.kind === 'filled' ? [event, event] : [event])), 'ORD-01', /told twice/],
    [
      'says nothing of a cancel that is refused',
      telling((event) => (event.kind === 'cancel-rejected' ? [] : [event])),
      'CXL-02',
      /to be refused/,
    ],
    [
      'calls the unknown rejected',
      telling((event) => (event.kind === 'unknown-outcome' ? [{ ...event, kind: 'rejected', reason: 'venue' }] : [event])),
      'UNK-01',
      /./,
    ],
    [
      'fills beyond the limit',
      telling((event) => (event.kind === 'filled' ? [{ ...event, fill: { ...event.fill, price: event.fill.price + 1 } }] : [event])),
      'ORD-04',
      /or better/,
    ],
    [
      'tells a fill before its order is accepted',
      telling((event) => (event.kind === 'accepted' ? [] : [event])),
      'ORD-01',
      /the first event/,
    ],
  ])('find a broker that %s', async (_, subject, id, found) => {
    const result = await playCase(subject, caseOf(id));
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.why).toMatch(found);
  });
});
