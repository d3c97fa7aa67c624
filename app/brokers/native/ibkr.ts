import { DataLine } from '../../../data/live/ibkr/data-line.ts';
import { IbkrFeed } from '../../../data/live/ibkr/feed.ts';
import { IbkrVenue } from '../../../engine/broker/live/ibkr/adapter.ts';
import type { Address } from '../../../engine/broker/live/ibkr/gateway.ts';
import type { Venue } from '../../../engine/broker/live/venue.ts';
import type { LiveFeed } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { AdapterContext, WantedFeed } from '../adapter.ts';

/** Which money the account has. */
export type Money = 'real' | 'paper';

/** Where IB Gateway listens where nothing is said. */
const PORTS: Readonly<Record<Money, number>> = { real: 4001, paper: 4002 };

/** Market data come by a connection of their own, whose client id is this much higher. */
const BESIDE = 100;

/** Interactive Brokers as a broker; what an environment says of it is in docs/brokers.md. Throws a ConfigError. */
export function openIbkr(money: Money, { env, wall, instruments }: AdapterContext): Venue {
  return new IbkrVenue({
    ...{ instruments, wall, isPaper: money === 'paper', address: addressIn(money, env) },
    account: env['ONETAPE_IBKR_ACCOUNT'],
    outsideHours: env['ONETAPE_IBKR_OUTSIDE_HOURS'] === '1',
  });
}

/** IB's market data, by the same TWS or Gateway. Throws a ConfigError for instruments and bars that it does not have. */
export function openIbkrFeed(money: Money, { env, wall }: AdapterContext, wanted: readonly WantedFeed[]): LiveFeed {
  const { clientId, ...place } = addressIn(money, env);
  const address = { ...place, clientId: clientId + BESIDE };
  return new IbkrFeed({ wanted, wall, random: Math.random, open: (lost, signal) => DataLine.open(address, lost, signal) });
}

function addressIn(money: Money, env: AdapterContext['env']): Address {
  return {
    host: env['ONETAPE_IBKR_HOST'] || '127.0.0.1',
    port: numberIn(env, 'ONETAPE_IBKR_PORT', 1, 65_535) ?? PORTS[money],
    clientId: numberIn(env, 'ONETAPE_IBKR_CLIENT_ID', 0, 999_999) ?? 1,
  };
}

function numberIn(env: AdapterContext['env'], name: string, least: number, most: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigError(`Expected ${name} to be a whole number from ${least} to ${most}, but it was "${text}"`);
}
