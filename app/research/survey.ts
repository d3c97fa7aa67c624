import type { Dimension } from '../../engine/research/dimension.ts';
import type { Proposal } from '../../engine/research/search.ts';
import type { TrialRunner } from './trial-runner.ts';

/** Sections of a run specification that say which data are read; what else trials vary leaves them as they are. */
const OF_DATA = new Set(['feeds', 'instruments', 'account', 'from', 'to', 'window', 'metrics', 'strategy', 'strategies']);

/** What a sweep reads and runs, found out before its first trial. */
export interface Survey {
  readonly families: readonly string[];
  readonly repeatable: boolean;
  /** Content hashes of data and of strategies' files, by what they are called. */
  readonly data: Readonly<Record<string, string>>;
  readonly code: Readonly<Record<string, string>>;
  /** The specification of the first trial, complete. */
  readonly spec: unknown;
  /** Rows of its data, all feeds together. */
  readonly rows: number;
}

/**
 * Prepares one trial of each kind that reads other data, so that everything is read once, by one thread, and what is wrong with
 * the run file is said before anything runs. Throws what a backtest would, where no kind can be prepared: trials of one that
 * cannot, such as an instrument without data in a period, fail by themselves.
 */
export async function survey(runner: TrialRunner, dimensions: readonly Dimension[], first: readonly Proposal[]): Promise<Survey> {
  const names = dimensions.filter(({ at }) => OF_DATA.has(at[0]!) && !at.includes('params')).map(({ name }) => name);
  const kinds = new Map<string, Proposal>();
  for (const proposal of first) {
    const key = JSON.stringify(names.map((name) => proposal.point[name]));
    if (!kinds.has(key)) kinds.set(key, proposal);
  }
  const found: { -readonly [K in keyof Survey]?: Survey[K] } = {};
  let data: Survey['data'] = {};
  let code: Survey['code'] = {};
  let fault: unknown;
  for (const { point } of kinds.values()) {
    const one = await runner.prepare({ number: 0, point }).catch((error: unknown) => {
      fault ??= error;
    });
    if (one === undefined) continue;
    const { prepared } = one;
    data = { ...data, ...prepared.market.hashes() };
    code = { ...code, ...prepared.codeHashes };
    found.families ??= prepared.families;
    found.repeatable ??= prepared.repeatable;
    found.spec ??= prepared.spec;
    found.rows ??= prepared.parts.series.reduce((sum, { rows }) => sum + rows, 0);
  }
  if (found.families === undefined) throw fault;
  return { ...(found as Survey), data, code };
}
