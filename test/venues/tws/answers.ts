import { accountOf, type Desk, nextIdOf } from './desk.ts';
import type { Field } from './frame.ts';
import { fieldsOf } from './layout.ts';
import { CONTRACT_DATA, PORTFOLIO, POSITION } from './layouts.ts';
import { type Listed, meantBy } from './listed.ts';
import type { Mark } from './marks.ts';
import { commissionRow, completedRow, contractFields, decimal, executionRow, openOrderRow, statusRow } from './order-rows.ts';
import type { Placed } from './placed-order.ts';
import { Refusal } from './refusal.ts';
import { momentOf, stamp } from './times.ts';

/** Who asks, and in which version. */
export interface Asker {
  readonly clientId: number;
  readonly version: number;
}

type Rows = readonly (readonly Field[])[];
type Answer = (desk: Desk, asked: Placed, asker: Asker) => Rows;

/** Requests that are answered at once, by name. Each throws a Refusal for what TWS would not answer. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  ids: (desk, _asked, { clientId }) => [[9, 1, nextIdOf(desk, clientId)]],
  currentTime: ({ world }) => [[49, 1, Math.floor(world.exchange.now / 1_000)]],
  managedAccounts: ({ settings }) => [[15, 1, settings.accounts.join(',')]],
  openOrders: (desk, _asked, asker) => openOrders(desk, asker, ({ clientId }) => clientId === asker.clientId),
  allOpenOrders: (desk, _asked, asker) => openOrders(desk, asker, () => true),
  completedOrders: (desk, _asked, { version }) => [
    ...desk.marks.all.filter(({ ended }) => ended !== '').map((mark) => completedRow(desk.marks, mark, accountOf(desk), version)),
    [102],
  ],
  executions,
  contractDetails,
  positions: (desk, _asked, { version }) => [...positionRows(desk, version), [62, 1]],
  accountSummary,
  accountUpdates,
  pnl: (desk, asked) => [[94, asked['reqId'], '0', ...gains(desk)]],
  marketDataType: () => [],
};

function openOrders(desk: Desk, { version }: Asker, counts: (mark: Mark) => boolean): Rows {
  const open = desk.marks.all.filter((mark) => mark.ended === '' && counts(mark));
  const rows = open.flatMap((mark) => [openOrderRow(desk.marks, mark, accountOf(desk), version), statusRow(desk.marks, mark, version)]);
  return [...rows, [53, 1]];
}

/** Executions of today, each with its commission where that is known by now. */
function executions(desk: Desk, asked: Placed, { version }: Asker): Rows {
  const { reqId, clientId, account, time, symbol, side } = asked as Readonly<Record<'reqId' | string, string>>;
  const since = time === '' ? 0 : momentOf(time!);
  if (Number.isNaN(since)) throw new Refusal(321, "Error validating request.-'bO' : cause - Invalid time");
  if (account !== '' && !desk.settings.accounts.includes(account!))
    throw new Refusal(321, "Error validating request.-'bO' : cause - Invalid account code");
  const meant = desk.marks.executions.filter(
    ({ mark, fill }) =>
      (clientId === '' || clientId === '0' || clientId === String(mark.clientId)) &&
      fill.ts >= since &&
      (symbol === '' || symbol === mark.listed.symbol) &&
      (side === '' || (side === 'BUY') === (fill.side === 'buy')),
  );
  const told = meant.flatMap((one) => [executionRow(one, Number(reqId), accountOf(desk), version), commissionRow(one)]);
  return [...told, [55, 1, reqId]];
}

function contractDetails({ listed }: Desk, asked: Placed, { version }: Asker): Rows {
  const meant = meantBy(asked, listed);
  if (meant.length === 0) throw new Refusal(200, 'No security definition has been found for the request');
  return [...meant.map((one) => detailsRow(one, asked['reqId']!, version)), [52, 1, asked['reqId']]];
}

/** Message 10. */
function detailsRow(one: Listed, reqId: string, version: number): Field[] {
  const { instrument, secType } = one;
  const hours = '20240101:CLOSED;20240102:0930-20240102:1600';
  const step = decimal(instrument.stepSize);
  const values = {
    ...contractFields(one),
    ...{ reqId, marketName: one.tradingClass, minTick: decimal(instrument.tickSize), primaryExch: one.primaryExch },
    ...{
      lastTradeDateAndTime: one.lastTradeDate === '' ? '' : `${one.lastTradeDate} 08:30:00 US/Central`,
      lastTradeDate: one.lastTradeDate,
    },
    orderTypes: 'ACTIVETIM,ADJUST,DAY,GTC,GTD,IOC,LIT,LMT,LOC,MIT,MKT,MOC,OCA,OPG,STP,STPLMT,TRAIL,WHATIF',
    ...{ validExchanges: `${one.exchange},${one.primaryExch}`, priceMagnifier: 1, underConId: 0, longName: `${one.symbol} (FAKE)` },
    ...{ contractMonth: one.lastTradeDate.slice(0, 6), industry: 'Technology', category: 'Computers', timeZoneId: 'US/Eastern' },
    ...{ tradingHours: hours, liquidHours: hours, evMultiplier: 0, secIdListCount: 0, aggGroup: 1, marketRuleIds: '26' },
    ...{ realExpirationDate: one.lastTradeDate, stockType: secType === 'STK' ? 'COMMON' : '', minSize: step, sizeIncrement: step },
    ...{ suggestedSizeIncrement: secType === 'STK' ? '100' : step, ineligibilityReasonCount: 0 },
  };
  return [10, ...fieldsOf(CONTRACT_DATA, values, version)];
}

