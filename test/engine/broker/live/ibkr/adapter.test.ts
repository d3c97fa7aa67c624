import { afterEach, describe, expect, it } from 'vitest';
import { IbkrVenue } from '../../../../../engine/broker/live/ibkr/adapter.ts';
import type { VenueNews } from '../../../../../engine/broker/live/venue.ts';
import { millis } from '../../../../../engine/model/time.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';
import { type CalmTws, calmTws } from '../../../../venues/tws/calm-tws.ts';
import { FUTURE, STOCKS } from '../../../../venues/tws/listed.ts';

const CONTRACTS = [STOCKS[0]!, FUTURE];
const INSTRUMENTS = CONTRACTS.map(({ instrument }) => instrument);
const [AAPL, ES] = INSTRUMENTS as [(typeof INSTRUMENTS)[0], (typeof INSTRUMENTS)[0]];

let tws: CalmTws;
let venue: IbkrVenue;
let news: VenueNews[] = [];
const venues: IbkrVenue[] = [];

afterEach(async () => {
  for (const one of venues.splice(0)) await tws.wall.settled(one.close());
  await tws.close();
});

/** A TWS with AAPL at 99.99 to 100.01, and the adapter, which is not connected yet. */
async function made(options: Partial<ConstructorParameters<typeof IbkrVenue>[0]> = {}): Promise<void> {
  tws = await calmTws(CONTRACTS);
  tws.show({ bid: 99.99, ask: 100.01, size: 500 });
  tws.show({ bid: 5_000, ask: 5_000.25, size: 500 }, 1);
  news = [];
  venue = another(options);
}

function another(options: Partial<ConstructorParameters<typeof IbkrVenue>[0]> = {}): IbkrVenue {
  const { wall, host, port } = tws;
  const one = new IbkrVenue({ instruments: INSTRUMENTS, wall, isPaper: true, address: { host, port, clientId: 7 }, ...options });
  venues.push(one);
  return one;
}

const settled = <T>(promise: Promise<T>): Promise<T> => tws.wall.settled(promise);
const open = (one = venue): Promise<void> => settled(one.open((said) => news.push(said), new AbortController().signal));
const snapshot = () => settled(venue.snapshot(millis(0)));
const place = (clientId: string, terms: Parameters<typeof orderOf>[0] = {}, instrument = AAPL) =>
  settled(venue.place({ clientId, order: orderOf(terms), instrument, exits: [] }));

const notes = (): string[] => news.flatMap((one) => (one.kind === 'note' ? [`${one.what}: ${one.text}`] : []));
const downs = (): string[] => news.flatMap((one) => (one.kind === 'down' ? [one.why] : []));
const fills = () => news.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
const orders = (): string[] =>
  news.flatMap((one) => (one.kind === 'order' ? [`${one.order.clientId} ${one.order.status} ${one.order.filledQty}`] : []));

/** What a promise is rejected with: its kind and words. */
const fault = (promise: Promise<unknown>): Promise<string> =>
  settled(promise).then(
    () => 'nothing',
    (error: { readonly kind: string; readonly message: string }) => `${error.kind}: ${error.message}`,
  );

describe('a login of IB', () => {
  it('is refused for good where another has its client id', async () => {
    await made();
    await open();
    const words = await fault(another().open(() => {}, new AbortController().signal));
    expect(words).toMatch(
      /^auth: client id 7 is in use at 127\.0\.0\.1:\d+: give this session one of its own with ONETAPE_IBKR_CLIENT_ID$/,
    );
  });

  it('with real money is not the paper broker, nor the other way round', async () => {
    await made({ isPaper: false });
    expect(await fault(venue.open(() => {}, new AbortController().signal))).toContain(
      '"DU1234567" has paper money: its broker is "ibkr-paper"',
    );
    tws.settings.accounts = ['U7654321'];
    expect(await fault(another().open(() => {}, new AbortController().signal))).toContain(
      '"U7654321" has real money: its broker is "ibkr"',
    );
  });

  it('of several accounts trades the one that is said', async () => {
    await made();
    tws.settings.accounts = ['DU1', 'DU2'];
    expect(await fault(venue.open(() => {}, new AbortController().signal))).toContain('auth: Expected ONETAPE_IBKR_ACCOUNT to say which');
    venue = another({ account: 'DU1' });
    await open();
    expect((await snapshot()).account).toBe('DU1');
  });

  it('that is for reading only takes no order, and says which box to untick', async () => {
    await made();
    await open();
    tws.settings.isReadOnly = true;
    expect(await fault(place('a-1'))).toMatch(/^auth: .*untick "Read-Only API" in the API settings of TWS$/);
  });

  it('trades only contracts that are as the session has them', async () => {
    await made();
    const odd = { ...AAPL, tickSize: 0.005, ticks: { num: 5, den: 1_000 } };
    expect(await fault(another({ instruments: [odd] }).open(() => {}, new AbortController().signal))).toBe(
      'auth: AAPL.IBKR cannot be traded: its prices go by 0.01, not by 0.005',
    );
  });
});

