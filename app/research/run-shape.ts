import type { PlaceOf } from '../config/explain.ts';
import { parseRunSpec } from '../config/parse.ts';
import { readParams } from '../params.ts';
import type { Sources } from '../sources.ts';
import type { RunShape } from './space-flags.ts';

/** What a run is made of, as far as a space asks; its data are not read. Throws what a backtest would of it. */
export async function runShapeOf(
  raw: Readonly<Record<string, unknown>>,
  baseDir: string,
  place: PlaceOf,
  sources: Pick<Sources, 'strategy'>,
): Promise<RunShape> {
  const spec = parseRunSpec(raw, place);
  const entries = spec.strategies ?? [{ strategy: spec.strategy!, params: spec.params, id: undefined }];
  const path = (k: number, key: string): string => (spec.strategies === undefined ? key : `strategies[${k}].${key}`);
  const loaded = await Promise.all(entries.map(({ strategy }, k) => sources.strategy(strategy, path(k, 'strategy'), baseDir, place)));
  const strategies = loaded.map(({ strategy }) => strategy);
  const params = entries.map((entry, k) => readParams(strategies[k]!, entry.params, path(k, 'params'), baseDir, place));
  return { raw, strategies, ids: entries.map(({ id }, k) => id ?? strategies[k]!.name), params };
}
