import type { MarketInterface } from 'ccxt';
import type { InstrumentSpec } from '../../../engine/model/instrument.ts';
import { inverseNote, type Listing } from '../source.ts';

/** ccxt's way of saying that a precision is a step: `TICK_SIZE`. */
const AS_STEP = 4;

/**
 * The store's id of a market: `BTC/USDT` is BTCUSDT, its perpetual `BTC/USDT:USDT` BTCUSDT-PERP, a future `BTC/USDT:USDT-261225`
 * BTCUSDT-261225; contracts settled in the base coin have -INVERSE, in a third coin that coin.
 */
export function instrumentId(symbol: string, venue: string): string {
  const [pair = '', contract] = symbol.split(':');
  const [base = '', quote = ''] = pair.split('/');
  const name = `${base}${quote}${contract === undefined ? '' : contractSuffix(base, quote, contract)}`;
  return `${name.replace(/[\\/?\s@]/g, '-')}.${venue.toUpperCase()}`;
}

function contractSuffix(base: string, quote: string, contract: string): string {
  const [settle = '', ...terms] = contract.split('-');
  const kind = settle === quote ? '' : settle === base ? '-INVERSE' : `-${settle}`;
  if (terms.length > 0) return `${kind}-${terms.join('-')}`;
  return kind === '-INVERSE' ? kind : `${kind}-PERP`;
}

/** A market of ccxt as a listing. `precisionMode` says what its precisions mean. */
export function listingOf(market: MarketInterface, venue: string, precisionMode: number): Listing {
  const id = instrumentId(market.symbol, venue);
  if (market.inverse === true) {
    return { id, symbol: market.symbol, spec: { quote: market.quote, calendar: '24/7' }, notes: [inverseNote(id)] };
  }
  const isStep = precisionMode === AS_STEP;
  const spec: InstrumentSpec = {
    ...above0('tickSize', isStep ? market.precision.price : undefined),
    ...above0('stepSize', isStep ? market.precision.amount : undefined),
    ...above0('minNotional', market.limits.cost?.min),
    ...above0('multiplier', market.contract ? market.contractSize : undefined),
    quote: market.contract ? (market.settle ?? market.quote) : market.quote,
    calendar: '24/7',
  };
  return { id, symbol: market.symbol, spec, notes: [] };
}

function above0<K extends keyof InstrumentSpec>(name: K, value: number | undefined | null): InstrumentSpec {
  return value != null && value > 0 ? { [name]: value } : {};
}
