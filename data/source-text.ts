import { ConfigError } from '../engine/model/errors.ts';
import type { SourceSpec } from './loaded.ts';

const OPTIONS = ['stamp', 'timeframe', 'timezone'] as const;

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
    if (said[name] !== undefined && said[name] !== given) {
      throw new ConfigError(`Expected one ${name} for "${source}", but it was "${said[name]}" in the source and "${given}" beside it`);
    }
    said[name] = given;
  }
  if (said['stamp'] !== undefined && said['stamp'] !== 'open' && said['stamp'] !== 'close') {
    throw new ConfigError(`Expected stamp to be open or close for "${source}", but it was "${said['stamp']}"`);
  }
  return { ...said, source } as SourceSpec;
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
