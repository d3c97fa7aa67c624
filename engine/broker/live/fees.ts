import type { Fill } from '../../model/fill.ts';
import { type Instrument, notionalAt, valueAt } from '../../model/instrument.ts';
import type { OrderRequest } from '../../model/order.ts';
import type { AccountEvent, VenueFill } from '../broker.ts';
import { absorbedId } from './executions.ts';

/** A fee as the engine can book it: with the fill, and what it takes beside it. */
export interface BookedFee {
  /** In settlement currency. */
  readonly fee: number;
  readonly beside: readonly AccountEvent[];
  /** Why it could not be booked, a sentence; empty where it was. */
  readonly lost: string;
}

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
  if (fee === 0) return { fee, beside: [], lost: '' };
  if (Number.isNaN(fee)) return { fee: 0, beside: [], lost: `the venue does not say the fee of ${execId}: it counts as none` };
  if (feeCurrency === instrument.settle) return { fee, beside: [], lost: '' };
  const { ts, strategy, instrument: index } = fill;
  if (feeCurrency === instrument.id) {
    const units: Fill = { ...fill, side: fee > 0 ? 'sell' : 'buy', qty: Math.abs(fee), fee: 0 };
    const why = `the fee of ${execId} was taken in kind`;
    return {
      fee: Math.sign(fee) * notionalAt(instrument, fee, fill.price),
      beside: [{ kind: 'adjusted', ts, id: 0, fill: units, execId: `${execId}:fee`, why }],
      lost: '',
    };
  }
  const currency = currencies.indexOf(feeCurrency);
  if (currency === -1) {
    const lost = `the fee of ${execId}, ${fee} ${feeCurrency}, is in a currency that the account does not have`;
    return { fee: 0, beside: [], lost };
  }
  const payment = { ts, kind: 'commission', strategy, instrument: index, amount: -fee, currency } as const;
  return { fee: 0, beside: [{ kind: 'paid', ts, id: 0, payment }], lost: '' };
}

/**
 * States in money what an execution says that was booked before without it, at `gapPrice`: the difference of the prices, and
 * its fee. In a currency that the account does not have nothing can be stated. A process that comes after knows it by its name.
 */
export function absorbFill(
  { ts, side, qty, price, fee, feeCurrency, execId, clientId }: VenueFill,
  withFee: boolean,
  gapPrice: number,
  { strategy, instrument: index }: Pick<OrderRequest, 'strategy' | 'instrument'>,
  instrument: Instrument,
  currencies: readonly string[],
): AccountEvent[] {
  const signed = side === 'buy' ? qty : -qty;
  const paid = (kind: 'adjustment' | 'commission', amount: number, name: string): AccountEvent[] => {
    const currency = currencies.indexOf(name);
    if (currency === -1 || !Number.isFinite(amount) || amount === 0) return [];
    const payment = { ts, kind, strategy, instrument: index, amount, currency } as const;
    return [{ kind: 'paid', ts, id: 0, payment, execId: absorbedId(clientId, execId, qty) }];
  };
  const won = valueAt(instrument, signed, gapPrice) - valueAt(instrument, signed, price);
  return [...paid('adjustment', won, instrument.settle), ...(withFee ? paid('commission', -fee, feeCurrency) : [])];
}
