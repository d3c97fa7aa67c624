import { ConfigError } from '../../engine/model/errors.ts';
import type { Result } from '../../reports/result.ts';
import { backtest } from '../backtest.ts';
import type { Arguments, Io } from '../io.ts';
import { readRunFile } from '../run-file.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** `onetape backtest [RUN.json]`: one run, kept in the workspace, with its reports; 3 where epochs make another run of it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const workspace = workspaceOf(args, io);
  const result = await backtest(raw, {
    workspace,
    baseDir,
    place,
    fork: countOf(args, 'fork'),
    epoch: typeof args['epoch'] === 'string' ? args['epoch'] : null,
    epochRows: countOf(args, 'epoch-rows'),
  });
  await writeReports(result, args, workspace, io, () => triedLine(result, workspace));
  const difference = result.epochs?.difference ?? null;
  if (difference === null) return 0;
  io.stderr.write(`${difference}\n`);
  return 3;
}

/** How often was tried until there was this result, and what that leaves of it. */
async function triedLine(result: Result, workspace: string): Promise<string> {
  const [{ worthOfRun }, { worthLine }] = await Promise.all([import('../research/run-worth.ts'), import('../research/worth-text.ts')]);
  return worthLine(worthOfRun(result, workspace));
}

/** The count that a flag gives; null without it. */
function countOf(args: Arguments, flag: 'fork' | 'epoch-rows'): number | null {
  if (args[flag] === undefined) return null;
  const count = Number(args[flag]);
  if (Number.isInteger(count) && count > 0) return count;
  throw new ConfigError(`Expected --${flag} to be a whole number, 1 or more, but it was "${args[flag]}"`);
}
