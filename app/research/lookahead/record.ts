import { relative } from 'node:path';
import type { BacktestParts } from '../../../engine/loop/parts.ts';
import type { Series } from '../../../engine/model/series.ts';
import { foretold } from '../../../engine/research/lookahead/foretold.ts';
import type { Held } from '../../../engine/research/lookahead/held.ts';
import type { Proof } from '../../../engine/research/lookahead/prove.ts';
import type { AheadRecord, LookaheadRecord } from '../../../reports/lookahead.ts';
import { namesOf } from './names.ts';
import { placeOf } from './place-of.ts';

/** How it was found. */
interface Found {
  readonly isolated: boolean;
  readonly files: readonly string[];
  readonly baseDir: string;
  readonly declared: number;
  readonly allowed: readonly string[];
}

/** What was found, with feeds by their roles and stacks as lines of the strategy. */
export function recordOf(
  proof: Proof,
  parts: BacktestParts,
  series: readonly Held[],
  { isolated, files, baseDir, declared, allowed }: Found,
): LookaheadRecord {
  const names = namesOf(parts);
  const told = foretold(series).map((one) => ({
    feed: names[one.series]!,
    column: one.column,
    of: names[one.bars]!,
    what: one.what,
    share: one.share,
  }));
  const refused = proof.refused.map(({ what, stack }) => ({
    what: what.replaceAll(`${baseDir}/`, ''),
    place: placeOf(stack, files, baseDir),
  }));
  const { ahead, decisions, cuts, runs } = proof;
  const isVain = decisions.length === 0 || cuts.length === 0;
  const verdict = refused.length > 0 ? 'refused' : ahead !== null ? 'ahead' : told.length > 0 ? 'foretold' : isVain ? 'nothing' : 'honest';
  return {
    ...{ verdict, isolated, decisions: decisions.filter(({ gist }) => gist !== '').length, cuts, runs },
    ahead: ahead === null ? null : aheadOf(ahead, names, files, baseDir),
    refused: unlike(refused),
    foretold: told,
    warmup: { declared, starts: proof.warmup },
    notes: notesOf(parts.series, names, files, isolated, allowed, baseDir),
  };
}

function aheadOf(ahead: NonNullable<Proof['ahead']>, names: readonly string[], files: readonly string[], baseDir: string): AheadRecord {
  const { stack, how, feeds, ...rest } = ahead;
  return { ...rest, how: how as AheadRecord['how'], feeds: feeds.map((k) => names[k]!), place: placeOf(stack, files, baseDir) };
}

const isBelow = (folder: string, file: string): boolean => !relative(folder, file).startsWith('..');

/** The same line is met in every run. */
const unlike = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

function notesOf(
  series: readonly Series[],
  names: readonly string[],
  files: readonly string[],
  isolated: boolean,
  allowed: readonly string[],
  baseDir: string,
): string[] {
  const custom = series.flatMap((one, k) => (one.kind !== 'custom' ? [] : [`"${names[k]}"`]));
  const constants = [...files.filter((file) => file.endsWith('.json')), ...allowed].map(
    (file) => `"${isBelow(baseDir, file) ? relative(baseDir, file) : file}"`,
  );
  return [
    ...(custom.length === 0
      ? []
      : [
          `${custom.join(' and ')} came as data: nothing can prove when a number was first known, "knownAt" is taken at its word where its values do not give it away`,
        ]),
    ...(constants.length === 0
      ? []
      : [
          `the strategy reads ${unlike(constants).join(' and ')}: what was worked out of later data before the run is known to it from the first row on`,
        ]),
    ...(isolated ? [] : ['the strategy is an object of this program and ran in its process: what it reads by itself is not refused']),
  ];
}
