import { resolve } from 'node:path';
import type { Arguments, Io } from '../io.ts';
import { loadStrategy } from '../load-strategy.ts';
import { elsewhere } from '../research/elsewhere.ts';
import { runShapeOf } from '../research/run-shape.ts';
import { runSweep } from '../research/run-sweep.ts';
import { objectivesOf, searchOf, searchSpecOf } from '../research/search-flags.ts';
import { spaceOfFlags } from '../research/space-flags.ts';
import { sweepProgress } from '../research/sweep-progress.ts';
import { sweepJson, sweepResult } from '../research/sweep-result.ts';
import { sweepText } from '../research/sweep-text.ts';
import { worthOfSweep } from '../research/sweep-worth.ts';
import { workersOf } from '../research/workers-of.ts';
import { readRunFile } from '../run-file.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape sweep [RUN.json]`: many runs, each kept as a trial; 3 where a strategy keeps state between them. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const workspace = workspaceOf(args, io);
  const shape = await runShapeOf(raw, baseDir, place, { strategy: loadStrategy });
  const space = spaceOfFlags(args, shape, baseDir, io.cwd);
  const objectives = objectivesOf(args);
  const searchSpec = searchSpecOf(args);
  const search = searchOf(searchSpec, space, objectives);
  const quiet = args['quiet'] === true;
  const progress = await sweepProgress(io, quiet, search.trials, objectives[0]!);
  const { cluster } = args;
  const finished = await runSweep(
    { raw, baseDir, place: typeof args['first'] === 'string' ? args['first'] : undefined, space, search, searchSpec, objectives },
    {
      ...{ workspace, workers: workersOf(args), resume: args['resume'] === true },
      elsewhere: elsewhere(typeof cluster === 'string' ? cluster : undefined),
      told: progress.told,
    },
  ).finally(progress.stop);
  try {
    const result = sweepResult(finished, objectives, worthOfSweep(finished.store, workspace));
    if (typeof args['json'] === 'string') write(args['json'], sweepJson(result), io);
    const { html } = args;
    if (typeof html === 'string') {
      const { sweepPage } = await import('../../reports/html/sweep-page.ts');
      write(html, sweepPage(result, objectives), io);
      if (args['open'] === true) io.open(resolve(io.cwd, html));
    }
    if (!quiet && args['json'] !== '-')
      io.stdout.write(`${sweepText(result, objectives)}\nSweep: ${result.id} (onetape trials ${result.id} N runs a trial again in full)\n`);
    else if (result.unlike.length > 0) io.stderr.write(`${sweepText(result, objectives).trimEnd().split('\n').at(-1)}\n`);
    return result.unlike.length > 0 ? 3 : 0;
  } finally {
    finished.store.close();
  }
}
