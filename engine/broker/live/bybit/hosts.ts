import { ConfigError } from '../../../model/errors.ts';

/** Where requests go, and where streams come from; paths such as `/v5/private` are appended. */
export interface Hosts {
  readonly rest: string;
  /** Market data, which demo accounts share with the real ones. */
  readonly publicRest: string;
  readonly privateStream: string;
  readonly publicStream: string;
}

/** Where an account is: with real money, with the venue's paper money on the real market, on a market of its own. */
export type Environment = 'live' | 'demo' | 'testnet';

/** docs/v5/demo: its market data is that of the real market. docs/v5/guide and docs/v5/ws/connect: the others. */
const HOSTS: Readonly<Record<Environment, Hosts>> = {
  live: {
    rest: 'https://api.bybit.com',
    publicRest: 'https://api.bybit.com',
    privateStream: 'wss://stream.bybit.com',
    publicStream: 'wss://stream.bybit.com',
  },
  demo: {
    rest: 'https://api-demo.bybit.com',
    publicRest: 'https://api.bybit.com',
    privateStream: 'wss://stream-demo.bybit.com',
    publicStream: 'wss://stream.bybit.com',
  },
  testnet: {
    rest: 'https://api-testnet.bybit.com',
    publicRest: 'https://api-testnet.bybit.com',
    privateStream: 'wss://stream-testnet.bybit.com',
    publicStream: 'wss://stream-testnet.bybit.com',
  },
};

/** Hosts of those whose account is at a site of a region: of requests, and of streams where it has its own. */
const REGIONS: Readonly<Record<string, readonly [rest: string, stream: string]>> = {
  nl: ['api.bybit.nl', 'stream.bybit.com'],
  tr: ['api.bybit.tr', 'stream.bybit.tr'],
  kz: ['api.bybit.kz', 'stream.bybit.kz'],
  ge: ['api.bybitgeorgia.ge', 'stream.bybitgeorgia.ge'],
  ae: ['api.bybit.ae', 'stream.bybit.com'],
  eu: ['api.bybit.eu', 'stream.bybit.com'],
  id: ['api.bybit.id', 'stream.bybit.id'],
  jp: ['api.manepa.jp', 'stream.manepa.jp'],
};

/** Names of hosts that are this machine: signed requests go to no others than the venue's own. */
const LOOPBACK = /^(?:https?|wss?):\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * The hosts of an environment, those of a region for real money, or `local`, a server on this machine (`127.0.0.1:8080`). Throws a
 * ConfigError for a region that is not known, or is not that of an account with real money, and for another machine.
 */
export function hostsOf(environment: Environment, region?: string, local?: string): Hosts {
  if (local !== undefined) {
    const [rest, stream] = [`http://${local}`, `ws://${local}`];
    if (LOOPBACK.test(rest)) return { rest, publicRest: rest, privateStream: stream, publicStream: stream };
    throw new ConfigError(`Expected ONETAPE_BYBIT_LOCAL to be a server on this machine, such as 127.0.0.1:8080, but it was "${local}"`);
  }
  if (region === undefined || region === '') return HOSTS[environment];
  const own = REGIONS[region.toLowerCase()];
  if (own === undefined)
    throw new ConfigError(`Expected ONETAPE_BYBIT_REGION to be one of ${Object.keys(REGIONS).join(', ')}, but it was "${region}"`);
  if (environment !== 'live')
    throw new ConfigError(`Expected no ONETAPE_BYBIT_REGION for the ${environment} account, but it was "${region}"`);
  const [rest, stream] = own;
  return { rest: `https://${rest}`, publicRest: `https://${rest}`, privateStream: `wss://${stream}`, publicStream: `wss://${stream}` };
}
