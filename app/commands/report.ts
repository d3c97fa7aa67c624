import { differs } from '../differs.ts';
import type { Arguments, Io } from '../io.ts';
import { repeat } from '../runs/repeat.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** `onetape report RUN_ID`: the reports of a kept run, made again; 3, and no report, where it would be another run's. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const repeated = await repeat(workspace, String(args['first']));
  if (!repeated.same) return differs(repeated, io);
  await writeReports(repeated.result, args, workspace, io);
  return 0;
}
