import { annualisationOf } from '../../engine/analysis/annualisation.ts';
import { sampledOf } from '../../engine/analysis/sampled.ts';
import { ConfigError, StrategyError } from '../../engine/model/errors.ts';
import type { Stretch } from '../../engine/research/bar-calendar.ts';
import { efficiencyOf, efficiencyOver } from '../../engine/research/efficiency.ts';
import { scoresOf } from '../../engine/research/pareto.ts';
import { ranked } from '../../engine/research/ranked.ts';
import { returnMetrics } from '../../engine/research/return-metrics.ts';
import { stabilityOf } from '../../engine/research/stability.ts';
import { type Piece, stitched } from '../../engine/research/stitched.ts';
import type { PlainStretch, WalkForwardResult, WindowResult } from '../../engine/research/walk-forward-result.ts';
import { type Walk, type WalkWindow, windowsOf } from '../../engine/research/windows.ts';
import { worth } from '../../engine/research/worth.ts';
import { inlineFor } from '../inlining.ts';
import { newRunId } from '../runs/run-id.ts';
import { engineVersion } from '../version.ts';
import { caveatsOf } from './caveats.ts';
import { countedAs } from './counting.ts';
import { goneThrough } from './gone-through.ts';
import { hashOf } from './identity.ts';
import { Ledger } from './ledger.ts';
import { type OpenedRun, openRun, type ResearchOptions, researchPlanOf, type Searched } from './opened-run.ts';
import { inSampleOf, OF_WINDOWS, runOutOfSample } from './out-of-sample.ts';
import { riskFreeOf } from './run-worth.ts';
import { searchOf } from './search-flags.ts';
import { STANDARD_METRICS } from './standard-metrics.ts';
import type { TrialRecord } from './trial-record.ts';

/** A walk-forward as it was asked for. */
export interface WalkForwardPlan extends Searched {
  readonly walk: Walk;
  /** Its lengths as they were written. */
  readonly written: Pick<WalkForwardResult['plan'], 'inSample' | 'outOfSample' | 'purge' | 'embargo'>;
}

/**
 * Walks forward: in each window it searches the in-sample anew, and runs the best point over the out-of-sample that follows.
 * Every trial is counted in the workspace. Throws a ConfigError for what the user can mend, and a StrategyError where
 * every trial failed.
 */
export async function runWalkForward(plan: WalkForwardPlan, options: ResearchOptions): Promise<WalkForwardResult> {
  const { space, walk, written } = plan;
  const moving = space.dimensions.find(({ at }) => ['window', 'from', 'to', 'warmup'].includes(at[0]!));
  if (moving !== undefined)
    throw new ConfigError(`Expected windows to be the only periods of a walk-forward, but it was "${moving.name}" too`);
  const opened = await openRun(plan, OF_WINDOWS, options);
  const windows = windowsOf(opened.calendar, walk);
  const id = newRunId(`${opened.surveyed.families.join('-')}-walk`, Date.now());
  const ledger = new Ledger(options.workspace);
  try {
    const walked = await walkedThrough(plan, opened, windows, options, (records) =>
      ledger.count(
        id,
        'walk-forward',
        countedAs(opened.surveyed, space)(records).map((one) => ({ ...one, sharpe: Number.NaN })),
      ),
    );
    const { startCash } = walked;
    const curve = stitched(startCash, walked.pieces);
    const equity = { ts: Float64Array.from(curve.ts), value: Float64Array.from(curve.value) };
    const { returns, periodsPerYear } = sampledOf(startCash, equity, annualisationOf(equity.ts, periodsPerYearOf(opened.surveyed.spec)));
    const riskFree = riskFreeOf(opened.surveyed.spec);
    const metrics = returnMetrics(returns, periodsPerYear, riskFree);
    const chosen = walked.windows.flatMap(({ point }) => (point === null ? [] : [point]));
    const described = { ...researchPlanOf(plan, opened), ...written, anchored: walk.anchored };
    const { families, data, code } = opened.surveyed;
    ledger.count(id, 'walk-forward', [
      {
        families,
        trialHash: hashOf({ described, data, code }),
        resultHash: hashOf(walked.windows.map(({ resultHash }) => resultHash)),
        sharpe: metrics.sharpe,
      },
    ]);
    const result = {
      ...{ kind: 'walk-forward' as const, id, engine: engineVersion(), plan: described, trials: walked.trials, windows: walked.windows },
      stitched: { startCash, ...curve },
      hold: walked.hold,
      metrics,
      trades: walked.windows.reduce((sum, one) => sum + (one.metrics.outOfSample['trades'] ?? 0), 0),
      efficiency: efficiencyOver(walked.windows, metrics.cagr),
      stability: stabilityOf(space.dimensions, chosen),
      worth: worth(returns, [], { periodsPerYear, riskFree, ledger: ledger.tried(families) }),
    };
    return { ...result, caveats: caveatsOf(result) };
  } finally {
    ledger.close();
  }
}

