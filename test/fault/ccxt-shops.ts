import type { Certified } from '../../engine/broker/live/ccxt/certified/row.ts';
import { type Instrument, instrumentOf } from '../../engine/model/instrument.ts';
import { binanceSpot, binanceUsdm } from '../venues/binance/binance-world.ts';
import { KEY as BINANCE_KEY } from '../venues/binance/signature.ts';
import { settingsOf } from '../venues/binance/spot.ts';
import type { WireTerms } from '../venues/generic-ccxt/wire-world.ts';
import { krakenSpot } from '../venues/kraken/kraken-world.ts';
import { KEY as KRAKEN_KEY } from '../venues/kraken/signature.ts';

/** An exchange of ccxt at which sessions are played: a fake of it by a seed, and how the adapter reaches that. */
export interface CcxtShop {
  readonly name: string;
  readonly instruments: readonly Instrument[];
  readonly fake: (seed: number, instruments: readonly Instrument[]) => Pick<WireTerms, 'instruments' | 'terms' | 'manners'>;
  readonly secrets: { readonly key: string; readonly secret: string };
  /** What of its row is otherwise here. */
  readonly more: Partial<Certified>;
}

/** How long its stream may say nothing, milliseconds: it is pinged every eight seconds. */
export const SILENCE = 15_000;

/** In the one currency of the session that is played. */
export const coinsAt = (venue: string, contract: 'spot' | 'linear'): readonly Instrument[] =>
  [['BTC', 0.1, 0.001] as const, ['ETH', 0.01, 0.1] as const].map(([coin, tickSize, stepSize]) => {
    const name = contract === 'spot' ? `${coin}USD` : `${coin}USD-PERP`;
    return instrumentOf(`${name}.${venue}`, { tickSize, stepSize, minNotional: 5, contract, quote: 'USD' });
  });

/** For those that take a request every few seconds: a session of so many mishaps would take hours. */
export const IN_HASTE = { limits: { requests: { units: 5, per: 500, reserve: 1 } }, costs: {} };

const USDM: CcxtShop = {
  name: 'binance-usdm',
  instruments: coinsAt('BINANCEUSDM', 'linear'),
  ...{ fake: binanceUsdm, secrets: BINANCE_KEY, more: {} },
};

/** The trader that is played goes short, which no account at spot does: the fake ones may. */
const SPOT: CcxtShop = {
  name: 'binance',
  instruments: coinsAt('BINANCE', 'spot'),
  fake: (seed, instruments) => binanceSpot(seed, instruments, { ...settingsOf(), allowsShort: true }),
  ...{ secrets: BINANCE_KEY, more: {} },
};

const KRAKEN: CcxtShop = {
  name: 'kraken',
  instruments: coinsAt('KRAKEN', 'spot'),
  fake: (seed, instruments) => krakenSpot(seed, instruments, true),
  ...{ secrets: KRAKEN_KEY, more: IN_HASTE },
};

export const SHOPS = { 'binance-usdm': USDM, binance: SPOT, kraken: KRAKEN } as const;
export type ShopName = keyof typeof SHOPS;
