import { z } from 'zod';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import { isList } from './is-list.ts';
import { isRecord } from './is-record.ts';
import { chosen, notYet, oneOf, section, word } from './leaf.ts';

const A_FEED = 'a source such as "sample:sp500" or "./file.csv", or an object with "source"';

const timeframe = word('a timeframe such as 1m, 1h or 1d').refine(
  (text) => parseTimeframe(text) !== undefined,
  'a timeframe such as 1m, 1h or 1d',
);

/** Data from somewhere: a sample, a generator, a file. */
const sourceFeed = section({
  source: word('a source such as "sample:sp500" or "./file.csv"'),
  timeframe: timeframe.optional(),
  stamp: oneOf(['open', 'close']).optional(),
  timezone: word('UTC or an offset such as "+02:00"').optional(),
  finer: notYet('this version judges each bar by itself, not by finer data'),
  quotes: notYet('this version takes quotes as a role of their own only'),
  funding: notYet('this version books no funding'),
  actions: notYet('this version books no splits and dividends'),
});

const list = (accepts: string) => z.custom<readonly unknown[]>((value) => Array.isArray(value), { error: accepts });
const columns = z.custom<Readonly<Record<string, ArrayLike<number>>>>(isRecord, { error: 'an object of columns' });

// Data a program holds already. Rows are checked when they are read, once, not here.
const memoryBars = section({ id: word('a text').optional(), timeframe: timeframe.optional(), bars: list('a list of bars') });
const memoryColumns = section({ id: word('a text').optional(), timeframe: timeframe.optional(), columns });
const memoryRows = section({ id: word('a text').optional(), rows: list('a list of rows') });

/** A feed that names its source, completed. */
export type SourceFeed = z.output<typeof sourceFeed>;
/** A feed that a program hands over in memory. */
export type MemoryFeed = z.output<typeof memoryBars> | z.output<typeof memoryColumns> | z.output<typeof memoryRows>;
/** What one role, or one of many, is bound to. */
export type Feed = SourceFeed | MemoryFeed;

const asSource = z.string().transform((source) => sourceFeed.parse({ source }));

const one = chosen<Feed>((raw) => {
  if (typeof raw === 'string' && raw !== '') return asSource;
  if (!isRecord(raw)) return z.never(A_FEED);
  if ('bars' in raw) return memoryBars;
  if ('columns' in raw) return memoryColumns;
  return 'rows' in raw ? memoryRows : sourceFeed;
});

const several = z.array(one).min(1, 'at least one source');

// Data in memory has no name of its own: it is called by the role under which it stands.
const named = (feed: Feed, id: string): Feed => ('source' in feed || feed.id !== undefined ? feed : { ...feed, id });

/** The feeds of a run, by role; a list for a role of many. */
export const feeds = z
  .record(
    z.string(),
    chosen<Feed | readonly Feed[]>((raw) => (Array.isArray(raw) ? several : one)),
    'an object of roles and their sources',
  )
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).map(([role, feed]) => [
        role,
        isList(feed) ? feed.map((each, k) => named(each, `${role}-${k + 1}`)) : named(feed, role),
      ]),
    ),
  );

/** Feeds by role, as parsed. */
export type Feeds = Readonly<Record<string, Feed | readonly Feed[]>>;
