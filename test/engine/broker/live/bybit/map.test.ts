import { describe, expect, it } from 'vitest';
import { holdingsOf } from '../../../../../engine/broker/live/bybit/map/account.ts';
import { fillOf, isDeal } from '../../../../../engine/broker/live/bybit/map/fill.ts';
import { misfitOf } from '../../../../../engine/broker/live/bybit/map/instrument.ts';
import { keyFacts } from '../../../../../engine/broker/live/bybit/map/key.ts';
import { Markets, marketOf } from '../../../../../engine/broker/live/bybit/map/market.ts';
import { orderOf, reasonOf } from '../../../../../engine/broker/live/bybit/map/order.ts';
import type { WireExecution, WireKey, WireOrder } from '../../../../../engine/broker/live/bybit/map/wire.ts';
import { instrumentOf } from '../../../../../engine/model/instrument.ts';
import { INVERSE, PAIR, PERPETUAL } from './orders-out.ts';

const ORDER: WireOrder = {
  ...{
    symbol: 'BTCUSDT',
    orderId: 'o1',
    orderLinkId: 'a-1',
    side: 'Buy',
    orderType: 'Limit',
    price: '30000',
    qty: '0.5',
    reduceOnly: false,
  },
  ...{ orderStatus: 'New', avgPrice: '', cumExecQty: '0', cumExecValue: '0', triggerPrice: '', updatedTime: '1700000000123' },
};

const EXECUTION: WireExecution = {
  ...{ symbol: 'BTCUSDT', orderId: 'o1', orderLinkId: 'a-1', side: 'Buy', execId: 'e1', execPrice: '30000', execQty: '0.5' },
  ...{ execType: 'Trade', execFee: '0.0005', feeRate: '0.001', isMaker: false, execTime: '1700000000123' },
};

describe('an order of Bybit', () => {
  it('is open, over, or refused, as its status says', () => {
    const statuses = [
      'New',
      'PartiallyFilled',
      'Untriggered',
      'Triggered',
      'Filled',
      'Cancelled',
      'PartiallyFilledCanceled',
      'Deactivated',
    ];
    expect([...statuses, 'Rejected'].map((orderStatus) => orderOf({ ...ORDER, orderStatus }, 'linear').status)).toEqual([
      ...['open', 'open', 'open', 'open', 'filled', 'canceled', 'canceled', 'canceled', 'rejected'],
    ]);
    expect(() => orderOf({ ...ORDER, orderStatus: 'Frozen' }, 'linear')).toThrow('"Frozen"');
  });

  it('that was rejected with fills is over with them', () => {
    const partly = { ...ORDER, orderStatus: 'Rejected', cumExecQty: '0.1', cumExecValue: '3000', avgPrice: '30000' };
    expect(orderOf(partly, 'linear')).toMatchObject({ status: 'canceled', filledQty: 0.1, avgPrice: 30000 });
  });

  it('without an average price has that of its value, which of an inverse contract is in coins', () => {
    const filled = { ...ORDER, orderStatus: 'Filled', cumExecQty: '300', cumExecValue: '0.01' };
    expect(orderOf(filled, 'inverse').avgPrice).toBe(30000);
    expect(orderOf({ ...ORDER, orderStatus: 'Filled', cumExecQty: '0.5', cumExecValue: '15000' }, 'spot').avgPrice).toBe(30000);
  });

  it('at the market has no price, whatever limit the venue made of it', () => {
    expect(orderOf({ ...ORDER, orderType: 'Market' }, 'linear')).toMatchObject({ type: 'market', price: undefined });
  });

  it('that waits on spot is known by where the market stood, or by how it was placed', () => {
    const waits = { ...ORDER, orderStatus: 'Untriggered', side: 'Sell', triggerPrice: '100', orderType: 'Market', triggerDirection: 0 };
    expect(orderOf({ ...waits, basePrice: '110' }, 'spot').type).toBe('stop');
    expect(orderOf({ ...waits, basePrice: '90' }, 'spot').type).toBe('market-if-touched');
    expect(orderOf(waits, 'spot', 'market-if-touched').type).toBe('market-if-touched');
    expect(orderOf({ ...waits, orderStatus: 'New' }, 'spot', 'market-if-touched').type).toBe('market');
  });

  it('says why it ended where it did not end as it was asked', () => {
    const ended = { ...ORDER, orderStatus: 'Cancelled' };
    expect(reasonOf({ ...ended, rejectReason: 'EC_PostOnlyWillTakeLiquidity', cancelType: 'UNKNOWN' })).toBe(
      'EC_PostOnlyWillTakeLiquidity',
    );
    expect(reasonOf({ ...ended, rejectReason: 'EC_PerCancelRequest', cancelType: 'CancelByDCP' })).toBe('CancelByDCP');
    expect(reasonOf({ ...ended, rejectReason: 'EC_NoError', cancelType: 'CancelByUser' })).toBe('');
    expect(reasonOf({ ...ORDER, orderStatus: 'Filled', rejectReason: 'EC_OrigClOrdIDDoesNotExist', cancelType: 'CancelByUser' })).toBe('');
  });
});

