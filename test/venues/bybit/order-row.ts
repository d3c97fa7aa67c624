import type { VenueOrder } from '../../../engine/broker/broker.ts';
import { money, onGrid } from './listed.ts';
import type { Mark, Marks } from './marks.ts';
import { nameOf } from './names.ts';

/** An order by its number in the exchange, and why it is as it is. */
export interface Told {
  readonly order: VenueOrder;
  readonly mark: Mark;
  readonly reason: string | undefined;
  readonly fees: ReadonlyMap<string, number>;
}

/** What Bybit says of an order when it is asked; undefined for an order that it was not asked to take. */
export function toldOf(marks: Marks, order: VenueOrder, reason = marks.reasonOf(order.clientId)): Told | undefined {
  const mark = marks.of(order.clientId);
  return mark === undefined ? undefined : { order, mark, reason, fees: marks.feesOf(order.clientId) };
}

const isConditional = ({ triggerDirection }: Mark): boolean => triggerDirection !== 0;

/** Whether a conditional order still waits for its trigger. */
const sleeps = ({ type }: VenueOrder): boolean => type === 'stop' || type === 'stop-limit' || type.endsWith('if-touched');

/** Bybit's word for the state of an order. */
export function statusOf({ order, mark, reason }: Told): string {
  const { status, filledQty } = order;
  if (status === 'filled') return 'Filled';
  if (status === 'rejected') return 'Rejected';
  if (status !== 'open') {
    if (isConditional(mark) && sleeps(order)) return 'Deactivated';
    return filledQty > 0 && mark.listed.category === 'spot' ? 'PartiallyFilledCanceled' : 'Cancelled';
  }
  if (sleeps(order)) return 'Untriggered';
  if (reason === 'triggered' && filledQty === 0) return 'Triggered';
  return filledQty > 0 ? 'PartiallyFilled' : 'New';
}

/** Bybit's two words for why an order ended. */
function endOf({ order, reason }: Told): { readonly cancelType: string; readonly rejectReason: string } {
  const none = { cancelType: 'UNKNOWN', rejectReason: 'EC_NoError' };
  if (reason === 'raced') return { cancelType: 'CancelByUser', rejectReason: 'EC_OrigClOrdIDDoesNotExist' };
  if (order.status === 'rejected') return { ...none, rejectReason: 'EC_Others' };
  if (order.status !== 'canceled') return none;
  switch (reason) {
    case 'user':
      return { cancelType: 'CancelByUser', rejectReason: 'EC_PerCancelRequest' };
    case 'would-take':
      return { ...none, rejectReason: 'EC_PostOnlyWillTakeLiquidity' };
    case 'fok-unfilled':
      return { ...none, rejectReason: 'EC_NoEnoughQtyToFill' };
    case 'ioc-remainder':
      return { ...none, rejectReason: 'EC_NoImmediateQtyToFill' };
    case 'position-closed':
      return { ...none, cancelType: 'CancelByReduceOnly' };
    case 'disconnected':
      return { cancelType: 'CancelByDCP', rejectReason: 'EC_PerCancelRequest' };
    case 'linked-order-filled':
    case 'parent-closed':
    case 'exit-filled':
      return { ...none, cancelType: 'CancelByTpSlTsClear' };
    default:
      return { cancelType: 'CancelByAdmin', rejectReason: 'EC_PerCancelRequest' };
  }
}

