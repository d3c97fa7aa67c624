import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { KEY } from './bybit-world.ts';
import { type CalmBybit, calmBybit } from './calm-bybit.ts';
import { USDT_INSTRUMENTS } from './listed.ts';
import { hmac } from './signature.ts';

type Said = Readonly<Record<string, unknown>>;

let bybit: CalmBybit;

beforeEach(async () => {
  bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const k of USDT_INSTRUMENTS.keys()) bybit.show({ bid: 1_000, ask: 1_000.1, size: 1 }, k);
  await bybit.wall.pass(10);
});

afterEach(() => bybit.close());

/** A stream, what it has said, and a way to speak. */
async function open(path: string) {
  const said: Said[] = [];
  const socket = new WebSocket(`${bybit.streamUrl}${path}`);
  socket.on('message', (data) => said.push(JSON.parse(String(data)) as Said));
  await bybit.wall.settled(once(socket, 'open'));
  const say = async (message: object): Promise<void> => {
    socket.send(JSON.stringify(message));
    await bybit.wall.pass(100);
  };
  return { said, say };
}

const authentication = (secret: string = KEY.secret): object => {
  const expires = bybit.wall.now() + 1_000;
  return { op: 'auth', args: [KEY.key, expires, hmac(secret, `GET/realtime${expires}`)] };
};

const trade = (price: number, size: number): void =>
  bybit.world.market.show({ kind: 'trade', ts: bybit.wall.now(), instrument: 0, price, size, side: 1 });

describe('public streams', () => {
  it('begin with the whole book, then say what has changed of it', async () => {
    const { said, say } = await open('/v5/public/linear');
    await say({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'], req_id: '1' });
    bybit.world.market.show({ kind: 'quote', ts: 0, instrument: 0, bid: 9_999, ask: 10_001, bids: [7], asks: [1_000] });
    await bybit.wall.pass(100);
    expect(said).toMatchObject([
      { success: true, op: 'subscribe', req_id: '1' },
      { type: 'snapshot', data: { b: [['1000.0', '1.000']], a: [['1000.1', '1.000']] } },
      {
        type: 'delta',
        data: {
          b: [
            ['999.9', '0.007'],
            ['1000.0', '0'],
          ],
          a: [],
        },
      },
    ]);
    const [first, next] = said.slice(1).map(({ data }) => (data as { readonly u: number }).u);
    expect(next).toBe(first! + 1);
  });

  it('begin their counts anew with a whole book when the service does', async () => {
    const { said, say } = await open('/v5/public/linear');
    await say({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] });
    bybit.desk.seen[0]!.book.restart();
    bybit.show({ bid: 1_001, ask: 1_001.1, size: 1 });
    await bybit.wall.pass(100);
    expect(said.at(-1)).toMatchObject({ type: 'snapshot', data: { u: 1, b: [['1001.0', '1.000']] } });
  });

  it('say a bar as it comes, and once that it is over, traded or not', async () => {
    const { said, say } = await open('/v5/public/linear');
    await say({ op: 'subscribe', args: ['kline.1.BTCUSDT'] });
    trade(10_007, 3);
    await bybit.wall.pass(120_000);
    const bars = said.slice(1).map(({ data }) => (data as readonly Said[])[0]!);
    expect(bars.map(({ confirm, close, volume }) => [confirm, close, volume])).toEqual([
      [false, '1000.7', '0.003'],
      [true, '1000.7', '0.003'],
      [true, '1000.7', '0.000'],
    ]);
    expect(Number(bars[2]!['start']) - Number(bars[1]!['start'])).toBe(60_000);
  });

  it('refuse a topic that they do not have', async () => {
    const { said, say } = await open('/v5/public/spot');
    await say({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] });
    expect(said).toMatchObject([{ success: false, op: 'subscribe' }]);
  });
});

