import { catalogEntry, nearestBroker, whyNotServed } from '../../engine/broker/catalog.ts';
import type { Environment } from '../../engine/broker/live/bybit/hosts.ts';
import { CERTIFIED_NAMES } from '../../engine/broker/live/ccxt/certified/names.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import type { Adapter, AdapterModule } from './adapter.ts';
import type { Money } from './native/ibkr.ts';

const bybit = (environment: Environment): AdapterModule => ({
  default: async (context) => (await import('./native/bybit.ts')).openBybit(environment, context),
  feed: async (context, wanted) => (await import('./native/bybit.ts')).openBybitFeed(environment, context, wanted),
});

const ibkr = (money: Money): AdapterModule => ({
  default: async (context) => (await import('./native/ibkr.ts')).openIbkr(money, context),
  feed: async (context, wanted) => (await import('./native/ibkr.ts')).openIbkrFeed(money, context, wanted),
});

/** An exchange of ccxt that is certified; only it is loaded. */
const ccxt = (name: string): AdapterModule => ({
  default: async (context) => (await import('./native/ccxt.ts')).openCcxt(name, context),
  feed: async (context, wanted) => (await import('./native/ccxt.ts')).openCcxtFeed(name, context, wanted),
});

/** Adapters that are here, by the names of run files; each loads its library when it is opened. */
const NATIVE: Readonly<Record<string, AdapterModule>> = {
  bybit: bybit('live'),
  'bybit-demo': bybit('demo'),
  'bybit-testnet': bybit('testnet'),
  ibkr: ibkr('real'),
  'ibkr-paper': ibkr('paper'),
  ...Object.fromEntries(CERTIFIED_NAMES.map((name) => [name, ccxt(name)])),
};

/** Names of ccxt's own. No other spelling is guessed: a sandbox that is written otherwise must not become an account with real money. */
const AS_CCXT: Readonly<Record<string, string>> = { binanceusdm: 'binance-usdm', coinbaseexchange: 'coinbase-exchange' };

/** An adapter that is here, by its name, which is also what its secrets begin with. Throws a ConfigError in the words of the catalogue. */
export function nativeAdapter(ref: string, what: string): Adapter {
  const typed = ref.toLowerCase();
  const name = AS_CCXT[typed] ?? typed;
  const module = NATIVE[name];
  if (module !== undefined) return { name, path: name, module, codeHash: '' };
  const entry = catalogEntry(ref);
  if (entry?.name === 'simulator')
    throw new ConfigError(`Expected "${what}" to be a broker with an account, but it was "${ref}": onetape paper trades on the simulator`);
  const why = entry === undefined ? undefined : whyNotServed(entry);
  if (why !== undefined) throw new ConfigError(`Expected a broker that orders can go to, but it was "${ref}": ${why}`);
  const near = didYouMean(ref, [...Object.keys(NATIVE), nearestBroker(ref) ?? '']);
  throw new ConfigError(
    `Expected "${what}" to be one of ${Object.keys(NATIVE).join(', ')}, or the path of an adapter, but it was "${ref}"${near}`,
  );
}
