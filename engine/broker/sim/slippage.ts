import type { Instrument } from '../../model/instrument.ts';

/** The distance by which a taker's price is worse than the undisturbed one; positive, per unit. */
export type SlippageModel = (price: number, instrument: Instrument, exits: boolean) => number;

/** The slippage part of a run file. `on: 'entry'` spares orders that only reduce a position. */
export type SlippageSpec =
  | { readonly model: 'none' }
  | { readonly model: 'ticks'; readonly ticks: number; readonly on?: 'all' | 'entry' | undefined }
  | { readonly model: 'percent'; readonly rate: number; readonly on?: 'all' | 'entry' | undefined };

/** Makes the slippage model a run file asks for. Limit orders have none: their price is theirs. */
export function slippageModel(spec: SlippageSpec): SlippageModel {
  if (spec.model === 'none') return () => 0;
  const entryOnly = spec.on === 'entry';
  if (spec.model === 'ticks') return (_, instrument, exits) => (entryOnly && exits ? 0 : spec.ticks * instrument.tickSize);
  return (price, _, exits) => (entryOnly && exits ? 0 : Math.abs(price) * spec.rate);
}
