import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { objectiveOf } from '../../engine/research/objective.ts';
import { readSpace, type Written } from '../../engine/research/read-space.ts';
import { isRecord } from '../config/is-record.ts';
import { loadStrategy } from '../load-strategy.ts';
import type { SweepOptions } from '../sweep.ts';
import { elsewhere } from './elsewhere.ts';
import { runShapeOf } from './run-shape.ts';
import { runSweep } from './run-sweep.ts';
import { type SearchSpec, searchOf } from './search-flags.ts';
import { searchableOf } from './space-flags.ts';
import { type SweepResult, sweepResult } from './sweep-result.ts';
import { worthOfSweep } from './sweep-worth.ts';

/** Runs the sweep of a program; see app/sweep.ts. */
export async function runProgram(spec: unknown, options: SweepOptions): Promise<SweepResult> {
  const { grid = {}, where = [], search: way = 'grid', seed = 1, workspace = null, resume = false, workers, cluster, onProgress } = options;
  if (!isRecord(spec)) throw new ConfigError(`Expected a run specification to be an object, but it was "${spec}"`);
  if (resume && workspace === null) throw new ConfigError('Expected a workspace in which there is a sweep to resume, but it was "null"');
  const baseDir = resolve(options.baseDir ?? process.cwd());
  const shape = await runShapeOf(spec, baseDir, () => undefined, { strategy: loadStrategy });
  const space = readSpace(
    Object.entries(grid).map((one): Written => one),
    where,
    searchableOf(shape),
  );
  const objectives = (options.objectives ?? ['sharpe']).map(objectiveOf);
  const searchSpec: SearchSpec = { ...(way === 'grid' ? { method: way, trials: null } : { method: way.method, trials: way.trials }), seed };
  const search = searchOf(searchSpec, space, objectives);
  const folder = workspace ?? mkdtempSync(join(tmpdir(), 'onetape-sweep-'));
  let done = 0;
  try {
    const finished = await runSweep(
      { raw: spec, baseDir, space, search, searchSpec, objectives },
      {
        ...{ workspace: folder, workers, resume, elsewhere: elsewhere(cluster) },
        told(trials) {
          done += trials.length;
          onProgress?.(done, search.trials);
        },
      },
    );
    try {
      return sweepResult(finished, objectives, worthOfSweep(finished.store, folder));
    } finally {
      finished.store.close();
    }
  } finally {
    if (workspace === null) rmSync(folder, { recursive: true, force: true });
  }
}
