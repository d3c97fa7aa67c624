import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { objectiveOf } from '../../engine/research/objective.ts';
import { readSpace, type Written } from '../../engine/research/read-space.ts';
import type { CpcvResult, WalkForwardResult } from '../../engine/research/walk-forward-result.ts';
import { isRecord } from '../config/is-record.ts';
import { loadStrategy } from '../load-strategy.ts';
import type { CrossValidateOptions, WalkForwardOptions, WindowedOptions } from '../walk-forward.ts';
import type { ResearchOptions, Searched } from './opened-run.ts';
import { runCpcv } from './run-cpcv.ts';
import { runShapeOf } from './run-shape.ts';
import { runWalkForward } from './run-walk-forward.ts';
import type { SearchSpec } from './search-flags.ts';
import { searchableOf } from './space-flags.ts';
import { walkOf } from './walk-flags.ts';

/** Runs the walk-forward of a program; see app/walk-forward.ts. */
export async function walkForwardOf(spec: unknown, options: WalkForwardOptions): Promise<WalkForwardResult> {
  const { inSample, outOfSample, anchored, purge, embargo } = options;
  const walk = walkOf({ 'in-sample': inSample, 'out-of-sample': outOfSample, anchored, purge, embargo });
  return within(spec, options, (plan, around) => runWalkForward({ ...plan, ...walk }, around));
}

/** Runs the cross-validation of a program. */
export async function crossValidationOf(spec: unknown, options: CrossValidateOptions): Promise<CpcvResult> {
  const { groups, tested, purge, embargo } = options;
  const { walk, written } = walkOf({ purge, embargo });
  const gaps = { purge: walk.purge, embargo: walk.embargo, written };
  return within(spec, options, (plan, around) => runCpcv({ ...plan, groups, tested, ...gaps }, around));
}

async function within<T>(
  spec: unknown,
  options: WindowedOptions,
  run: (plan: Searched, around: ResearchOptions) => Promise<T>,
): Promise<T> {
  const { grid = {}, where = [], search: way = 'grid', seed = 1, objective = 'sharpe', workspace = null, workers, onProgress } = options;
  if (!isRecord(spec)) throw new ConfigError(`Expected a run specification to be an object, but it was "${spec}"`);
  const baseDir = resolve(options.baseDir ?? process.cwd());
  const shape = await runShapeOf(spec, baseDir, () => undefined, { strategy: loadStrategy });
  const written = Object.entries(grid).map((one): Written => one);
  const space = readSpace(written, where, searchableOf(shape));
  const search: SearchSpec = { ...(way === 'grid' ? { method: way, trials: null } : { method: way.method, trials: way.trials }), seed };
  const folder = workspace ?? mkdtempSync(join(tmpdir(), 'onetape-walk-'));
  try {
    const plan = { raw: spec, baseDir, space, search, objective: objectiveOf(objective) };
    return await run(plan, { workspace: folder, workers, ...(onProgress !== undefined && { told: onProgress }) });
  } finally {
    if (workspace === null) rmSync(folder, { recursive: true, force: true });
  }
}
