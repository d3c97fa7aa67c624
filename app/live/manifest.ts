import { namesOf } from '../../engine/feed/arriving.ts';
import type { Manifest } from '../../engine/loop/journal.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { engineVersion } from '../version.ts';
import type { OpenRun } from './open-run.ts';

/** What a new session is, to be written down before anything happens. */
export function manifestOf(
  session: string,
  mode: Manifest['mode'],
  { prepared, baseDir }: Pick<OpenRun, 'prepared' | 'baseDir'>,
  { created, broker, account }: Pick<Manifest, 'created' | 'broker' | 'account'>,
): Omit<Manifest, 'format'> {
  const { parts, spec } = prepared;
  return {
    ...{ session, mode, created, broker, account, baseDir },
    engine: engineVersion(),
    hashes: hashesOf(prepared),
    spec: JSON.parse(JSON.stringify(spec)),
    warmUntil: parts.warmUntil,
    seed: parts.seed,
    feeds: parts.series.map((series) => ({ id: series.id, kind: series.kind, columns: namesOf(series) })),
  };
}
