import { ConfigError } from '../../engine/model/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** What the environment calls a secret: this, then its name. */
const ENV = 'ONETAPE_SECRET_';

/** Shorter texts are no secrets: they could not be kept out of logs without spoiling them. */
const LEAST = 4;

/**
 * The name of a secret as a user wrote it. Throws a ConfigError for what is none; the message does not repeat it, as it may be the
 * secret itself.
 */
export function secretNameOf(text: string): string {
  if (NAME.test(text)) return text;
  throw new ConfigError('Expected the name of a secret, a broker and a field such as BYBIT_KEY, but it was something else');
}

/** The value of a secret without the line break behind it. Throws a ConfigError where it is too short to be one. */
export function secretValueOf(text: string, name: string): string {
  const value = text.replace(/[\r\n]+$/, '');
  if (value.trim().length >= LEAST) return value;
  throw new ConfigError(`Expected ${LEAST} characters or more for ${name}, but it was "${value === '' ? 'empty' : 'shorter'}"`);
}

/** What the names of a broker's secrets begin with: BYBIT_ of bybit, KRAKEN_FUTURES_ of kraken-futures. */
export const prefixOf = (broker: string): string => `${broker.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_`;

/** The secrets of an environment, by their names; checked as those that are typed are. */
export function secretsOfEnvironment(env: Environment): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(env)) {
    if (!key.startsWith(ENV) || value === undefined || value === '') continue;
    const name = key.slice(ENV.length);
    if (!NAME.test(name)) throw new ConfigError(`Expected an environment variable such as ${ENV}BYBIT_KEY, but it was "${key}"`);
    found.set(name, secretValueOf(value, key));
  }
  return found;
}

/** An environment for programs that are started and need no secret. */
export const withoutSecrets = (env: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith(ENV) && !/^ONETAPE_(?:NEW_)?PASSPHRASE$/.test(key)));
