import { someMetrics } from '../../engine/analysis/measure.ts';
import { timesOf } from '../../engine/analysis/times.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { hashOfSteps } from '../../engine/loop/run-hash.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { Finished } from '../../engine/model/finished.ts';
import { keptByMemory } from '../../engine/model/kept-by-memory.ts';
import { Series } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import { applied } from '../../engine/research/applied.ts';
import { type FullSpec, parseRunSpec } from '../config/parse.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { studyOfRun } from '../run-result.ts';
import { ReadOnce } from './read-once.ts';
import { stretchesOf } from './stretches.ts';
import type { Task, TrialRecord } from './trial-record.ts';
import type { Work } from './work.ts';

/** Where a search draws values of the run file at random, hardly any comes twice. */
const MOST_SPECS = 1_000;

/**
 * Runs trials one after the other, each by the same preparation and the same loop as a backtest, so that it comes to the same
 * hash. What trials have in common is kept between them: data, strategies, and columns of indicators that are finished.
 */
export class TrialRunner {
  readonly #work: Work;
  readonly #sources: ReadOnce;
  readonly #finished = new Finished();
  readonly #times = keptByMemory(timesOf);
  readonly #steps = keptByMemory(hashOfSteps);
  /** Specifications that were checked, by the values of all that is no parameter: parameters are their strategy's to check. */
  readonly #specs = new Map<string, FullSpec>();

  constructor(work: Work, sources = new ReadOnce(work.given)) {
    this.#work = work;
    this.#sources = sources;
  }

  /** Runs a trial; what it fails with is part of its record. */
  async run(task: Task): Promise<TrialRecord> {
    const { number, point, budget } = task;
    const asked = { number, point, ...(budget !== undefined && { budget }) };
    try {
      return { ...asked, ...(await this.#measured(task)) };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      return { ...asked, metrics: {}, resultHash: '', failure, returns: new Float32Array(0), perYear: Number.NaN };
    }
  }

  /** A trial's run specification, checked, and everything that it names. */
  async prepare(task: Task): Promise<{ readonly spec: FullSpec; readonly prepared: Prepared }> {
    const spec = this.#specOf(task);
    const whole = { spec, prepared: await this.#prepare(spec) };
    const { budget } = task;
    if (budget === undefined) return whole;
    const shorter = { ...spec, to: endOf(whole.prepared, budget) };
    return { spec: shorter, prepared: await this.#prepare(shorter) };
  }

  /** A trial's run specification as one would write it. */
  rawOf({ point }: Task): Readonly<Record<string, unknown>> {
    return applied(this.#work.raw, { dimensions: this.#work.dimensions, constraints: [] }, point);
  }

  /** The same for all of a trial: over a part of the data, with the end of that part in it. */
  async fullOf(task: Task): Promise<Readonly<Record<string, unknown>>> {
    const raw = this.rawOf(task);
    return task.budget === undefined ? raw : { ...raw, to: (await this.prepare(task)).spec.to };
  }

  #specOf(task: Task): FullSpec {
    const { dimensions, place } = this.#work;
    const raw = this.rawOf(task);
    const others = dimensions.filter(({ at }) => at[0] !== 'params' || at.length !== 2);
    const key = JSON.stringify(others.map(({ name }) => task.point[name]));
    let spec = this.#specs.get(key);
    if (spec === undefined) {
      spec = parseRunSpec(raw, place);
      if (this.#specs.size === MOST_SPECS) this.#specs.clear();
      this.#specs.set(key, spec);
    }
    return { ...spec, params: raw['params'] === undefined ? spec.params : (raw['params'] as FullSpec['params']) };
  }

  #prepare(spec: FullSpec): Promise<Prepared> {
    const { baseDir, store, place } = this.#work;
    return prepare(spec, baseDir, store, () => place, this.#sources);
  }

  async #measured(task: Task): Promise<Omit<TrialRecord, 'number' | 'point'>> {
    const { spec, prepared } = await this.prepare(task);
    for (const series of prepared.market.series) series.share(this.#finished);
    const run = runBacktest(prepared.parts);
    const study = studyOfRun(new Outcome(run), prepared, spec, this.#times);
    return {
      metrics: someMetrics(study, this.#work.metrics),
      resultHash: fingerprint(run, this.#steps),
      ...stretchesOf(study.run.startCash, study.sampled()),
    };
  }
}

/** When the leading share of the data is over: the time of the last row of the first feed that belongs to it. */
function endOf({ market }: Prepared, budget: number): string {
  const first = market.series[0]!;
  if (first.isStreamed)
    throw new ConfigError(`Expected data that fit into memory for trials over a part of them, but it was "${first.id}", which passes`);
  return isoTime(Series.timeAt(first, Math.max(1, Math.ceil(first.rows * budget))));
}
