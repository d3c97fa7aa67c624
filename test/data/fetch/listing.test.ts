import type { MarketInterface } from 'ccxt';
import { describe, expect, it } from 'vitest';
import { listingOf as bybitListing, type InstrumentInfo, placesOf } from '../../../data/fetch/bybit/listing.ts';
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

  const swap = { multiplier: 0.01, contract: 'linear', quote: 'USDT', settle: 'USDT', calendar: '24/7' };

  it('counts a contract by its size', () => {
    expect(listingOf(market, 'okx', 4).spec).toEqual({ tickSize: 0.1, stepSize: 1, ...swap });
  });

  it('has no steps where the venue counts significant digits', () => {
    expect(listingOf(market, 'bitfinex', 3).spec).toEqual(swap);
  });

  it('counts an inverse contract in the money of its quote currency, and settles it in the coin', () => {
    const cost = { cost: { min: 100, max: undefined } };
    const inverse = {
      ...market,
      symbol: 'BTC/USD:BTC',
      quote: 'USD',
      settle: 'BTC',
      linear: false,
      inverse: true,
      contractSize: 100,
      limits: cost,
    };
    const { id, spec, notes } = listingOf(inverse as MarketInterface, 'okx', 4);
    const terms = { multiplier: 100, contract: 'inverse', quote: 'USD', settle: 'BTC', calendar: '24/7' };
    expect([id, spec, notes]).toEqual(['BTCUSD-INVERSE.OKX', { tickSize: 0.1, stepSize: 1, ...terms }, []]);
  });

  it('settles a contract in a third coin whatever it is priced in', () => {
    const quanto = {
      ...market,
      symbol: 'ETH/USD:BTC',
      base: 'ETH',
      quote: 'USD',
      settle: 'BTC',
      linear: false,
      quanto: true,
      contractSize: 0.000001,
    };
    expect(listingOf(quanto, 'bitmex', 4).spec).toMatchObject({ contract: 'quanto', quote: 'USD', settle: 'BTC', multiplier: 0.000001 });
  });

  it('ends a future when it expires', () => {
    const expiry = Date.UTC(2026, 11, 25, 8);
    const future = { ...market, symbol: 'BTC/USDT:USDT-261225', expiry };
    expect(listingOf(future, 'okx', 4).spec).toEqual({ tickSize: 0.1, stepSize: 1, ...swap, expiry });
  });

  it('has the premium of an option paid', () => {
    const option = {
      ...market,
      symbol: 'BTC/USD:BTC-261225-90000-C',
      quote: 'USD',
      settle: 'BTC',
      linear: false,
      inverse: true,
      option: true,
    };
    const { spec } = listingOf(option, 'deribit', 4);
    expect([spec.contract, spec.quote, spec.settle]).toEqual([undefined, 'BTC', undefined]);
  });

  it('knows no contract of a pair', () => {
    const pair = { ...market, symbol: 'BTC/USDT', contract: false, settle: undefined, limits: { cost: { min: 5, max: undefined } } };
    expect(listingOf(pair as MarketInterface, 'okx', 4).spec).toEqual({
      tickSize: 0.1,
      stepSize: 1,
      minNotional: 5,
      quote: 'USDT',
      calendar: '24/7',
    });
  });
});

describe('what is known of an instrument of Bybit', () => {
  const info = {
    symbol: 'BTCUSDZ26',
    contractType: 'InverseFutures',
    quoteCoin: 'USD',
    settleCoin: 'BTC',
    deliveryTime: String(Date.UTC(2026, 11, 25, 8)),
    priceFilter: { tickSize: '0.50' },
    lotSizeFilter: { qtyStep: '1', minOrderQty: '1' },
  } as unknown as InstrumentInfo;
  const terms = { tickSize: 0.5, stepSize: 1, multiplier: 1, contract: 'inverse', quote: 'USD', settle: 'BTC', calendar: '24/7' };

  it('is when a future is delivered', () => {
    expect(bybitListing('inverse', info).spec).toEqual({ ...terms, expiry: Date.UTC(2026, 11, 25, 8) });
  });

  it('is no end of a perpetual, not even of one that is traded no more', () => {
    expect(bybitListing('inverse', { ...info, contractType: 'InversePerpetual' } as InstrumentInfo).spec).toEqual(terms);
  });
});

describe('the id of an instrument of Bybit', () => {
  it('is its own symbol for contracts, and has -SPOT for pairs', () => {
    expect(placesOf('BTCUSDT.BYBIT')).toEqual({ symbol: 'BTCUSDT', categories: ['linear', 'inverse'] });
    expect(placesOf('BTCUSDT-SPOT.BYBIT')).toEqual({ symbol: 'BTCUSDT', categories: ['spot'] });
    expect(placesOf('BTC-25DEC26')).toEqual({ symbol: 'BTC-25DEC26', categories: ['linear', 'inverse'] });
  });
});
