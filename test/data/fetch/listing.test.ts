import type { MarketInterface } from 'ccxt';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../data/fetch/bybit/listing.ts';
import { instrumentId, listingOf } from '../../../data/fetch/ccxt/listing.ts';
import { venueOf } from '../../../data/fetch/sources.ts';
import { parseSeriesKey } from '../../../data/series-key.ts';

describe('the id of a market of ccxt', () => {
  it.each([
    ['BTC/USDT', 'BTCUSDT.BINANCE'],
    ['BTC/USDT:USDT', 'BTCUSDT-PERP.BINANCE'],
    ['BTC/USDT:USDT-261225', 'BTCUSDT-261225.BINANCE'],
    ['BTC/USD:BTC', 'BTCUSD-INVERSE.BINANCE'],
    ['BTC/USD:BTC-261225', 'BTCUSD-INVERSE-261225.BINANCE'],
    ['ETH/USD:BTC', 'ETHUSD-BTC-PERP.BINANCE'],
    ['BTC/USD:USDC', 'BTCUSD-USDC-PERP.BINANCE'],
    ['BTC/USDT:USDT-261225-90000-C', 'BTCUSDT-261225-90000-C.BINANCE'],
    ['$MEME/USDT', '$MEMEUSDT.BINANCE'],
    ['A B@C/USDT', 'A-B-CUSDT.BINANCE'],
  ])('%s is %s', (symbol, id) => {
    expect(instrumentId(symbol, 'binance')).toBe(id);
    expect(parseSeriesKey(`${id}@1m`)?.instrument).toBe(id);
    expect(venueOf(id)).toBe('binance');
  });
});

describe('what is known of a market of ccxt', () => {
  const market = {
    id: 'BTC-USDT-SWAP',
    symbol: 'BTC/USDT:USDT',
    base: 'BTC',
    quote: 'USDT',
    settle: 'USDT',
    contract: true,
    linear: true,
    inverse: false,
    contractSize: 0.01,
    precision: { price: 0.1, amount: 1 },
    limits: { cost: { min: undefined, max: undefined } },
  } as unknown as MarketInterface;

  it('counts a contract by its size', () => {
    expect(listingOf(market, 'okx', 4).spec).toEqual({ tickSize: 0.1, stepSize: 1, multiplier: 0.01, quote: 'USDT', calendar: '24/7' });
  });

  it('has no steps where the venue counts significant digits', () => {
    expect(listingOf(market, 'bitfinex', 3).spec).toEqual({ multiplier: 0.01, quote: 'USDT', calendar: '24/7' });
  });

  it('has no step and no smallest order where they are counted in money', () => {
    const inverse = { ...market, symbol: 'BTC/USD:BTC', quote: 'USD', settle: 'BTC', linear: false, inverse: true };
    const { id, spec, notes } = listingOf(inverse, 'okx', 4);
    expect([id, spec, notes.length]).toEqual(['BTCUSD-INVERSE.OKX', { quote: 'USD', calendar: '24/7' }, 1]);
  });
});

describe('the id of an instrument of Bybit', () => {
  it('is its own symbol for contracts, and has -SPOT for pairs', () => {
    expect(placesOf('BTCUSDT.BYBIT')).toEqual({ symbol: 'BTCUSDT', categories: ['linear', 'inverse'] });
    expect(placesOf('BTCUSDT-SPOT.BYBIT')).toEqual({ symbol: 'BTCUSDT', categories: ['spot'] });
    expect(placesOf('BTC-25DEC26')).toEqual({ symbol: 'BTC-25DEC26', categories: ['linear', 'inverse'] });
  });
});
