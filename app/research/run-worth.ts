import { type Worth, worth } from '../../engine/research/worth.ts';
import type { Result } from '../../reports/result.ts';
import { Ledger } from './ledger.ts';

/** What a result is worth after all that was tried of its strategies in the workspace in which it is kept; with null it is the only try. */
export function worthOfRun({ runId, analysis, spec }: Pick<Result, 'runId' | 'analysis' | 'spec'>, workspace: string | null): Worth {
  const { returns, periodsPerYear } = analysis.returns;
  const known = { periodsPerYear, riskFree: riskFreeOf(spec) };
  if (workspace === null) return worth(returns, [], known);
  const ledger = new Ledger(workspace);
  try {
    return worth(returns, [], { ...known, ledger: ledger.tried(ledger.familiesOf(runId)) });
  } finally {
    ledger.close();
  }
}

/** Per year, as a specification that was written out has it. */
export function riskFreeOf(spec: unknown): number {
  const { metrics } = spec as { readonly metrics?: { readonly riskFree?: number } };
  return metrics?.riskFree ?? 0;
}
