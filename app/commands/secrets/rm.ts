import { ConfigError } from '../../../engine/model/errors.ts';
import { didYouMean } from '../../../engine/model/suggest.ts';
import type { Arguments, Io } from '../../io.ts';
import { passphraseOf } from '../../secrets/passphrase.ts';
import { readSealed, writeSealed } from '../../secrets/sealed-file.ts';
import { secretNameOf } from '../../secrets/secret-name.ts';
import { secretsPath } from '../../secrets/secrets-for.ts';
import { TOOLS, type Tools } from '../../secrets/tools.ts';
import { workspaceOf } from '../../workspace.ts';

/** `onetape secrets rm NAME`: takes a secret out of the sealed file. */
export async function run(args: Arguments, io: Io, { ask, seal }: Tools = TOOLS): Promise<number> {
  const name = secretNameOf(String(args['first']));
  const path = secretsPath(workspaceOf(args, io));
  const passphrase = await passphraseOf(io.env, ask);
  const { secrets, bytes } = await readSealed(path, passphrase);
  const left = new Map(secrets);
  if (!left.delete(name))
    throw new ConfigError(
      `Expected a secret of "${path}" (onetape secrets ls), but it was "${name}"${didYouMean(name, [...secrets.keys()])}`,
    );
  await writeSealed(path, left, passphrase, bytes, seal);
  if (args['quiet'] !== true) io.stdout.write(`${name} is removed from ${path}\n`);
  return 0;
}