describe('the private stream', () => {
  it('answers pings to anybody, and topics to who has shown a key', async () => {
    const { said, say } = await open('/v5/private');
    await say({ op: 'ping', req_id: 'p' });
    await say({ op: 'subscribe', args: ['order'] });
    await say(authentication());
    await say({ op: 'subscribe', args: ['order'] });
    expect(said).toMatchObject([
      { op: 'pong', req_id: 'p' },
      { op: 'subscribe', success: false, ret_msg: 'Request not authorized' },
      { op: 'auth', success: true },
      { op: 'subscribe', success: true },
    ]);
  });

  it('refuses a wrong signature', async () => {
    const { said, say } = await open('/v5/private');
    await say(authentication('other'));
    expect(said).toMatchObject([{ op: 'auth', success: false, retCode: 10004 }]);
  });

  it('says twice that an order is filled whose cancel came as it was', async () => {
    const { said, say } = await open('/v5/private');
    await say(authentication());
    await say({ op: 'subscribe', args: ['order'] });
    const order = { category: 'linear', symbol: 'BTCUSDT' };
    const asked = (path: string, given: object) => bybit.counter.answer({ method: 'POST', path, given: { ...given }, payload: '' });
    const terms = { ...order, side: 'Buy', orderType: 'Market', qty: '0.1', orderLinkId: 'mine' };
    await bybit.wall.settled(asked('/v5/order/create', terms));
    bybit.world.exchange.orders[0]!.ts = bybit.wall.now();
    await bybit.wall.settled(asked('/v5/order/cancel', { ...order, orderLinkId: 'mine' }));
    await bybit.wall.pass(100);
    const rows = said.slice(2).map(({ data }) => (data as readonly Said[])[0]!);
    expect(rows.map(({ orderStatus, cancelType, rejectReason }) => [orderStatus, cancelType, rejectReason])).toEqual([
      ['New', 'UNKNOWN', 'EC_NoError'],
      ['Filled', 'UNKNOWN', 'EC_NoError'],
      ['Filled', 'CancelByUser', 'EC_OrigClOrdIDDoesNotExist'],
    ]);
  });

  it('gone for longer than was agreed has all orders cancelled', async () => {
    const { say } = await open('/v5/private');
    await say(authentication());
    await say({ op: 'subscribe', args: ['order', 'dcp.future'] });
    bybit.settings.dcp = 10;
    const terms = {
      category: 'linear',
      symbol: 'BTCUSDT',
      side: 'Buy',
      orderType: 'Limit',
      price: '900.0',
      qty: '0.1',
      orderLinkId: 'mine',
    };
    await bybit.wall.settled(bybit.counter.answer({ method: 'POST', path: '/v5/order/create', given: terms, payload: '' }));
    bybit.server.cut();
    await bybit.wall.pass(9_000);
    expect(bybit.world.exchange.open.length).toBe(1);
    await bybit.wall.pass(2_000);
    expect(bybit.world.exchange.open.length).toBe(0);
    expect(bybit.desk.books.marks.reasonOf('mine')).toBe('disconnected');
  });
});

describe('the trade stream', () => {
  it('takes an order once for each request id, and only in time', async () => {
    const { said, say } = await open('/v5/trade');
    const order = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.1', orderLinkId: 'mine' };
    const message = (reqId: string, late = 0): object => ({
      ...{ reqId, op: 'order.create', args: [order] },
      header: { 'X-BAPI-TIMESTAMP': String(bybit.wall.now() - late) },
    });
    await say(message('0'));
    await say(authentication());
    await say(message('1', 6_000));
    await say(message('2'));
    await say(message('2'));
    await say(message('3'));
    expect(said.map(({ retCode }) => retCode)).toEqual([10005, 0, 10002, 0, 20006, 110072]);
    expect(said[3]).toMatchObject({ reqId: '2', op: 'order.create', data: { orderLinkId: 'mine' }, header: { 'X-Bapi-Limit': '10' } });
  });
});
