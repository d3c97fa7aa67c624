import type { SeriesKind } from '../block.ts';

/** The columns of each kind that hold prices. */
export const PRICES: Readonly<Record<SeriesKind, readonly string[]>> = {
  bars: ['open', 'high', 'low', 'close'],
  quotes: ['bid', 'ask'],
  trades: ['price'],
  funding: [],
  actions: [],
  custom: [],
};
