import type { LinearInverseInstrumentInfoV5, SpotInstrumentInfoV5 } from 'bybit-api';
import type { InstrumentSpec } from '../../../engine/model/instrument.ts';
import type { Listing } from '../source.ts';

/** Where Bybit lists what: each has its own symbols. */
export type Category = 'spot' | 'linear' | 'inverse';

/** Its own symbols are the ids of its contracts; a coin pair has this behind its symbol, as most perpetuals are called like one. */
const SPOT = '-SPOT';

const VENUE = '.BYBIT';

/** A listing with the category that requests name. */
export interface BybitListing extends Listing {
  readonly category: Category;
}

/** What an id may be at Bybit: its symbol there, and the categories in which it may be listed. */
export function placesOf(id: string): { readonly symbol: string; readonly categories: readonly Category[] } {
  const name = id.toUpperCase().endsWith(VENUE) ? id.slice(0, -VENUE.length) : id;
  if (name.endsWith(SPOT)) return { symbol: name.slice(0, -SPOT.length), categories: ['spot'] };
  return { symbol: name, categories: ['linear', 'inverse'] };
}

/** An entry of `instruments-info`. */
export type InstrumentInfo = LinearInverseInstrumentInfoV5 | SpotInstrumentInfoV5;

/** An entry as a listing. A linear contract is a coin, an inverse one a unit of its quote currency, settled in the coin. */
export function listingOf(category: Category, info: InstrumentInfo): BybitListing {
  const { symbol, quoteCoin } = info;
  const id = `${symbol}${category === 'spot' ? SPOT : ''}${VENUE}`;
  const own = 'settleCoin' in info ? contractOf(category, info) : spotLot(info.lotSizeFilter);
  const tick = above0('tickSize', info.priceFilter.tickSize);
  return { id, symbol, category, spec: { ...tick, ...own, multiplier: 1, quote: quoteCoin, calendar: '24/7' }, notes: [] };
}

function contractOf(
  category: Category,
  { contractType, deliveryTime, settleCoin, lotSizeFilter }: LinearInverseInstrumentInfoV5,
): InstrumentSpec {
  const expiry = contractType.endsWith('Futures') ? Number(deliveryTime) : 0;
  const contract = category === 'inverse' ? 'inverse' : 'linear';
  return { ...contractLot(lotSizeFilter), contract, settle: settleCoin, ...(expiry > 0 && { expiry }) };
}

function contractLot({ qtyStep, minNotionalValue }: LinearInverseInstrumentInfoV5['lotSizeFilter']): InstrumentSpec {
  return { ...above0('stepSize', qtyStep), ...above0('minNotional', minNotionalValue) };
}

function spotLot({ basePrecision, minOrderAmt }: SpotInstrumentInfoV5['lotSizeFilter']): InstrumentSpec {
  return { ...above0('stepSize', basePrecision), ...above0('minNotional', minOrderAmt) };
}

function above0(name: 'tickSize' | 'stepSize' | 'minNotional', text: string | undefined): InstrumentSpec {
  const value = Number(text);
  return value > 0 ? { [name]: value } : {};
}