interface Walked {
  readonly trials: number;
  readonly windows: readonly WindowResult[];
  /** What each run began with. */
  readonly startCash: number;
  readonly pieces: readonly Piece[];
  readonly hold: readonly number[];
}

async function walkedThrough(
  plan: WalkForwardPlan,
  opened: OpenedRun,
  windows: readonly WalkWindow[],
  { told = () => {} }: ResearchOptions,
  counted: (records: readonly TrialRecord[]) => void,
): Promise<Walked> {
  const { space, search, objective } = plan;
  const names = [...new Set([...STANDARD_METRICS, ...objective.metrics, 'buyAndHoldReturn'])];
  const each = searchOf(search, space, [objective]).trials;
  inlineFor(opened.surveyed.rows * each);
  const executor = opened.executor(each);
  const found: WindowResult[] = [];
  const pieces: Piece[] = [];
  const hold: number[] = [];
  let trials = 0;
  let startCash = Number.NaN;
  let failure: string | null = null;
  try {
    for (const [number, window] of windows.entries()) {
      const records = await goneThrough(searchOf(search, space, [objective]), executor, inSampleOf(window), (some) => {
        counted(some);
        trials += some.length;
        told(trials, each * windows.length);
      });
      const whole = records.filter(({ budget }) => budget === undefined);
      const inOrder = ranked(whole, [objective]);
      const known = inOrder.filter((trial) => !Number.isNaN(scoresOf(trial, [objective])[0]!));
      const failed = records.find((record) => record.failure !== undefined)?.failure ?? null;
      failure ??= failed;
      const common = { number, isWhole: window.isWhole, inSample: plain(window.inSample), outOfSample: plain(window.outOfSample) };
      const counts = { trials: records.length, unranked: whole.length - known.length, failure: failed };
      const best = known[0];
      if (best === undefined) {
        found.push({ ...common, ...counts, ...NOTHING });
        pieces.push(inCash(opened, window.outOfSample));
        hold.push(Number.NaN);
        continue;
      }
      const { piece, metrics, resultHash } = await runOutOfSample(opened.runner, best.point, window, names);
      startCash = piece.base;
      pieces.push(piece);
      hold.push(metrics['buyAndHoldReturn'] ?? Number.NaN);
      found.push({
        ...{ ...common, ...counts, best: best.number, point: best.point, resultHash },
        objective: { inSample: objective.valueOf(best.metrics), outOfSample: objective.valueOf(metrics) },
        metrics: { inSample: best.metrics, outOfSample: metrics },
        efficiency: efficiencyOf(best.metrics['cagr'] ?? Number.NaN, metrics['cagr'] ?? Number.NaN),
      });
    }
  } finally {
    await executor.close();
  }
  if (found.every(({ point }) => point === null))
    throw new StrategyError(
      failure === null
        ? `Expected a trial whose "${objective.text}" is a number, but it was none of ${trials} in ${windows.length} windows; they may be too short for it to trade`
        : `Expected at least one of ${trials} trials to come to a result, but none did; the first that failed: ${failure}`,
    );
  return { trials, windows: found, startCash, pieces, hold: compounded(hold) };
}

const NOTHING = {
  ...{ best: null, point: null, efficiency: Number.NaN, resultHash: '' },
  objective: { inSample: Number.NaN, outOfSample: Number.NaN },
  metrics: { inSample: {}, outOfSample: {} },
};

const plain = ({ from, to, first, end }: Stretch): PlainStretch => ({ from, to, bars: end - first });

/** A stretch without a position: what there is of money stays as it is. */
function inCash({ calendar: { closes } }: OpenedRun, { first, end }: Stretch): Piece {
  return { base: 1, ts: [...closes.subarray(first, end)], value: Array<number>(end - first).fill(1) };
}

/** What the run file says of the values of equity a year; null where it leaves that to their times. */
function periodsPerYearOf(spec: unknown): number | null {
  const { metrics } = spec as { readonly metrics?: { readonly periodsPerYear?: number | null } };
  return metrics?.periodsPerYear ?? null;
}

/** What one unit of money has become at the end of each window. */
function compounded(returns: readonly number[]): readonly number[] {
  let money = 1;
  return returns.map((value) => {
    money *= 1 + value;
    return money;
  });
}
