import type { Capabilities, LiveBroker } from '../../engine/broker/broker.ts';
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
  trading: Pick<Manifest, 'created' | 'broker' | 'account' | 'supports'>,
): Omit<Manifest, 'format'> {
  const { parts, spec } = prepared;
  return {
    ...{ session, mode, baseDir },
    ...trading,
    engine: engineVersion(),
    hashes: hashesOf(prepared),
    spec: JSON.parse(JSON.stringify(spec)),
    warmUntil: parts.warmUntil,
    seed: parts.seed,
    feeds: parts.series.map((series) => ({ id: series.id, kind: series.kind, columns: namesOf(series) })),
  };
}

/** What a broker can do, as a manifest holds it. */
export const supportsOf = ({ supports: { types, tifs, contingent } }: LiveBroker): NonNullable<Manifest['supports']> => ({
  types: [...types].sort(),
  tifs: [...tifs].sort(),
  contingent,
});

/** The venue of a session for its replay: what it could do; undefined where the simulator filled. */
export function venueOf({ broker, supports }: Manifest): { readonly name: string; readonly supports: Capabilities } | undefined {
  if (supports === undefined) return undefined;
  return { name: broker, supports: { types: new Set(supports.types), tifs: new Set(supports.tifs), contingent: supports.contingent } };
}
