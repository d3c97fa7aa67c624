import { returnsOf } from '../../engine/analysis/returns.ts';
import { ConfigError, StrategyError } from '../../engine/model/errors.ts';
import { cpcvOf } from '../../engine/research/cpcv.ts';
import { crossValidated, type Earner } from '../../engine/research/cross-validated.ts';
import type { Objective } from '../../engine/research/objective.ts';
import { RETURN_METRICS } from '../../engine/research/return-metrics.ts';
import type { Span } from '../../engine/research/span.ts';
import { stabilityOf } from '../../engine/research/stability.ts';
import type { CpcvResult, PathResult } from '../../engine/research/walk-forward-result.ts';
import { worth } from '../../engine/research/worth.ts';
import { inlineFor } from '../inlining.ts';
import { newRunId } from '../runs/run-id.ts';
import { engineVersion } from '../version.ts';
import { cpcvCaveats } from './caveats.ts';
import { countedAs } from './counting.ts';
import { goneThrough } from './gone-through.ts';
import { Ledger } from './ledger.ts';
import { openRun, type ResearchOptions, researchPlanOf, type Searched } from './opened-run.ts';
import { riskFreeOf } from './run-worth.ts';
import { searchOf } from './search-flags.ts';
import { stretchEnds, stretchesIn } from './stretch-ends.ts';

/** A combinatorial purged cross-validation as it was asked for. */
export interface CpcvPlan extends Searched {
  readonly groups: number;
  readonly tested: number;
  readonly purge: Span;
  readonly embargo: Span;
  readonly written: { readonly purge: string; readonly embargo: string };
}

/**
 * Runs every point of the search once over all of the data, and cross-validates the choice of the best of them. Every trial
 * is counted in the workspace. Throws a ConfigError for what the user can mend, and a StrategyError where every trial failed.
 */
export async function runCpcv(plan: CpcvPlan, options: ResearchOptions): Promise<CpcvResult> {
  const { space, objective, search, groups, tested, written } = plan;
  check(plan);
  const opened = await openRun(plan, [], options);
  const { surveyed, runner, calendar } = opened;
  // What cannot be parted is refused before anything runs.
  cpcvOf(calendar.opens.length, { groups, tested, purge: 0, embargo: 0 });
  const way = searchOf(search, space, [objective]);
  inlineFor(surveyed.rows * way.trials);
  const id = newRunId(`${surveyed.families.join('-')}-cpcv`, Date.now());
  const ledger = new Ledger(options.workspace);
  const executor = opened.executor(way.trials);
  try {
    const countedOf = countedAs(surveyed, space);
    let done = 0;
    const records = await goneThrough(way, executor, {}, (some) => {
      ledger.count(id, 'walk-forward', countedOf(some));
      done += some.length;
      options.told?.(done, way.trials);
    });
    const earned = records.filter(({ failure }) => failure === undefined);
    const first = earned[0];
    if (first === undefined)
      throw new StrategyError(
        `Expected at least one of ${records.length} trials to come to a result, but all failed; the first: ${records[0]?.failure}`,
      );
    const periodsPerYear = first.perYear;
    const riskFree = riskFreeOf(surveyed.spec);
    const ts = await stretchEnds(runner, first.point, first.returns.length);
    const parts = cpcvOf(ts.length, {
      groups,
      tested,
      purge: stretchesIn(plan.purge, calendar, ts.length),
      embargo: stretchesIn(plan.embargo, calendar, ts.length),
    });
    const validated = crossValidated(
      earned.map(({ number, point, returns }): Earner => ({ number, point, returns })),
      parts,
      { objective, periodsPerYear, riskFree },
    );
    const middle = middleOf(validated.paths, objective);
    const result = {
      ...{ kind: 'cpcv' as const, id, engine: engineVersion(), plan: { ...researchPlanOf(plan, opened), groups, tested, ...written } },
      ...{ trials: records.length, unranked: records.length - earned.length, ts },
      groups: parts.groups.map((group) => ({
        from: group.first === 0 ? calendar.opens[0]! : ts[group.first - 1]!,
        to: ts[group.end - 1]!,
        bars: group.end - group.first,
      })),
      ...validated,
      stability: stabilityOf(
        space.dimensions,
        validated.splits.flatMap(({ point }) => (point === null ? [] : [point])),
      ),
      worth: worth(
        returnsOf(1, Float64Array.from(middle.value)),
        earned.map(({ returns }) => returns),
        { periodsPerYear, riskFree, ledger: ledger.tried(surveyed.families) },
      ),
    };
    return { ...result, caveats: cpcvCaveats(result) };
  } finally {
    await executor.close();
    ledger.close();
  }
}

/** The path in the middle by the objective; those without a number are worse than all others. */
function middleOf(paths: readonly PathResult[], objective: Objective): PathResult {
  const scored = paths.map((path) => ({ path, score: objective.valueOf(path.metrics) }));
  const known = scored.filter(({ score }) => !Number.isNaN(score)).sort((a, b) => a.score - b.score);
  return [...scored.filter(({ score }) => Number.isNaN(score)), ...known][Math.floor(paths.length / 2)]!.path;
}

/** What can be cross-validated: points that do not come from results over the data that test them, judged by returns alone. */
function check({ search, objective, space }: CpcvPlan): void {
  if (search.method === 'tpe' || search.method === 'halving')
    throw new ConfigError(
      `Expected --cpcv with a grid, --random or --lhs, whose points do not come from results over the tested data, but it was "--${search.method}"`,
    );
  const other = objective.metrics.find((name) => !(RETURN_METRICS as readonly string[]).includes(name));
  if (other !== undefined)
    throw new ConfigError(
      `Expected an objective of what returns alone tell (${RETURN_METRICS.join(', ')}) with --cpcv, but it was "${other}"`,
    );
  const moving = space.dimensions.find(({ at }) => ['window', 'from', 'to', 'warmup', 'feeds'].includes(at[0]!));
  if (moving !== undefined)
    throw new ConfigError(`Expected every trial of --cpcv to run over the same data, but it was "${moving.name}" that varies`);
}