describe('a TWS', () => {
  it('that restarts at night is met again, and the numbers of orders go on', async () => {
    await made();
    await open();
    await place('a-1', { price: 90 });
    tws.server.cut();
    await tws.wall.pass(100);
    expect(downs()).toEqual(['TWS has closed the connection']);
    await open();
    await place('a-2', { price: 91 });
    const { orders: told } = await snapshot();
    expect(told.map(({ clientId, status, price }) => [clientId, status, price])).toEqual([
      ['a-1', 'open', 90],
      ['a-2', 'open', 91],
    ]);
    expect(tws.desk.marks.all.map(({ orderId }) => orderId)).toEqual([1, 2]);
  });

  it('that has lost IB is down until it has it again', async () => {
    await made();
    await open();
    tws.server.tell(1100, 'Connectivity between IB and Trader Workstation has been lost.');
    await tws.wall.pass(100);
    expect(downs()).toEqual(['Connectivity between IB and Trader Workstation has been lost. (1100)']);
    tws.settings.isOnline = false;
    expect(await fault(venue.open((said) => news.push(said), new AbortController().signal))).toMatch(
      /^not-sent: Connectivity between Trader Workstation and server is broken/,
    );
    tws.settings.isOnline = true;
    await open();
    tws.server.tell(1102, 'Connectivity has been restored - data maintained.');
    await tws.wall.pass(100);
    expect([downs().length, notes()]).toEqual([
      1,
      expect.arrayContaining(['connection: Connectivity has been restored - data maintained.']),
    ]);
    tws.server.tell(1101, 'Connectivity has been restored - data lost.');
    await tws.wall.pass(100);
    expect(downs()).toHaveLength(2);
  });

  it('says how its farms are', async () => {
    await made();
    await open();
    news = [];
    tws.server.tell(2103, 'Market data farm connection is broken:usfarm');
    tws.server.tell(2104, 'Market data farm connection is OK:usfarm');
    tws.server.tell(2108, 'Market data farm connection is inactive but should be available upon demand.usfarm');
    await tws.wall.pass(100);
    expect(notes()).toEqual(['farm: Market data farm connection is broken:usfarm', 'farm: Market data farm connection is OK:usfarm']);
  });

  it('that does not answer what the account is is given up', async () => {
    await made();
    await open();
    tws.next('snapshot', 'hung-before');
    expect(await fault(venue.snapshot(millis(0)))).toBe('unknown: TWS has not answered for 10000 ms');
    expect(downs()).toEqual(['TWS has not answered for 10000 ms']);
  });

  it('is asked for its time every eight seconds, so that silence is noticed', async () => {
    await made();
    await open();
    news = [];
    await tws.wall.pass(30_000);
    expect(news.filter(({ kind }) => kind === 'heard').length).toBeGreaterThanOrEqual(3);
  });

  it('is asked together by those who ask at one time', async () => {
    await made();
    await open();
    const three = await settled(Promise.all([1, 2, 3].map(() => venue.snapshot(millis(0)))));
    expect(three[1]).toBe(three[0]);
    expect(tws.desk.odd).toEqual([]);
  });
});

