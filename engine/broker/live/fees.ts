import type { Fill } from '../../model/fill.ts';
import { type Instrument, notionalAt, valueAt } from '../../model/instrument.ts';
import type { OrderId, OrderRequest } from '../../model/order.ts';
import type { AccountEvent, VenueFill } from '../broker.ts';
import { BARE_FILL } from './bare.ts';
import { absorbedId } from './executions.ts';

/** A fee as the engine can book it: with the fill, and what it takes beside it. */
export interface BookedFee {
  /** In settlement currency. */
  readonly fee: number;
  /** Units of what was traded that it took; negative where a rebate brought some. */
  readonly feeQty: number;
  readonly beside: readonly AccountEvent[];
  /** Why it could not be booked, a sentence; empty where it was. */
  readonly lost: string;
}

const NO_FEE: BookedFee = { fee: 0, feeQty: 0, beside: [], lost: '' };

/**
 * States the fee of a fill. In settlement currency it is the fill's own. Taken in units of what was traded it is worth the fill's
 * price, and so many units leave at it. In another currency of the account it is a payment in that one. Else it cannot be booked, and counts as none.
 */
export function bookFee(
  fill: Fill,
  { fee, feeCurrency, execId }: VenueFill,
  instrument: Instrument,
  currencies: readonly string[],
): BookedFee {
  if (fee === 0) return NO_FEE;
  if (Number.isNaN(fee)) return { ...NO_FEE, lost: `the venue does not say the fee of ${execId}: it counts as none` };
  if (feeCurrency === instrument.settle) return { ...NO_FEE, fee };
  const { ts, strategy, instrument: index, orderId, price } = fill;
  if (feeCurrency === instrument.id) {
    const units: Fill = { ...fill, side: fee > 0 ? 'sell' : 'buy', qty: Math.abs(fee), fee: 0 };
    const why = `the fee of ${execId} was taken in kind`;
    const beside = [{ kind: 'adjusted', ts, id: 0, fill: units, execId: feeId(execId, orderId, fee), why } as const];
    return { fee: worthOf(fee, instrument, price), feeQty: fee, beside, lost: '' };
  }
  const currency = currencies.indexOf(feeCurrency);
  if (currency === -1) {
    const lost = `the fee of ${execId}, ${fee} ${feeCurrency}, is in a currency that the account does not have`;
    return { ...NO_FEE, lost };
  }
  const payment = { ts, kind: 'commission', strategy, instrument: index, amount: -fee, currency } as const;
  return { ...NO_FEE, beside: [{ kind: 'paid', ts, id: 0, payment }] };
}

/** Units that fees have taken of what orders bought, by the names under which that was written down. */
export function feesIn(execIds: Iterable<string>): ReadonlyMap<OrderId, number> {
  const taken = new Map<OrderId, number>();
  for (const name of execIds) {
    const match = IN_KIND.exec(name);
    if (match !== null) taken.set(Number(match[1]), (taken.get(Number(match[1])) ?? 0) + Number(match[2]));
  }
  return taken;
}

/** Under which name a fee in kind is written down, so that a process that comes after knows what an order has brought. */
const feeId = (execId: string, orderId: OrderId, feeQty: number): string => `${execId}:fee/${orderId}=${feeQty}`;
const IN_KIND = /:fee\/(\d+)=([^=]+)$/;

const worthOf = (feeQty: number, instrument: Instrument, price: number): number =>
  Math.sign(feeQty) * notionalAt(instrument, feeQty, price);

/**
 * States in money what an execution says that was booked before without it, at `gapPrice`: the difference of the prices, and
 * its fee. In a currency that the account does not have nothing can be stated. A process that comes after knows it by its name.
 */
export function absorbFill(
  { id, ts, side, qty, price, fee, feeCurrency, execId, clientId, liquidity }: VenueFill,
  withFee: boolean,
  gapPrice: number,
  { strategy, instrument: index }: Pick<OrderRequest, 'strategy' | 'instrument'>,
  instrument: Instrument,
  currencies: readonly string[],
): Pick<BookedFee, 'feeQty' | 'beside'> {
  const signed = side === 'buy' ? qty : -qty;
  const name = absorbedId(clientId, execId, qty);
  const paid = (kind: 'adjustment' | 'commission', amount: number, of: string): AccountEvent[] => {
    const currency = currencies.indexOf(of);
    if (currency === -1 || !Number.isFinite(amount) || amount === 0) return [];
    const payment = { ts, kind, strategy, instrument: index, amount, currency } as const;
    return [{ kind: 'paid', ts, id: 0, payment, execId: name }];
  };
  const won = paid('adjustment', valueAt(instrument, signed, gapPrice) - valueAt(instrument, signed, price), instrument.settle);
  if (!withFee) return { feeQty: 0, beside: won };
  if (feeCurrency !== instrument.id || !(Math.abs(fee) > 0))
    return { feeQty: 0, beside: [...won, ...paid('commission', -fee, feeCurrency)] };
  const units: Fill = {
    ...{ ...BARE_FILL, ts, orderId: id, instrument: index, strategy, side: fee > 0 ? 'sell' : 'buy', qty: Math.abs(fee), price },
    ...{ fee: worthOf(fee, instrument, price), liquidity, barTs: ts },
  };
  const why = `the fee of ${execId} was taken in kind`;
  return { feeQty: fee, beside: [...won, { kind: 'adjusted', ts, id: 0, fill: units, execId: name, why }] };
}
