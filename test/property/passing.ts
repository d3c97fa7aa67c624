import { expect } from 'vitest';
import { metricsOf } from '../../engine/analysis/measure.ts';
import { studyOf } from '../../engine/analysis/study.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { RowSource } from '../../engine/model/row-source.ts';
import { type BarColumns, BarSeries, type Column, CustomSeries, QuoteSeries, TradeSeries } from '../../engine/model/series.ts';

/** As short as rings may be. */
export const SHORTEST = 4_096;

/** The rows of columns in memory, for one reader; refuses what the engine has promised not to ask for. */
export function rowsOf(columns: Readonly<Record<string, Column>>): RowSource {
  const [first] = Object.values(columns);
  let next = 1;
  return {
    rows: first!.length - 1,
    columns: Object.keys(columns),
    fill(from, to, into, mask) {
      if (from !== next || to <= from || to > first!.length) throw new Error(`Expected rows from ${next}, but it was ${from} to ${to}`);
      next = to;
      for (const [name, column] of Object.entries(into)) for (let row = from; row < to; row++) column[row & mask] = columns[name]![row]!;
    },
  };
}

type Ticks = Readonly<Record<string, Column>>;

/** Makes the series of a world, in memory or passing. */
export interface Maker {
  bars(id: string, columns: BarColumns): BarSeries;
  quotes(id: string, columns: { times: Column; bid: Column; ask: Column; bidSize: Column; askSize: Column }): QuoteSeries;
  trades(id: string, columns: { times: Column; price: Column; size: Column; side: Column }): TradeSeries;
  custom(id: string, knownAt: Column, about: Column, columns: Ticks): CustomSeries;
}

export const WHOLE: Maker = {
  bars: (id, columns) => new BarSeries(id, columns),
  quotes: (id, columns) => new QuoteSeries(id, columns),
  trades: (id, columns) => new TradeSeries(id, columns),
  custom: (id, knownAt, about, columns) => new CustomSeries(id, knownAt, about, columns),
};

export const PASSING: Maker = {
  bars: (id, columns) => BarSeries.streamed(id, () => rowsOf({ ...columns }), SHORTEST),
  quotes: (id, columns) => QuoteSeries.streamed(id, () => rowsOf({ ...columns }), SHORTEST),
  trades: (id, columns) => TradeSeries.streamed(id, () => rowsOf({ ...columns }), SHORTEST),
  custom: (id, knownAt, about, columns) =>
    CustomSeries.streamed(id, Object.keys(columns), () => rowsOf({ knownAt, about, ...columns }), SHORTEST),
};

/** Everything a run came to. */
export function allOf(parts: BacktestParts): Readonly<Record<string, unknown>> {
  const run = runBacktest({ ...parts, plots: true });
  const outcome = new Outcome(run);
  const { fills, orders, roundTrips, equity, ambiguity, prices, plots, exposedBatches, traded } = outcome;
  const metrics = metricsOf(studyOf(outcome, { riskFree: 0.01, benchmark: null, periodsPerYear: null }));
  const logs = run.session.logs;
  const { notices } = run.session;
  return {
    hash: fingerprint(run),
    fills,
    orders,
    roundTrips,
    equity,
    ambiguity,
    prices,
    plots,
    exposedBatches,
    traded,
    logs,
    notices,
    metrics: { ...metrics },
  };
}

/** Holds a run on series in memory against the same run on series that pass; returns how many fills it had. */
export function agrees(partsOf: (maker: Maker) => BacktestParts): number {
  const whole = allOf(partsOf(WHOLE));
  const passing = allOf(partsOf(PASSING));
  for (const [name, value] of Object.entries(whole)) expect([name, passing[name]]).toEqual([name, value]);
  return (whole['fills'] as readonly unknown[]).length;
}
