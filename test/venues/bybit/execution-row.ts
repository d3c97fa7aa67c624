import type { VenueFill } from '../../../engine/broker/broker.ts';
import { valueAt } from '../../../engine/model/instrument.ts';
import { money, onGrid } from './listed.ts';
import type { Marks } from './marks.ts';
import { nameOf } from './names.ts';

/** What answers and the stream both say of an execution; undefined for one of an order that Bybit was not asked to take. */
function common(marks: Marks, { execId, clientId, venueId, side, qty, price, liquidity, ts }: VenueFill) {
  const mark = marks.of(clientId);
  if (mark === undefined) return undefined;
  const { fee, feeCurrency, leaves, seq, order, closed } = marks.execution(execId);
  const { instrument, category, symbol } = mark.listed;
  const { ticks, steps } = instrument;
  const value = Math.abs(valueAt(instrument, qty, price));
  const rate = feeCurrency === instrument.settle ? fee / value : fee / qty;
  return {
    symbol,
    orderType: mark.orderType,
    orderLinkId: mark.linkId === '' ? '' : clientId,
    side: side === 'buy' ? 'Buy' : 'Sell',
    orderId: nameOf(category, venueId),
    stopOrderType: mark.stopOrderType === '' ? 'UNKNOWN' : mark.stopOrderType,
    leavesQty: onGrid(steps, leaves),
    execTime: String(Math.floor(ts)),
    isMaker: liquidity === 'maker',
    execFee: money(fee),
    feeRate: money(rate),
    execId: nameOf(category, execId),
    tradeIv: '',
    blockTradeId: '',
    markPrice: onGrid(ticks, price),
    indexPrice: '',
    underlyingPrice: '',
    markIv: '',
    execPrice: onGrid(ticks, price),
    orderQty: onGrid(steps, order.qty),
    orderPrice: onGrid(ticks, order.price ?? 0),
    execValue: money(value),
    execType: 'Trade',
    execQty: onGrid(steps, qty),
    closedSize: category === 'spot' ? '' : onGrid(steps, closed),
    seq,
  };
}

/** The coin of a fee, as it is named: not at all where it goes without saying. */
const feeCurrencyOf = (marks: Marks, fill: VenueFill): string => marks.execution(fill.execId).feeCurrency;

/** An execution as `/v5/execution/list` has it. */
export function executionRow(marks: Marks, fill: VenueFill): object | undefined {
  const row = common(marks, fill);
  if (row === undefined) return undefined;
  const isSpot = marks.of(fill.clientId)!.listed.category === 'spot';
  return { ...row, feeCurrency: isSpot ? feeCurrencyOf(marks, fill) : '', extraFees: '' };
}

/** An execution as the stream has it. */
export function executionNews(marks: Marks, fill: VenueFill): object | undefined {
  const row = common(marks, fill);
  if (row === undefined) return undefined;
  return {
    category: marks.of(fill.clientId)!.listed.category,
    ...row,
    isLeverage: '0',
    marketUnit: '',
    execPnl: '0',
    createType: 'CreateByUser',
    extraFees: [],
    feeCurrency: feeCurrencyOf(marks, fill),
  };
}
