import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ConfigError, StrategyError } from '../../engine/model/errors.ts';
import type { Objective } from '../../engine/research/objective.ts';
import { ranked } from '../../engine/research/ranked.ts';
import type { Search } from '../../engine/research/search.ts';
import type { Space } from '../../engine/research/space.ts';
import type { Trial } from '../../engine/research/trial.ts';
import { isRecord } from '../config/is-record.ts';
import { inlineFor } from '../inlining.ts';
import { newRunId } from '../runs/run-id.ts';
import { engineVersion } from '../version.ts';
import { storeOf } from '../workspace.ts';
import { countedAs } from './counting.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Executor } from './executor.ts';
import { hashOf, type Identity } from './identity.ts';
import { Ledger } from './ledger.ts';
import { Pool } from './pool.ts';
import { NOTHING_READ, ReadOnce } from './read-once.ts';
import { recheck } from './recheck.ts';
import { resumable } from './resumable.ts';
import type { SearchSpec } from './search-flags.ts';
import { holdsCode, inSharedMemory } from './shared-memory.ts';
import { STANDARD_METRICS } from './standard-metrics.ts';
import { type KeptSweep, SweepStore } from './store.ts';
import { type Survey, survey } from './survey.ts';
import { goThrough, type LoopOptions } from './sweep-loop.ts';
import { ThisThread } from './this-thread.ts';
import type { TrialRecord } from './trial-record.ts';
import { TrialRunner } from './trial-runner.ts';
import type { Work } from './work.ts';

/** What is searched, and for what. */
export interface SweepPlan {
  /** The run specification that points are laid over; not checked yet. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly baseDir: string;
  /** The run file's name, for messages. */
  readonly place?: string | undefined;
  readonly space: Space;
  readonly search: Search;
  readonly searchSpec: SearchSpec;
  /** Best first; at least one. */
  readonly objectives: readonly Objective[];
}

/** Where and by whom it is run. */
export interface RunSweepOptions extends LoopOptions {
  readonly workspace: string;
  /** How many threads; as many as the machine has by default. */
  readonly workers?: number | undefined;
  /** Go on with the newest sweep of the same run, space, search, data and code. */
  readonly resume?: boolean;
  /** Says that it begins: under which name it is kept, and how many trials it has at most. */
  readonly begun?: (sweep: KeptSweep) => void;
  /** Other machines, in the place of threads. */
  readonly elsewhere?: Elsewhere | undefined;
}

/** A sweep that is over. */
export interface FinishedSweep {
  readonly sweep: KeptSweep;
  readonly store: SweepStore;
  /** In the order of their numbers. */
  readonly trials: readonly Trial[];
  /** Those over all of the data, best first. */
  readonly ranked: readonly Trial[];
  /** Trials that came to something else in a fresh worker. */
  readonly unlike: readonly number[];
}

/**
 * Runs a search and keeps its trials. Throws a ConfigError for what the user can mend, and a StrategyError where every trial
 * failed. Who calls it closes the store.
 */