/** What is held of each contract, at the cost of one of them: of futures and options that of all its units. */
export function positionRows(desk: Desk, version: number): Rows {
  const { positions } = desk.world.exchange.snapshot(0);
  return positions.map(({ instrument, qty, avgPrice }) => {
    const one = desk.listed.find((listed) => listed.instrument.id === instrument)!;
    const cost = avgPrice * one.instrument.multiplier;
    const values = { ...contractFields(one), version: 3, account: accountOf(desk), position: decimal(qty), avgCost: decimal(cost) };
    // Positions name no exchange that orders go to.
    return [61, ...fieldsOf(POSITION, { ...values, exchange: one.primaryExch }, version)];
  });
}

/** Gains that are not realized, and those that are. */
function gains({ world, ticks, listed }: Desk): readonly [unrealized: string, realized: string] {
  const { positions } = world.exchange.snapshot(0);
  const open = positions.reduce((sum, { instrument, qty, avgPrice }) => {
    const one = listed.find((each) => each.instrument.id === instrument)!;
    const { last } = ticks[one.index]!;
    return sum + (Number.isNaN(last) ? 0 : qty * (last - avgPrice) * one.instrument.multiplier);
  }, 0);
  return [decimal(open), '0'];
}

/** What the account is worth, by tag. */
function valuesOf(desk: Desk): Readonly<Record<string, string>> {
  const { account } = desk.world.exchange;
  const prices = desk.ticks.map(({ last }) => (Number.isNaN(last) ? 0 : last));
  const worth = account.equity(prices);
  const cash = account.cash.toFixed(8);
  return {
    ...{ AccountType: 'INDIVIDUAL', NetLiquidation: worth.toFixed(2), TotalCashValue: cash, SettledCash: cash },
    ...{ BuyingPower: (worth * desk.world.exchange.terms.leverage).toFixed(2), AvailableFunds: worth.toFixed(2) },
  };
}

/** The ledger of a currency. */
const ledgerOf = (desk: Desk): Readonly<Record<string, string>> => {
  const cash = desk.world.exchange.account.cash.toFixed(8);
  const [unrealized] = gains(desk);
  return { CashBalance: cash, TotalCashBalance: cash, UnrealizedPnL: unrealized, RealizedPnL: '0', ExchangeRate: '1.00' };
};

function accountSummary(desk: Desk, asked: Placed): Rows {
  const { reqId, group, tags } = asked;
  if (group !== 'All' && !desk.settings.accounts.includes(group!))
    throw new Refusal(321, "Error validating request.-'bR' : cause - Invalid group");
  const account = accountOf(desk);
  const currency = desk.listed[0]!.instrument.settle;
  const row = (tag: string, value: string, unit: string): Field[] => [63, 1, reqId, account, tag, value, unit];
  const values = valuesOf(desk);
  const rows = tags!.split(',').flatMap((tag) => {
    if (tag === '$LEDGER:ALL' || tag === '$LEDGER' || tag === `$LEDGER:${currency}`)
      return Object.entries(ledgerOf(desk)).flatMap(([name, value]) =>
        tag === '$LEDGER:ALL' ? [row(name, value, currency), row(name, value, 'BASE')] : [row(name, value, currency)],
      );
    const value = values[tag];
    return value === undefined ? [] : [row(tag, value, tag === 'AccountType' ? '' : currency)];
  });
  return [...rows, [64, 1, reqId]];
}

/** What an account is worth and holds, until it is called off. */
function accountUpdates(desk: Desk, { subscribe, account }: Placed, { version }: Asker): Rows {
  if (subscribe !== '1') return [];
  if (account !== '' && !desk.settings.accounts.includes(account!))
    throw new Refusal(321, "Error validating request.-'bP' : cause - Invalid account code");
  const name = accountOf(desk);
  const currency = desk.listed[0]!.instrument.settle;
  const values = { ...valuesOf(desk), ...ledgerOf(desk) };
  const { positions } = desk.world.exchange.snapshot(0);
  return [
    ...Object.entries(values).map(([tag, value]): Field[] => [6, 2, tag, value, tag === 'AccountType' ? '' : currency, name]),
    ...positions.map(({ instrument, qty, avgPrice }): Field[] => {
      const one = desk.listed.find((listed) => listed.instrument.id === instrument)!;
      const { multiplier } = one.instrument;
      const price = desk.ticks[one.index]!.last;
      const worth = {
        ...{ version: 8, position: decimal(qty), marketPrice: decimal(price), marketValue: decimal(qty * price * multiplier) },
        ...{
          averageCost: decimal(avgPrice * multiplier),
          unrealizedPNL: decimal(qty * (price - avgPrice) * multiplier),
          realizedPNL: '0.0',
        },
      };
      return [7, ...fieldsOf(PORTFOLIO, { ...contractFields(one), ...worth, primaryExch: one.primaryExch, account: name }, version)];
    }),
    [8, 1, stamp(desk.world.exchange.now, ' ', '').slice(9, 14)],
    [54, 1, name],
  ];
}
