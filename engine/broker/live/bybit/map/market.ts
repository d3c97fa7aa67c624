import { ConfigError } from '../../../../model/errors.ts';
import type { Instrument } from '../../../../model/instrument.ts';
import type { Category } from './wire.ts';

/** What stands behind the symbol of an id: the venue, and of coin pairs that they are ones, as most perpetuals are called like a pair. */
const VENUE = '.BYBIT';
const SPOT = '-SPOT';

/** An instrument as requests name it. */
export interface Market {
  readonly instrument: Instrument;
  readonly category: Category;
  readonly symbol: string;
}

/** The id of what Bybit calls by a symbol, as `onetape data fetch` calls it: `BTCUSDT.BYBIT`, `BTCUSDT-SPOT.BYBIT`. */
export const idOf = (category: Category, symbol: string): string => `${symbol}${category === 'spot' ? SPOT : ''}${VENUE}`;

/**
 * An instrument at Bybit. Throws a ConfigError where its id and its contract contradict each other: BTCUSDT the pair and BTCUSDT the
 * perpetual are two things.
 */
export function marketOf(instrument: Instrument): Market {
  const { id, contract } = instrument;
  const name = id.toUpperCase().endsWith(VENUE) ? id.slice(0, -VENUE.length) : id;
  const isPair = name.endsWith(SPOT);
  const symbol = isPair ? name.slice(0, -SPOT.length) : name;
  if (contract === 'quanto' || !/^[A-Z0-9-]+$/.test(symbol))
    throw new ConfigError(`Expected an instrument of bybit, such as BTCUSDT.BYBIT, but it was "${id}" (${contract})`);
  if (isPair !== (contract === 'spot')) {
    const other = isPair
      ? `the perpetual is ${symbol}${VENUE}`
      : `the pair is ${symbol}${SPOT}${VENUE}, a perpetual is "linear" or "inverse"`;
    throw new ConfigError(
      `Expected the contract of "${id}" to be ${isPair ? '"spot"' : 'that of a perpetual'}, but it was "${contract}": ${other}`,
    );
  }
  if (instrument.multiplier !== 1)
    throw new ConfigError(`Expected the multiplier of "${id}" to be 1, but it was "${instrument.multiplier}"`);
  return { instrument, symbol, category: contract };
}

/** The coin that a pair deals in: its symbol without what it is priced in. */
export const baseOf = (symbol: string, market?: Market): string => {
  const quote = market?.instrument.quote ?? '';
  return quote !== '' && symbol.endsWith(quote) ? symbol.slice(0, -quote.length) : symbol;
};

/** The instruments of a session, by what Bybit calls them. */
export class Markets {
  readonly all: readonly Market[];
  readonly #bySymbol: ReadonlyMap<string, Market>;

  /** Throws a ConfigError for what is not Bybit's, and for pairs that share a coin: of which one a balance is could not be told. */
  constructor(instruments: readonly Instrument[]) {
    this.all = instruments.map(marketOf);
    this.#refuseShared();
    this.#bySymbol = new Map(this.all.map((market) => [`${market.category}:${market.symbol}`, market]));
  }

  /** The categories that are traded. */
  get categories(): Category[] {
    return [...new Set(this.all.map(({ category }) => category))];
  }

  /** The instrument of a symbol; undefined for one that the session does not trade. */
  find(category: Category, symbol: string): Market | undefined {
    return this.#bySymbol.get(`${category}:${symbol}`);
  }

  /** A balance of a coin is what is held of its pair; it cannot be that of another pair, or the money of a contract, as well. */
  #refuseShared(): void {
    const uses = new Map<string, string>();
    for (const { category, instrument } of this.all) if (category !== 'spot') uses.set(instrument.settle, instrument.id);
    for (const market of this.all) {
      if (market.category !== 'spot') continue;
      const coin = baseOf(market.symbol, market);
      const { id } = market.instrument;
      const other = uses.get(coin);
      if (other !== undefined) throw new ConfigError(`Expected one instrument to hold ${coin} in, but it was "${other}" and "${id}"`);
      uses.set(coin, id);
    }
  }
}

/** The category that a payload names, or that was asked for; undefined for one that is not traded here, such as `option`. */
export function categoryOf(named: string | undefined, asked?: Category): Category | undefined {
  const category = named === undefined || named === '' ? asked : named;
  return category === 'spot' || category === 'linear' || category === 'inverse' ? category : undefined;
}
