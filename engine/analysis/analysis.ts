import type { Annualisation } from './annualisation.ts';
import { type Breakdown, breakdownOf } from './attribution/breakdown.ts';
import { heldCurve } from './buy-and-hold.ts';
import type { PeriodReturn } from './calendar.ts';
import type { Costs } from './costs.ts';
import { type DrawdownPeriod, deepestDrawdowns } from './drawdown.ts';
import { type Excursions, excursionsOf } from './excursions.ts';
import type { ExposureColumns } from './exposure.ts';
import { type Intervals, intervalsOf } from './intervals.ts';
import { once } from './once.ts';
import { type Rolling, rollingOf, rollingWindow } from './rolling.ts';
import type { Sampled } from './sampled.ts';
import type { Study } from './study.ts';

/** What a run's single numbers do not say; each field is worked out when it is first read. docs/metrics.md gives formulas and sources. */
export interface Analysis extends Breakdown {
  readonly annualisation: Annualisation;
  /** Bootstrap intervals of the headline numbers. */
  readonly intervals: Intervals;
  /** The ten deepest, deepest first. */
  readonly drawdowns: readonly DrawdownPeriod[];
  readonly months: readonly PeriodReturn[];
  readonly years: readonly PeriodReturn[];
  /** Over half a year, or less of a short run. */
  readonly rolling: Rolling;
  /** One per equity value. */
  readonly exposure: ExposureColumns;
  /** What the starting cash would be worth in the benchmark, one per equity value; NaN before its first price, null without one. */
  readonly benchmark: Float64Array | null;
  /** The same for buying every instrument at its first open and holding it; null without prices. */
  readonly hold: Float64Array | null;
  /** Equity and returns at the pace at which they are resampled, rolled and drawn: per day for an intraday run. */
  readonly returns: Sampled;
  readonly costs: Costs;
  readonly excursions: Excursions;
}

const DEEPEST = 10;

/** Everything about a run that is a table or a curve. */
export function analysisOf(study: Study): Analysis {
  const { run, options, valuer, sampled } = study;
  const intervals = once(() => intervalsOf(sampled(), options.riskFree, options.seed ?? 1));
  const drawdowns = once(() => run.falls?.deepest ?? deepestDrawdowns(run.startCash, run.equity.ts, run.equity.value, DEEPEST));
  const rolling = once(() =>
    rollingOf(sampled(), options.benchmark, options.riskFree, rollingWindow(sampled().periodsPerYear, sampled().returns.length)),
  );
  const hold = once(() => heldCurve(run, valuer));
  const breakdown = once(() => breakdownOf(study.books(), study.trades));
  const excursions = once(() => excursionsOf(run.roundTrips));
  return {
    get annualisation() {
      return study.annualisation();
    },
    get intervals() {
      return intervals();
    },
    get drawdowns() {
      return drawdowns();
    },
    get months() {
      return study.calendar().months;
    },
    get years() {
      return study.calendar().years;
    },
    get rolling() {
      return rolling();
    },
    get exposure() {
      return study.exposure();
    },
    get benchmark() {
      return study.benchmark();
    },
    get hold() {
      return hold();
    },
    get returns() {
      return sampled();
    },
    get bySide() {
      return breakdown().bySide;
    },
    get byStrategy() {
      return breakdown().byStrategy;
    },
    get byInstrument() {
      return breakdown().byInstrument;
    },
    get costs() {
      return study.costs();
    },
    get excursions() {
      return excursions();
    },
  };
}
