import { isoTime } from '../../../engine/model/time.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { passphraseOf } from '../../secrets/passphrase.ts';
import { isSealed, readSealed, type Secret } from '../../secrets/sealed-file.ts';
import { secretsOfEnvironment } from '../../secrets/secret-name.ts';
import { secretsPath } from '../../secrets/secrets-for.ts';
import { TOOLS, type Tools } from '../../secrets/tools.ts';
import { workspaceOf } from '../../workspace.ts';
import { write } from '../../write.ts';

/** `onetape secrets ls`: the names of the secrets, and when they were set; never a value, nor a part of one. */
export async function run(args: Arguments, io: Io, { ask }: Tools = TOOLS): Promise<number> {
  const path = secretsPath(workspaceOf(args, io));
  const { secrets } = isSealed(path) ? await readSealed(path, await passphraseOf(io.env, ask)) : { secrets: new Map<string, Secret>() };
  const rows = [
    ...[...secrets].map(([name, { set }]) => ({ name, set: isoTime(set), from: 'file' })),
    ...[...secretsOfEnvironment(io.env).keys()].map((name) => ({ name, set: null, from: 'environment' })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const json = textOf(args, 'json');
  if (json !== undefined) write(json, `${JSON.stringify(rows)}\n`, io);
  if (args['quiet'] === true || json === '-') return 0;
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  for (const { name, set, from } of rows) io.stdout.write(`${name.padEnd(width)}  ${set ?? `from the ${from}`}\n`);
  if (rows.length === 0) io.stdout.write(`no secrets in ${path} or the environment\n`);
  return 0;
}
