import { relative } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { readSpace, type Searchable, type Written } from '../../engine/research/read-space.ts';
import type { Space } from '../../engine/research/space.ts';
import type { AnyStrategy } from '../../engine/strategy/define.ts';
import { isRecord } from '../config/is-record.ts';
import type { Arguments } from '../io.ts';
import { fromHere } from '../run-flags.ts';
import { textsOf } from './search-flags.ts';

/** What a run is made of, as far as a space asks: its file, its strategies, and the parameters that these would run with. */
export interface RunShape {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly strategies: readonly AnyStrategy[];
  readonly ids: readonly string[];
  readonly params: readonly Readonly<Record<string, unknown>>[];
}

/** What may vary in a run. */
export function searchableOf({ raw, strategies, ids, params }: RunShape, sourceOf?: (text: string) => string): Searchable {
  return {
    strategies: strategies.map((strategy, k) => ({ id: ids[k]!, params: strategy.params, values: params[k]! })),
    isList: raw['strategies'] !== undefined,
    roles: isRecord(raw['feeds']) ? Object.keys(raw['feeds']) : [],
    ...(sourceOf !== undefined && { sourceOf }),
  };
}

/** Reads the space of a command line: `--grid NAME=VALUES` or `--grid NAME`, and `--where CONDITION`, again and again. */
export function spaceOfFlags(args: Arguments, run: RunShape, baseDir: string, cwd: string): Space {
  const written = textsOf(args, 'grid').map((text): Written => {
    const cut = text.indexOf('=');
    if (cut === 0 || text.trim() === '') throw new ConfigError(`Expected --grid NAME=VALUES, but it was "${text}"`);
    return cut < 0 ? [text.trim(), undefined] : [text.slice(0, cut).trim(), text.slice(cut + 1)];
  });
  return readSpace(written, textsOf(args, 'where'), searchableOf(run, fromHere(relative(baseDir, cwd))));
}
