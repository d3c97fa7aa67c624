import { ConfigError } from '../../engine/model/errors.ts';
import type { Patience } from './patience.ts';
import type { Source } from './source.ts';

/** How a source is opened. */
export interface SourceOptions {
  readonly patience: Patience;
  /** Another address than the venue's usual one: a regional host, a local one. */
  readonly baseUrl?: string;
  /** Whether requests are spaced as the venue wants them before it complains; false is for a server of one's own. True if absent. */
  readonly paced?: boolean;
}

/** Venues that need no library of many venues: their own way in. */
const OWN: Readonly<Record<string, (options: SourceOptions) => Promise<Source>>> = {
  bybit: async (options) => (await import('./bybit/source.ts')).openBybit(options),
  ibkr: async (options) => (await import('./ibkr/source.ts')).openIbkr(options),
};

/** Names that users still bring along, and what became of them. */
const GONE: Readonly<Record<string, string>> = {
  coinbasepro: 'it was retired in 2023: use coinbase or coinbaseexchange',
  gdax: 'it was retired: use coinbase or coinbaseexchange',
  huobi: 'it is called htx now',
  bittrex: 'it closed in December 2023',
  ftx: 'it closed in November 2022',
  okex: 'it is called okx now',
};

/** Opens the source of a venue by its name (`bybit`, or an exchange's id in ccxt); loads nothing but that one. Throws a ConfigError for a name that nothing serves. */
export async function openSource(venue: string, options: SourceOptions): Promise<Source> {
  const name = venue.toLowerCase();
  const own = OWN[name];
  if (own !== undefined) return own(options);
  const gone = GONE[name];
  if (gone !== undefined) throw new ConfigError(`Expected a venue that data can be fetched from, but it was "${venue}": ${gone}`);
  const { openCcxt } = await import('./ccxt/source.ts');
  return openCcxt(name, options);
}

/** The venue in an instrument's id: what stands behind the last full stop, in small letters. Throws a ConfigError where there is none. */
export function venueOf(instrument: string): string {
  const at = instrument.lastIndexOf('.');
  if (at > 0 && at < instrument.length - 1) return instrument.slice(at + 1).toLowerCase();
  throw new ConfigError(`Expected an instrument with its venue, such as BTCUSDT.BYBIT or BTCUSDT.BINANCE, but it was "${instrument}"`);
}
