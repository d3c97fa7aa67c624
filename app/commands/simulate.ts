import { join, relative } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Arguments, Io } from '../io.ts';
import { simulated } from '../live/simulated.ts';
import { overridesOf } from '../run-flags.ts';
import { write } from '../write.ts';

/** Flags of `replay` that are about the result of a run, which a comparison is not. */
const RESULTS = ['html', 'svg', 'png', 'parquet', 'open', 'verify'];

/** `onetape replay SESSION --simulate`: what the simulator makes of the recorded commands, beside what was recorded. */
export async function run(session: string, workspace: string, args: Arguments, io: Io): Promise<number> {
  const other = RESULTS.find((name) => args[name] !== undefined);
  if (other !== undefined) throw new ConfigError(`Expected --json or --csv beside --simulate, but it was "--${other}"`);
  const { compared, warnings } = await simulated(workspace, session, overridesOf(args, relative(workspace, io.cwd)));
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  const { json, csv, quiet } = args;
  if (typeof json === 'string' || typeof csv === 'string') {
    const { sideBySideCsv, sideBySideJson } = await import('../../reports/side-by-side-files.ts');
    if (typeof json === 'string') write(json, sideBySideJson(session, compared), io);
    if (typeof csv === 'string') write(join(csv, 'side-by-side.csv'), sideBySideCsv(compared), io);
  }
  if (quiet !== true && json !== '-') {
    const { sideBySideText } = await import('../../reports/side-by-side-text.ts');
    io.stdout.write(sideBySideText(session, compared));
  }
  return 0;
}
