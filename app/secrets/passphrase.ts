import { ConfigError } from '../../engine/model/errors.ts';
import type { Ask } from './ask.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A file that lies on a disk can be tried against by machines for years. */
const LEAST = 12;

const KNOWN = 'ONETAPE_PASSPHRASE';
const NEW = 'ONETAPE_NEW_PASSPHRASE';

/** The passphrase that opens a sealed file: from the environment, or asked for. Throws a ConfigError where there is neither. */
export async function passphraseOf(env: Environment, ask: Ask): Promise<string> {
  return fromEnvironment(env, KNOWN) ?? (await asked(ask, 'Passphrase: ', KNOWN));
}

/** The passphrase of a file that is not there yet; one that is typed is asked for twice. */
export async function firstPassphraseOf(env: Environment, ask: Ask): Promise<string> {
  return checked(fromEnvironment(env, KNOWN) ?? (await askedTwice(ask, KNOWN)));
}

/** The passphrase that takes the place of another. */
export async function nextPassphraseOf(env: Environment, ask: Ask): Promise<string> {
  return checked(fromEnvironment(env, NEW) ?? (await askedTwice(ask, NEW)));
}

function fromEnvironment(env: Environment, name: string): string | undefined {
  const text = env[name];
  return text === undefined || text === '' ? undefined : text;
}

async function asked(ask: Ask, question: string, name: string): Promise<string> {
  const typed = await ask.hidden(question);
  if (typed === undefined) throw new ConfigError(`Expected a passphrase in ${name} or on a terminal, but there was neither`);
  return typed;
}

async function askedTwice(ask: Ask, name: string): Promise<string> {
  const typed = checked(await asked(ask, 'New passphrase: ', name));
  if ((await asked(ask, 'Once more: ', name)) !== typed)
    throw new ConfigError('Expected the same passphrase twice, but it was "another one"');
  return typed;
}

function checked(passphrase: string): string {
  if ([...passphrase].length >= LEAST) return passphrase;
  throw new ConfigError(`Expected a passphrase of ${LEAST} characters or more, but it was "shorter"`);
}
