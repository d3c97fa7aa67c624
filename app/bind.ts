import type { SourceKind } from '../data/loaded.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { roleOf } from '../engine/strategy/roles.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { Feed, Feeds } from './config/feeds.ts';
import { isList } from './config/is-list.ts';

/** A role of a strategy with the feeds it was given. */
export interface Binding {
  readonly role: string;
  readonly kind: SourceKind;
  readonly many: boolean;
  readonly feeds: readonly Feed[];
}

/**
 * Binds each role of a strategy, in the order in which the strategy declares them, which is the order of events.
 * `path` is where `given` stands. Throws a ConfigError for a role not bound, a role there is not, and a list for one.
 */
export function bind(strategy: AnyStrategy, given: Feeds, path: string, place: PlaceOf): Binding[] {
  const roles = strategy.feeds.map(roleOf);
  const names = roles.map(({ role }) => role);
  const spare = Object.keys(given).filter((name) => !names.includes(name));
  if (strategy.openFeeds === true) {
    roles.push(...spare.map((role) => ({ role, kind: 'bars' as const, many: Array.isArray(given[role]) })));
  } else if (spare[0] !== undefined) {
    throw refusal(
      `Expected one of the roles ${names.join(', ')} of "${strategy.name}", but it was "${spare[0]}"${didYouMean(spare[0], names)}`,
      `${path}.${spare[0]}`,
      place,
    );
  }
  if (roles.length === 0)
    throw refusal(`Expected at least one feed for "${strategy.name}" (--feed ROLE=SOURCE), but it was missing`, path, place);
  return roles.map(({ role, kind, many }) => {
    const feed = given[role];
    const at = `${path}.${role}`;
    if (feed === undefined)
      throw refusal(`Expected a feed for the role "${role}" of "${strategy.name}" (--feed ${role}=SOURCE), but it was missing`, at, place);
    const feeds = isList(feed) ? feed : [feed];
    if (!many && feeds.length > 1)
      throw refusal(`Expected one source for the role "${role}" of "${strategy.name}", but it was "${feeds.length} sources"`, at, place);
    return { role, kind, many, feeds };
  });
}

/**
 * Feeds of one of several strategies: its own, where a text may name one of the run's, or those of the run's that it has
 * roles for.
 */
export function feedsOf(strategy: AnyStrategy, own: Feeds | undefined, shared: Feeds): Feeds {
  if (own === undefined) {
    const names = strategy.feeds.map((role) => roleOf(role).role);
    return strategy.openFeeds === true ? shared : Object.fromEntries(Object.entries(shared).filter(([name]) => names.includes(name)));
  }
  const resolve = (feed: Feed): Feed | readonly Feed[] => ('source' in feed ? (shared[feed.source] ?? feed) : feed);
  return Object.fromEntries(Object.entries(own).map(([role, feed]) => [role, isList(feed) ? feed.flatMap(resolve) : resolve(feed)]));
}

/** Throws a ConfigError for a feed of the run that none of its strategies is bound to. */
export function checkUsed(bindings: readonly (readonly Binding[])[], shared: Feeds, place: PlaceOf): void {
  const used = new Set(bindings.flat().flatMap(({ feeds }) => feeds));
  const spare = Object.keys(shared).find((name) => [shared[name]!].flat().some((feed) => !used.has(feed)));
  if (spare !== undefined)
    throw refusal(`Expected every feed to be bound to a role of a strategy, but "${spare}" was not`, `feeds.${spare}`, place);
}
