import type { RunRecord } from '../model/result.ts';
import { DAY } from '../model/time.ts';
import { relationTo } from './benchmark.ts';
import { buyAndHoldReturn } from './buy-and-hold.ts';
import { drawdownOf } from './drawdown.ts';
import { exposureOf } from './exposure.ts';
import { type Metrics, PART_OF, type Parts } from './metrics.ts';
import { curveMoments, meanOf } from './moments.ts';
import { once } from './once.ts';
import { finite } from './power.ts';
import { annualVolatility, calmar, downsideRisk, omega, sharpe, sortino } from './ratios.ts';
import { relationOf } from './relation.ts';
import { cagr, totalReturn } from './returns.ts';
import { shapeOf } from './shape.ts';
import { spellsOf } from './spells.ts';
import { stability } from './stability.ts';
import { type MetricOptions, type Study, studyOf } from './study.ts';
import { tailsOf } from './tail.ts';

export type { Metrics } from './metrics.ts';
export type { MetricOptions } from './study.ts';

/** Measures a finished run. A run without equity values has the starting cash as its final equity. */
export const measure = (run: RunRecord, options: MetricOptions): Metrics => metricsOf(studyOf(run, options));

/** The numbers of a run, as an object whose fields are worked out when they are first read, together with those of their part. */
export function metricsOf(study: Study): Metrics {
  const parts = partsOf(study);
  const metrics: Partial<Metrics> = {};
  for (const [name, part] of Object.entries(PART_OF) as [keyof Metrics, keyof Parts][]) {
    const read = parts[part] as () => Partial<Metrics>;
    Object.defineProperty(metrics, name, { enumerable: true, get: () => read()[name] });
  }
  return metrics as Metrics;
}

/** Some of the numbers of a run by name, of which each part is worked out only where one of it is asked for; NaN for a name there is not. */
export function someMetrics(study: Study, names: readonly string[]): Record<string, number> {
  const parts = partsOf(study);
  const found: Record<string, number> = {};
  for (const name of names) {
    const part = PART_OF[name as keyof Metrics] as keyof Parts | undefined;
    found[name] = part === undefined ? Number.NaN : ((parts[part]() as Partial<Metrics>)[name as keyof Metrics] ?? Number.NaN);
  }
  return found;
}

function partsOf(study: Study): { readonly [Part in keyof Parts]: () => Parts[Part] } {
  const { run, options, annualisation, returns, riskFree } = study;
  const periods = (): number => annualisation().periodsPerYear;
  const moments = once(() => curveMoments(run.startCash, run.equity.value, riskFree()));
  const growth = once(() => {
    const finalEquity = study.finalEquity();
    const total = totalReturn(run.startCash, finalEquity);
    return {
      startEquity: run.startCash,
      finalEquity,
      totalReturn: total,
      cagr: cagr(total, run.equity.value.length, periods()),
      periodsPerYear: periods(),
      exposure: run.exposedBatches / (run.equity.values ?? run.equity.value.length),
      turnover: turnover(run, periods()),
    };
  });
  return {
    growth,
    held: once(() => ({ buyAndHoldReturn: buyAndHoldReturn(run, study.valuer) })),
    risk: once(() => ({
      annualVolatility: annualVolatility(moments(), periods()),
      sharpe: sharpe(moments(), riskFree(), periods()),
      sortino: sortino(moments(), riskFree(), periods()),
      downsideRisk: downsideRisk(moments(), periods()),
    })),
    excess: once(() => ({ omega: omega(returns(), riskFree()) })),
    steadiness: once(() => ({ stability: stability(run.startCash, study.sampled().value) })),
    shape: once(() => shapeOf(returns(), moments().deviation, riskFree())),
    falls: once(() => {
      const fall = run.falls?.drawdown ?? drawdownOf(run.startCash, run.equity.ts, run.equity.value);
      return {
        calmar: calmar(growth().cagr, fall.depth),
        maxDrawdown: fall.depth,
        maxDrawdownDuration: fall.duration,
        maxDrawdownDurationDays: fall.duration / DAY,
        longestRecoveryDays: fall.recovery / DAY,
        avgDrawdown: fall.meanDepth,
        avgDrawdownDurationDays: fall.meanDuration / DAY,
        ulcerIndex: fall.ulcerIndex,
        martin: finite((growth().cagr - options.riskFree) / fall.ulcerIndex),
        recoveryFactor: finite((growth().finalEquity - run.startCash) / fall.money),
      };
    }),
    tails: once(() => tailsOf(returns())),
    spells: once(() => spellsOf(study.sampled(), annualisation(), study.calendar().months)),
    relation: once(() => {
      const { benchmark } = options;
      if (benchmark === null) return relationOf(new Float64Array(0), new Float64Array(0), 0, Number.NaN);
      return relationTo(run.equity.ts, run.equity.value, benchmark, options.riskFree, periods());
    }),
    exposure: once(() => exposureOf(study.exposure())),
    trades: study.trades,
    spent: once(() => {
      const { fees, slippage, total, shareOfProfit } = study.costs();
      return { fees, slippage, costs: total, costShare: shareOfProfit };
    }),
  };
}

/** Source: pyfolio `get_turnover` (traded value over portfolio value), as a yearly rate. NaN where the mean equity is not positive. */
function turnover({ traded, equity }: RunRecord, periods: number): number {
  const { mean } = meanOf(equity.value);
  return mean > 0 ? finite((traded / mean) * (periods / equity.value.length)) : Number.NaN;
}
