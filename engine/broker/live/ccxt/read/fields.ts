import { DataError } from '../../../../model/errors.ts';
import type { OrderType, Side } from '../../../../model/order.ts';

/** The fields of a message; empty for what has none. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

export const textIn = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** A number, stated as one or as text; NaN where it is empty, absent or null. Throws a DataError for what is no number. */
export function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return Number.NaN;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw new DataError(`Expected "${name}" to be a number, but it was "${String(value)}"`);
}

/** A number that has to be there. */
export function given(fields: Fields, name: string): number {
  const number = numberIn(fields, name);
  if (Number.isNaN(number)) throw new DataError(`Expected "${name}" to be a number, but it was "${String(fields[name] ?? '')}"`);
  return number;
}

/** A price where there is one: an absent one is written as nothing or as zero. */
export function priceIn(fields: Fields, name: string): number | undefined {
  const number = numberIn(fields, name);
  return number > 0 ? number : undefined;
}

/** The price of an execution. Nothing is dealt at zero: a message that says so is one that left it out. Throws a DataError. */
export function dealtAt(fields: Fields, name: string): number {
  const price = given(fields, name);
  if (price > 0) return price;
  throw new DataError(`Expected an execution to say its price, but it was "${price}"`);
}

export function sideOf(text: unknown): Side {
  const side = String(text).toLowerCase();
  if (side === 'buy' || side === 'sell') return side;
  throw new DataError(`Expected a side to be buy or sell, but it was "${String(text)}"`);
}

/** The engine's type of an order by what an exchange calls it; `waits` where its trigger has not been reached. */
export function typeOf(text: string, waits: boolean, hasLimit: boolean): OrderType {
  const isFavourable = /take.?profit|touched/i.test(text);
  if (waits && isFavourable) return hasLimit ? 'limit-if-touched' : 'market-if-touched';
  if (waits) return hasLimit ? 'stop-limit' : 'stop';
  return hasLimit ? 'limit' : 'market';
}
