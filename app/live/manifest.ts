import type { Capabilities, LiveBroker } from '../../engine/broker/broker.ts';
import { namesOf } from '../../engine/feed/arriving.ts';
import type { Manifest } from '../../engine/loop/journal.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { engineVersion } from '../version.ts';
import type { OpenRun } from './open-run.ts';

/** What a new session is, to be written down before anything happens. */
export function manifestOf(
  session: string,
  mode: Manifest['mode'],
  { prepared, baseDir }: Pick<OpenRun, 'prepared' | 'baseDir'>,
  trading: Pick<Manifest, 'created' | 'broker' | 'account' | 'supports' | 'emulateExits'>,
): Omit<Manifest, 'format'> {
  const { parts, spec } = prepared;
  return {
    ...{ session, mode, baseDir },
    ...trading,
    engine: engineVersion(),
    hashes: hashesOf(prepared),
    spec: JSON.parse(JSON.stringify(spec)),
    instruments: parts.instruments,
    currencies: currenciesOf(parts),
    warmUntil: parts.warmUntil,
    seed: parts.seed,
    feeds: feedsOf(prepared),
  };
}

/** What each series is to its run, as `feeds` and `account.rates` of a run file name it. */
function feedsOf({ parts, market }: OpenRun['prepared']): Manifest['feeds'] {
  const currencies = currenciesOf(parts);
  let parent = '';
  return parts.series.map((series) => {
    const role = market.feeds.flatMap((given) => Object.entries(given)).find(([, one]) => [one].flat().includes(series))?.[0];
    parent = role ?? parent;
    const beside = `${parent}.${series.kind === 'bars' ? 'finer' : series.kind}`;
    return {
      ...{ id: series.id, kind: series.kind, columns: namesOf(series) },
      role: series.converts > 0 ? `account.rates.${currencies[series.converts]}` : (role ?? beside),
    };
  });
}

/** The currencies of a run's account, its own first. */
export const currenciesOf = ({ account }: Pick<BacktestParts, 'account'>): readonly string[] => [
  account.currency,
  ...(account.currencies ?? []),
];

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
