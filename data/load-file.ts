import { resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import type { Block, SeriesKind } from './block.ts';
import { contentHash } from './hash.ts';
import type { Loaded, SourceSpec, SourceSurroundings } from './loaded.ts';

/**
 * Reads all of a file into memory, checked as an import is. Throws a ConfigError where it cannot be read or something must be
 * said by the user, a DataError where its content is wrong.
 */
export async function loadFile(
  spec: SourceSpec,
  kind: SeriesKind,
  { baseDir, calendar, policies, splits }: SourceSurroundings,
): Promise<Loaded> {
  const [{ openFile }, { QualityCheck, warningsOf }] = await Promise.all([import('./read/open-file.ts'), import('./quality/check.ts')]);
  const { source, ...options } = spec;
  const reading = await openFile(source, resolve(baseDir, source), { ...options, kind, ...(calendar !== undefined && { calendar }) });
  if (reading.kind !== kind) throw new ConfigError(`Expected a file of ${kind}, but it was "${source}", which holds ${reading.kind}`);
  const check = new QualityCheck({
    name: source,
    kind,
    timeframe: reading.timeframe,
    price: reading.price,
    ...(calendar !== undefined && { calendar }),
    ...(policies !== undefined && { policies }),
    ...(splits !== undefined && { splits }),
  });
  const blocks: Block[] = [];
  for await (const block of reading.blocks()) blocks.push(check.take(block));
  const findings = check.finish();
  const columns = joined(blocks);
  const warnings = [...reading.warnings, ...warningsOf(findings, source)];
  return loadedOf(kind, {
    id: reading.instrument,
    timeframe: reading.timeframe,
    columns,
    warnings,
    hash: contentHash(kind, reading.timeframe, columns),
  });
}

/** Blocks as columns, with the NaN row in front. */
function joined(blocks: readonly Block[]): Record<string, Column> {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const columns: Record<string, Column> = {};
  for (const name of Object.keys(blocks[0]?.columns ?? {})) {
    const column = new Float64Array(rows + 1);
    column[0] = Number.NaN;
    let at = 1;
    for (const block of blocks) {
      column.set(block.columns[name]!.subarray(0, block.rows), at);
      at += block.rows;
    }
    columns[name] = column;
  }
  return columns;
}

/** What has been read, before it is given the shape of its kind. */
export interface ReadColumns {
  readonly id: string;
  readonly timeframe: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly warnings: readonly string[];
  readonly hash: string;
}

/** Columns in the shape that a run takes. */
export function loadedOf(kind: SeriesKind, { columns, timeframe, ...rest }: ReadColumns): Loaded {
  if (kind === 'bars') return { kind, ...rest, timeframe, columns } as unknown as Loaded;
  if (kind !== 'custom') return { kind, ...rest, columns } as unknown as Loaded;
  const { knownAt, about, ...own } = columns;
  return { kind, ...rest, knownAt: knownAt!, about: about!, columns: own };
}
