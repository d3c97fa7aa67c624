import { DataError } from '../../../engine/model/errors.ts';

/** A number that Bybit writes as text. Throws a DataError for what is none, or is not there. */
export function numberOf(text: string | number | undefined, what: string): number {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new DataError(`Expected "${what}" of bybit to be a number, but it was "${text ?? ''}"`);
}
