import type { Field } from './frame.ts';
import { fieldsOf } from './layout.ts';
import { COMPLETED_ORDER, EXECUTION, OPEN_ORDER, ORDER_STATUS } from './layouts.ts';
import type { Listed } from './listed.ts';
import type { ExecutionMark, Mark, Marks } from './marks.ts';
import { stamp } from './times.ts';

/** What TWS writes where a number does not exist. */
export const UNSET = '1.7976931348623157E308';

/** A number without what binary fractions leave behind. */
export const decimal = (value: number): string => String(Number(value.toFixed(10)));

/** A contract as answers have it. */
export const contractFields = ({ conId, symbol, secType, lastTradeDate, strike, right, multiplier, ...rest }: Listed) => ({
  ...{ conId, symbol, secType, lastTradeDate, strike: decimal(strike), right: right === '' ? '?' : right, multiplier },
  ...{ exchange: rest.exchange, currency: rest.currency, localSymbol: rest.localSymbol, tradingClass: rest.tradingClass },
});

/** Where an order stands, in TWS's word. */
export function statusOf(marks: Marks, mark: Mark): string {
  if (mark.ended !== '') return mark.ended;
  const order = marks.orderOf(mark);
  // It has not been transmitted.
  if (order === undefined) return 'ApiPending';
  if (mark.isCanceling) return 'PendingCancel';
  return order.sleeps || !Number.isFinite(order.arrival) || waitsForAuction(mark) ? 'PreSubmitted' : 'Submitted';
}

/** Whether an order is for an opening or a closing auction. */
export const waitsForAuction = ({ placed }: Mark): boolean =>
  placed['orderType'] === 'MOC' || placed['orderType'] === 'LOC' || placed['tif'] === 'OPG';

/** Prices and quantity of an order as they are now. */
function termsOf(marks: Marks, mark: Mark): Readonly<Record<string, Field>> {
  const { placed, listed } = mark;
  const order = marks.orderOf(mark);
  if (order === undefined) return placed;
  const { qty, price, trigger } = order.told();
  const has = (name: string): boolean => (placed[name] ?? '') !== '';
  const isTrail = placed['orderType']!.startsWith('TRAIL');
  const limit = waitsForAuction(mark) || !has('lmtPrice') ? placed['lmtPrice'] : decimal(price ?? Number.NaN);
  return {
    totalQuantity: decimal(qty),
    lmtPrice: limit === '' ? '0.0' : limit,
    auxPrice: has('auxPrice') && !isTrail && trigger !== undefined ? decimal(trigger) : has('auxPrice') ? placed['auxPrice'] : '0.0',
    trailStopPrice: isTrail && trigger !== undefined ? decimal(trigger) : UNSET,
    trailingPercent: has('trailingPercent') ? placed['trailingPercent'] : UNSET,
    multiplier: listed.multiplier,
  };
}

/** All that TWS says of an order, by the names of the layouts. */
function orderFields(marks: Marks, mark: Mark, account: string): Readonly<Record<string, Field>> {
  const { placed, permId, listed, clientId, orderId, parentId } = mark;
  const as = (...names: readonly string[]): Record<string, Field> => Object.fromEntries(names.map((name) => [name, placed[name]]));
  return {
    ...contractFields(listed),
    ...as('action', 'orderType', 'ocaGroup', 'orderRef', 'goodTillDate', 'displaySize', 'outsideRth', 'openClose'),
    ...termsOf(marks, mark),
    tif: placed['tif'] === '' ? 'DAY' : placed['tif'],
    ...{ orderId, clientId, permId, account, parentId, status: statusOf(marks, mark) },
    ...{ origin: 0, hidden: 0, discretionaryAmt: '0', shortSaleSlot: 0, exemptCode: -1, auctionStrategy: 0, triggerMethod: 0 },
    ...{ ocaType: placed['ocaType'] === '' ? 3 : placed['ocaType'], volatilityType: 0, continuousUpdate: 0, referencePriceType: 0 },
    ...{ deltaNeutralOrderType: '', comboLegsCount: 0, orderComboLegsCount: 0, smartComboRoutingParamsCount: 0 },
    ...{ clearingIntent: 'IB', conditions: 0, adjustedOrderType: 'None', adjustableTrailingUnit: 0, duration: 2147483647 },
    ...{ minQty: 2147483647, percentOffset: UNSET, nbboPriceCap: UNSET, cashQty: 0, usePriceMgmtAlgo: 0, postToAts: 2147483647 },
  };
}

/** Message 5. */
export const openOrderRow = (marks: Marks, mark: Mark, account: string, version: number): Field[] => [
  5,
  ...fieldsOf(OPEN_ORDER, orderFields(marks, mark, account), version),
];

/** Message 3. */
export function statusRow(marks: Marks, mark: Mark, version: number): Field[] {
  const told = marks.orderOf(mark)?.told();
  const filled = told?.filledQty ?? 0;
  const qty = told?.qty ?? Number(mark.placed['totalQuantity']);
  const last = marks.executions.findLast((one) => one.mark === mark)?.fill.price ?? 0;
  const values = {
    ...{ orderId: mark.orderId, status: statusOf(marks, mark), filled: decimal(filled) },
    remaining: decimal(mark.ended === '' || mark.ended === 'Filled' ? qty - filled : 0),
    avgFillPrice: filled === 0 ? '0.0' : decimal(told!.avgPrice),
    ...{ permId: mark.permId, parentId: mark.parentId, lastFillPrice: decimal(last), clientId: mark.clientId },
    whyHeld: marks.orderOf(mark)?.sleeps === true ? 'trigger' : '',
    mktCapPrice: 0,
  };
  return [3, ...fieldsOf(ORDER_STATUS, values, version)];
}

/** Message 101. */
export function completedRow(marks: Marks, mark: Mark, account: string, version: number): Field[] {
  const filled = marks.orderOf(mark)?.told().filledQty ?? 0;
  const values = {
    ...orderFields(marks, mark, account),
    totalQuantity: mark.ended === 'Filled' ? decimal(filled) : mark.placed['totalQuantity'],
    filledQuantity: decimal(filled),
    completedTime: stamp(mark.endedAt, ' '),
    completedStatus: mark.ended === 'Filled' ? `Filled Size: ${decimal(filled)}` : 'Cancelled',
  };
  return [101, ...fieldsOf(COMPLETED_ORDER, values, version)];
}

/** Message 11; `reqId` is -1 for one that nobody asked for. */
export function executionRow({ mark, fill, execId, cumQty, avgPrice }: ExecutionMark, reqId: number, account: string, version: number) {
  const { listed, orderId, permId, clientId, placed } = mark;
  const values = {
    ...contractFields(listed),
    ...{ reqId, orderId, execId, time: stamp(fill.ts), account, execExchange: 'ISLAND', side: fill.side === 'buy' ? 'BOT' : 'SLD' },
    ...{ shares: decimal(fill.qty), price: decimal(fill.price), permId, clientId, liquidation: 0, cumQty: decimal(cumQty) },
    ...{ avgPrice: decimal(avgPrice), orderRef: placed['orderRef'], lastLiquidity: fill.liquidity === 'maker' ? 1 : 2 },
    pendingPriceRevision: false,
  };
  return [11, ...fieldsOf(EXECUTION, values, version)];
}

/** Message 59, which comes by itself some time after each execution. */
export const commissionRow = ({ execId, fill, realized, mark }: ExecutionMark): Field[] => [
  ...[59, 1, execId, String(fill.fee), mark.listed.currency, Number.isNaN(realized) ? UNSET : decimal(realized), UNSET, ''],
];
