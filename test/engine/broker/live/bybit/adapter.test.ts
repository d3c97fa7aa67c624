import 'bybit-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueFill, VenueOrder } from '../../../../../engine/broker/broker.ts';
import { BybitVenue } from '../../../../../engine/broker/live/bybit/adapter.ts';
import type { VenueFault, VenueNews } from '../../../../../engine/broker/live/venue.ts';
import { instrumentOf } from '../../../../../engine/model/instrument.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { DAY, millis } from '../../../../../engine/model/time.ts';
import { KEY } from '../../../../venues/bybit/bybit-world.ts';
import { type CalmBybit, calmBybit } from '../../../../venues/bybit/calm-bybit.ts';
import { TRADING_KEY } from '../../../../venues/bybit/key-info.ts';
import { USDT_INSTRUMENTS } from '../../../../venues/bybit/listed.ts';
import { asked } from './orders-out.ts';

const [BTC, , SOL] = USDT_INSTRUMENTS as readonly [(typeof USDT_INSTRUMENTS)[0], unknown, (typeof USDT_INSTRUMENTS)[0]];

let bybit: CalmBybit;
let venue: BybitVenue;
let news: VenueNews[];

const made = (more: Partial<ConstructorParameters<typeof BybitVenue>[0]> = {}): BybitVenue => {
  const { baseUrl: rest, streamUrl: stream } = bybit;
  return new BybitVenue({ instruments: USDT_INSTRUMENTS, ...KEY, hosts: { rest, privateStream: stream, publicStream: stream }, ...more });
};
const done = <T>(promise: Promise<T>): Promise<T> => bybit.wall.settled(promise);
const open = (of: BybitVenue = venue): Promise<void> => done(of.open((one) => void news.push(one), new AbortController().signal));
const refusal = (promise: Promise<unknown>): Promise<VenueFault> =>
  done(
    promise.then(
      () => new Error('nothing was refused') as VenueFault,
      (error: VenueFault) => error,
    ),
  );
const place = async (clientId: string, order: Partial<OrderRequest>, instrument = BTC): Promise<void> => {
  await done(venue.place({ clientId, order: asked({ qty: 0.01, ...order }), instrument, exits: [] }));
  await bybit.wall.pass(200);
};
const orders = (): VenueOrder[] => news.flatMap((one) => (one.kind === 'order' ? [one.order] : []));
const fills = (): VenueFill[] => news.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
const show = (price: number, instrument = 0): Promise<void> => {
  bybit.show({ bid: price, ask: price + 0.1, size: 5 }, instrument);
  return bybit.wall.pass(200);
};

beforeEach(async () => {
  bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const k of USDT_INSTRUMENTS.keys()) await show(1000, k);
  venue = made();
  news = [];
});

afterEach(async () => {
  await done(venue.close());
  await bybit.wall.pass(1_000);
  expect(bybit.server.streams).toBe(0);
  await bybit.close();
});