export async function runSweep(plan: SweepPlan, options: RunSweepOptions): Promise<FinishedSweep> {
  const { space, search, objectives } = plan;
  const sources = new ReadOnce();
  const metrics = [...new Set([...STANDARD_METRICS, ...objectives.flatMap((one) => one.metrics)])];
  const raw = inSharedMemory(plan.raw);
  const bare = { raw, baseDir: resolve(plan.baseDir), store: storeOf(options.workspace), place: plan.place, metrics, given: NOTHING_READ };
  const runner = new TrialRunner({ ...bare, dimensions: space.dimensions }, sources);
  const first = search.next([]);
  if (first.length === 0) throw new ConfigError('Expected a space with at least one point, but it was "empty"');
  const surveyed = await survey(runner, space.dimensions, first);
  const work: Work = { ...bare, dimensions: space.dimensions, given: await sources.given() };
  // What cannot go elsewhere is said before anything is kept.
  const leave = await options.elsewhere?.(work, sources, surveyed);
  const store = storeFor(plan, surveyed, options);
  let executor: Executor | undefined;
  try {
    const { sweep } = store;
    options.begun?.(sweep);
    inlineFor(surveyed.rows * search.trials);
    const threads = Math.max(1, Math.min(options.workers ?? availableParallelism(), search.trials));
    const alone = holdsCode(raw);
    const here = (): Executor => (alone ? new ThisThread(work, sources) : new Pool(work, threads));
    executor = (await leave?.(sweep)) ?? here();
    const ledger = new Ledger(options.workspace);
    const countedOf = countedAs(surveyed, space);
    const counted = (records: readonly TrialRecord[]): void => ledger.count(sweep.id, 'sweep', countedOf(records));
    const trials = await goThrough(search, store, executor, { ...options, counted }).finally(() => ledger.close());
    failIfAllFailed(trials);
    const unlike = alone ? [] : await recheck(work, trials, store, threads);
    const whole = trials.filter(({ budget }) => budget === undefined);
    return { sweep: store.sweep, store, trials, ranked: ranked(whole, objectives), unlike };
  } catch (error) {
    store.close();
    throw error;
  } finally {
    await executor?.close();
  }
}

function storeFor(plan: SweepPlan, surveyed: Survey, { workspace, resume }: RunSweepOptions): SweepStore {
  const { space, search, searchSpec, objectives } = plan;
  const described = { dimensions: space.dimensions, constraints: space.constraints.map(({ text }) => text) };
  const { run, params } = parted(surveyed.spec);
  const identity: Identity = {
    run: hashOf(run),
    space: hashOf({ ...described, fixed: space.dimensions.reduce<unknown>((own, { at }) => without(own, at), params) }),
    search: hashOf({ ...searchSpec, by: isBlind(searchSpec) ? null : objectives.map(({ text, direction }) => [direction, text]) }),
    data: hashOf(surveyed.data),
    code: hashOf(surveyed.code),
    engine: engineVersion(),
  };
  if (resume === true) return resumable(workspace, identity);
  const createdAt = Date.now();
  return SweepStore.create(workspace, {
    id: newRunId(surveyed.families.join('-'), createdAt),
    createdAt,
    families: surveyed.families,
    spec: surveyed.repeatable ? plan.raw : {},
    baseDir: resolve(plan.baseDir),
    space: described,
    search: searchSpec,
    objectives: objectives.map(({ text, direction }) => `${direction}:${text}`),
    most: search.trials,
    identity,
    engine: engineVersion(),
    isOver: false,
  });
}

/** A specification in two parts: without parameters, and those alone. */
function parted(spec: unknown): { readonly run: unknown; readonly params: unknown } {
  if (!isRecord(spec)) return { run: spec, params: {} };
  const { params, strategies, ...rest } = spec;
  if (!Array.isArray(strategies)) return { run: rest, params: { params } };
  const run = strategies.map(({ params: _, ...one }: Record<string, unknown>) => one);
  return {
    run: { ...rest, strategies: run },
    params: { strategies: strategies.map((one: Record<string, unknown>) => ({ params: one['params'] })) },
  };
}

/** A specification without what lies at a path. */
function without(spec: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return undefined;
  if (Array.isArray(spec)) return spec.with(Number(key), without(spec[Number(key)], rest));
  return isRecord(spec) && key in spec ? { ...spec, [key]: without(spec[key], rest) } : spec;
}

/** Whether a search goes its way whatever its trials come to. */
const isBlind = ({ method }: SearchSpec): boolean => method !== 'tpe' && method !== 'halving';

function failIfAllFailed(trials: readonly Trial[]): void {
  const failed = trials.filter(({ failure }) => failure !== undefined);
  if (failed.length < trials.length || failed[0] === undefined) return;
  throw new StrategyError(
    `Expected at least one of ${trials.length} trials to come to a result, but all failed; the first: ${failed[0].failure}`,
  );
}
