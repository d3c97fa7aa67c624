import { resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Comparison } from '../../reports/comparison.ts';
import type { Result } from '../../reports/result.ts';
import { differs } from '../differs.ts';
import { type Arguments, colored, type Io } from '../io.ts';
import { keptRun, type Repeated, repeat } from '../runs/repeat.ts';
import { type KeptRun, RunStore } from '../runs/store.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/**
 * `onetape compare A B...`: kept runs side by side, from what was kept of them. A page needs their equity: for `--html`
 * they are run again, and 3 is the exit code where one of them would be another run's page.
 */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const ids = [args['first'], args['second'], args['rest'] ?? []].flat().map(String);
  const twice = ids.find((id, k) => ids.indexOf(id) !== k);
  if (twice !== undefined) throw new ConfigError(`Expected different runs to compare, but "${twice}" was named twice`);
  const kept = ids.map((id) => keptRun(workspace, id));
  const comparison = comparisonOf(workspace, kept);
  const { html, json, quiet, open } = args;
  if (typeof html === 'string') {
    const repeated: Repeated[] = [];
    for (const id of ids) repeated.push(await repeat(workspace, id));
    const other = repeated.find(({ same }) => !same);
    if (other !== undefined) return differs(other, io);
    await writePage(
      comparison,
      repeated.map(({ result }) => result),
      html,
      io,
    );
    if (open === true) io.open(resolve(io.cwd, html));
  }
  if (typeof json === 'string') {
    const { comparisonJson } = await import('../../reports/comparison-json.ts');
    write(json, comparisonJson(comparison), io);
  }
  if (quiet !== true && json !== '-') {
    const { comparisonText } = await import('../../reports/comparison-text.ts');
    io.stdout.write(`${comparisonText(comparison, { color: colored(io) })}\n`);
    if (typeof html === 'string') io.stdout.write(`\nPage: ${html}\n`);
  }
  return 0;
}

async function writePage(comparison: Comparison, results: readonly Result[], html: string, io: Io): Promise<void> {
  const { comparisonPage } = await import('../../reports/html/comparison-page.ts');
  write(html, comparisonPage(comparison, results), io);
}

function comparisonOf(workspace: string, kept: readonly KeptRun[]): Comparison {
  const families = new Set(kept.flatMap((one) => one.families));
  const store = new RunStore(workspace);
  try {
    return {
      runs: kept.map(({ id, resultHash, createdAt, engine, spec, metrics }) => ({
        runId: id,
        resultHash,
        createdAt,
        engine,
        spec,
        metrics,
      })),
      trials: store.trials().filter(({ family }) => families.has(family)),
    };
  } finally {
    store.close();
  }
}
