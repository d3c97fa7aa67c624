import { ConfigError } from '../engine/model/errors.ts';
import type { SourceSpec } from './loaded.ts';

/** What may be said behind a source's `?`. */
const OPTIONS = ['stamp', 'timeframe', 'timezone', 'dates', 'price', 'layout', 'columns', 'levels'] as const;

/** The words that some of them take. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  stamp: ['open', 'close'],
  dates: ['dmy', 'mdy'],
  price: ['trade', 'bid', 'ask', 'mid', 'mark', 'index'],
};

/**
 * Takes the options off a source's text: `./goog.csv?stamp=open&timeframe=1d` is the file with these said beside it.
 * Throws a ConfigError for an unknown option, a stamp that is neither end, and one option said twice differently.
 */
export function splitSource(spec: SourceSpec): SourceSpec {
  const mark = spec.source.lastIndexOf('?');
  const source = mark < 0 ? spec.source : spec.source.slice(0, mark);
  const said: Record<string, string> = {};
  for (const part of mark < 0 ? [] : spec.source.slice(mark + 1).split('&')) {
    const [name = '', ...rest] = part.split('=');
    if (!OPTIONS.some((option) => option === name)) {
      throw new ConfigError(`Expected ${OPTIONS.join(', ')} as options of "${source}", but it was "${part}"`);
    }
    // A plus sign stays one, unlike in a web form: +02:00 is written with it.
    said[name] = decode(rest.join('='), spec.source);
  }
  for (const name of OPTIONS) {
    const given = spec[name];
    if (given === undefined || given === null) continue;
    if (said[name] !== undefined && said[name] !== String(given)) {
      throw new ConfigError(`Expected one ${name} for "${source}", but it was "${said[name]}" in the source and "${given}" beside it`);
    }
    said[name] = String(given);
  }
  for (const [name, words] of Object.entries(WORDS)) {
    if (said[name] !== undefined && !words.includes(said[name]))
      throw new ConfigError(
        `Expected ${name} to be ${words.slice(0, -1).join(', ')} or ${words.at(-1)} for "${source}", but it was "${said[name]}"`,
      );
  }
  const { levels, ...rest } = said;
  if (levels !== undefined && !/^[1-9]\d*$/.test(levels))
    throw new ConfigError(`Expected levels to be 1 or more for "${source}", but it was "${levels}"`);
  return { ...rest, ...(levels !== undefined && { levels: Number(levels) }), source } as SourceSpec;
}

function decode(text: string, source: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new ConfigError(`Expected options of "${source}" to be plain text or percent-encoded, but it was "${text}"`, { cause });
  }
}

/** The instrument's id a file's name suggests: `GOOG` for `./data/goog.csv.gz`. */
export function idOf(source: string): string {
  return nameOf(source).toUpperCase();
}

/** A file's name without folder and endings, in letters, digits, `.`, `_` and `-`. */
export function nameOf(source: string): string {
  const file = source.split(/[\\/]/).at(-1)!;
  return file.replace(/(\.(csv|tsv|txt))?(\.gz)?$/i, '').replace(/[^A-Za-z0-9._-]+/g, '-');
}
