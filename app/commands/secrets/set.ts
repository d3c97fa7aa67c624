import { ConfigError } from '../../../engine/model/errors.ts';
import type { Arguments, Io } from '../../io.ts';
import { firstPassphraseOf, passphraseOf } from '../../secrets/passphrase.ts';
import { isSealed, readSealed, type Sealed, writeSealed } from '../../secrets/sealed-file.ts';
import { secretNameOf, secretValueOf } from '../../secrets/secret-name.ts';
import { secretsPath } from '../../secrets/secrets-for.ts';
import { TOOLS, type Tools } from '../../secrets/tools.ts';
import { workspaceOf } from '../../workspace.ts';

/** `onetape secrets set NAME`: seals a secret that is typed unseen, or comes from standard input; a command line is no place for it. */
export async function run(args: Arguments, io: Io, { ask, now, seal }: Tools = TOOLS): Promise<number> {
  const name = secretNameOf(String(args['first']));
  const path = secretsPath(workspaceOf(args, io));
  const isThere = isSealed(path);
  // Before the value is asked for: who mistypes a passphrase need not find the key again.
  const passphrase = isThere ? await passphraseOf(io.env, ask) : undefined;
  const { secrets, bytes }: Sealed =
    passphrase === undefined ? { secrets: new Map(), bytes: undefined } : await readSealed(path, passphrase);
  const text = (await ask.piped()) ?? (await ask.hidden(`${name}: `));
  if (text === undefined) throw new ConfigError(`Expected ${name} on standard input or on a terminal, but there was neither`);
  const all = new Map(secrets).set(name, { value: secretValueOf(text, name), set: now() });
  await writeSealed(path, all, passphrase ?? (await firstPassphraseOf(io.env, ask)), bytes, seal);
  if (args['quiet'] !== true) io.stdout.write(`${name} is ${secrets.has(name) ? 'replaced' : 'set'} in ${path}\n`);
  return 0;
}
