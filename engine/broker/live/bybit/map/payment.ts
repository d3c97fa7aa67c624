import { millis } from '../../../../model/time.ts';
import type { VenuePayment } from '../../../broker.ts';
import { idOf } from './market.ts';
import { given } from './number.ts';
import type { Category, WireTransaction } from './wire.ts';

/** Whether an entry of the log is one of funding: settlements of perpetuals are (docs/v5/enum, type). */
export const isFunding = ({ type, funding = '' }: WireTransaction): boolean => type === 'SETTLEMENT' && Number(funding) !== 0;

/** Funding as the engine knows payments: what the balance has changed by, so that nobody has to know which sign of a rate pays. Throws a DataError. */
export function paymentOf(wire: WireTransaction, category: Category): VenuePayment {
  const { symbol, currency, tradeId, id = tradeId, change, transactionTime } = wire;
  return {
    execId: `funding/${id}/${symbol}`,
    kind: 'funding',
    instrument: idOf(category, symbol),
    amount: given(change, 'change'),
    currency,
    ts: millis(given(String(transactionTime), 'transactionTime')),
  };
}
