import { ConfigError, StrategyError } from '../../model/errors.ts';
import { type Course, type Decision, firstChange } from './decision.ts';
import type { Held } from './held.ts';
import { momentsOf } from './moments.ts';
import { POISONS } from './poison.ts';
import type { How, Variant } from './variant.ts';
import { type Convergence, convergenceOf } from './warm-up.ts';

/** What is proven, and how thoroughly. */
export interface Terms {
  /** The data of the run, in declared order; the first is the one by whose rows the warm-up is counted. */
  readonly series: readonly Held[];
  /** The end of the run's own warm-up; -Infinity without one. */
  readonly warmUntil: number;
  /** The rows of its declared warm-up; 0 without one. */
  readonly warmup: number;
  /** At how many moments the future is taken away, and replaced three times. */
  readonly cuts: number;
  /** From how many later beginnings the warm-up is measured. */
  readonly starts: number;
}

/** The first decision that depended on what came after it. */
export interface Ahead {
  /** What was done to the future when it changed. */
  readonly how: How;
  /** Behind which moment. */
  readonly cut: number;
  /** Which of all decisions, from 1, and when. */
  readonly number: number;
  readonly ts: number;
  /** As it is with the data as they are, and with another future; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** The numbers of the series of which a changed future alone changes decisions. */
  readonly feeds: readonly number[];
  /** The stack at the decision, with the data as they are, or with another future where it is made only then; null for one that the engine made. */
  readonly stack: string | null;
}

/** What was found. */
export interface Proof {
  /** Decisions of the whole run. */
  readonly decisions: readonly Decision[];
  readonly cuts: readonly number[];
  /** How many runs were done. */
  readonly runs: number;
  readonly ahead: Ahead | null;
  /** What the strategy reached for beyond what it is given, in any of the runs. */
  readonly refused: Course['refused'];
  readonly warmup: readonly Convergence[];
}

/**
 * Runs a strategy on less and less of the truth: the whole, then up to each of several moments, with nothing behind it or a future
 * that did not happen. Asks for groups of runs and is answered with what they came to, in their order; of a group each run is to know no more of the
 * truth than its own data, so its runs come by rising moments. Throws a StrategyError, or a ConfigError, where the whole run fails and nothing was refused.
 */
export function* prove(terms: Terms): Generator<readonly Variant[], Proof, readonly Course[]> {
  const { series, warmUntil } = terms;
  const refused: Course['refused'][number][] = [];
  let runs = 0;
  function* ask(variants: readonly Variant[]): Generator<readonly Variant[], readonly Course[], readonly Course[]> {
    if (variants.length === 0) return [];
    const courses = yield variants;
    runs += courses.length;
    for (const course of courses) refused.push(...course.refused);
    return courses;
  }
  const all = { how: 'whole', at: Number.NaN, only: -1, warmUntil, until: Number.POSITIVE_INFINITY, trace: -1 } as const;
  const whole = (yield* ask([all]))[0]!;
  if (refused.length > 0 || whole.fault !== null) {
    if (refused.length === 0) throw new (whole.fault!.isUsers ? ConfigError : StrategyError)(whole.fault!.text);
    return { decisions: whole.decisions, cuts: [], runs, ahead: null, refused, warmup: [] };
  }
  const finest = series.reduce((most, one) => (one.converts === 0 && one.times.length > most.times.length ? one : most));
  const cuts = momentsOf(whole.decisions, finest, terms.cuts);
  const variants = cuts.flatMap((at) => (['prefix', ...POISONS] as const).map((how): Variant => ({ ...all, how, at, until: at })));
  const courses = yield* ask(variants);
  const found = courses
    .flatMap((course, k) => {
      const change = firstChange(whole, course, variants[k]!.at);
      return change === undefined ? [] : [{ ...change, variant: variants[k]! }];
    })
    .sort((a, b) => a.number - b.number)[0];
  let ahead: Ahead | null = null;
  if (found !== undefined) {
    const { variant, number, before, after } = found;
    const alone = series.length === 1 ? [] : series.map((_, only) => ({ ...variant, only }));
    const answers = yield* ask(alone);
    const feeds = answers.flatMap((course, k) => (firstChange(whole, course, variant.at) === undefined ? [] : [k]));
    // Each alone may change nothing where two of them do.
    const named = feeds.length > 0 ? feeds : series.map((_, k) => k);
    const [traced] = yield* ask([{ ...(before === undefined ? variant : { ...all, until: variant.at }), trace: number }]);
    const { ts } = (before ?? after)!;
    const stack = traced!.stack;
    const words = (decision: Decision | undefined): string | null => decision?.text ?? null;
    ahead = { how: variant.how, cut: variant.at, number: number + 1, ts, before: words(before), after: words(after), feeds: named, stack };
  }
  const later = startsOf(terms);
  const begun = yield* ask(later.map(({ at, warmUntil: until }): Variant => ({ ...all, how: 'later', at, warmUntil: until })));
  const warmup = begun.map((course, k) => convergenceOf(whole, course, later[k]!.at, later[k]!.warmUntil, series[0]!.times));
  return { decisions: whole.decisions, cuts, runs, ahead, refused, warmup };
}

/** Later beginnings, evenly over the run, each with the end of the warm-up it declares. */
function startsOf({ series: [first], starts, warmup }: Terms): { readonly at: number; readonly warmUntil: number }[] {
  const { times } = first!;
  const last = times.length - 1;
  return Array.from({ length: starts }, (_, k) => Math.floor(((k + 1) * last) / (starts + 2)))
    .filter((row) => row >= 1 && row + warmup < last)
    .map((row) => ({ at: times[row]!, warmUntil: warmup === 0 ? Number.NEGATIVE_INFINITY : times[row + warmup]! }));
}
