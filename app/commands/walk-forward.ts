import { resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import type { CpcvResult, WalkForwardResult } from '../../engine/research/walk-forward-result.ts';
import type { Arguments, Io } from '../io.ts';
import { loadStrategy } from '../load-strategy.ts';
import { runShapeOf } from '../research/run-shape.ts';
import { objectivesOf, searchSpecOf } from '../research/search-flags.ts';
import { spaceOfFlags } from '../research/space-flags.ts';
import { trialProgress } from '../research/trial-progress.ts';
import { cpcvFlag, walkOf } from '../research/walk-flags.ts';
import { workersOf } from '../research/workers-of.ts';
import { readRunFile } from '../run-file.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape walk-forward [RUN.json]`: searches each window anew and runs the best on what follows; or `--cpcv`, the cross-validation of a search. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const folds = cpcvFlag(args);
  const objectives = objectivesOf(args);
  const [objective] = objectives;
  if (objective === undefined || objectives.length > 1)
    throw new ConfigError(
      `Expected one --objective, by which each window picks one point, but it was "${objectives.length}"; a formula can weigh several`,
    );
  const shape = await runShapeOf(raw, baseDir, place, { strategy: loadStrategy });
  const space = spaceOfFlags(args, shape, baseDir, io.cwd);
  const plan = {
    raw,
    baseDir,
    place: typeof args['first'] === 'string' ? args['first'] : undefined,
    space,
    search: searchSpecOf(args),
    objective,
  };
  const progress = await trialProgress(io, args['quiet'] === true);
  const options = {
    workspace: workspaceOf(args, io),
    workers: workersOf(args),
    told: (done: number, most: number) => progress.update(done, most),
  };
  const search = async (): Promise<WalkForwardResult | CpcvResult> => {
    if (folds === undefined) {
      const { runWalkForward } = await import('../research/run-walk-forward.ts');
      return runWalkForward({ ...plan, ...walkOf(args) }, options);
    }
    const { runCpcv } = await import('../research/run-cpcv.ts');
    const { walk, written } = walkOf(args);
    return runCpcv({ ...plan, ...folds, purge: walk.purge, embargo: walk.embargo, written }, options);
  };
  await handOver(await search().finally(progress.stop), args, io);
  return 0;
}

async function handOver(result: WalkForwardResult | CpcvResult, args: Arguments, io: Io): Promise<void> {
  const { json, html, open } = args;
  const page = typeof html === 'string' ? html : open === true ? `${result.id}.html` : undefined;
  if (page !== undefined) write(page, await pageOf(result), io);
  if (typeof json === 'string') write(json, (await import('../research/walk-forward-json.ts')).walkForwardJson(result), io);
  if (args['quiet'] !== true && json !== '-') {
    const { cpcvText, walkForwardText } = await import('../research/walk-forward-text.ts');
    io.stdout.write(result.kind === 'cpcv' ? cpcvText(result) : walkForwardText(result));
    if (page !== undefined) io.stdout.write(`\nPage: ${page}\n`);
  }
  if (page !== undefined && open === true) io.open(resolve(io.cwd, page));
}

async function pageOf(result: WalkForwardResult | CpcvResult): Promise<string> {
  if (result.kind === 'cpcv') return (await import('../../reports/html/cpcv-page.ts')).cpcvPage(result);
  return (await import('../../reports/html/walk-forward-page.ts')).walkForwardPage(result);
}
