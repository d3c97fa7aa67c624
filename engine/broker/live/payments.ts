import type { Instrument } from '../../model/instrument.ts';
import type { AccountEvent, VenuePayment } from '../broker.ts';

/**
 * A payment of a venue as the engine books it: the account's own, which it shares among those who hold the instrument. Undefined where it
 * is for an instrument, or in a currency, that the session does not have: that shows as a difference of money.
 */
export function bookPayment(
  { execId, kind, instrument: id, amount, currency: name, ts }: VenuePayment,
  instruments: readonly Instrument[],
  currencies: readonly string[],
): AccountEvent | undefined {
  const instrument = instruments.findIndex((one) => one.id === id);
  const currency = currencies.indexOf(name);
  if (instrument === -1 || currency === -1) return undefined;
  return { kind: 'paid', ts, id: 0, payment: { ts, kind, strategy: -1, instrument, amount, currency }, execId };
}
