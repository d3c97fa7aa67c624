import type { Contract, ContractDetails } from '@stoqey/ib';
import { describe, expect, it } from 'vitest';
import { contractOf } from '../../../../../data/live/ibkr/contract.ts';
import { meaningOf } from '../../../../../engine/broker/live/ibkr/map/codes.ts';
import { connectionFault } from '../../../../../engine/broker/live/ibkr/map/connection-fault.ts';
import { idOf, marketOf } from '../../../../../engine/broker/live/ibkr/map/contract.ts';
import { accountIn, isPaper, misfitOf } from '../../../../../engine/broker/live/ibkr/map/details.ts';
import { onWire } from '../../../../../engine/broker/live/ibkr/map/number.ts';
import { orderBody } from '../../../../../engine/broker/live/ibkr/map/order-out.ts';
import { throwIfRefused } from '../../../../../engine/broker/live/ibkr/map/refusal.ts';
import { timeOf, timeText } from '../../../../../engine/broker/live/ibkr/map/time.ts';
import { gridOf } from '../../../../../engine/model/grid.ts';
import { type InstrumentSpec, instrumentOf } from '../../../../../engine/model/instrument.ts';
import { millis } from '../../../../../engine/model/time.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';

const of = (id: string, spec: InstrumentSpec = {}): Contract =>
  marketOf(instrumentOf(id, { tickSize: 0.01, stepSize: 1, ...spec })).contract;

describe('an id of IB', () => {
  it.each<[id: string, spec: InstrumentSpec, contract: object]>([
    ['AAPL.IBKR', {}, { secType: 'STK', exchange: 'SMART', currency: 'USD', symbol: 'AAPL' }],
    ['BRK_B.IBKR', {}, { secType: 'STK', exchange: 'SMART', currency: 'USD', symbol: 'BRK B' }],
    ['SAP-STK-IBIS.IBKR', { quote: 'EUR' }, { secType: 'STK', exchange: 'SMART', currency: 'EUR', symbol: 'SAP', primaryExch: 'IBIS' }],
    ['EURUSD-FX.IBKR', {}, { secType: 'CASH', exchange: 'IDEALPRO', currency: 'USD', symbol: 'EUR' }],
    ['BTCUSD-CRYPTO.IBKR', {}, { secType: 'CRYPTO', exchange: 'PAXOS', currency: 'USD', symbol: 'BTC' }],
    [
      'ESZ6-FUT-CME.IBKR',
      { contract: 'linear', multiplier: 50 },
      { secType: 'FUT', exchange: 'CME', currency: 'USD', localSymbol: 'ESZ6' },
    ],
    [
      'AAPL-20261218-C-250-OPT.IBKR',
      { multiplier: 100 },
      {
        secType: 'OPT',
        exchange: 'SMART',
        currency: 'USD',
        symbol: 'AAPL',
        lastTradeDateOrContractMonth: '20261218',
        right: 'C',
        strike: 250,
      },
    ],
    ['265598-CONID.IBKR', {}, { conId: 265598, exchange: 'SMART' }],
  ])('%s is a contract, for orders and for data', (id, spec, contract) => {
    expect(of(id, spec)).toEqual(contract);
    expect(contractOf(id, spec.quote ?? 'USD')).toEqual(contract);
  });

  it.each(['EUR/USD.IBKR', 'ESZ6-FUT.IBKR', 'AAPL-20261218-X-250-OPT.IBKR', 'EURJPY-FX.IBKR', 'AAPL-STK-NASDAQ-NYSE.IBKR', 'x-CONID.IBKR'])(
    '%s is none',
    (id) => {
      expect(() => of(id)).toThrow(/Expected (an instrument of IB|the contract of)/);
    },
  );

  it('contradicts another kind of contract', () => {
    expect(() => of('ESZ6-FUT-CME.IBKR')).toThrow('Expected the contract of "ESZ6-FUT-CME.IBKR" to be "linear", but it was "spot"');
    expect(() => of('AAPL.IBKR', { contract: 'linear' })).toThrow('to be "spot", but it was "linear"');
  });

  it('is made of what somebody else holds, too', () => {
    const held = { conId: 9, symbol: 'BRK B', secType: 'STK' as never, currency: 'USD' };
    expect(idOf(held)).toBe('BRK_B.IBKR');
    expect(idOf({ ...held, secType: 'FUT' as never, localSymbol: 'ESZ6', exchange: '' })).toBe('ESZ6-FUT.IBKR');
    expect(idOf({ ...held, secType: 'BOND' as never })).toBe('9-CONID.IBKR');
  });
});

