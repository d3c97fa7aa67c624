import { type Contract, EventName, IBApi, type Order } from '@stoqey/ib';
import { afterEach, describe, expect, it } from 'vitest';
import { type CalmTws, calmTws } from './calm-tws.ts';
import { FUTURE, STOCKS } from './listed.ts';

let tws: CalmTws;
let ib: IBApi;
/** What the SDK told: the name of each event with its values. */
let told: (readonly unknown[])[] = [];

afterEach(async () => {
  ib.disconnect();
  await tws.close();
});

/** A TWS of a version with the market at 99.99 to 100.01, and the SDK connected to it. */
async function connected(version = 193, how: 'sockets' | 'memory' = 'memory', clientId = 7): Promise<void> {
  tws = await calmTws([...STOCKS.slice(0, 2), FUTURE], {}, how);
  tws.settings.version = version;
  for (const k of [0, 1]) tws.show({ bid: 99.99, ask: 100.01, size: 50 }, k);
  tws.show({ bid: 5_000, ask: 5_000.25, size: 50 }, 2);
  told = [];
  ib = client(clientId);
  await tws.wall.pass(500);
}

function client(clientId: number): IBApi {
  const made = new IBApi({ host: tws.host, port: tws.port, clientId, maxReqPerSec: 1_000 });
  made.on(EventName.all, (name, args) => {
    const given = ((Array.isArray(args) ? args : [args]) as unknown[]).map((one) => (one instanceof Error ? one.message : one));
    if (name !== EventName.received && name !== EventName.sent) told.push([name, ...given]);
  });
  made.connect();
  return made;
}

const of = (...names: readonly string[]): unknown[][] => told.filter(([name]) => names.includes(name as string)).map((row) => row.slice(1));

/** The first values of rows. */
const most = (count: number, rows: unknown[][]): unknown[][] => rows.map((row) => row.slice(0, count));

const AAPL = { symbol: 'AAPL', secType: 'STK', exchange: 'SMART', currency: 'USD' } as Contract;
const order = (terms: object): Order =>
  ({
    action: 'BUY',
    totalQuantity: 10,
    orderType: 'MKT',
    tif: 'GTC',
    transmit: true,
    orderRef: 'a-1',
    account: 'DU1234567',
    ...terms,
  }) as Order;

/** How an order stood, in the order in which that was told, without repetitions. */
const statuses = (id: number): unknown[] =>
  of('orderStatus')
    .flatMap(([orderId, status, filled]) => (orderId === id ? [`${status} ${filled}`] : []))
    .filter((one, k, all) => one !== all[k - 1]);

