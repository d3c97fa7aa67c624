import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { BarSeries, Series } from '../../engine/model/series.ts';
import { parseTime } from '../../engine/model/time.ts';
import type { BarCalendar } from '../../engine/research/bar-calendar.ts';
import type { Dimension } from '../../engine/research/dimension.ts';
import type { Objective } from '../../engine/research/objective.ts';
import type { Space } from '../../engine/research/space.ts';
import type { ResearchPlan } from '../../engine/research/walk-forward-result.ts';
import { storeOf } from '../workspace.ts';
import type { Executor } from './executor.ts';
import { Pool } from './pool.ts';
import { NOTHING_READ, ReadOnce } from './read-once.ts';
import type { SearchSpec } from './search-flags.ts';
import { holdsCode, inSharedMemory } from './shared-memory.ts';
import { STANDARD_METRICS } from './standard-metrics.ts';
import { type Survey, survey } from './survey.ts';
import { ThisThread } from './this-thread.ts';
import { TrialRunner } from './trial-runner.ts';
import type { Work } from './work.ts';

/** A run file that is to be run many times, and what of it varies. */
export interface Searched {
  /** The run specification that points are laid over; not checked yet. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly baseDir: string;
  /** The run file's name, for messages. */
  readonly place?: string | undefined;
  readonly space: Space;
  readonly search: SearchSpec;
  readonly objective: Objective;
}

/** Where and by whom it is run. */
export interface ResearchOptions {
  /** A folder such as `.onetape`, in which trials are counted. */
  readonly workspace: string;
  /** How many threads; as many as the machine has by default. */
  readonly workers?: number | undefined;
  /** Told how many trials are done, of how many at most. */
  readonly told?: (done: number, most: number) => void;
}

/** A run file whose data and strategies are read, ready for trials. */
export interface OpenedRun {
  readonly runner: TrialRunner;
  readonly surveyed: Survey;
  /** The bars of its first feed, from where the run may trade. */
  readonly calendar: BarCalendar;
  /** Who runs trials, up to so many of them at a time. */
  executor(most: number): Executor;
}

/** Reads everything once; `beside` are dimensions that the caller lays over a point's own. Throws what a backtest would of the run file. */
export async function openRun(plan: Searched, beside: readonly Dimension[], options: ResearchOptions): Promise<OpenedRun> {
  const { space, objective } = plan;
  const sources = new ReadOnce();
  const raw = inSharedMemory({ ...plan.raw, ...(typeof plan.raw['warmup'] === 'string' && { warmup: null }) });
  const metrics = [...new Set([...STANDARD_METRICS, ...objective.metrics])];
  const dimensions = [...space.dimensions, ...beside];
  const bare: Work = {
    raw,
    baseDir: resolve(plan.baseDir),
    store: storeOf(options.workspace),
    place: plan.place,
    metrics,
    given: NOTHING_READ,
    dimensions,
  };
  const runner = new TrialRunner(bare, sources);
  const surveyed = await survey(runner, [], [{ point: {} }]);
  const { prepared } = await runner.prepare({ number: 0, point: {} });
  const given = await sources.given();
  const begin = typeof plan.raw['warmup'] === 'string' ? parseTime(plan.raw['warmup']) : Number.NEGATIVE_INFINITY;
  return {
    runner,
    surveyed,
    calendar: calendarOf(prepared.market.series[0]!, begin),
    executor: (most) =>
      holdsCode(raw)
        ? new ThisThread({ ...bare, given }, sources)
        : new Pool({ ...bare, given }, Math.max(1, Math.min(options.workers ?? availableParallelism(), most))),
  };
}

function calendarOf(series: Series, begin: number): BarCalendar {
  if (series.isStreamed) throw new ConfigError(`Expected data that fit into memory, but it was "${series.id}", which passes`);
  const times = Series.timesOf(series);
  const opens = series instanceof BarSeries ? BarSeries.columnsOf(series).openTimes : times;
  // Row 0 of a series is its NaN row.
  let first = 1;
  while (first < opens.length && opens[first]! < begin) first++;
  return { opens: Float64Array.from(opens.subarray(first)), closes: Float64Array.from(times.subarray(first)) };
}

/** What was asked for, as a result says it. */
export function researchPlanOf({ space, search, objective }: Searched, { surveyed }: OpenedRun): ResearchPlan {
  return {
    strategies: surveyed.families,
    spec: surveyed.repeatable ? surveyed.spec : null,
    dimensions: space.dimensions,
    constraints: space.constraints.map(({ text }) => text),
    search: { ...search },
    objective: { text: objective.text, direction: objective.direction },
  };
}
