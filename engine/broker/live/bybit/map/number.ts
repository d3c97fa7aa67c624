import { DataError } from '../../../../model/errors.ts';
import type { Grid } from '../../../../model/grid.ts';
import { VenueFault } from '../../venue.ts';

/** A number that a payload states as text; NaN where it is empty or absent. Throws a DataError for what is no number. */
export function numberIn(text: string | null | undefined, what: string): number {
  if (text === undefined || text === null || text === '') return Number.NaN;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new DataError(`Expected "${what}" of bybit to be a number, but it was "${text}"`);
}

/** A number that has to be there. */
export function given(text: string | null | undefined, what: string): number {
  const value = numberIn(text, what);
  if (Number.isNaN(value)) throw new DataError(`Expected "${what}" of bybit to be a number, but it was "${text ?? ''}"`);
  return value;
}

/** A price where there is one: Bybit writes an absent one as nothing or as zero. */
export function priceIn(text: string | null | undefined, what: string): number | undefined {
  const value = numberIn(text, what);
  return value > 0 ? value : undefined;
}

/**
 * A number of a grid as a decimal text, made of integers and so without an exponent or the rounding of its last bits: 1e-7 is
 * `0.0000001`. Throws a VenueFault `refused` for what is not on the grid: it is never sent as something else.
 */
export function decimalOf({ num, den }: Grid, value: number, what: string): string {
  const steps = Math.round((value * den) / num);
  const isOn = num !== 0 && Number.isSafeInteger(steps) && Math.abs((steps * num) / den - value) <= Math.abs(value) * 1e-9;
  if (!isOn || value <= 0) throw new VenueFault('refused', `${what} is no multiple of ${num / den}: "${value}"`);
  let [decimals, power] = [0, 1];
  for (; power % den !== 0; power *= 10) decimals++;
  const digits = String(BigInt(steps) * BigInt(num) * BigInt(power / den)).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
