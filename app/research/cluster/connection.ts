import { Redis } from 'ioredis';
import { ConfigError } from '../../../engine/model/errors.ts';
import { engineVersion } from '../../version.ts';

/** What all keys begin with. */
export const PREFIX = 'onetape';

/** The queue of trials: versions of the engine have one each, as they need not come to the same. */
export const queueName = (): string => `trials-${engineVersion()}`;

/** Data and sweeps that nobody has asked for so long are forgotten; seconds. */
export const KEPT = 86_400;

/** How an address is shown: without its password. */
export function shownAddress(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${protocol}//${hostname}:${port === '' ? '6379' : port}`;
}

/**
 * Connects to a Redis, and again whenever the connection is lost. Throws a ConfigError for an address that is none, and where
 * nothing answers there.
 */
export async function connect(address: string): Promise<Redis> {
  if (!/^rediss?:\/\/[^/]+/.test(address) || !URL.canParse(address))
    throw new ConfigError(`Expected the address of a Redis such as redis://host:6379, but it was "${address}"`);
  const probe = new Redis(address, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let fault: unknown;
  probe.on('error', (error) => {
    fault ??= error;
  });
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    const { code, message } = (fault ?? error) as NodeJS.ErrnoException;
    throw new ConfigError(`Expected a Redis at ${shownAddress(address)}, but it was "${REASONS[code ?? ''] ?? message.split('\n')[0]}"`, {
      cause: error,
    });
  } finally {
    probe.disconnect();
  }
  const redis = new Redis(address, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(100 * times, 2_000) });
  // A lost connection is found again; who waits too long says so itself.
  redis.on('error', () => {});
  return redis;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no such host',
  ETIMEDOUT: 'no answer',
  ECONNRESET: 'connection reset',
};
