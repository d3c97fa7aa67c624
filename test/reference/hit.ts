/** That an order fills, before it is known how much. */

import type { Certainty } from './stream.ts';

export interface Hit {
  price: number;
  liquidity: 'maker' | 'taker';
  /** Whether it pays slippage. */
  slips: boolean;
  /** A limit that slippage must not pass. */
  bound?: number;
  certainty: Certainty;
}

/** A taker with slippage. */
export const market = (price: number, certainty: Certainty): Hit => ({ price, liquidity: 'taker', slips: true, certainty });

/** A taker with slippage up to its limit. */
export const boundMarket = (price: number, bound: number, certainty: Certainty): Hit => ({
  price,
  liquidity: 'taker',
  slips: true,
  bound,
  certainty,
});

/** A limit that takes: no slippage. */
export const takingLimit = (price: number, certainty: Certainty): Hit => ({ price, liquidity: 'taker', slips: false, certainty });

/** A limit that rested: no slippage. */
export const restingLimit = (price: number, certainty: Certainty): Hit => ({ price, liquidity: 'maker', slips: false, certainty });