describe('a contract as TWS describes it', () => {
  const market = marketOf(instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 }));
  const details = (terms: object, contract: object = {}): ContractDetails =>
    ({
      minTick: 0.01,
      sizeIncrement: 0.0001,
      ...terms,
      contract: { conId: 1, currency: 'USD', secType: 'STK', ...contract },
    }) as ContractDetails;

  it('fits, or says what does not', () => {
    expect(misfitOf(market, [details({})])).toBeUndefined();
    expect(misfitOf(market, [])).toBe('TWS knows no such contract');
    expect(misfitOf(market, [details({}), details({})])).toContain('TWS knows 2 such contracts');
    expect(misfitOf(market, [details({ minTick: 0.05 })])).toBe('its prices go by 0.05, not by 0.01');
    expect(misfitOf(market, [details({ sizeIncrement: 100 })])).toBe('its sizes go by 100, not by 1');
    expect(misfitOf(market, [details({ priceMagnifier: 100 })])).toContain('magnified by 100');
    expect(misfitOf(market, [details({}, { currency: 'EUR' })])).toBe('it is priced in EUR, not in USD');
    expect(misfitOf(market, [details({}, { multiplier: 100 })])).toBe('its multiplier is 100, not 1');
  });

  it('is traded in the account that is meant', () => {
    expect(accountIn(['DU1'], undefined)).toBe('DU1');
    expect(accountIn(['U1', 'U2'], 'U2')).toBe('U2');
    expect(() => accountIn(['U1', 'U2'], undefined)).toThrow('ONETAPE_IBKR_ACCOUNT to say which of the accounts U1, U2 is traded');
    expect(() => accountIn(['U1'], 'U9')).toThrow('to be one of U1, but it was "U9"');
    expect(['DU1', 'DF2', 'U3', 'F4'].map(isPaper)).toEqual([true, true, false, false]);
  });
});

describe('an order on its way to TWS', () => {
  const market = marketOf(instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 }));
  const body = (terms: Parameters<typeof orderOf>[0]): object =>
    orderBody('k3f9x2-7', orderOf({ qty: 10, ...terms }), market, { account: 'DU1', outsideHours: false });
  const COMMON = { action: 'BUY', totalQuantity: '10', outsideRth: false, account: 'DU1', orderRef: 'k3f9x2-7', transmit: true };
  const trail = { amount: undefined, percent: undefined, activation: undefined, offset: undefined };

  it.each<[terms: Parameters<typeof orderOf>[0], more: object]>([
    [{ type: 'market' }, { orderType: 'MKT', tif: 'GTC' }],
    [
      { price: 150.25, tif: 'day' },
      { orderType: 'LMT', lmtPrice: '150.25', tif: 'DAY' },
    ],
    [{ trigger: 140 }, { orderType: 'STP', auxPrice: '140', tif: 'GTC' }],
    [
      { trigger: 140, price: 139.5 },
      { orderType: 'STP LMT', auxPrice: '140', lmtPrice: '139.5', tif: 'GTC' },
    ],
    [
      { type: 'market-if-touched', trigger: 140 },
      { orderType: 'MIT', auxPrice: '140', tif: 'GTC' },
    ],
    [
      { type: 'limit-if-touched', trigger: 140, price: 141 },
      { orderType: 'LIT', auxPrice: '140', lmtPrice: '141', tif: 'GTC' },
    ],
    [
      { type: 'trailing-stop', trail: { ...trail, amount: 0.5 } },
      { orderType: 'TRAIL', auxPrice: '0.5', tif: 'GTC' },
    ],
    [
      { type: 'trailing-stop', trail: { ...trail, percent: 0.015 } },
      { orderType: 'TRAIL', trailingPercent: 1.5, tif: 'GTC' },
    ],
    [{ type: 'market-on-close' }, { orderType: 'MOC', tif: 'DAY' }],
    [
      { type: 'limit-on-close', price: 150 },
      { orderType: 'LOC', lmtPrice: '150', tif: 'DAY' },
    ],
    [{ type: 'market-on-open' }, { orderType: 'MKT', tif: 'OPG' }],
    [
      { type: 'limit-on-open', price: 150 },
      { orderType: 'LMT', lmtPrice: '150', tif: 'OPG' },
    ],
    [
      { price: 150, tif: 'fok' },
      { orderType: 'LMT', lmtPrice: '150', tif: 'FOK' },
    ],
    [
      { price: 150, display: 2 },
      { orderType: 'LMT', lmtPrice: '150', tif: 'GTC', displaySize: '2' },
    ],
    [
      { price: 150, tif: 'gtd', expiresAt: millis(Date.UTC(2026, 0, 2, 15, 30, 1, 500)) },
      { orderType: 'LMT', lmtPrice: '150', tif: 'GTD', goodTillDate: '20260102-15:30:01' },
    ],
  ])('of %j says so, and nothing else', (terms, more) => {
    expect(body(terms)).toEqual({ ...COMMON, ...more });
  });

  it.each<[terms: Parameters<typeof orderOf>[0], why: string]>([
    [{ type: 'trailing-stop-limit', trail }, 'TWS has no order of type "trailing-stop-limit"'],
    [{ type: 'trailing-stop', trail: { ...trail, amount: 1, activation: 160 } }, 'a trail of TWS begins at once'],
    [{ type: 'trailing-stop', trail }, 'a trailing stop without its distance'],
    [{ price: 150.005 }, 'the price is no multiple of 0.01: "150.005"'],
    [{ price: 150, qty: 1.5 }, 'the quantity is no multiple of 1: "1.5"'],
    [{ price: 150, tif: 'gtd' }, 'a gtd order without its time'],
  ])('of %j is refused, never sent as something else', (terms, why) => {
    expect(() => body(terms)).toThrow(why);
  });

  it('has numbers without exponents', () => {
    expect([onWire(gridOf(1e-8), 1e-7, ''), onWire(gridOf(0.00005), 1.08015, ''), onWire(gridOf(1), 1e21 / 1e18, '')]).toEqual([
      ...['0.0000001', '1.08015', '1000'],
    ]);
  });
});

