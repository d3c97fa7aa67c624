import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import type { Arguments, Io } from '../io.ts';
import { runTable } from '../runs/run-table.ts';
import { RunStore } from '../runs/store.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape runs ls` lists what is kept; `onetape runs rm RUN_ID` deletes a run, but not its trial. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { first: action = 'ls', second: id, json, quiet } = args;
  if (action !== 'ls' && action !== 'rm') throw new ConfigError(`Expected one of ls, rm after "onetape runs", but it was "${action}"`);
  if (action === 'rm' && id === undefined) throw new ConfigError('Expected RUN_ID after "onetape runs rm", but it was missing');
  if (action === 'ls' && id !== undefined) throw new ConfigError(`Expected nothing after "onetape runs ls", but it was "${id}"`);
  const workspace = workspaceOf(args, io);
  const store = new RunStore(workspace);
  try {
    if (action === 'rm') {
      const ids = store.all().map((one) => one.id);
      if (!store.remove(String(id)))
        throw new ConfigError(`Expected the id of a run in "${workspace}", but it was "${id}"${didYouMean(String(id), ids)}`);
      if (quiet !== true) io.stdout.write(`${id}: deleted; its trial still counts\n`);
      return 0;
    }
    const runs = store.all();
    const trials = store.trials();
    if (typeof json === 'string')
      write(
        json,
        `${JSON.stringify({ runs: runs.map((one) => ({ ...one, createdAt: new Date(one.createdAt).toISOString() })), trials })}\n`,
        io,
      );
    if (quiet !== true && json !== '-') io.stdout.write(runTable(runs, trials));
    return 0;
  } finally {
    store.close();
  }
}
