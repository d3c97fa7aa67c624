import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DataLine, type WirePrint, type WireQuote } from '../../data/live/ibkr/data-line.ts';
import { Gateway, type Told } from '../../engine/broker/live/ibkr/gateway.ts';
import { balancesOf, positionsOf } from '../../engine/broker/live/ibkr/map/account.ts';
import { Markets } from '../../engine/broker/live/ibkr/map/contract.ts';
import { misfitOf } from '../../engine/broker/live/ibkr/map/details.ts';
import { fillOf } from '../../engine/broker/live/ibkr/map/fill.ts';
import { orderOf } from '../../engine/broker/live/ibkr/map/order-in.ts';
import { orderBody } from '../../engine/broker/live/ibkr/map/order-out.ts';
import { OrderTable } from '../../engine/broker/live/ibkr/order-table.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { millis } from '../../engine/model/time.ts';
import { orderOf as requestOf } from '../venues/hostile/orders.ts';
import { ScriptedTws } from '../venues/tws/scripted-tws.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';

const DIR = join(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata', '../conformance');
const TWS = join(DIR, 'tws');
const NAUTILUS = join(DIR, 'nautilus/interactive_brokers');

/** The fields of each message at a version, in the order in which an SDK was seen to read them. */
type Fields = Readonly<Record<string, { readonly id: number; readonly fields: readonly string[] }>>;
const fieldsAt = (version: number): Fields => JSON.parse(readFileSync(join(TWS, `inbound-fields-v${version}.json`), 'utf8')) as Fields;

/** What the fields hold: each by its own name, whatever object the SDK puts it in. */
const VALUES: Readonly<Record<string, string>> = {
  ...{ orderId: '3', clientId: '7', permId: '1700000001', conId: '265598', symbol: 'AAPL', secType: 'STK', exchange: 'SMART' },
  ...{ currency: 'USD', localSymbol: 'AAPL', tradingClass: 'NMS', multiplier: '', strike: '0', right: '?', action: 'BUY' },
  ...{ totalQuantity: '100', orderType: 'LMT', lmtPrice: '150.25', auxPrice: '0.0', tif: 'GTC', account: 'DU1234567', orderRef: 'cid-1' },
  ...{ accountName: 'DU1234567', acctNumber: 'DU1234567', accountsList: 'DU1234567', minTick: '0.01', sizeIncrement: '0.0001' },
  ...{ execId: '00025b46.6740.01.01', side: 'BOT', shares: '40', price: '150.2', cumQty: '40', avgPrice: '150.2', lastLiquidity: '2' },
  ...{ commission: '1.25', realizedPNL: '1.7976931348623157E308', pos: '40', avgCost: '150.225', filledQuantity: '40' },
  ...{
    tag: 'CashBalance',
    value: '100000.5',
    filled: '40',
    remaining: '60',
    avgFillPrice: '150.2',
    code: '201',
    msg: 'Order rejected - reason:no',
  },
  ...{ version: '1', reqId: '9', id: '3' },
};

/** A message of the fixture, with the values of above and `more` of its own. */
function message(fields: Fields, kind: string, more: Readonly<Record<string, string>> = {}): string[] {
  const { id, fields: names } = fields[kind]!;
  const known = { ...VALUES, ...more };
  return [String(id), ...names.map((field) => known[/(\w+):\w+$/.exec(field)?.[1] ?? ''] ?? '')];
}

let tws: ScriptedTws;
afterEach(() => tws.close());

/** What the gateway of the adapter tells of messages. */
async function toldOf(version: number, ...messages: readonly (readonly string[])[]): Promise<Told[]> {
  tws = new ScriptedTws(version);
  const told: Told[] = [];
  const ears = { heard: () => {}, told: (what: Told) => void told.push(what), lost: () => {} };
  const address = { host: '127.0.0.1', port: tws.port, clientId: 7 };
  const gateway = await Gateway.open(address, new VirtualWall(), ears, new AbortController().signal);
  for (const fields of messages) tws.say(...fields);
  await new Promise((resolve) => setImmediate(resolve));
  expect(gateway.accounts).toEqual(['DU1234567']);
  return told;
}

/** Messages of the fixture that nothing here asks for, and why. */
const UNASKED: Readonly<Record<string, string>> = {
  ACCT_VALUE: 'the account is read by its ledger, message 63',
  PORTFOLIO_VALUE: 'positions are read by message 61',
  ACCT_DOWNLOAD_END: 'as ACCT_VALUE',
  MARKET_DEPTH_L2: 'no book is listened to',
  TICK_PRICE: 'quotes are taken tick by tick, not as samples',
  TICK_SIZE: 'as TICK_PRICE',
  TICK_STRING: 'as TICK_PRICE',
  MARKET_DATA_TYPE: 'as TICK_PRICE',
  TICK_REQ_PARAMS: 'as TICK_PRICE',
  PNL: 'gains are computed from fills',
  PNL_SINGLE: 'as PNL',
  ORDER_BOUND: 'orders of people are not bound to this client',
  MARKET_RULE: 'steps are those of the instrument',
  SYMBOL_SAMPLES: 'instruments are named, not searched',
};

/** Why a recording is not played. */
const NOT_HERE = ' (skipped: the recordings are not on this machine)';

describe.skipIf(!existsSync(TWS))(`messages of TWS as they were seen${existsSync(TWS) ? '' : NOT_HERE}`, () => {
  it.each([176, 178, 193])('are read at server version %i with the values that they state', async (version) => {
    const fields = fieldsAt(version);
    const at = (kind: string, more?: Readonly<Record<string, string>>): string[] => message(fields, kind, more);
    const told = await toldOf(
      version,
      at('OPEN_ORDER', { status: 'PreSubmitted' }),
      at('ORDER_STATUS', { status: 'Submitted' }),
      at('OPEN_ORDER_END'),
      at('EXECUTION_DATA', { reqId: '-1', time: '20261121 01:00:01 US/Eastern', exchange: 'ISLAND' }),
      at('EXECUTION_DATA_END'),
      at('COMMISSION_REPORT'),
      at('COMPLETED_ORDER', { status: 'Cancelled' }),
      ['102'],
      at('POSITION', { version: '3' }),
      at('POSITION_END'),
      at('ACCOUNT_SUMMARY'),
      at('ACCOUNT_SUMMARY_END'),
      at('CONTRACT_DATA'),
      at('CONTRACT_DATA_END'),
      at('CURRENT_TIME', { time: '1764000000' }),
      at('ERR_MSG', { version: '2' }),
    );
    const kinds = ['open-order', 'order-status', 'open-orders-end', 'execution', 'executions-end', 'commission', 'completed-order'];
    const more = ['completed-orders-end', 'position', 'positions-end', 'value', 'values-end', 'contract', 'contracts-end', 'time', 'code'];
    expect(told.map(({ kind }) => kind)).toEqual([...kinds, ...more]);
    const one = <K extends Told['kind']>(kind: K): Extract<Told, { kind: K }> =>
      told.find((what): what is Extract<Told, { kind: K }> => what.kind === kind)!;

    const table = new OrderTable();
    table.open(one('open-order'));
    const order = orderOf(table.status(one('order-status'))!, 'AAPL.IBKR', millis(1));
    expect(order).toMatchObject({ clientId: 'cid-1', venueId: '1700000001', side: 'buy', type: 'limit', qty: 100, price: 150.25 });
    expect(order).toMatchObject({ filledQty: 40, avgPrice: 150.2, status: 'open', trigger: undefined });
    const over = orderOf(table.completed(one('completed-order')), 'AAPL.IBKR', millis(2));
    expect(over).toMatchObject({ clientId: 'cid-1', status: 'canceled', filledQty: 40, qty: 100 });
    const now = millis(Date.UTC(2026, 11, 1));
    expect(fillOf(one('execution'), { instrument: 'AAPL.IBKR', currency: 'USD', now }, one('commission').report)).toEqual({
      ...{ execId: '00025b46.6740.01', id: 0, clientId: 'cid-1', venueId: '1700000001', instrument: 'AAPL.IBKR', side: 'buy', qty: 40 },
      ...{ price: 150.2, fee: 1.25, feeCurrency: 'USD', liquidity: 'taker', ts: Date.UTC(2026, 10, 21, 6, 0, 1, 999) },
    });
    const markets = new Markets([instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 })]);
    expect(positionsOf([one('position')], 'DU1234567', markets)).toEqual([{ instrument: 'AAPL.IBKR', qty: 40, avgPrice: 150.225 }]);
    expect(balancesOf([one('value')], 'DU1234567')).toEqual([{ currency: 'USD', total: 100_000.5 }]);
    expect(misfitOf(markets.all[0]!, [one('contract').details])).toBeUndefined();
    expect(one('time').seconds).toBe(1_764_000_000);
    expect(one('code')).toMatchObject({ id: 3, code: 201, text: 'Order rejected - reason:no' });
    const read = ['MANAGED_ACCTS', 'NEXT_VALID_ID', 'HISTORICAL_DATA', 'REAL_TIME_BARS', 'TICK_BY_TICK', 'COMPLETED_ORDERS_END'];
    const asked = [
      'OPEN_ORDER',
      'ORDER_STATUS',
      'OPEN_ORDER_END',
      'EXECUTION_DATA',
      'EXECUTION_DATA_END',
      'COMMISSION_REPORT',
      'COMPLETED_ORDER',
    ];
    const rest = [
      'POSITION',
      'POSITION_END',
      'ACCOUNT_SUMMARY',
      'ACCOUNT_SUMMARY_END',
      'CONTRACT_DATA',
      'CONTRACT_DATA_END',
      'CURRENT_TIME',
      'ERR_MSG',
    ];
    expect(Object.keys(fields).sort()).toEqual([...read, ...asked, ...rest, ...Object.keys(UNASKED)].sort());
  });

  it('that leave are those that were captured, but for what TWS has said of the contract', async () => {
    const [captured = ''] = readFileSync(join(TWS, 'outbound-capture-v193.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('118 '));
    const theirs = JSON.parse(captured.slice(4)) as string[];
    tws = new ScriptedTws();
    const ears = { heard: () => {}, told: () => {}, lost: () => {} };
    const wall = new VirtualWall();
    const gateway = await Gateway.open({ host: '127.0.0.1', port: tws.port, clientId: 7 }, wall, ears, new AbortController().signal);
    const market = new Markets([instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 })]).all[0]!;
    const request = requestOf({ price: 150.25, qty: 100 });
    const body = orderBody('cid-1', request, market, { account: 'DU1234567', outsideHours: false });
    gateway.send((ib) => ib.placeOrder(1, market.contract, body));
    gateway.send((ib) => ib.cancelOrder(1, {}));
    gateway.send((ib) => ib.reqGlobalCancel({}));
    await new Promise((resolve) => setImmediate(resolve));
    expect(tws.heard).toEqual([['71', '2', '7', ''], theirs, ['4', '1', '', '', '2147483647'], ['58', '', '2147483647']]);
  });
});