describe('an execution of Bybit', () => {
  it('pays its fee in what a contract settles in', () => {
    expect(fillOf(EXECUTION, 'linear', PERPETUAL)).toMatchObject({ fee: 0.0005, feeCurrency: 'USDT', liquidity: 'taker' });
    expect(fillOf({ ...EXECUTION, symbol: 'BTCUSD' }, 'inverse', INVERSE)).toMatchObject({ feeCurrency: 'BTC' });
  });

  it('pays its fee on spot in the coin that is received, and gets a rebate in the other', () => {
    const feeOf = (more: Partial<WireExecution>): string => fillOf({ ...EXECUTION, ...more }, 'spot', PAIR).feeCurrency;
    expect(feeOf({ feeCurrency: 'BTC' })).toBe('BTCUSDT-SPOT.BYBIT');
    expect(feeOf({ feeCurrency: 'MNT' })).toBe('MNT');
    expect([feeOf({}), feeOf({ side: 'Sell' })]).toEqual(['BTCUSDT-SPOT.BYBIT', 'USDT']);
    const rebate = { isMaker: true, feeRate: '-0.0001' };
    expect([feeOf(rebate), feeOf({ ...rebate, side: 'Sell' })]).toEqual(['USDT', 'BTCUSDT-SPOT.BYBIT']);
  });

  it('has a name of its own, also where one trades with oneself', () => {
    const [bought, sold] = [fillOf(EXECUTION, 'linear'), fillOf({ ...EXECUTION, side: 'Sell', orderId: 'o2' }, 'linear')];
    expect([bought.execId, sold.execId]).toEqual(['e1/o1', 'e1/o2']);
  });

  it('of funding moves no units', () => {
    expect(['Trade', 'BustTrade', 'AdlTrade', 'Delivery', 'Funding'].map((execType) => isDeal({ ...EXECUTION, execType }))).toEqual([
      ...[true, true, true, true, false],
    ]);
    expect(() => fillOf({ ...EXECUTION, execType: 'Funding' }, 'linear')).toThrow('"Funding"');
  });

  it('that cannot be read is no zero', () => {
    expect(() => fillOf({ ...EXECUTION, execQty: '' }, 'linear')).toThrow('"execQty"');
    expect(() => fillOf({ ...EXECUTION, execPrice: 'x' }, 'linear')).toThrow('"x"');
  });
});

