import type { Result } from '../../reports/result.ts';
import type { Executed } from '../execute.ts';
import { newRunId } from './run-id.ts';
import { RunStore } from './store.ts';

/** Keeps a finished run in a workspace and counts its trial; the result with the id under which it is kept. */
export function keep({ prepared, result }: Executed, baseDir: string, workspace: string, now: number): Result {
  const { families, codeHashes, repeatable, market } = prepared;
  const run = {
    createdAt: now,
    families,
    spec: prepared.spec,
    baseDir,
    resultHash: result.resultHash,
    dataHashes: market.hashes(),
    codeHashes,
    engine: result.engine.version,
    node: result.engine.node,
    metrics: Object.fromEntries(
      Object.entries(result.metrics).map(([name, value]) => [name, typeof value === 'number' && Number.isFinite(value) ? value : null]),
    ),
    repeatable,
  };
  const store = new RunStore(workspace);
  try {
    let id = result.runId;
    // Four hex digits may meet: another four are drawn.
    while (!store.add({ ...run, id })) id = newRunId(families.join('-'), now);
    return Object.assign(result, { runId: id });
  } finally {
    store.close();
  }
}
