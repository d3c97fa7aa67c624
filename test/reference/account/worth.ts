/** What units are worth. */
import type { Instrument } from '../stream.ts';
import type { Terms } from './terms.ts';

const SPOT: Terms = { contract: 'spot', currency: 0, margin: [], isIsolated: false };

export const termsOf = (instrument: Instrument): Terms => instrument.terms ?? SPOT;

/** The value of signed units at a price, in the currency of settlement. */
export function worthOf(instrument: Instrument, qty: number, price: number): number {
  const unit = termsOf(instrument).contract === 'inverse' ? -instrument.multiplier / price : price * instrument.multiplier;
  return qty * unit;
}

export const notionalOf = (instrument: Instrument, qty: number, price: number): number => Math.abs(worthOf(instrument, qty, price));

/** What signed units gain between two prices. */
export const gainOf = (instrument: Instrument, qty: number, from: number, to: number): number =>
  qty === 0 ? 0 : worthOf(instrument, qty, to) - worthOf(instrument, qty, from);

/** The margin of a notional: each part of it at the rate of its own tier. */
export function marginOf(instrument: Instrument, notional: number, field: 'initial' | 'maintenance', otherwise: number): number {
  const tiers = termsOf(instrument).margin;
  if (tiers.length === 0) return notional * otherwise;
  let margin = 0;
  for (const [k, tier] of tiers.entries()) {
    const from = k === 0 ? 0 : (tiers[k - 1]?.upTo ?? Infinity);
    const to = tier.upTo ?? Infinity;
    margin += Math.max(0, Math.min(notional, to) - from) * tier[field];
  }
  return margin;
}