describe('a connection to Bybit', () => {
  it('has a private stream that is heard of though nothing happens, and tells its time', async () => {
    await open();
    await bybit.wall.pass(30_000);
    expect(news.filter((one) => one.kind === 'heard').length).toBeGreaterThanOrEqual(3);
    expect(Math.abs((await done(venue.time())) - bybit.wall.now())).toBeLessThan(100);
  });

  it('that is cut is told once, and is not opened again by itself', async () => {
    await open();
    bybit.server.cut();
    await bybit.wall.pass(60_000);
    expect(news.filter((one) => one.kind === 'down').length).toBe(1);
    expect(bybit.server.streams).toBe(0);
    await open();
    expect(bybit.server.streams).toBe(1);
  });

  it('that is called off while it is opened leaves nothing behind', async () => {
    const over = new AbortController();
    const opening = refusal(venue.open(() => {}, over.signal));
    over.abort();
    expect((await opening).kind).toBe('not-sent');
    await bybit.wall.pass(60_000);
    expect(bybit.server.streams).toBe(0);
  });

  it.each([
    ['a wrong key', { key: 'other' }, 'auth', /10003/],
    ['a wrong secret', { secret: 'other' }, 'auth', /10004/],
  ] as const)('with %s is refused for good', async (_, more, kind, text) => {
    const fault = await refusal(made(more).open(() => {}, new AbortController().signal));
    expect(fault).toMatchObject({ name: 'VenueFault', kind });
    expect(fault.message).toMatch(text);
  });

  it.each([
    ['that can withdraw', { permissions: { ...TRADING_KEY.permissions, Wallet: ['Withdraw'] } }, 'can withdraw'],
    ['that only reads', { readOnly: 1 }, 'can only read'],
    ['without the right to trade pairs', { permissions: { ...TRADING_KEY.permissions, Spot: [] } }, 'without "SpotTrade"'],
    ['of a classic account', { uta: 0 }, 'a classic one'],
  ] as const)('with a key %s is refused for good', async (_, terms, sentence) => {
    bybit.settings.key = { ...TRADING_KEY, ...terms };
    const fault = await refusal(venue.open(() => {}, new AbortController().signal));
    expect(fault).toMatchObject({ name: 'VenueFault', kind: 'auth', message: expect.stringContaining(sentence) });
  });

  it('in another margin mode than that of the instruments is refused for good', async () => {
    bybit.settings.marginMode = 'ISOLATED_MARGIN';
    const fault = await refusal(venue.open(() => {}, new AbortController().signal));
    expect(fault).toMatchObject({ name: 'VenueFault', kind: 'auth' });
    expect(fault.message).toContain('margin mode is "ISOLATED_MARGIN", but that of BTCUSDT.BYBIT is "cross"');
  });

  it('in hedge mode is refused for good', async () => {
    bybit.settings.isHedged = true;
    const fault = await refusal(venue.open(() => {}, new AbortController().signal));
    expect(fault).toMatchObject({ name: 'VenueFault', kind: 'auth', message: expect.stringContaining('is in hedge mode') });
  });

  it('for instruments that are not as the venue has them is refused for good', async () => {
    const unlike = (id: string, spec: object) => [instrumentOf(id, { ...BTC, ticks: undefined, ...spec } as object)];
    const ofTick = await refusal(made({ instruments: unlike(BTC.id, { tickSize: 0.01 }) }).open(() => {}, new AbortController().signal));
    expect(ofTick).toMatchObject({ kind: 'auth', message: expect.stringContaining('its tick size is 0.1 at bybit, not "0.01"') });
    const unknown = unlike('NOPEUSDT.BYBIT', { id: undefined });
    const fault = await refusal(made({ instruments: unknown }).open(() => {}, new AbortController().signal));
    expect(fault).toMatchObject({ name: 'VenueFault', message: expect.stringMatching(/NOPEUSDT|10001/) });
  });

  it('says that its key is bound to no address', async () => {
    bybit.settings.key = { ...TRADING_KEY, ips: ['*'] };
    await open();
    expect(news.find((one) => one.kind === 'note')).toMatchObject({ what: 'key', text: expect.stringContaining('every address') });
  });

  it('sets the leverage, twice without complaint', async () => {
    const before = made({ leverage: 3 });
    await open(before);
    venue = made({ leverage: 3 });
    await open();
    await done(before.close());
    expect(bybit.settings.leverage(0)).toBe('3');
  });
});

