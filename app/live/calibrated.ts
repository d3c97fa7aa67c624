import { type Delays, delaysOf } from '../../engine/analysis/estimate.ts';
import { type Slip, type Slips, slippageOf, slipsOf } from '../../engine/analysis/slips.ts';
import type { LatencySpec } from '../../engine/broker/sim/latency.ts';
import { byOneClock, type Observed, observe } from '../../engine/loop/observed.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { BarSeries } from '../../engine/model/series.ts';
import type { Override } from '../config/overrides.ts';
import { readJournal } from '../journal/journal.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { readRun } from './open-run.ts';
import { simulated } from './simulated.ts';

/** What recorded sessions say of slippage and latency. */
export interface Calibrated {
  readonly sessions: readonly string[];
  /** Whether their fills are a simulator's: it gives back its own options. */
  readonly isPaper: boolean;
  readonly slips: Slips;
  /** Milliseconds; undefined where nothing was measured. */
  readonly delays: Readonly<Record<keyof LatencySpec, Delays | undefined>>;
  /** How far the venue's clock was ahead of ours, one for each session, milliseconds; 0 where delays gave no reason to think so. */
  readonly apart: readonly number[];
  /** Whether delays are part of the costs: orders are judged on quotes or trades, or delays are as long as bars. */
  readonly delayed: boolean;
}

/** The sessions' own slippage and latency are taken out: what is left over is what was measured. */
const WITHOUT: readonly Override[] = [{ path: ['costs', 'slippage'], value: { model: 'none' }, flag: 'calibrate' }];

/** Fills of quotes and trades that are further apart, milliseconds, did not meet the same market. */
const A_MOMENT = 10_000;

/** Reads what sessions say; throws as `simulated` does. Delays of fewer than `least` values are left out of the simulation. */
export async function calibrated(workspace: string, sessions: readonly string[], least: number): Promise<Calibrated> {
  const looked = await Promise.all(sessions.map((session) => look(workspace, session)));
  const clocks = looked.map(({ observed }) => byOneClock(observed.order, observed.response));
  const pooled: Record<keyof LatencySpec, readonly number[]> = {
    order: clocks.flatMap(({ order }) => order),
    response: clocks.flatMap(({ response }) => response),
    feed: looked.flatMap(({ observed }) => observed.feed.map((delay) => Math.max(delay, 0))),
  };
  const delays = {
    order: summed(pooled.order),
    feed: summed(pooled.feed),
    response: summed(pooled.response),
  };
  const bars = looked.map(({ parts }) => shortestBar(parts));
  const delayed = (delays.order?.median.value ?? 0) + (delays.feed?.median.value ?? 0) >= Math.min(...bars);
  const latency = Object.fromEntries(
    Object.entries(delays).map(([name, one]) => [name, delayed && one !== undefined && one.count >= least ? { values: one.values } : 0]),
  );
  const overrides = [...WITHOUT, { path: ['costs', 'latency'], value: latency, flag: 'calibrate' }];
  const slips: Slip[] = [];
  for (const [k, session] of sessions.entries()) {
    const { compared, parts } = await simulated(workspace, session, overrides);
    slips.push(...slipsOf(compared.orders, parts.instruments, looked[k]!.observed.spreads, Math.max(bars[k]!, A_MOMENT)));
  }
  return {
    sessions,
    isPaper: looked.every(({ isPaper }) => isPaper),
    slips: slippageOf(slips),
    delays,
    apart: clocks.map(({ apart }) => apart),
    delayed,
  };
}

const summed = (values: readonly number[]): Delays | undefined => (values.length === 0 ? undefined : delaysOf(values));

interface Looked {
  readonly observed: Observed;
  readonly parts: BacktestParts;
  readonly isPaper: boolean;
}

async function look(workspace: string, session: string): Promise<Looked> {
  const journal = readJournal(sessionFolder(workspace, session));
  try {
    const { spec, baseDir, warmUntil, mode, tape } = journal.manifest;
    const { prepared } = await readRun(spec, baseDir, workspace, () => `session ${session}`);
    const { parts } = prepared;
    const observed = observe(journal.entries(0), { series: parts.series, warmUntil, isTape: tape !== undefined });
    return { observed, parts, isPaper: mode === 'paper' };
  } finally {
    journal.close();
  }
}

/** The length of the shortest bar on which orders are judged, milliseconds; 0 where they are judged on quotes or trades. */
function shortestBar({ series, instruments }: BacktestParts): number {
  const lengths = instruments.map((_, i) =>
    Math.min(...series.filter(({ instrument }) => instrument === i).map((one) => (one instanceof BarSeries ? BarSeries.lengthOf(one) : 0))),
  );
  return Math.min(...lengths);
}
