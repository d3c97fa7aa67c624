import { BybitFeed } from '../../../data/live/bybit/feed.ts';
import { BybitRest } from '../../../data/live/bybit/rest.ts';
import { BybitVenue } from '../../../engine/broker/live/bybit/adapter.ts';
import { type Environment, type Hosts, hostsOf } from '../../../engine/broker/live/bybit/hosts.ts';
import { marketOf } from '../../../engine/broker/live/bybit/map/market.ts';
import { listen } from '../../../engine/broker/live/bybit/stream.ts';
import type { Venue } from '../../../engine/broker/live/venue.ts';
import type { LiveFeed } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { AdapterContext, WantedFeed } from '../adapter.ts';

/** Bybit as a broker; what an environment says of it is in docs/brokers.md. Throws a ConfigError. */
export function openBybit(environment: Environment, { env, secrets, instruments }: AdapterContext): Venue {
  return new BybitVenue({
    ...{ instruments, key: secrets('key'), secret: secrets('secret'), hosts: hostsIn(environment, env) },
    leverage: numberIn(env, 'ONETAPE_BYBIT_LEVERAGE', 1, 200),
    cancelOnDisconnect: numberIn(env, 'ONETAPE_BYBIT_CANCEL_ON_DISCONNECT', 3, 300),
    orders: ordersIn(environment, env),
  });
}

/** Bybit's market data, which need no key. Throws a ConfigError for instruments and bars that it does not have. */
export function openBybitFeed(environment: Environment, { env, wall }: AdapterContext, wanted: readonly WantedFeed[]): LiveFeed {
  const { publicStream: host, publicRest } = hostsIn(environment, env);
  return new BybitFeed({
    ...{ wanted, wall, random: Math.random, rest: new BybitRest(publicRest), place: marketOf },
    listen: (category, topics, ears, signal) => listen({ host, category, topics }, ears, signal),
  });
}

const hostsIn = (environment: Environment, env: AdapterContext['env']): Hosts =>
  hostsOf(environment, env['ONETAPE_BYBIT_REGION'], env['ONETAPE_BYBIT_LOCAL']);

/** How orders are sent. Throws a ConfigError where the account has no stream for them (docs/v5/demo: "WebSocket trade is not supported"). */
function ordersIn(environment: Environment, env: AdapterContext['env']): 'rest' | 'stream' {
  const text = env['ONETAPE_BYBIT_ORDERS'] ?? '';
  if (text === '' || text === 'rest') return 'rest';
  if (text !== 'stream') throw new ConfigError(`Expected ONETAPE_BYBIT_ORDERS to be rest or stream, but it was "${text}"`);
  if (environment !== 'demo') return 'stream';
  throw new ConfigError('Expected ONETAPE_BYBIT_ORDERS to be rest for the demo account, which takes none by a stream, but it was "stream"');
}

function numberIn(env: AdapterContext['env'], name: string, least: number, most: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new ConfigError(`Expected ${name} to be a number from ${least} to ${most}, but it was "${text}"`);
}
