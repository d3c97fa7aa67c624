import { ConfigError } from '../../engine/model/errors.ts';
import { isNothing, type Span, spanOf } from '../../engine/research/span.ts';
import type { Walk } from '../../engine/research/windows.ts';
import type { Arguments } from '../io.ts';
import { textOf } from '../read-flags.ts';

/** The windows that flags ask for, and their lengths as they were written. */
export interface WalkFlags {
  readonly walk: Walk;
  readonly written: { readonly inSample: string; readonly outOfSample: string; readonly purge: string; readonly embargo: string };
}

/** Reads `--in-sample 2y --out-of-sample 6mo --anchored --purge 5d --embargo 10bars`. Throws a ConfigError for what is no length. */
export function walkOf(args: Arguments): WalkFlags {
  const written = {
    inSample: textOf(args, 'in-sample') ?? '2y',
    outOfSample: textOf(args, 'out-of-sample') ?? '6mo',
    purge: textOf(args, 'purge') ?? '0',
    embargo: textOf(args, 'embargo') ?? '0',
  };
  return {
    walk: {
      inSample: spanAbove(written.inSample, 'in-sample'),
      outOfSample: spanAbove(written.outOfSample, 'out-of-sample'),
      anchored: args['anchored'] === true,
      purge: lengthOf(written.purge, 'purge'),
      embargo: lengthOf(written.embargo, 'embargo'),
    },
    written,
  };
}

/** A length of time or bars. */
export function lengthOf(text: string, name: string): Span {
  const span = spanOf(text);
  if (span !== undefined) return span;
  throw new ConfigError(`Expected --${name} to be a length such as 2y, 6mo, 3w, 90d, 12h or 500bars, but it was "${text}"`);
}

function spanAbove(text: string, name: string): Span {
  const span = lengthOf(text, name);
  if (isNothing(span)) throw new ConfigError(`Expected --${name} to be longer than nothing, but it was "${text}"`);
  return span;
}

/** Reads `--cpcv N,K`: so many groups, of which so many are tested. Undefined where it is not asked for. */
export function cpcvFlag(args: Arguments): { readonly groups: number; readonly tested: number } | undefined {
  const text = textOf(args, 'cpcv');
  if (text === undefined) return undefined;
  const match = /^\s*(\d+)\s*,\s*(\d+)\s*$/.exec(text);
  if (match === null) throw new ConfigError(`Expected --cpcv N,K such as 6,2, but it was "${text}"`);
  const [groups, tested] = [Number(match[1]), Number(match[2])];
  if (tested < 1 || tested >= groups) throw new ConfigError(`Expected --cpcv N,K with K from 1 to N - 1, but it was "${text}"`);
  for (const name of ['in-sample', 'out-of-sample', 'anchored'])
    if (args[name] !== undefined)
      throw new ConfigError(`Expected no --${name} beside --cpcv, which parts time into equal groups, but it was given`);
  return { groups, tested };
}