describe.each([176, 178, 193])('the fake TWS at server version %i, asked by the SDK', (version) => {
  it('greets, and says its accounts, the next order and how its farms are', async () => {
    await connected(version);
    expect(ib.serverVersion).toBe(version);
    expect([of('managedAccounts'), of('nextValidId'), of('info').map(([, code]) => code)]).toEqual([
      [['DU1234567']],
      [[1]],
      [2104, 2106, 2158],
    ]);
  });

  it('fills an order, tells its executions with their commissions, and lists it among those that are over', async () => {
    await connected(version);
    ib.placeOrder(1, AAPL, order({}));
    await tws.wall.pass(1_000);
    expect(statuses(1).at(-1)).toBe('Filled 10');
    expect(of('execDetails')).toMatchObject([
      [
        -1,
        { conId: 265598 },
        { execId: '0000e0d5.00000001.01.01', side: 'BOT', shares: 10, price: 100.01, orderRef: 'a-1', lastLiquidity: 2 },
      ],
    ]);
    expect(of('commissionReport')).toMatchObject([[{ execId: '0000e0d5.00000001.01.01', currency: 'USD' }]]);
    ib.reqPositions();
    ib.reqAllOpenOrders();
    ib.reqCompletedOrders(false);
    ib.reqExecutions(9_001, {});
    ib.reqAccountSummary(9_002, 'All', '$LEDGER:ALL');
    await tws.wall.pass(1_000);
    expect(of('position')).toMatchObject([['DU1234567', { conId: 265598 }, 10, 100.01]]);
    expect(of('openOrder').length).toBeGreaterThan(0);
    expect(of('completedOrder')).toMatchObject([[{ conId: 265598 }, { orderRef: 'a-1', filledQuantity: 10 }, { status: 'Filled' }]]);
    expect(of('execDetails').at(-1)).toMatchObject([9_001, {}, { execId: '0000e0d5.00000001.01.01' }]);
    expect(of('accountSummary').filter(([, , tag]) => tag === 'CashBalance')).toHaveLength(2);
    expect(of('error', 'positionEnd', 'completedOrdersEnd', 'openOrderEnd').length).toBe(3);
    expect(tws.desk.odd).toEqual([]);
  });

  it('rests an order, changes it under its number, and cancels it', async () => {
    await connected(version);
    ib.placeOrder(1, AAPL, order({ orderType: 'LMT', lmtPrice: 90 }));
    await tws.wall.pass(200);
    ib.placeOrder(1, AAPL, order({ orderType: 'LMT', lmtPrice: 91.5, totalQuantity: 7 }));
    await tws.wall.pass(200);
    expect(of('openOrder').at(-1)).toMatchObject([
      1,
      {},
      { lmtPrice: 91.5, totalQuantity: 7, orderType: 'LMT', clientId: 7 },
      { status: 'Submitted' },
    ]);
    ib.cancelOrder(1, {});
    await tws.wall.pass(200);
    expect(statuses(1)).toEqual(['Submitted 0', 'Cancelled 0']);
    expect(of('error')).toEqual([['Order Canceled - reason:', 202, 1, undefined]]);
  });

  it('holds a bracket until its last order is transmitted; what one exit fills the other loses', async () => {
    await connected(version);
    ib.placeOrder(1, AAPL, order({ orderType: 'LMT', lmtPrice: 99, transmit: false }));
    ib.placeOrder(2, AAPL, order({ action: 'SELL', orderType: 'LMT', lmtPrice: 101, parentId: 1, orderRef: 'a-2', transmit: false }));
    await tws.wall.pass(200);
    expect([statuses(1), statuses(2)]).toEqual([['ApiPending 0'], ['ApiPending 0']]);
    ib.placeOrder(3, AAPL, order({ action: 'SELL', orderType: 'STP', auxPrice: 98, parentId: 1, orderRef: 'a-3' }));
    await tws.wall.pass(200);
    expect([statuses(1).at(-1), statuses(2).at(-1), statuses(3).at(-1)]).toEqual(['Submitted 0', 'PreSubmitted 0', 'PreSubmitted 0']);
    tws.show({ bid: 98.98, ask: 98.99, size: 50 });
    await tws.wall.pass(200);
    expect([statuses(1).at(-1), statuses(2).at(-1)]).toEqual(['Filled 10', 'Submitted 0']);
    tws.show({ bid: 101.5, ask: 101.51, size: 50 });
    await tws.wall.pass(200);
    expect([statuses(2).at(-1), statuses(3).at(-1)]).toEqual(['Filled 10', 'Cancelled 0']);
  });
});