describe('times of TWS', () => {
  it('are read in the zone that they name', () => {
    const noon = Date.UTC(2026, 6, 2, 16, 0, 5);
    expect(timeOf('20260702 12:00:05 US/Eastern')).toBe(noon);
    expect(timeOf('20260702  12:00:05 America/New_York')).toBe(noon);
    expect(timeOf('20260702-16:00:05')).toBe(noon);
    expect(timeOf('20260702 16:00:05 UTC')).toBe(noon);
    expect(timeOf('20260102 12:00:00 US/Eastern')).toBe(Date.UTC(2026, 0, 2, 17));
    expect(timeOf('20260702 18:00:05', 'Europe/Berlin')).toBe(noon);
    expect(timeText(noon)).toBe('20260702-16:00:05');
    expect(() => timeOf('2026-07-02')).toThrow('Expected a time of IB');
    expect(() => timeOf('20260702 12:00:05 Mars/Phobos')).toThrow('Expected a time zone, but it was "Mars/Phobos"');
  });

  it('are right on both sides of a change of clocks', () => {
    expect(timeOf('20260308 01:59:59 US/Eastern')).toBe(Date.UTC(2026, 2, 8, 6, 59, 59));
    expect(timeOf('20260308 03:00:00 US/Eastern')).toBe(Date.UTC(2026, 2, 8, 7));
  });
});

describe('codes of TWS', () => {
  it.each<[meaning: string, ...codes: number[]]>([
    ['information', 2106, 2107, 2108, 2119],
    ['warning', 165, 399, 404, 2109, 10167, 424_242],
    ['refused', 103, 105, 110, 200, 201, 203, 321, 387, 434, 10243, 10289, 10293],
    ['canceled', 202],
    ['too-late', 104, 161, 10148],
    ['not-found', 135, 10147],
    ['busy', 100],
    ['no-data', 162, 354, 10089, 10197],
    ['farm-down', 2103, 2105, 2157],
    ['farm-up', 2104, 2158],
    ['lost', 502, 504, 1100, 1300, 2110],
    ['renewed', 1101],
    ['kept', 1102],
    ['fatal', 326, 460, 503],
  ])('mean %s', (meaning, ...codes) => {
    expect(codes.map((code) => `${code} ${meaningOf(code)}`)).toEqual(codes.map((code) => `${code} ${meaning}`));
  });

  it('end what waits for an order, or let it go on', () => {
    const kindOf = (code: number, text = 'words'): string => {
      try {
        throwIfRefused({ code, text });
        return 'goes on';
      } catch (error) {
        return (error as { kind: string }).kind;
      }
    };
    expect([201, 103, 110, 460, 104, 10147, 100, 399, 2104, 9_999].map((code) => kindOf(code))).toEqual([
      ...['refused', 'refused', 'refused', 'refused', 'refused', 'not-found', 'unknown', 'goes on', 'goes on', 'goes on'],
    ]);
    expect(kindOf(321, 'The API interface is currently in Read-Only mode.')).toBe('auth');
  });

  it('end a connection, for a while or for good', () => {
    const at = { host: '127.0.0.1', port: 4002, clientId: 7, isOpening: true };
    const kindOf = (code: number, terms: object = {}): string | undefined =>
      connectionFault({ id: -1, code, text: 'words' }, { ...at, ...terms })?.kind;
    expect([326, 502, 503, 1100, 2110].map((code) => kindOf(code))).toEqual(['auth', 'not-sent', 'auth', 'not-sent', 'not-sent']);
    expect([505, 1100, 1101, 1102, 1300, 2104].map((code) => kindOf(code, { isOpening: false }))).toEqual([
      ...['unknown', 'unknown', 'unknown', undefined, 'unknown', undefined],
    ]);
    expect(kindOf(326, { isAgain: true })).toBe('not-sent');
    expect(connectionFault({ id: 5, code: 326, text: '' }, at)).toBeUndefined();
    expect(connectionFault({ id: -1, code: 326, text: '' }, at)?.message).toBe(
      'client id 7 is in use at 127.0.0.1:4002: give this session one of its own with ONETAPE_IBKR_CLIENT_ID',
    );
  });
});
