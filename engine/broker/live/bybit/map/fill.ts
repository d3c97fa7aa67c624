import { DataError } from '../../../../model/errors.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueFill } from '../../../broker.ts';
import { baseOf, idOf, type Market } from './market.ts';
import { given, numberIn } from './number.ts';
import { sideOf } from './order.ts';
import type { Category, WireExecution } from './wire.ts';

/**
 * What moves units (docs/v5/enum, execType): trades, what the venue closes by itself, and deliveries. Funding moves money alone, and
 * a corporate action restates units that nobody dealt.
 */
const DEALS: ReadonlySet<string> = new Set([
  'Trade',
  'AdlTrade',
  'BustTrade',
  'Delivery',
  'Settle',
  'BlockTrade',
  'MovePosition',
  'FutureSpread',
]);

/** Whether an execution is one of units. */
export const isDeal = ({ execType }: WireExecution): boolean => execType !== undefined && DEALS.has(execType);

/**
 * An execution as the engine knows fills; `market` is its instrument where the session trades it. Its name has the order's in it: of a
 * trade with oneself there are two executions. Throws a DataError where it is none, or is stated without its fee.
 */
export function fillOf(wire: WireExecution, category: Category, market?: Market): VenueFill {
  const { symbol, orderId, orderLinkId, execId, execType } = wire;
  if (execType === undefined || wire.execFee === undefined)
    throw new DataError(`Expected execution "${execId}" to say its kind and its fee, but it was without (as of execution.fast)`);
  if (!isDeal(wire)) throw new DataError(`Expected an execution that moves units, but it was "${execType}"`);
  const coin = feeCoinOf(wire, category, market);
  return {
    execId: `${execId}/${orderId}`,
    id: 0,
    clientId: orderLinkId,
    venueId: orderId,
    instrument: idOf(category, symbol),
    side: sideOf(wire.side),
    qty: given(wire.execQty, 'execQty'),
    price: given(wire.execPrice, 'execPrice'),
    fee: feeOf(wire, coin),
    // Of a pair the fee may be taken in the coin that was bought.
    feeCurrency: category === 'spot' && coin === baseOf(symbol, market) ? idOf(category, symbol) : coin,
    liquidity: wire.isMaker ? 'maker' : 'taker',
    ts: millis(given(wire.execTime, 'execTime')),
  };
}

/** The fee and what is taken beside it in the same coin; what is taken in another shows as a difference of cash. */
function feeOf({ execFee, extraFees }: WireExecution, coin: string): number {
  const beside = typeof extraFees === 'string' || extraFees === undefined ? [] : extraFees;
  const own = numberIn(execFee, 'execFee');
  return beside.reduce(
    (sum, { feeCoin, fee }) => (feeCoin === coin ? sum + given(fee, 'extraFees.fee') : sum),
    Number.isNaN(own) ? 0 : own,
  );
}

/**
 * The coin of a fee. Contracts pay in what they settle in. Of a pair it is said, or follows from the rule of docs/v5/enum, "Spot fee
 * currency instruction": what is received pays it, and a rebate comes in what is given.
 */
function feeCoinOf({ symbol, feeCurrency = '', side, isMaker, feeRate }: WireExecution, category: Category, market?: Market): string {
  if (category !== 'spot') return market?.instrument.settle ?? feeCurrency;
  if (feeCurrency !== '') return feeCurrency;
  const isRebate = isMaker && numberIn(feeRate, 'feeRate') < 0;
  return (side === 'Buy') === !isRebate ? baseOf(symbol, market) : (market?.instrument.quote ?? '');
}