/** What all that Bybit says of an order has. */
function common(told: Told) {
  const { order, mark, fees } = told;
  const { instrument, category, symbol } = mark.listed;
  const { ticks, steps } = instrument;
  const { clientId, venueId, qty, filledQty, avgPrice, price, trigger, status, ts } = order;
  const leaves = status === 'open' ? qty - filledQty : 0;
  const at = price ?? 0;
  return {
    orderId: nameOf(category, venueId),
    orderLinkId: mark.linkId === '' ? '' : clientId,
    ...(mark.parentLinkId === '' ? {} : { parentOrderLinkId: mark.parentLinkId }),
    blockTradeId: '',
    symbol,
    price: onGrid(ticks, at),
    qty: onGrid(steps, qty),
    side: order.side === 'buy' ? 'Buy' : 'Sell',
    positionIdx: 0,
    orderStatus: statusOf(told),
    ...endOf(told),
    leavesQty: onGrid(steps, leaves),
    leavesValue: money(category === 'inverse' ? (at === 0 ? 0 : leaves / at) : leaves * at),
    cumExecQty: onGrid(steps, filledQty),
    cumExecValue: money(filledQty === 0 ? 0 : category === 'inverse' ? filledQty / avgPrice : filledQty * avgPrice),
    cumExecFee: money([...fees.values()].reduce((sum, fee) => sum + fee, 0)),
    timeInForce: mark.timeInForce,
    orderType: mark.orderType,
    orderIv: '',
    lastPriceOnCreated: category === 'spot' ? '' : mark.lastPrice,
    reduceOnly: mark.reduceOnly,
    closeOnTrigger: mark.closeOnTrigger,
    takeProfit: mark.takeProfit,
    stopLoss: mark.stopLoss,
    triggerDirection: category === 'spot' ? 0 : mark.triggerDirection,
    triggerPrice: trigger === undefined ? '' : onGrid(ticks, trigger),
    smpType: 'None',
    smpGroup: 0,
    smpOrderId: '',
    tpslMode: mark.takeProfit === '' && mark.stopLoss === '' ? '' : 'Full',
    tpLimitPrice: '',
    slLimitPrice: '',
    createdTime: String(Math.floor(mark.created)),
    updatedTime: String(Math.floor(ts)),
    cumFeeDetail: Object.fromEntries([...fees].map(([coin, fee]) => [coin, money(fee)])),
  };
}

/** The words that answers write where streams write nothing. */
const by = (mark: Mark, what: 'takeProfit' | 'stopLoss'): string => (mark[what] === '' ? 'UNKNOWN' : 'LastPrice');

/** An order as `/v5/order/realtime` has it. */
export function openRow(told: Told): object {
  const { mark, order } = told;
  return {
    ...common(told),
    avgPrice: Number.isNaN(order.avgPrice) ? '' : money(order.avgPrice),
    isLeverage: mark.listed.category === 'spot' ? '0' : '',
    stopOrderType: mark.stopOrderType === '' ? 'UNKNOWN' : mark.stopOrderType,
    tpTriggerBy: by(mark, 'takeProfit'),
    slTriggerBy: by(mark, 'stopLoss'),
    triggerBy: mark.triggerBy === '' ? 'UNKNOWN' : mark.triggerBy,
    placeType: '',
  };
}

/** An order as `/v5/order/history` has it. */
export const historyRow = (told: Told): object => ({
  ...openRow(told),
  slippageToleranceType: 'UNKNOWN',
  slippageTolerance: '',
  extraFees: '',
  rpiTakerAccess: false,
  rpiMatchedQty: '0',
});

/** An order as the stream has it. */
export function streamRow(told: Told): object {
  const { mark, order } = told;
  const { category, instrument } = mark.listed;
  return {
    category,
    ...common(told),
    avgPrice: Number.isNaN(order.avgPrice) ? '' : money(order.avgPrice),
    ...(category === 'spot' ? { isLeverage: '0' } : { createType: mark.stopOrderType === '' ? 'CreateByUser' : 'CreateByStopOrder' }),
    closedPnl: '0',
    feeCurrency: category === 'spot' && order.side === 'buy' ? mark.listed.base : instrument.settle,
    stopOrderType: mark.stopOrderType,
    tpTriggerBy: mark.takeProfit === '' ? '' : 'LastPrice',
    slTriggerBy: mark.stopLoss === '' ? '' : 'LastPrice',
    triggerBy: mark.triggerBy,
    placeType: '',
    rpiTakerAccess: false,
    rpiMatchedQty: '0',
  };
}