describe('an instrument at Bybit', () => {
  it('is a pair or a perpetual by its id, and its contract may not contradict that', () => {
    expect(() => marketOf(instrumentOf('BTCUSDT.BYBIT'))).toThrow('the pair is BTCUSDT-SPOT.BYBIT');
    expect(() => marketOf(instrumentOf('BTCUSDT-SPOT.BYBIT', { contract: 'linear' }))).toThrow('the perpetual is BTCUSDT.BYBIT');
    expect(() => marketOf(instrumentOf('GOOG.US'))).toThrow('Expected an instrument of bybit');
    expect(new Markets([PAIR.instrument, PERPETUAL.instrument]).categories).toEqual(['spot', 'linear']);
  });

  it('is the only one that is held in its coin', () => {
    const other = instrumentOf('BTCUSDC-SPOT.BYBIT', { quote: 'USDC' });
    const sentence = (id: string): string => `Expected one instrument to hold BTC in, but it was "${id}" and`;
    expect(() => new Markets([PAIR.instrument, other])).toThrow(sentence('BTCUSDT-SPOT.BYBIT'));
    expect(() => new Markets([PAIR.instrument, INVERSE.instrument])).toThrow(sentence('BTCUSD.BYBIT'));
  });

  it('fits where its prices and quantities are the venue’s', () => {
    const wire = {
      ...{ symbol: 'BTCUSDT', status: 'Trading', baseCoin: 'BTC', quoteCoin: 'USDT', settleCoin: 'USDT' },
      ...{ priceFilter: { tickSize: '0.10' }, lotSizeFilter: { qtyStep: '0.001' } },
    };
    expect(misfitOf(PERPETUAL, wire)).toBeUndefined();
    expect(misfitOf(PERPETUAL, undefined)).toBe('bybit lists no "BTCUSDT" in linear');
    expect(misfitOf(PERPETUAL, { ...wire, status: 'PreLaunch' })).toContain('PreLaunch');
    expect(misfitOf(PERPETUAL, { ...wire, settleCoin: 'USDC' })).toContain('settled in USDC');
    expect(misfitOf(PERPETUAL, { ...wire, priceFilter: { tickSize: '0.5' } })).toBe('its tick size is 0.5 at bybit, not "0.1"');
    expect(misfitOf(PERPETUAL, { ...wire, lotSizeFilter: { qtyStep: '0.01' } })).toBe('its step size is 0.01 at bybit, not "0.001"');
    expect(misfitOf(PERPETUAL, { ...wire, lotSizeFilter: { qtyStep: '0.0005' } })).toBeUndefined();
    expect(misfitOf(marketOf(instrumentOf('BTCUSDT.BYBIT', { contract: 'linear', quote: 'USDT' })), wire)).toContain('not "0"');
  });

  it('of spot is held as its coin', () => {
    expect(holdingsOf([{ currency: 'BTC', total: 0.5 }], [PAIR, PERPETUAL])).toEqual([
      { instrument: 'BTCUSDT-SPOT.BYBIT', qty: 0.5, avgPrice: Number.NaN },
    ]);
  });
});

describe('an API key', () => {
  const KEY: WireKey = {
    readOnly: 0,
    userID: 42,
    uta: 1,
    ips: ['10.0.0.1'],
    permissions: { Spot: ['SpotTrade'], ContractTrade: ['Order'] },
  };
  const given = (more: Partial<WireKey>) => keyFacts({ ...KEY, ...more }, ['linear', 'spot']);

  it('that may trade names its account', () => {
    expect(given({})).toEqual({ account: '42', warnings: [] });
    expect(given({ permissions: { Spot: ['SpotTrade'], Derivatives: ['DerivativesTrade'] } }).account).toBe('42');
  });

  it.each([
    [{ permissions: { Wallet: ['AccountTransfer', 'Withdraw'] } }, 'the API key can withdraw'],
    [{ readOnly: 1 }, 'can only read'],
    [{ uta: 0 }, 'a classic one'],
    [{ permissions: { ContractTrade: ['Order'] } }, 'without "SpotTrade"'],
    [{ permissions: { Spot: ['SpotTrade'], ContractTrade: ['Position'] } }, 'without "ContractTrade: Order"'],
  ] as const)('of %j is refused for good', (more, sentence) => {
    expect(() => given(more)).toThrow(sentence);
  });

  it('that is bound to no address is warned of', () => {
    expect(given({ ips: ['*'], deadlineDay: 21 }).warnings).toEqual([
      'the API key works from every address: whoever gets hold of it can trade, and ends in 21 days',
    ]);
  });
});
