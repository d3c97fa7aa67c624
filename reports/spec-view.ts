/** What a report says of a specification in words; everything else is shown as JSON. */
export interface SpecView {
  /** `sma-cross  fast=10 slow=20`, several joined by ` + `. */
  readonly strategies: string;
  /** `asset = sample:sp500`. */
  readonly feeds: string;
  readonly fillOn: string;
  /** What the run is measured against; null without a benchmark. */
  readonly benchmark: string | null;
}

/** Reads what it knows out of a specification of any shape, and passes over what it does not. */
export function viewSpec(spec: unknown): SpecView {
  const run = fieldsOf(spec);
  const { benchmark } = fieldsOf(run['metrics']);
  const several = Array.isArray(run['strategies']) ? run['strategies'].map(fieldsOf) : [run];
  return {
    strategies: several.map(strategyOf).join(' + '),
    feeds:
      several
        .map((one) => feedsOf(one['feeds']))
        .filter((text) => text !== '')
        .join('; ') || feedsOf(run['feeds']),
    fillOn: String(fieldsOf(run['simulator'])['fillOn'] ?? 'next-open'),
    benchmark: typeof benchmark === 'string' ? benchmark : null,
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function strategyOf(one: Readonly<Record<string, unknown>>): string {
  const { strategy } = one;
  const name = typeof strategy === 'string' ? strategy : String(fieldsOf(strategy)['name'] ?? one['id'] ?? 'strategy');
  const params = Object.entries(fieldsOf(one['params'])).map(([key, value]) => `${key}=${short(value)}`);
  return [name, params.join(' ')].filter((text) => text !== '').join('  ');
}

function feedsOf(feeds: unknown): string {
  return Object.entries(fieldsOf(feeds))
    .map(([role, feed]) => `${role} = ${Array.isArray(feed) ? feed.map(sourceOf).join(' ') : sourceOf(feed)}`)
    .join(', ');
}

function sourceOf(feed: unknown): string {
  return typeof feed === 'string' ? feed : short(fieldsOf(feed)['source'] ?? '?');
}

/** A list or an object of any size must not push the rest of a summary away. */
function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '?');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
