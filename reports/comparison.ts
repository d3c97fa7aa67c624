import type { Metrics } from '../engine/analysis/metrics.ts';
import { type MetricGroup, metricGroups } from './metric-table.ts';
import { viewSpec } from './spec-view.ts';

/** A run as it is compared: what was run, and what it came to. */
export interface ComparedRun {
  readonly runId: string;
  readonly resultHash: string;
  /** Milliseconds UTC. */
  readonly createdAt: number;
  /** Version of the engine. */
  readonly engine: string;
  readonly spec: unknown;
  /** Null, or absent in a run of an older version, where a number does not apply. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Runs side by side, in the order in which they were named. */
export interface Comparison {
  readonly runs: readonly ComparedRun[];
  /** Trials of the strategies that are compared, counted in the workspace. */
  readonly trials: readonly { readonly family: string; readonly trials: number; readonly different: number }[];
}

/** A place in the specifications at which runs differ, and what stands there in each; undefined where nothing does. */
export interface Difference {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** Where specifications differ, in the order in which they name things. */
export function differencesOf(specs: readonly unknown[]): readonly Difference[] {
  const leaves = specs.map((spec) => new Map(leavesOf(spec, '')));
  const paths = new Set(leaves.flatMap((one) => [...one.keys()]));
  return [...paths]
    .map((path) => ({ path, values: leaves.map((one) => one.get(path)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

function* leavesOf(value: unknown, path: string): Generator<readonly [path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, value];
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0 && path !== '') yield [path, Array.isArray(value) ? '[]' : '{}'];
  for (const [key, inner] of entries)
    yield* leavesOf(inner, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
}

/** The letter by which a table's column calls a run: A, B, ... Z, A1, ... */
export const letterOf = (k: number): string => `${String.fromCharCode(65 + (k % 26))}${k < 26 ? '' : Math.floor(k / 26)}`;

/** A metric of all runs, as text. */
export interface ComparedMetric {
  readonly field: string;
  readonly label: string;
  readonly texts: readonly string[];
}

/** The metrics of all runs by group; a group that applies to some of them only is there, with `n/a` for the others. */
export function comparedMetrics({ runs }: Comparison): readonly { readonly title: string; readonly rows: readonly ComparedMetric[] }[] {
  const each = runs.map(({ metrics, spec }) => metricGroups(knownMetrics(metrics), currencyOf(spec)));
  const longest = each.reduce((most, groups) => (groups.length > most.length ? groups : most), [] as readonly MetricGroup[]);
  return longest.map(({ title, rows }) => ({
    title,
    rows: rows.map(({ field, label }) => ({ field, label, texts: each.map((groups) => textOf(groups, title, field)) })),
  }));
}

function textOf(groups: readonly MetricGroup[], title: string, field: string): string {
  const rows = groups.find((group) => group.title === title)?.rows;
  return rows?.find((row) => row.field === field)?.text ?? 'n/a';
}

const knownMetrics = (metrics: ComparedRun['metrics']): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? Number.NaN])) as unknown as Metrics;

function currencyOf(spec: unknown): string {
  const { account } = (typeof spec === 'object' && spec !== null ? spec : {}) as { readonly account?: { readonly currency?: unknown } };
  return typeof account?.currency === 'string' ? account.currency : '';
}

/** Paths of a specification that say which market was seen. */
const DATA = /^(?:feeds|strategies\[\d+\]\.feeds|instruments|from|to|warmup)\b/;
/** Paths that say how fills and costs were reckoned. */
const RULES = /^(?:costs|simulator|account)\b/;

/** What to distrust in a comparison, one sentence each. */
export function comparisonNotices({ runs, trials }: Comparison): readonly string[] {
  const found: string[] = [];
  const paths = differencesOf(runs.map(({ spec }) => spec)).map(({ path }) => path);
  if (paths.some((path) => DATA.test(path)))
    found.push('The runs saw different data or periods: part of their difference is the market, not the strategy.');
  if (paths.some((path) => RULES.test(path)))
    found.push('The runs differ in account, costs or fill rules: part of their difference is those, not the strategy.');
  if (new Set(runs.map(({ engine }) => engine)).size > 1) found.push('The runs were made by different versions of the engine.');
  if (new Set(runs.map(({ resultHash }) => resultHash)).size < runs.length)
    found.push('Some of the runs have the same result hash: they are the same result.');
  for (const { family, trials: all, different } of trials) {
    if (different > 1)
      found.push(`"${family}" was tried ${all} times here in ${different} different ways: the best of many looks better than it is.`);
  }
  return found;
}

/** What a run is called in words: its strategies and their parameters. */
export const nameOf = ({ spec }: Pick<ComparedRun, 'spec'>): string => viewSpec(spec).strategies;