const lines = (file: string): Record<string, number & string>[] =>
  gunzipSync(readFileSync(join(NAUTILUS, file)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number & string>);

/** A data line to a scripted TWS, whose answers begin with the number of the request. */
async function line(): Promise<DataLine> {
  tws = new ScriptedTws();
  return DataLine.open({ host: '127.0.0.1', port: tws.port, clientId: 107 }, () => {}, new AbortController().signal);
}

describe.skipIf(!existsSync(NAUTILUS))(`payloads of IB that others have recorded${existsSync(NAUTILUS) ? '' : NOT_HERE}`, () => {
  it('are cash by currency, without the sum of all', () => {
    const valuesOf = (file: string) =>
      JSON.parse(readFileSync(join(NAUTILUS, 'responses', file), 'utf8')) as Parameters<typeof balancesOf>[0];
    expect(balancesOf(valuesOf('account_values.json'), 'DU123456')).toEqual([
      ...[
        { currency: 'AUD', total: -100_000.79 },
        { currency: 'EUR', total: 429.72 },
        { currency: 'USD', total: 100_000.27 },
      ],
    ]);
    expect(balancesOf(valuesOf('account_values_fa.json'), 'DU1xxxxxx')).toEqual([{ currency: 'USD', total: 1_019_624.57 }]);
    expect(balancesOf(valuesOf('account_values.json'), 'DU9')).toEqual([]);
  });

  it('are bars, with every value as it was', async () => {
    const bars = lines('responses/historic/bars.json.gz');
    const data = await line();
    tws.answer = ([, reqId]) => {
      const rows = bars.flatMap(({ date, open, high, low, close, volume, average, barCount }) => [
        ...[String(Date.parse(`${date}Z`) / 1_000), open, high, low, close, volume, average, barCount],
      ]);
      tws.say(17, reqId, '', '', bars.length, ...rows);
    };
    const request = { contract: { conId: 1 }, end: '', duration: '1 D', size: '1 min', show: 'TRADES', regularHours: false };
    const told = await data.history(request);
    expect(told).toEqual(
      bars.map(({ date, open, high, low, close, volume }) => ({
        ...{ date: String(Date.parse(`${date}Z`) / 1_000), open, high, low, close, volume },
      })),
    );
    expect(told).toHaveLength(405);
  });

  it('are quotes and prints, with every value as it was', async () => {
    const data = await line();
    const [quotes, prints] = [lines('responses/historic/bid_ask_ticks.json.gz'), lines('responses/historic/trade_ticks.json.gz')];
    const heard: (WireQuote | WirePrint)[] = [];
    await data.quotes(
      { conId: 1 },
      (quote) => void heard.push(quote),
      (error) => expect.unreachable(error.message),
    );
    await data.prints(
      { conId: 1 },
      (print) => void heard.push(print),
      (error) => expect.unreachable(error.message),
    );
    const secondsOf = ({ time }: Record<string, string>): number => Date.parse(time!) / 1_000;
    for (const one of quotes) tws.say(99, 1, 3, secondsOf(one), one['priceBid'], one['priceAsk'], one['sizeBid'], one['sizeAsk'], 0);
    for (const one of prints) tws.say(99, 2, 1, secondsOf(one), one['price'], one['size'], 0, '', '');
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([
      ...quotes.map((one) => ({ seconds: secondsOf(one), values: [one['priceBid'], one['priceAsk'], one['sizeBid'], one['sizeAsk']] })),
      ...prints.map((one) => ({ seconds: secondsOf(one), price: one['price'], size: one['size'] })),
    ]);
    expect([quotes.length, prints.length]).toEqual([1_003, 6]);
  });

  it('that are samples of a market are not listened to: no request for them ever leaves', async () => {
    const samples = JSON.parse(readFileSync(join(NAUTILUS, 'streaming/tick_data.json'), 'utf8')) as unknown[];
    expect(samples).toHaveLength(14_027);
    const data = await line();
    await data.quotes(
      { conId: 1 },
      () => {},
      () => {},
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(tws.heard.map(([number]) => number)).toEqual(['71', '97']);
  });
});