describe('orders at Bybit', () => {
  beforeEach(() => open());

  it('fill at the market, and say for what fee', async () => {
    await place('a-1', {});
    expect(orders().at(-1)).toMatchObject({ clientId: 'a-1', instrument: BTC.id, status: 'filled', filledQty: 0.01, avgPrice: 1000.1 });
    expect(fills()).toMatchObject([{ clientId: 'a-1', qty: 0.01, price: 1000.1, feeCurrency: 'USDT', liquidity: 'taker', side: 'buy' }]);
  });

  it('rest, are changed, found, and cancelled', async () => {
    const order = asked({ type: 'limit', price: 900, qty: 0.01 });
    await place('a-1', order);
    await done(venue.amend('a-1', order, BTC, { qty: 0.02, price: 910, trigger: undefined }));
    expect(await done(venue.find('a-1', BTC))).toMatchObject({ type: 'limit', qty: 0.02, price: 910, status: 'open' });
    await done(venue.cancel('a-1', order, BTC));
    await bybit.wall.pass(200);
    expect(orders().at(-1)).toMatchObject({ status: 'canceled' });
    expect(await done(venue.find('a-1', BTC))).toMatchObject({ status: 'canceled' });
    expect(await done(venue.find('a-2', BTC))).toBeUndefined();
    expect((await refusal(venue.cancel('a-2', order, BTC))).kind).toBe('not-found');
  });

  it('of one id are refused the second time', async () => {
    await place('a-1', { type: 'limit', price: 900 });
    const again = venue.place({ clientId: 'a-1', order: asked({ qty: 0.01 }), instrument: BTC, exits: [] });
    expect((await refusal(again)).kind).toBe('duplicate');
  });

  it('that post only end where they would take', async () => {
    await place('a-1', { type: 'limit', price: 2000, postOnly: true });
    expect(orders().at(-1)).toMatchObject({ status: 'canceled', filledQty: 0 });
    expect(news.flatMap((one) => (one.kind === 'order' ? [one.reason] : [])).at(-1)).toBe('EC_PostOnlyWillTakeLiquidity');
  });

  it('that stop wait for their trigger, and then are plain ones', async () => {
    await place('a-1', { type: 'stop', trigger: 1100 });
    expect(orders().at(-1)).toMatchObject({ type: 'stop', trigger: 1100, status: 'open' });
    await show(1100);
    expect(orders().find(({ type, status }) => type === 'market' && status === 'open')).toBeDefined();
    expect(fills()).toMatchObject([{ clientId: 'a-1', price: 1100.1 }]);
  });

  it('whose trigger the market has passed do not wait for it to come back', async () => {
    await place('a-1', { type: 'stop', side: 'sell', trigger: 1050 });
    expect(fills()).toMatchObject([{ clientId: 'a-1', side: 'sell', price: 1000 }]);
  });

  it('on spot stop in either direction, pay their fee in the coin, and are cancelled before or after their trigger', async () => {
    await place('a-1', { qty: 1 }, SOL);
    expect(fills()).toMatchObject([{ qty: 1, feeCurrency: SOL.id, instrument: SOL.id }]);
    const stop = asked({ type: 'stop', side: 'sell', trigger: 900, qty: 0.5 });
    const touched = asked({ type: 'market-if-touched', side: 'sell', trigger: 1100, qty: 0.4 });
    await place('a-2', stop, SOL);
    await place('a-3', touched, SOL);
    expect((await done(venue.find('a-2', SOL)))?.type).toBe('stop');
    expect((await done(venue.find('a-3', SOL)))?.type).toBe('market-if-touched');
    await done(venue.cancel('a-2', stop, SOL));
    await show(1100, 2);
    expect(fills().at(-1)).toMatchObject({ clientId: 'a-3', side: 'sell', qty: 0.4 });
    expect(await done(venue.find('a-2', SOL))).toMatchObject({ status: 'canceled' });
  });

  it('that the account cannot carry are refused', async () => {
    const fault = await refusal(venue.place({ clientId: 'a-1', order: asked({ qty: 1_000_000 }), instrument: BTC, exits: [] }));
    expect(fault.kind).toBe('refused');
  });

  it('all end at once, those that wait for a trigger among them', async () => {
    await place('a-1', { type: 'limit', price: 900 });
    await place('a-2', { type: 'stop', trigger: 1100 });
    await place('a-3', { qty: 1 }, SOL);
    await place('a-4', { type: 'limit', side: 'sell', price: 1200, qty: 0.5 }, SOL);
    await place('a-5', { type: 'stop', side: 'sell', trigger: 900, qty: 0.4 }, SOL);
    await done(venue.cancelAll());
    await bybit.wall.pass(500);
    const account = await done(venue.snapshot(millis(bybit.wall.now() - DAY)));
    expect(account.orders.filter(({ status }) => status === 'open')).toEqual([]);
  });
});

describe('an account at Bybit', () => {
  it('is what was traded: positions, coins, orders and fills, each once', async () => {
    await open();
    const since = bybit.wall.now();
    await place('a-1', {});
    await place('a-2', { side: 'sell', qty: 0.03 });
    await place('a-3', { qty: 1 }, SOL);
    await place('a-4', { type: 'limit', price: 900 });
    const account = await done(venue.snapshot(since));
    expect(account.account).toBe('24617703');
    expect(account.positions.find(({ instrument }) => instrument === BTC.id)).toMatchObject({ qty: -0.02 });
    expect(account.positions.find(({ instrument }) => instrument === SOL.id)?.qty).toBeCloseTo(0.99945, 9);
    expect(account.fills.map(({ execId }) => execId).sort()).toEqual(
      fills()
        .map(({ execId }) => execId)
        .sort(),
    );
    expect(account.orders.filter(({ status }) => status === 'open').map(({ clientId }) => clientId)).toEqual(['a-4']);
    expect(account.orders.map(({ clientId }) => clientId).sort()).toEqual(['a-1', 'a-2', 'a-3', 'a-4']);
    expect(Math.abs(account.ts - bybit.wall.now())).toBeLessThan(5_000);
    expect(account.balances.find(({ currency }) => currency === 'USDT')!.total).toBeLessThan(1_000_000);
  });

  it('that deals while it is read is read again, until its parts are of one moment', async () => {
    await open();
    const since = bybit.wall.now();
    await place('a-1', { type: 'limit', price: 900 });
    let asked = 0;
    bybit.counter.refuses = ({ path }) => {
      // Positions were told, executions not yet.
      if (path === '/v5/execution/list' && ++asked === 1) bybit.show({ bid: 899, ask: 899.1, size: 5 });
      return undefined;
    };
    const account = await done(venue.snapshot(since));
    expect(account.fills.map(({ clientId, qty }) => [clientId, qty])).toEqual([['a-1', 0.01]]);
    expect(account.positions.find(({ instrument }) => instrument === BTC.id)?.qty).toBe(0.01);
    expect(account.orders.find(({ clientId }) => clientId === 'a-1')?.status).toBe('filled');
  });
});
