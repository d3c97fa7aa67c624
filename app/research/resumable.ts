import { ConfigError } from '../../engine/model/errors.ts';
import { differencesOf, type Identity } from './identity.ts';
import { SweepStore, sweepIds } from './store.ts';

/** The newest sweep of a workspace that is the very same; throws a ConfigError that says in what the newest one differs. */
export function resumable(workspace: string, identity: Identity): SweepStore {
  let newest: { readonly id: string; readonly createdAt: number; readonly differences: readonly string[] } | undefined;
  let same: { readonly id: string; readonly createdAt: number } | undefined;
  for (const id of sweepIds(workspace)) {
    const store = SweepStore.open(workspace, id);
    const { createdAt, identity: was } = store.sweep;
    store.close();
    const differences = differencesOf(was, identity);
    if (newest === undefined || createdAt > newest.createdAt) newest = { id, createdAt, differences };
    if (differences.length === 0 && (same === undefined || createdAt > same.createdAt)) same = { id, createdAt };
  }
  if (same !== undefined) return SweepStore.open(workspace, same.id);
  if (newest === undefined) throw new ConfigError(`Expected a sweep to resume in "${workspace}", but there was none`);
  throw new ConfigError(
    `Expected a sweep of the same run, space, search, data and code to resume, but there was none: of the newest, "${newest.id}", ${listed(newest.differences)} ${newest.differences.length === 1 ? 'is' : 'are'} not the same`,
  );
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
