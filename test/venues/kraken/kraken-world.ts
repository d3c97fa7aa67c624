import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';
import type { WireTerms } from '../generic-ccxt/wire-world.ts';
import { Chance } from '../hostile/chance.ts';
import { KrakenManners } from './manners.ts';

/** Pairs in dollars with ticks and lots of Kraken. */
export const PAIRS: readonly Instrument[] = [
  instrumentOf('BTCUSD.KRAKEN', { tickSize: 0.1, stepSize: 0.0001, minNotional: 0.5, quote: 'USD' }),
  instrumentOf('ETHUSD.KRAKEN', { tickSize: 0.01, stepSize: 0.0001, minNotional: 0.5, quote: 'USD' }),
];

/** A fake Kraken. */
export const krakenSpot = (
  seed: number,
  instruments: readonly Instrument[] = PAIRS,
  allowsShort = false,
): Pick<WireTerms, 'instruments' | 'terms' | 'manners'> => ({
  instruments,
  terms: {
    ...{ cash: 1_000_000, leverage: 10, maker: 0.0025, taker: 0.004, uniqueIds: 'while-open', amend: 'in-place', reduceOnly: false },
    ...{ contingent: 'emulated', findsById: true, forgetful: new Chance(seed, 'kraken').happens(0.5), rate: 50 },
  },
  manners: (shop) => new KrakenManners(shop, allowsShort),
});
