import { ConfigError } from '../../engine/model/errors.ts';
import type { Arguments, Io } from '../io.ts';
import { textOf } from '../read-flags.ts';
import { lookahead } from '../research/lookahead.ts';
import { readRunFile } from '../run-file.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape lookahead [RUN.json]`: proves by running that no decision depends on what came after it; 3 where one does. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const cuts = textOf(args, 'cuts');
  if (cuts !== undefined && !/^[1-9]\d{0,3}$/.test(cuts))
    throw new ConfigError(`Expected --cuts to be a whole number, 1 to 9999, but it was "${cuts}"`);
  const { resolve } = await import('node:path');
  const allow = Array.isArray(args['allow']) ? (args['allow'] as readonly string[]).map((file) => resolve(io.cwd, file)) : [];
  const record = await lookahead(raw, {
    baseDir,
    workspace: workspaceOf(args, io),
    place,
    allow,
    ...(cuts !== undefined && { cuts: Number(cuts) }),
  });
  const { lookaheadFault, lookaheadText } = await import('../../reports/lookahead-text.ts');
  const { lookaheadJson } = await import('../../reports/lookahead-json.ts');
  const { json, quiet } = args;
  if (typeof json === 'string') write(json, lookaheadJson(record), io);
  if (quiet !== true && json !== '-') io.stdout.write(lookaheadText(record));
  const fault = lookaheadFault(record);
  if (fault === null) return 0;
  io.stderr.write(`${fault}\n`);
  return 3;
}
