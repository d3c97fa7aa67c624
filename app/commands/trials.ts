import { ConfigError } from '../../engine/model/errors.ts';
import { objectiveOf } from '../../engine/research/objective.ts';
import { ranked } from '../../engine/research/ranked.ts';
import type { Trial } from '../../engine/research/trial.ts';
import { backtest } from '../backtest.ts';
import type { Arguments, Io } from '../io.ts';
import { NOTHING_READ } from '../research/read-once.ts';
import { type KeptSweep, SweepStore } from '../research/store.ts';
import { trialTable } from '../research/sweep-text.ts';
import { TrialRunner } from '../research/trial-runner.ts';
import { storeOf, workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';
import { writeReports } from '../write-reports.ts';

/**
 * `onetape trials SWEEP` lists the trials of a sweep, best first; `onetape trials SWEEP N` runs trial N again in full, kept and
 * reported like any backtest; 3 where it comes to something else.
 */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const store = SweepStore.open(workspace, String(args['first']));
  const { sweep } = store;
  const trials = store.trials();
  store.close();
  if (args['second'] !== undefined) return again(sweep, trials, String(args['second']), args, io);
  const objectives = sweep.objectives.map(objectiveOf);
  const whole = ranked(
    trials.filter(({ budget }) => budget === undefined),
    objectives,
  );
  if (typeof args['json'] === 'string') write(args['json'], `${JSON.stringify({ ...sweep, trials })}\n`, io);
  if (args['quiet'] !== true && args['json'] !== '-') {
    const left = sweep.isOver ? '' : `; ${trials.length} of at most ${sweep.most} are done: onetape sweep --resume goes on`;
    io.stdout.write(`${trialTable(whole, objectives)}\nSweep ${sweep.id}, ${trials.length} trials${left}\n`);
  }
  return 0;
}

async function again(sweep: KeptSweep, trials: readonly Trial[], text: string, args: Arguments, io: Io): Promise<number> {
  const trial = trials.find(({ number }) => String(number) === text);
  if (trial === undefined)
    throw new ConfigError(`Expected the number of one of the ${trials.length} trials of "${sweep.id}", but it was "${text}"`);
  if (Object.keys(sweep.spec).length === 0)
    throw new ConfigError(`Expected a sweep whose strategy and data are files, but "${sweep.id}" was "given by a program, in memory"`);
  const workspace = workspaceOf(args, io);
  const { dimensions } = sweep.space;
  const work = {
    raw: sweep.spec,
    baseDir: sweep.baseDir,
    store: storeOf(workspace),
    place: undefined,
    dimensions,
    metrics: [],
    given: NOTHING_READ,
  };
  const raw = await new TrialRunner(work).fullOf(trial);
  const result = await backtest(raw, { workspace, baseDir: sweep.baseDir, place: `trial ${text} of ${sweep.id}` });
  await writeReports(result, args, workspace, io);
  if (trial.resultHash === result.resultHash || trial.failure !== undefined) return 0;
  io.stderr.write(
    `Expected trial ${text} to come to ${trial.resultHash.slice(0, 12)} again, but it was ${result.resultHash.slice(0, 12)}: data, code or engine are not what they were\n`,
  );
  return 3;
}
