import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';
import type { WireTerms } from '../generic-ccxt/wire-world.ts';
import { Chance } from '../hostile/chance.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { type BinanceSettings, SpotManners, settingsOf } from './spot.ts';
import { UsdmManners } from './usdm.ts';

/** Pairs in USDT with Binance's ticks and lots. */
export const PAIRS: readonly Instrument[] = [
  instrumentOf('BTCUSDT.BINANCE', { tickSize: 0.01, stepSize: 0.00001, minNotional: 5, quote: 'USDT' }),
  instrumentOf('ETHUSDT.BINANCE', { tickSize: 0.01, stepSize: 0.0001, minNotional: 5, quote: 'USDT' }),
];

/** What Binance spot is like, whatever the seed. */
export const spotTerms = (seed: number): ExchangeTerms => ({
  ...{ cash: 1_000_000, leverage: 10, maker: 0.001, taker: 0.001, uniqueIds: 'while-open', amend: 'none', reduceOnly: false },
  ...{ contingent: 'emulated', findsById: true, forgetful: new Chance(seed, 'binance').happens(0.5), rate: 50 },
});

/** A fake Binance spot. */
export const binanceSpot = (
  seed: number,
  instruments: readonly Instrument[] = PAIRS,
  settings: BinanceSettings = settingsOf(),
): Pick<WireTerms, 'instruments' | 'terms' | 'manners'> => ({
  ...{ instruments, terms: spotTerms(seed) },
  manners: (shop) => new SpotManners(shop, settings),
});

/** Perpetuals in USDT with the ticks and lots of Binance. */
export const PERPETUALS: readonly Instrument[] = [
  instrumentOf('BTCUSDT-PERP.BINANCEUSDM', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USDT' }),
  instrumentOf('ETHUSDT-PERP.BINANCEUSDM', { tickSize: 0.01, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USDT' }),
];

/** What Binance futures are like, whatever the seed. */
export const usdmTerms = (seed: number): ExchangeTerms => ({
  ...spotTerms(seed),
  ...{ maker: 0.0002, taker: 0.0005, amend: 'in-place', reduceOnly: true },
});

/** Fake Binance USD-M futures. */
export const binanceUsdm = (
  seed: number,
  instruments: readonly Instrument[] = PERPETUALS,
  settings: BinanceSettings = settingsOf(),
): Pick<WireTerms, 'instruments' | 'terms' | 'manners'> => ({
  ...{ instruments, terms: usdmTerms(seed) },
  manners: (shop) => new UsdmManners(shop, settings),
});
