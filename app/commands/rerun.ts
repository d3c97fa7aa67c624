import { resultJsonChunks } from '../../reports/json.ts';
import { differs } from '../differs.ts';
import type { Arguments, Io } from '../io.ts';
import { repeat } from '../runs/repeat.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape rerun RUN_ID`: the same run again from what was kept of it; 3 where it comes to something else. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const repeated = await repeat(workspaceOf(args, io), String(args['first']));
  const { json } = args;
  if (typeof json === 'string') write(json, resultJsonChunks(repeated.result), io);
  if (!repeated.same) return differs(repeated, io);
  if (args['quiet'] !== true && json !== '-') io.stdout.write(`${repeated.kept.id}: the same result, ${repeated.kept.resultHash}\n`);
  return 0;
}
