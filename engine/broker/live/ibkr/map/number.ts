import { DataError } from '../../../../model/errors.ts';
import type { Grid } from '../../../../model/grid.ts';
import { VenueFault } from '../../venue.ts';

/** A number that has to be there. Throws a DataError. */
export function given(value: number | undefined, what: string): number {
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new DataError(`Expected "${what}" of IB to be a number, but it was "${value ?? ''}"`);
}

/** A price where there is one: TWS writes an absent one as nothing, as zero, or as the largest number. */
export const priceIn = (value: number | undefined): number | undefined =>
  value !== undefined && value !== 0 && Math.abs(value) < 1e300 ? value : undefined;

/**
 * A number of a grid as the SDK is to write it: the library turns what it is given into text, and of 1e-7 that would be one with an
 * exponent. Throws a VenueFault `refused` for what is not on the grid: it is never sent as something else.
 */
export function onWire({ num, den }: Grid, value: number, what: string): number {
  if (num === 0 && Number.isFinite(value)) return value;
  const steps = Math.round((value * den) / num);
  const isOn = Number.isSafeInteger(steps) && Math.abs((steps * num) / den - value) <= Math.abs(value) * 1e-9;
  if (!isOn || value === 0) throw new VenueFault('refused', `${what} is no multiple of ${num / den}: "${value}"`);
  let [decimals, power] = [0, 1];
  for (; power % den !== 0; power *= 10) decimals++;
  const whole = BigInt(Math.abs(steps)) * BigInt(num) * BigInt(power / den);
  const digits = String(whole).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals).replace(/0+$/, '')}`;
  return `${steps < 0 ? '-' : ''}${text.replace(/\.$/, '')}` as unknown as number;
}