describe('an order at IB', () => {
  it('is told with its fill, which waits for its commission', async () => {
    await made();
    await open();
    await place('a-1', { qty: 40 });
    await tws.wall.pass(500);
    expect(fills()).toMatchObject([{ clientId: 'a-1', qty: 40, price: 100.01, liquidity: 'taker', feeCurrency: 'USD' }]);
    expect(fills()[0]!.fee).toBeCloseTo(40 * 100.01 * 0.00005, 10);
    expect(orders().at(-1)).toBe('a-1 filled 40');
    expect((await snapshot()).positions).toEqual([{ instrument: 'AAPL.IBKR', qty: 40, avgPrice: 100.01 }]);
  });

  it('of a future is held at the price of one unit, whatever its multiplier', async () => {
    await made();
    await open();
    await place('f-1', { qty: 2, instrument: 1 }, ES);
    await tws.wall.pass(500);
    expect((await snapshot()).positions).toEqual([{ instrument: 'ESZ6-FUT-CME.IBKR', qty: 2, avgPrice: 5_000.25 }]);
  });

  it('is changed whole, under its number, and cancelled', async () => {
    await made();
    await open();
    await place('a-1', { price: 90, qty: 10 });
    await settled(venue.amend('a-1', orderOf(), AAPL, { qty: 7, price: undefined, trigger: undefined }));
    await settled(venue.amend('a-1', orderOf(), AAPL, { qty: undefined, price: 91, trigger: undefined }));
    expect((await snapshot()).orders).toMatchObject([{ clientId: 'a-1', qty: 7, price: 91, status: 'open' }]);
    await settled(venue.cancel('a-1'));
    await tws.wall.pass(100);
    expect(orders().at(-1)).toBe('a-1 canceled 0');
    expect(await fault(venue.cancel('a-1'))).toMatch(
      /^refused: OrderId 1 that needs to be cancelled cannot be cancelled, state: Cancelled/,
    );
    expect(await fault(venue.cancel('a-9'))).toBe('not-found: TWS has not shown an order "a-9"');
  });

  it('of another client is seen, and only they can cancel it', async () => {
    await made();
    await open();
    const other = another({ address: { host: tws.host, port: tws.port, clientId: 8 } });
    await settled(other.open(() => {}, new AbortController().signal));
    await settled(other.place({ clientId: 'b-1', order: orderOf({ price: 90 }), instrument: AAPL, exits: [] }));
    expect((await snapshot()).orders).toMatchObject([{ clientId: 'b-1', status: 'open' }]);
    expect(await fault(venue.cancel('b-1'))).toBe('refused: order "b-1" is of client id 8, which alone can change or cancel it');
    await settled(venue.cancelAll());
    await tws.wall.pass(200);
    expect((await snapshot()).orders).toMatchObject([{ clientId: 'b-1', status: 'canceled' }]);
  });

  it('whose number TWS has seen is refused, and not sent again', async () => {
    await made();
    await open();
    tws.desk.lastIds.set(7, 50);
    expect(await fault(place('a-1', { price: 90 }))).toBe('refused: Duplicate order id (103)');
    expect(tws.world.exchange.orders).toEqual([]);
  });

  it('that is lost with the connection is found by its reference, or is not there', async () => {
    await made();
    await open();
    tws.next('place', 'unanswered');
    expect(await fault(place('a-1', { price: 90 }))).toBe('unknown: TWS has closed the connection');
    await open();
    tws.next('place', 'lost');
    expect(await fault(place('a-2', { price: 90 }))).toBe('unknown: TWS has closed the connection');
    expect(await fault(place('a-3', { price: 90 }))).toBe('not-sent: there is no connection to TWS');
    await open();
    expect((await snapshot()).orders.map(({ clientId }) => clientId)).toEqual(['a-1']);
  });

  it('waits at IB for its trigger, and is a plain one after it', async () => {
    await made();
    await open();
    await place('a-1', { trigger: 101, price: 101.5, qty: 5 });
    await tws.wall.pass(100);
    tws.show({ bid: 102, ask: 102.02, size: 50 });
    await tws.wall.pass(100);
    const told = news.flatMap((one) => (one.kind === 'order' ? [one.order.type] : []));
    expect([told[0], told.at(-1)]).toEqual(['stop-limit', 'limit']);
  });
});
