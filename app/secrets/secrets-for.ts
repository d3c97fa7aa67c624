import { join } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { type Ask, TERMINAL } from './ask.ts';
import { passphraseOf } from './passphrase.ts';
import { type Redaction, redaction } from './redaction.ts';
import { isSealed, readSealed } from './sealed-file.ts';
import { prefixOf, secretsOfEnvironment } from './secret-name.ts';

/** The sealed file of a workspace. */
export const secretsPath = (workspace: string): string => join(workspace, 'secrets.age');

/** Where secrets come from, and what is told of them. */
export interface SecretSource {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ask?: Ask;
  /** What learns every secret that is found here, so that it is never printed. */
  readonly redaction?: Redaction;
}

/**
 * The secrets of a broker, or of one of its accounts (`bybit`, `kraken-futures`, `bybit-sub`), by field in small letters: BYBIT_KEY and
 * BYBIT_SECRET are `{ key, secret }`. Where the environment has any of them, it has all; else the sealed file is opened. Empty where
 * nobody has set any. Throws a ConfigError or DataError in one sentence.
 */
export async function secretsFor(broker: string, source: SecretSource): Promise<Readonly<Record<string, string>>> {
  const { workspace, env, ask = TERMINAL, redaction: known = redaction } = source;
  const ofEnvironment = secretsOfEnvironment(env);
  known.learn(ofEnvironment.values());
  const given = fieldsOf(broker, ofEnvironment);
  const path = secretsPath(workspace);
  if (Object.keys(given).length > 0 || !isSealed(path)) return given;
  const passphrase = await passphraseOf(env, ask);
  known.learn([passphrase]);
  const { secrets } = await readSealed(path, passphrase);
  const values = new Map([...secrets].map(([name, { value }]) => [name, value] as const));
  known.learn(values.values());
  return fieldsOf(broker, values);
}

/** One field of a broker's secrets. Throws a ConfigError that says how to set it where it is missing. */
export function fieldOf(secrets: Readonly<Record<string, string>>, broker: string, field: string): string {
  const value = secrets[field];
  if (value !== undefined) return value;
  const name = `${prefixOf(broker)}${field.toUpperCase()}`;
  throw new ConfigError(`Expected the secret ${name} (onetape secrets set ${name}, or ONETAPE_SECRET_${name}), but it was missing`);
}

function fieldsOf(broker: string, secrets: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const prefix = prefixOf(broker);
  const own = [...secrets].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value]));
}
