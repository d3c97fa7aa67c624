import { existsSync } from 'node:fs';
import { extname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../../engine/model/errors.ts';
import { Series } from '../../engine/model/series.ts';
import type { Course } from '../../engine/research/lookahead/decision.ts';
import { type Held, heldOf } from '../../engine/research/lookahead/held.ts';
import { type Proof, prove } from '../../engine/research/lookahead/prove.ts';
import type { Variant } from '../../engine/research/lookahead/variant.ts';
import type { LookaheadRecord } from '../../reports/lookahead.ts';
import { filesOf } from '../code-hash.ts';
import type { PlaceOf } from '../config/explain.ts';
import { type FullSpec, parseRunSpec } from '../config/parse.ts';
import { isOwnSizer } from '../config/sizer.ts';
import { isPath } from '../load-strategy.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { storeOf } from '../workspace.ts';
import type { Terms } from './lookahead/job.ts';
import { jobOf, runInProcesses } from './lookahead/lanes.ts';
import { doorsOf } from './lookahead/process.ts';
import { recordOf } from './lookahead/record.ts';
import { runJob } from './lookahead/run-job.ts';

/** How thoroughly, and where files are. */
export interface LookaheadOptions {
  readonly baseDir?: string;
  /** The folder whose store has the market data; `.onetape` in `baseDir` by default. */
  readonly workspace?: string | null;
  /** At how many moments the run is cut: 8 by default. */
  readonly cuts?: number;
  /** From how many later beginnings the warm-up is measured: 3 by default. */
  readonly starts?: number;
  /** Files that the strategy may read. */
  readonly allow?: readonly string[];
  /** How many processes at a time: 2 by default. */
  readonly workers?: number;
  readonly place?: string | PlaceOf;
}

/**
 * Finds out by running whether a strategy decides by what comes later. A strategy that is a file or built in runs in processes without
 * files and network; one that a program hands over runs here. Throws ConfigError and DataError for what the user can mend, StrategyError where the run itself fails.
 */
export async function lookahead(raw: unknown, options: LookaheadOptions = {}): Promise<LookaheadRecord> {
  const { baseDir = process.cwd(), workspace = null, cuts = 8, starts = 3, allow = [], workers = 2, place } = options;
  for (const [name, value] of Object.entries({ cuts, workers }))
    if (!(Number.isInteger(value) && value > 0))
      throw new ConfigError(`Expected "${name}" to be a whole number, 1 or more, but it was "${value}"`);
  const where: PlaceOf = typeof place === 'function' ? place : () => place;
  const allowed = allow.map((file) => resolve(baseDir, file));
  const missing = allowed.find((file) => !existsSync(file));
  if (missing !== undefined) throw new ConfigError(`Expected a file that the strategy may read, but there was none at "${missing}"`);
  const spec = parseRunSpec(raw, where);
  const prepared = await prepare(spec, baseDir, storeOf(workspace ?? join(baseDir, '.onetape')), where);
  const passing = prepared.parts.series.find(({ isStreamed }) => isStreamed);
  if (passing !== undefined)
    throw new ConfigError(`Expected data that fit into memory to look for look-ahead, but "${passing.id}" was longer`);
  const series = prepared.parts.series.map(heldOf);
  const refs = refsOf(spec);
  const isolated = refs.every((ref) => typeof ref === 'string') && !isOwnSizer(spec.sizer);
  const files = refs.flatMap((ref) => (typeof ref === 'string' ? sourcesOf(ref, baseDir) : []));
  const terms = termsOf(prepared, refs, baseDir);
  const doors = doorsOf(files, allowed);
  const declared = typeof spec.warmup === 'number' ? spec.warmup : 0;
  const proof = await drive(
    prepared,
    series,
    { rows: declared, cuts, starts },
    isolated ? (group) => runInProcesses(group, series, terms, doors, workers) : (group) => runHere(group, series, terms, prepared),
  );
  return recordOf(proof, prepared.parts, series, { isolated, files: [...files, ...doors.files], baseDir, declared, allowed });
}

const refsOf = ({ strategy, strategies }: FullSpec): readonly unknown[] => strategies?.map((one) => one.strategy) ?? [strategy];

const EXTENSION = extname(fileURLToPath(import.meta.url));

/** The files in which a strategy is written; of a built-in one its own alone. */
function sourcesOf(ref: string, baseDir: string): readonly string[] {
  if (isPath(ref)) return filesOf(isAbsolute(ref) ? ref : resolve(baseDir, ref));
  return [fileURLToPath(new URL(`../../strategies/${ref}${EXTENSION}`, import.meta.url))];
}

function termsOf({ parts }: Prepared, refs: readonly unknown[], baseDir: string): Terms {
  const { strategies, series, ...rest } = parts;
  const numberOf = (one: Series): number => series.indexOf(one);
  return {
    baseDir,
    rest: { ...rest, plots: false },
    strategies: strategies.map(({ id, params, capital, feeds }, k) => ({
      ...{ id, params, capital, ref: String(refs[k]) },
      feeds: Object.fromEntries(
        Object.entries(feeds).map(([role, given]) => [role, given instanceof Series ? numberOf(given) : given.map(numberOf)]),
      ),
    })),
  };
}

async function drive(
  { parts }: Prepared,
  series: readonly Held[],
  { rows, cuts, starts }: { readonly rows: number; readonly cuts: number; readonly starts: number },
  run: (group: readonly Variant[]) => Promise<readonly Course[]>,
): Promise<Proof> {
  const steps = prove({ series, warmUntil: parts.warmUntil, warmup: rows, cuts, starts });
  let step = steps.next();
  while (step.done !== true) step = steps.next(await run(step.value));
  return step.value;
}

/** Without a process of its own a strategy keeps what it hides in itself: its runs come by rising moments, the whole one excepted. */
async function runHere(group: readonly Variant[], series: readonly Held[], terms: Terms, { parts }: Prepared): Promise<readonly Course[]> {
  const strategies = parts.strategies.map(({ strategy }) => strategy);
  return group.map((variant) => runJob(terms, jobOf(variant, series), strategies));
}
