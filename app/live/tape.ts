import { ConfigError } from '../../engine/model/errors.ts';
import { isRecord } from '../config/is-record.ts';

/** A run specification whose feeds are played as if they came live. */
export interface Taped {
  /** The specification with the sources that are played, as a backtest reads them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Market time per time on the wall; Infinity: as fast as it can be taken. */
  readonly speed: number;
}

/**
 * Finds the tapes of a run: feeds such as `tape:./goog.csv?stamp=open&speed=10`, or all of them where `flag` (`--tape 10`) or
 * `"liveFeed": "tape"` says so. `sessionOf` finds a recorded session by what was written of its id. Undefined where there are none. Throws a ConfigError for a speed that is none, for speeds that differ, and where
 * some feeds are tapes and others are not.
 */
export function tapedOf(
  raw: Readonly<Record<string, unknown>>,
  flag: string | undefined,
  sessionOf: (text: string) => string,
): Taped | undefined {
  const { liveFeed, ...rest } = raw;
  const asked = flag ?? (typeof liveFeed === 'string' && isTape(liveFeed) ? speedOf(liveFeed) : undefined);
  const speeds = new Set<string>();
  let plain = 0;
  const feeds = mapSources(raw['feeds'], (source) => {
    if (!source.startsWith('tape:')) {
      plain++;
      return source;
    }
    speeds.add(optionsOf(source).get('speed') ?? '');
    // A session that is meant by the beginning of its id is not alone with it for ever.
    return isRecorded(source) ? withoutSpeed(source).replace(nameOf(source), sessionOf) : untaped(source);
  });
  if (speeds.size === 0 && asked === undefined) return undefined;
  if (speeds.size > 0 && plain > 0 && asked === undefined)
    throw new ConfigError(`Expected all feeds to be tapes (tape:SOURCE), or none, but ${plain} of them were not`);
  speeds.delete('');
  if (speeds.size > 1)
    throw new ConfigError(`Expected one speed for all tapes, but it was ${[...speeds].map((one) => `"${one}"`).join(' and ')}`);
  return { raw: { ...rest, feeds }, speed: readSpeed(asked === undefined || asked === '' ? ([...speeds][0] ?? '1') : asked) };
}

/** Whether a source is a recorded session: `tape:paper-sma-cross-20261121-1955-x7k2`, where a file has an ending and others a sign. */
export const isRecorded = (source: string): boolean => source.startsWith('tape:') && /^[\w-]+$/.test(nameOf(source));

/** The session's id, or as much of it as was said. */
export const nameOf = (source: string): string => source.slice('tape:'.length).split('?', 1)[0]!;

/** What is said behind the name. */
export const optionsOf = (source: string): URLSearchParams => new URLSearchParams(source.split('?').slice(1).join('?'));

/** A source that is played, as it is read. */
export const untaped = (source: string): string => (source.startsWith('tape:') ? withoutSpeed(source).slice('tape:'.length) : source);

function withoutSpeed(source: string): string {
  const options = optionsOf(source);
  options.delete('speed');
  const name = source.split('?', 1)[0]!;
  return options.size === 0 ? name : `${name}?${decodeURIComponent(options.toString())}`;
}

const isTape = (text: string): boolean => text === 'tape' || text.startsWith('tape?');
const speedOf = (text: string): string => new URLSearchParams(text.split('?')[1] ?? '').get('speed') ?? '';

/** Market time per time on the wall, as it is written. */
export function readSpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new ConfigError(`Expected the speed of a tape to be a number above 0 (1 is as it came), or "max", but it was "${text}"`);
}

/** The same feeds with every source changed. */
function mapSources(feeds: unknown, change: (source: string) => string): unknown {
  const one = (feed: unknown): unknown => {
    if (typeof feed === 'string') return change(feed);
    if (Array.isArray(feed)) return feed.map(one);
    if (!isRecord(feed) || typeof feed['source'] !== 'string') return feed;
    const beside = ['finer', 'quotes', 'trades'].flatMap((name) =>
      feed[name] === undefined || feed[name] === null ? [] : [[name, one(feed[name])]],
    );
    return { ...feed, source: change(feed['source']), ...Object.fromEntries(beside) };
  };
  return isRecord(feeds) ? Object.fromEntries(Object.entries(feeds).map(([role, feed]) => [role, one(feed)])) : feeds;
}
