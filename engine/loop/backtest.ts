import { Merge } from '../feed/merge.ts';
import { Single } from '../feed/single.ts';
import { InvariantError, StrategyError } from '../model/errors.ts';
import { type BarSeries, Series } from '../model/series.ts';
import { isoTime, millis } from '../model/time.ts';
import { MOST_VALUES } from '../portfolio/equity-curve.ts';
import type { Host } from '../strategy/host.ts';
import { type Assembly, assemble, type Edge } from './assemble.ts';
import type { Input } from './order-of-events.ts';
import type { BacktestParts, FinishedRun } from './parts.ts';
import { purely } from './purity.ts';
import { hearing, saidBy } from './said.ts';
import type { Session } from './session.ts';
import { textOf } from './set-up.ts';

/** Runs strategies over history: the same step as paper and live, driven by data that is all there; `record` is told of every command. */
export function runBacktest(parts: BacktestParts, edge: Pick<Edge, 'record'> = {}): FinishedRun {
  const run = assemble(parts, edge);
  const { session, router, hosts, series, shown } = run;
  const sim = run.sim!;
  purely(() => {
    const merge = series.length === 1 ? new Single(series[0]!, sim.waiting) : new Merge(series, sim.waiting);
    session.onAlarm = (ts) => (merge.alarm = ts);
    const begins = beginOf(series);
    if (begins !== Number.POSITIVE_INFINITY) session.start(millis(begins - 1));
    try {
      router.warming = parts.warmUntil >= begins;
      drive(run, merge, saidBy(parts.risk, parts.inputs));
      session.finish();
    } catch (error) {
      throw blame(error, hosts, session);
    }
  });
  const { mostValues = MOST_VALUES } = parts;
  const kept = session.account.curve.length;
  if (kept > mostValues) session.notices.push(longRun(kept, mostValues));
  else if (run.hourly) session.notices.push(longPrices(rowsOf(shown), mostValues));
  return run;
}

/** When the first row of a run becomes known. Rates are known from long before it, and it begins with its first feed. */
export function beginOf(series: readonly Series[]): number {
  const feeds = series.filter(({ rows, converts }) => rows > 0 && converts === 0);
  return feeds.reduce((least, one) => Math.min(least, Series.timeAt(one, 1)), Number.POSITIVE_INFINITY);
}

const rowsOf = (shown: readonly Series[]): number => shown.reduce((sum, { isStreamed, rows }) => sum + (isStreamed ? rows : 0), 0);

const longRun = (count: number, most: number): string =>
  `the run has ${count} equity values, more than ${most}: its curve keeps the last one of every hour (UTC), and volatility, Sharpe, value at risk, exposure and all else that is worked out of the curve count hours; drawdowns, final equity and the result's hash count every value`;

const longPrices = (count: number, most: number): string =>
  `the run was shown ${count} bars of series longer than memory, more than ${most}: their prices are kept by the hour (UTC), and exposure and the curve of buying and holding use the newest hourly close`;

/** The whole driver: history is a loop, its beginning perhaps a warm-up. */
function drive(run: Assembly, merge: Merge | Single, inputs: readonly Input[] | undefined): void {
  const { session, router, sim } = run;
  const { warmUntil } = run.parts;
  if (inputs !== undefined) {
    for (const said of hearing(session, merge, inputs)) {
      if (merge.ts > warmUntil) router.warming = false;
      session.step(merge, said);
    }
    return;
  }
  while (router.warming && merge.next()) {
    router.warming = merge.ts <= warmUntil;
    session.step(merge);
  }
  const [bars] = merge.moved;
  const isCalm = merge instanceof Single && canBeCalm(run, bars!);
  while (merge.next()) {
    session.step(merge);
    if (isCalm) session.calm(merge, bars, sim!);
  }
}

/** Whether bars of a run's only series may be calm: one strategy hears of them and of nothing else, and no liquidation is looked for on each. */
function canBeCalm({ session, hosts }: Assembly, bars: Series): bars is BarSeries {
  const isPlain = bars.kind === 'bars' && bars.executes && bars.paces && session.instruments.length === 1;
  return isPlain && session.account.liquidation === undefined && hosts.length === 1 && hosts[0]!.hearsBarsOnly;
}

/** Says which strategy, handler and bar an author's error came from; the engine's own errors stay as they are. */
function blame(error: unknown, hosts: readonly Host[], session: Session): unknown {
  const host = hosts.find((one) => one.handler !== '');
  if (host === undefined || error instanceof InvariantError) return error;
  const bars = host.series ?? session.account.firstShown;
  const place = `bar ${Math.max(bars.row - 1, 0)} of "${bars.id}" (${isoTime(session.now)})`;
  return new StrategyError(`Strategy "${host.name}" threw in ${host.handler} at ${place}: ${textOf(error)}`, { cause: error });
}
