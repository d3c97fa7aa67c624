import { nearest } from '../model/suggest.ts';
import { BROKERS } from './catalog/brokers.ts';
import { CRYPTO } from './catalog/crypto.ts';
import { type CatalogEntry, entry } from './catalog/entry.ts';
import { OUT_OF_REACH } from './catalog/out-of-reach.ts';

export type { CatalogEntry, CatalogStatus } from './catalog/entry.ts';

const SIMULATOR = entry({
  name: 'simulator',
  title: 'The simulator',
  aliases: ['paper', 'backtest'],
  trades: 'what is simulated',
  status: 'built-in',
  through: 'onetape backtest and onetape paper',
  sandbox: 'it is one',
  orders: 'every type and time in force that there is',
});

/** Every broker that people ask for, by name: what serves it, or why nothing can. */
export const CATALOG: readonly CatalogEntry[] = [SIMULATOR, ...CRYPTO, ...BROKERS, ...OUT_OF_REACH];

/** A name without what people write differently: capitals, blanks, hyphens. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const BY_NAME: ReadonlyMap<string, CatalogEntry> = new Map(
  CATALOG.flatMap((one) => [one.name, one.title, ...one.aliases].map((name) => [plain(name), one] as const)),
);

/** The entry of a name, however it is written; undefined for one that nobody has asked for. */
export const catalogEntry = (name: string): CatalogEntry | undefined => BY_NAME.get(plain(name));

/** The name that was probably meant; undefined where none is near. */
export function nearestBroker(name: string): string | undefined {
  const near = nearest(plain(name), [...BY_NAME.keys()]);
  return near === undefined ? undefined : BY_NAME.get(near)!.name;
}

/** Whether orders can go there with this version. */
export const isServed = ({ status }: CatalogEntry): boolean => status === 'built-in' || status === 'native' || status === 'ccxt';

/** Why orders cannot go to a broker, and where they can instead or will; undefined where they can. */
export function whyNotServed(one: CatalogEntry): string | undefined {
  if (isServed(one)) return undefined;
  if (one.status === 'planned')
    return `no adapter of ${one.title} is here yet (planned: ${one.through}); one of your own can be used meanwhile`;
  const instead = one.instead.map((name) => (isServed(catalogEntry(name)!) ? name : `${name} (planned)`));
  return `${one.why}: see ${either(instead)}`;
}

/** `a, b or c`. */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