describe('the fake TWS', () => {
  it('says the same over a socket of this machine', async () => {
    await connected(193, 'sockets');
    ib.placeOrder(1, AAPL, order({}));
    await tws.wall.pass(1_000);
    expect(statuses(1).at(-1)).toBe('Filled 10');
    expect(tws.desk.odd).toEqual([]);
  });

  it('refuses what TWS refuses', async () => {
    await connected();
    ib.placeOrder(5, AAPL, order({ orderType: 'LMT', lmtPrice: 90.005 }));
    ib.placeOrder(6, { ...AAPL, symbol: 'NOPE' }, order({}));
    ib.placeOrder(7, AAPL, order({ totalQuantity: 0 }));
    ib.placeOrder(8, AAPL, order({ totalQuantity: 1_000_000_000 }));
    ib.cancelOrder(40, {});
    await tws.wall.pass(300);
    ib.placeOrder(8, AAPL, order({}));
    ib.placeOrder(2, AAPL, order({}));
    await tws.wall.pass(300);
    expect(
      of('error')
        .map(([, code, id]) => `${id}: ${code}`)
        .sort(),
    ).toEqual(['2: 103', '40: 10147', '5: 110', '6: 200', '7: 434', '8: 103', '8: 201']);
  });

  it('refuses a client id that is in use, and ends the connection', async () => {
    await connected();
    const other = client(7);
    await tws.wall.pass(500);
    expect(of('info').at(-1)).toEqual([expect.stringContaining('client id is already in use'), 326]);
    expect([other.isConnected, ib.isConnected]).toEqual([false, true]);
  });

  it('follows the market with a trailing stop', async () => {
    await connected();
    ib.placeOrder(1, AAPL, order({ orderType: 'TRAIL', action: 'SELL', auxPrice: 0.1 }));
    await tws.wall.pass(200);
    for (const bid of [100.2, 100.5, 100.45]) {
      tws.show({ bid, ask: bid + 0.02, size: 50 });
      await tws.wall.pass(200);
    }
    expect(of('openOrder').at(-1)).toMatchObject([
      1,
      {},
      { orderType: 'TRAIL', auxPrice: 0.1, trailStopPrice: 100.42 },
      { status: 'PreSubmitted' },
    ]);
    tws.show({ bid: 100.3, ask: 100.32, size: 50 });
    await tws.wall.pass(200);
    expect(statuses(1).at(-1)).toBe('Filled 10');
  });

  it('keeps orders for an auction', async () => {
    await connected();
    for (const [id, terms] of [
      { orderType: 'MOC' },
      { orderType: 'LOC', lmtPrice: 99 },
      { tif: 'OPG' },
      { orderType: 'LMT', lmtPrice: 99, tif: 'OPG' },
    ].entries())
      ib.placeOrder(id + 1, AAPL, order(terms));
    await tws.wall.pass(300);
    expect([1, 2, 3, 4].map((id) => statuses(id))).toEqual([
      ['PreSubmitted 0'],
      ['PreSubmitted 0'],
      ['PreSubmitted 0'],
      ['PreSubmitted 0'],
    ]);
  });

  it('lets the orders of a group share what is filled', async () => {
    await connected();
    const group = { orderType: 'LMT', ocaGroup: 'g', ocaType: 2 };
    ib.placeOrder(1, AAPL, order({ ...group, lmtPrice: 99 }));
    ib.placeOrder(2, AAPL, order({ ...group, action: 'SELL', lmtPrice: 101, orderRef: 'a-2' }));
    await tws.wall.pass(200);
    tws.show({ bid: 98.98, ask: 98.99, size: 4 });
    await tws.wall.pass(200);
    expect(of('openOrder').findLast(([id]) => id === 2)?.[2]).toMatchObject({ orderRef: 'a-2', totalQuantity: 6 });
  });

  it('sends bars of five seconds, quotes and prints', async () => {
    await connected();
    ib.reqRealTimeBars(1_001, AAPL, 5, 'TRADES' as never, true);
    ib.reqTickByTickData(1_002, AAPL, 'BidAsk' as never, 0, false);
    ib.reqTickByTickData(1_003, AAPL, 'AllLast' as never, 0, false);
    ib.reqMktData(1_004, AAPL, '', false, false);
    await tws.wall.pass(1_000);
    tws.show({ bid: 101, ask: 101.02, size: 20 });
    tws.world.market.show({ kind: 'trade', ts: tws.wall.now(), instrument: 0, price: 10_101, size: 3, side: 1 });
    await tws.wall.pass(9_000);
    const start = Date.UTC(2024, 0, 2) / 1_000;
    expect(of('realtimeBar')[0]).toEqual([1_001, start, 100.01, 101.02, 100.01, 101.01, 3, expect.anything(), 1]);
    expect(of('tickByTickBidAsk').at(-1)).toMatchObject([1_002, String(start + 1), 101, 101.02, 20, 20, {}]);
    expect(most(5, of('tickByTickAllLast')).at(-1)).toEqual([1_003, 2, String(start + 1), 101.01, 3]);
    expect(of('marketDataType')).toEqual([[1_004, 1]]);
    expect(of('tickPrice').at(-1)).toEqual([1_004, 4, 101.01, false]);
  });

  it('answers with history, and says so where it is asked too often', async () => {
    await connected();
    const ask = (id: number, end = ''): unknown =>
      ib.reqHistoricalData(id, AAPL, end, '1 D', '5 mins' as never, 'TRADES' as never, 1, 2, false);
    ask(2_001);
    await tws.wall.pass(100);
    ask(2_002);
    await tws.wall.pass(100);
    const rows = of('historicalData').filter(([id]) => id === 2_001);
    expect(rows.length).toBeGreaterThan(100);
    expect(Number(rows[0]![1]) % 300).toBe(0);
    expect(of('error')).toEqual([[expect.stringContaining('pacing violation'), 162, 2_002, undefined]]);
  });

  it('tells the account: its value, what it holds, and what that has won', async () => {
    await connected();
    ib.placeOrder(1, AAPL, order({}));
    await tws.wall.pass(300);
    ib.reqAccountUpdates(true, 'DU1234567');
    ib.reqPnL(3_001, 'DU1234567');
    await tws.wall.pass(300);
    expect(most(4, of('updatePortfolio'))).toMatchObject([[{ conId: 265598 }, 10, 100.01, 1000.1]]);
    expect(of('updateAccountValue').map(([tag]) => tag)).toContain('NetLiquidation');
    expect(of('pnl')).toEqual([[3_001, 0, 0, 0]]);
    expect(of('accountDownloadEnd')).toEqual([['DU1234567']]);
  });

  it('refuses a message that is not of the protocol', async () => {
    await connected();
    ib.reqScannerParameters();
    await tws.wall.pass(100);
    expect(tws.desk.odd).toEqual(['24: message 24 is not for this fake']);
    expect(of('info').at(-1)).toEqual([expect.stringContaining('Error reading request'), 320]);
  });
});
