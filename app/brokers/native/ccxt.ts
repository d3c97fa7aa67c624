import { createHash } from 'node:crypto';
import type { FeedExchange } from '../../../data/live/ccxt/exchange.ts';
import { CcxtFeed } from '../../../data/live/ccxt/feed.ts';
import type { Place } from '../../../data/live/ccxt/parts.ts';
import { CcxtVenue } from '../../../engine/broker/live/ccxt/adapter.ts';
import type { Certified } from '../../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../../engine/broker/live/ccxt/certified/table.ts';
import type { CcxtExchange } from '../../../engine/broker/live/ccxt/exchange.ts';
import { loadExchange } from '../../../engine/broker/live/ccxt/load.ts';
import { Markets, nameOf } from '../../../engine/broker/live/ccxt/markets.ts';
import { Sender } from '../../../engine/broker/live/ccxt/sender.ts';
import type { Venue } from '../../../engine/broker/live/venue.ts';
import type { LiveFeed } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { AdapterContext, WantedFeed } from '../adapter.ts';

/** A server on this machine: signed requests go to no others than the exchange's own. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\]):\d+$/;

/** A certified exchange of ccxt as a broker, by its name or that of a place of its where orders cost nothing. Throws a ConfigError. */
export function openCcxt(name: string, { env, secrets, instruments, wall }: AdapterContext): Venue {
  const { row, sandbox } = certifiedOf(name)!;
  const keys = Object.fromEntries(row.keys.map((field) => [field, secrets(field)]));
  const local = localIn(row, env);
  return new CcxtVenue({
    ...{ row, instruments, wall, account: accountOf(name, keys['key'] ?? ''), checksKey: sandbox === '' },
    reach: (sender) => loadExchange({ row, wall, keys, sandbox, local, names: namesOf(instruments) }, sender),
  });
}

/** What an account is called: the exchange, and a mark of its key, for most exchanges do not say whose a key is. */
export const accountOf = (name: string, key: string): string => `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;

/** Its market data, which need no key; of a place where orders cost nothing those of its own market. Throws a ConfigError. */
export function openCcxtFeed(name: string, { env, wall }: AdapterContext, wanted: readonly WantedFeed[]): LiveFeed {
  const { row, sandbox } = certifiedOf(name)!;
  const local = localIn(row, env);
  let loaded: CcxtExchange | undefined;
  return new CcxtFeed({
    ...{ name, wanted, wall, random: Math.random, confirms: row.ccxt.startsWith('binance') },
    async open() {
      const names = namesOf(wanted.map(({ instrument }) => instrument));
      const exchange = await loadExchange({ row, wall, keys: {}, sandbox, local, names }, new Sender([], () => false));
      if (loaded === undefined) await exchange.loadMarkets();
      else exchange.setMarkets(loaded.markets, loaded.currencies);
      loaded = exchange;
      return exchange as CcxtExchange & FeedExchange;
    },
    place: (exchange, instrument) => placeOf(exchange as CcxtExchange & FeedExchange, instrument, row),
  });
}

const namesOf = (instruments: readonly Instrument[]): string[] => instruments.map(({ id }) => nameOf(id));

function placeOf(exchange: CcxtExchange, instrument: Instrument, row: Certified): Place {
  return new Markets([instrument], exchange.markets ?? {}, row).of(instrument);
}

function localIn({ name }: Certified, env: AdapterContext['env']): string | undefined {
  const variable = `ONETAPE_${name.toUpperCase().replaceAll('-', '_')}_LOCAL`;
  const local = env[variable];
  if (local === undefined || local === '' || LOOPBACK.test(local)) return local === '' ? undefined : local;
  throw new ConfigError(`Expected ${variable} to be a server on this machine, such as 127.0.0.1:8080, but it was "${local}"`);
}
