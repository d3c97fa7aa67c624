import { z } from 'zod';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import { isList } from './is-list.ts';
import { isRecord } from './is-record.ts';
import { chosen, oneOf, section, word } from './leaf.ts';

const A_FEED = 'a source such as "sample:sp500" or "./file.csv", or an object with "source"';

const timeframe = word('a timeframe such as 1m, 1h or 1d').refine(
  (text) => parseTimeframe(text) !== undefined,
  'a timeframe such as 1m, 1h or 1d',
);

const list = (accepts: string) => z.custom<readonly unknown[]>((value) => Array.isArray(value), { error: accepts });
const columns = z.custom<Readonly<Record<string, ArrayLike<number>>>>(isRecord, { error: 'an object of columns' });

const source = {
  source: word('a source such as "sample:sp500" or "./file.csv"'),
  timeframe: timeframe.optional(),
  stamp: oneOf(['open', 'close']).optional(),
  timezone: word('UTC, an offset such as "+02:00" or a zone such as "America/New_York"').optional(),
  dates: oneOf(['dmy', 'mdy']).optional(),
  price: oneOf(['trade', 'bid', 'ask', 'mid', 'mark', 'index']).optional(),
  layout: word('the name of a layout').optional(),
  columns: word('a mapping such as "time=Date,close=Last"').optional(),
  levels: z.int('a whole number, 1 or more').min(1, 'a whole number, 1 or more').optional(),
};

// Data a program holds already. Rows are checked when they are read, once, not here.
const bars = { id: word('a text').optional(), timeframe: timeframe.optional(), bars: list('a list of bars') };
const asColumns = { id: word('a text').optional(), timeframe: timeframe.optional(), columns };
const rows = { id: word('a text').optional(), rows: list('a list of rows') };

/** Data on which orders are judged, but which no strategy is shown: a source, or data in memory. */
const plainSource = section(source);
const plainBars = section(bars);
const plainColumns = section(asColumns);
const plainRows = section(rows);
const asPlainSource = z.string().transform((text) => plainSource.parse({ source: text }));

/** Data that a program hands over in memory. */
export type MemoryFeed = z.output<typeof plainBars> | z.output<typeof plainColumns> | z.output<typeof plainRows>;
/** A feed without finer data of its own. */
export type PlainFeed = z.output<typeof plainSource> | MemoryFeed;

const plain = (accepts: string) =>
  chosen<PlainFeed>((raw) => {
    if (typeof raw === 'string' && raw !== '') return asPlainSource;
    if (!isRecord(raw)) return z.never(accepts);
    if ('bars' in raw) return plainBars;
    if ('columns' in raw) return plainColumns;
    return 'rows' in raw ? plainRows : plainSource;
  })
    .nullable()
    .default(null);

/** What orders are judged on in place of the bars of a feed, and what is still to come. */
const beside = {
  finer: plain('null, or a source of shorter bars'),
  quotes: plain('null, or a source of quotes'),
  trades: plain('null, or a source of public trades'),
};

/** What moves money and terms between fills. */
const payments = {
  funding: plain('null, or a source of funding rates'),
  actions: plain('null, or a source of splits and dividends'),
  adjust: oneOf(['none', 'splits', 'all']).default('none'),
  adjustOrders: oneOf(['splits', 'dividends']).default('splits'),
};

const sourceFeed = section({ ...source, ...beside, ...payments });
const memoryBars = section({ ...bars, ...beside, ...payments });
const memoryColumns = section({ ...asColumns, ...beside, ...payments });
const memoryRows = section(rows);

/** What one role, or one of many, is bound to: a source, or data in memory; bars may have finer data beside them. */
export type Feed = z.output<typeof sourceFeed> | z.output<typeof memoryBars> | z.output<typeof memoryColumns> | z.output<typeof memoryRows>;

const asSource = z.string().transform((text) => sourceFeed.parse({ source: text }));

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
