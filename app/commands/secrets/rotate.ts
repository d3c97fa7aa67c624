import type { Arguments, Io } from '../../io.ts';
import { nextPassphraseOf, passphraseOf } from '../../secrets/passphrase.ts';
import { readSealed, writeSealed } from '../../secrets/sealed-file.ts';
import { secretsPath } from '../../secrets/secrets-for.ts';
import { TOOLS, type Tools } from '../../secrets/tools.ts';
import { workspaceOf } from '../../workspace.ts';

/** `onetape secrets rotate`: seals the same secrets with a new passphrase. */
export async function run(args: Arguments, io: Io, { ask, seal }: Tools = TOOLS): Promise<number> {
  const path = secretsPath(workspaceOf(args, io));
  const { secrets, bytes } = await readSealed(path, await passphraseOf(io.env, ask));
  await writeSealed(path, secrets, await nextPassphraseOf(io.env, ask), bytes, seal);
  if (args['quiet'] !== true) io.stdout.write(`${path} is sealed with the new passphrase\n`);
  return 0;
}
