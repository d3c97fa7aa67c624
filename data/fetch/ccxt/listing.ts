import type { MarketInterface } from 'ccxt';
import type { InstrumentSpec } from '../../../engine/model/instrument.ts';
import type { Listing } from '../source.ts';

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
  const isStep = precisionMode === AS_STEP;
  const spec: InstrumentSpec = {
    ...above0('tickSize', isStep ? market.precision.price : undefined),
    ...above0('stepSize', isStep ? market.precision.amount : undefined),
    // What an inverse contract's smallest order is counted in differs from venue to venue.
    ...above0('minNotional', market.inverse === true ? undefined : market.limits.cost?.min),
    ...(market.contract && contractOf(market)),
    ...(!market.contract && { quote: market.quote }),
    calendar: '24/7',
  };
  return { id: instrumentId(market.symbol, venue), symbol: market.symbol, spec, notes: [] };
}

/** What a unit of a contract is worth. The premium of an option is paid, in the currency it is settled in, and so is its price. */
function contractOf({ contractSize, quote, settle = quote, inverse, option, expiry }: MarketInterface): InstrumentSpec {
  const contract = inverse === true ? 'inverse' : settle === quote ? 'linear' : 'quanto';
  return {
    ...above0('multiplier', contractSize),
    ...(option === true ? { quote: settle } : { contract, quote, settle }),
    ...above0('expiry', expiry),
  };
}

function above0<K extends keyof InstrumentSpec>(name: K, value: number | undefined | null): InstrumentSpec {
  return value != null && value > 0 ? { [name]: value } : {};
}
