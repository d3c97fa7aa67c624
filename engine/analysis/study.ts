import type { RunRecord } from '../model/result.ts';
import { type Annualisation, asGiven } from './annualisation.ts';
import { type Attribution, attributionOf } from './attribution/attribution.ts';
import { type Books, booksOf } from './attribution/books.ts';
import { type Benchmark, heldIn } from './benchmark.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { type Costs, costsOf } from './costs.ts';
import { type ExposureColumns, exposureColumns } from './exposure.ts';
import { once } from './once.ts';
import { returnsOf } from './returns.ts';
import { type Sampled, sampledOf } from './sampled.ts';
import { type Times, timesOf } from './times.ts';
import { statsOf, type TradeStats, tradeStats } from './trade-stats.ts';
import { type Valuer, valuerOf } from './valuer.ts';

/** What a run is measured against. */
export interface MetricOptions {
  /** Risk-free rate per year, as a fraction; a period earns its even share of it. */
  readonly riskFree: number;
  /** What to compare with; null for no benchmark. */
  readonly benchmark: Benchmark | null;
  /** How many equity values make a year; null infers it from their times. */
  readonly periodsPerYear: number | null;
  /** Of the bootstrap; 1 by default. */
  readonly seed?: number;
  /** Finds what the times of equity values say, for runs that have the same ones; worked out anew by default. */
  readonly times?: (ts: Float64Array) => Times;
}

/** A run, what it is measured against, and what several measures need of it: each worked out when first asked for. */
export interface Study {
  readonly run: RunRecord;
  readonly options: MetricOptions;
  readonly valuer: Valuer;
  readonly annualisation: () => Annualisation;
  /** Per period. */
  readonly riskFree: () => number;
  /** One per equity value. */
  readonly returns: () => Float64Array;
  readonly sampled: () => Sampled;
  readonly calendar: () => Calendar;
  /** What the starting cash is worth in the benchmark, one per equity value; null without one. */
  readonly benchmark: () => Float64Array | null;
  readonly exposure: () => ExposureColumns;
  readonly costs: () => Costs;
  readonly trades: () => TradeStats;
  readonly books: () => Books;
  readonly attribution: () => Attribution;
  readonly finalEquity: () => number;
}

/** Prepares a finished run for measuring, without measuring anything yet. */
export function studyOf(run: RunRecord, options: MetricOptions): Study {
  const found = once(() => valuerOf(run));
  const valuer: Valuer = (instrument) => found()(instrument);
  const times = once(() => (options.times ?? timesOf)(run.equity.ts));
  const annualisation = once(() => asGiven(times().annualisation(), periodsPerYear(run, options.periodsPerYear)));
  const benchmark = once(() => (options.benchmark === null ? null : heldIn(run.startCash, run.equity.ts, options.benchmark)));
  const books = once(() => booksOf(run, valuer));
  const finalEquity = (): number => run.equity.value[run.equity.value.length - 1] ?? run.startCash;
  return {
    run,
    options,
    valuer,
    annualisation,
    finalEquity,
    riskFree: () => (options.riskFree === 0 ? 0 : options.riskFree / annualisation().periodsPerYear),
    returns: once(() => returnsOf(run.startCash, run.equity.value)),
    sampled: once(() => sampledOf(run.startCash, run.equity, annualisation(), times())),
    benchmark,
    calendar: once(() => calendarOf({ startCash: run.startCash, ts: run.equity.ts, equity: run.equity.value, benchmark: benchmark() })),
    exposure: once(() => exposureColumns(run, valuer)),
    trades: once(() => (run.trips === undefined ? tradeStats(run.roundTrips) : statsOf(run.trips))),
    books,
    attribution: once(() => attributionOf(run, books(), finalEquity() - run.startCash)),
    costs: once(() => costsOf(run.fills, run.traded, run.roundTrips.length, finalEquity() - run.startCash)),
  };
}

/** What is given counts every value: of a run that keeps fewer, as many in proportion make a year. */
const periodsPerYear = ({ equity }: RunRecord, given: number | null): number | null =>
  given === null || equity.values === undefined ? given : (given * equity.value.length) / equity.values;
