import { analysisOf } from '../engine/analysis/analysis.ts';
import { metricsOf } from '../engine/analysis/measure.ts';
import { once } from '../engine/analysis/once.ts';
import { type MetricOptions, type Study, studyOf } from '../engine/analysis/study.ts';
import { fingerprint } from '../engine/loop/fingerprint.ts';
import { Outcome } from '../engine/loop/outcome.ts';
import type { FinishedRun } from '../engine/loop/parts.ts';
import type { RunRecord } from '../engine/model/result.ts';
import { isRefused } from '../reports/refused.ts';
import type { Result } from '../reports/result.ts';
import { benchmarkOf, benchmarkWarnings } from './benchmark.ts';
import type { FullSpec } from './config/parse.ts';
import type { Prepared } from './prepare.ts';
import { engineVersion } from './version.ts';
import { warningsOf } from './warnings.ts';

/**
 * The result of a finished run. Everything that costs time is worked out when it is first asked for, and kept: a
 * program that only wants the fills does not pay for a hash of a million equity values.
 */
export function resultOf(run: FinishedRun, prepared: Prepared, spec: FullSpec, runId: string): Result {
  const outcome = new Outcome(run);
  const resultHash = once(() => fingerprint(run));
  const study = studyOfRun(outcome, prepared, spec);
  const warnings = once(() => [
    ...warningsOf(prepared, spec, run.session.notices, outcome),
    ...benchmarkWarnings(outcome.equity.ts, study.options.benchmark, spec.metrics.benchmark),
  ]);
  const metrics = once(() => metricsOf(study));
  const analysis = once(() => analysisOf(study));
  const refusals = once(() => refusalsOf(outcome));
  return {
    runId,
    engine: { version: engineVersion(), node: process.versions.node },
    spec: prepared.spec,
    logs: run.session.logs,
    currency: outcome.currency,
    startCash: outcome.startCash,
    get resultHash() {
      return resultHash();
    },
    get metrics() {
      return metrics();
    },
    get analysis() {
      return analysis();
    },
    get warnings() {
      return warnings();
    },
    get refusals() {
      return refusals();
    },
    get risk() {
      return run.session.risk;
    },
    get orders() {
      return outcome.orders;
    },
    get fills() {
      return outcome.fills;
    },
    get roundTrips() {
      return outcome.roundTrips;
    },
    get ledger() {
      return outcome.ledger;
    },
    get splits() {
      return outcome.splits;
    },
    get attribution() {
      return study.attribution();
    },
    get equity() {
      return outcome.equity;
    },
    get ambiguity() {
      return outcome.ambiguity;
    },
    get prices() {
      return outcome.prices;
    },
    get plots() {
      return outcome.plots;
    },
  };
}

/** What a run is measured by, as its specification says; `times` as in MetricOptions. */
export function studyOfRun(outcome: RunRecord, prepared: Prepared, { metrics, seed }: FullSpec, times?: MetricOptions['times']): Study {
  const { riskFree, periodsPerYear } = metrics;
  const benchmark = once(() => (prepared.benchmark === null ? null : benchmarkOf(prepared.benchmark, outcome)));
  return studyOf(outcome, {
    riskFree,
    periodsPerYear,
    get benchmark() {
      return benchmark();
    },
    seed,
    ...(times !== undefined && { times }),
  });
}

/** Refused orders by reason. */
function refusalsOf({ orders }: Pick<RunRecord, 'orders'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const order of orders) if (isRefused(order)) counts[order.reason!] = (counts[order.reason!] ?? 0) + 1;
  return counts;
}
