import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { whyNot } from '../config/read-file.ts';
import { syncFolder } from '../journal/sync-folder.ts';

/** A secret as it is kept. */
export interface Secret {
  readonly value: string;
  /** When it was written, milliseconds UTC. */
  readonly set: number;
}

/** What a sealed file held when it was read. */
export interface Sealed {
  readonly secrets: ReadonlyMap<string, Secret>;
  /** The file itself; undefined where there was none. */
  readonly bytes: Buffer | undefined;
}

/** What is inside, as JSON. */
interface Content {
  readonly format: number;
  readonly secrets: Readonly<Record<string, Secret>>;
}

const FORMAT = 1;

/** Whether there is a sealed file. */
export const isSealed = (path: string): boolean => existsSync(path);

/**
 * Opens a file that was sealed with a passphrase (age, scrypt: age-encryption.org/v1); any program that speaks age opens it too. Throws
 * a ConfigError for another passphrase, a DataError for a file that is not as it was written.
 */
export async function readSealed(path: string, passphrase: string): Promise<Sealed> {
  const bytes = contentOf(path);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let text: string;
  try {
    text = await decrypter.decrypt(bytes, 'text');
  } catch (error) {
    if ((error as Error).message.startsWith('no identity matched'))
      throw new ConfigError(`Expected the passphrase that "${path}" was sealed with, but it was "another one"`);
    throw new DataError(`Expected a file that was sealed with a passphrase at "${path}", but it was "damaged, or another file"`);
  }
  const { format, secrets } = JSON.parse(text) as Content;
  if (format > FORMAT)
    throw new ConfigError(`Expected secrets of format ${FORMAT} in "${path}", but it was "${format}": a newer onetape wrote them`);
  return { secrets: new Map(Object.entries(secrets)), bytes };
}

/**
 * Seals secrets and puts them in the place of the file, whole or not at all, for its owner alone. Throws a ConfigError where that cannot
 * be done, and where the file is no longer what `before` was read from; nothing is changed then.
 */
export async function writeSealed(
  path: string,
  secrets: ReadonlyMap<string, Secret>,
  passphrase: string,
  before: Buffer | undefined,
  { workFactor = 18 }: { readonly workFactor?: number } = {},
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  const content: Content = { format: FORMAT, secrets: Object.fromEntries([...secrets].sort(([a], [b]) => (a < b ? -1 : 1))) };
  const bytes = await encrypter.encrypt(JSON.stringify(content));
  const beside = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(beside, bytes);
    const now = existsSync(path) ? readFileSync(path) : undefined;
    if (now === undefined ? before !== undefined : before === undefined || !now.equals(before))
      throw new ConfigError(`Expected "${path}" as it was a moment ago, but it was "changed by another process"; nothing was written`);
    renameSync(beside, path);
    syncFolder(dirname(path));
  } catch (cause) {
    if (existsSync(beside)) rmSync(beside);
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`Expected a file that can be written, but it was "${path}" (${whyNot(cause)})`, { cause });
  }
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`Expected a file of secrets, but it was "${path}" (${whyNot(cause)})`, { cause });
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
