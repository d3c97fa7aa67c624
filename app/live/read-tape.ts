import { dirname } from 'node:path';
import type { SourceKind } from '../../data/loaded.ts';
import type { Entry, Manifest } from '../../engine/loop/journal.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { readJournal } from '../journal/journal.ts';
import type { ReadFeed } from '../load-feed.ts';
import { findSession } from '../sessions/find-session.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { nameOf, optionsOf } from './tape.ts';

/** Where a series was read: a session of a workspace, and the number of its feed there. */
export interface TapedFeed {
  readonly folder: string;
  readonly session: string;
  readonly feed: number;
  /** Whether that session played a tape itself: then the feed ended with its last row. */
  readonly isTape: boolean;
  /** How many it has there. */
  readonly rows: number;
}

const MOST = 'speed and instrument';

/**
 * Reads what a recorded session was shown of a feed as history: `tape:SESSION`, found by the role of the same name, or by its
 * instrument (`tape:SESSION?instrument=GOOG`), or because there is one of that kind. Throws a ConfigError where it is none of these.
 */
export function readTape(source: string, kind: SourceKind, name: string, store: string | undefined): ReadFeed {
  const options = optionsOf(source);
  const other = [...options.keys()].find((key) => key !== 'speed' && key !== 'instrument');
  if (other !== undefined) throw new ConfigError(`Expected ${MOST} as options of "${source}", but it was "${other}"`);
  if (store === undefined) throw new ConfigError(`Expected a workspace, in which tapes are, for "${source}", but it was missing`);
  const workspace = dirname(store);
  const session = findSession(workspace, nameOf(source));
  const folder = sessionFolder(workspace, session);
  const journal = readJournal(folder);
  try {
    const { manifest } = journal;
    const feed = feedOf(manifest, kind, name, options.get('instrument') ?? undefined);
    const { id, columns } = manifest.feeds[feed]!;
    const read = columnsOf(journal.entries(0), feed, columns);
    const tape = { folder, session, feed, isTape: manifest.tape !== undefined, rows: read[columns[0]!]!.length - 1 };
    return { ...loadedOf(kind, id, read), repeatable: true, tape };
  } finally {
    journal.close();
  }
}

/** The number of the feed that is meant. */
function feedOf({ session, feeds }: Manifest, kind: SourceKind, name: string, instrument: string | undefined): number {
  const numbered = feeds.map((feed, number) => ({ ...feed, number })).filter((feed) => feed.kind === kind);
  const found = instrument === undefined ? numbered : numbered.filter(({ id }) => id === instrument);
  const named = found.find(({ role }) => role === name);
  if (named !== undefined) return named.number;
  // Data beside a role are found by its name, or are the only ones of their kind; finer bars are of one kind with those of the role.
  const only = found.length === 1 && !name.endsWith('.finer') ? found[0] : undefined;
  if (only !== undefined) return only.number;
  const what = instrument === undefined ? kind : `${kind} of "${instrument}"`;
  const there = feeds.map(({ id, kind: its, role = id }) => `${role} (${its} of ${id})`).join(', ');
  throw new ConfigError(
    `Expected one feed of ${what} for "${name}" in session "${session}", but it has ${there}: a role of that name, or ?instrument=ID, says which`,
  );
}

type Columns = Readonly<Record<string, Float64Array>>;

/** The rows of a feed as columns, row 0 without a value. */
function columnsOf(entries: Iterable<Entry>, feed: number, names: readonly string[]): Columns {
  const rows: (readonly number[])[] = [];
  for (const entry of entries) if (entry.kind === 'step') for (const row of entry.rows) if (row.feed === feed) rows.push(row.values);
  return Object.fromEntries(
    names.map((name, k) => {
      const column = new Float64Array(rows.length + 1);
      column[0] = Number.NaN;
      rows.forEach((values, row) => {
        column[row + 1] = values[k]!;
      });
      return [name, column];
    }),
  );
}

function loadedOf(kind: SourceKind, id: string, columns: Columns): ReadFeed {
  const common = { id, hash: '', warnings: [], repeatable: true } as const;
  if (kind === 'custom') {
    const { knownAt, about, ...values } = columns as Columns & Record<'knownAt' | 'about', Float64Array>;
    return { ...common, kind, knownAt, about, columns: values };
  }
  if (kind === 'bars') return { ...common, kind, timeframe: '', columns } as unknown as ReadFeed;
  return { ...common, kind, columns } as unknown as ReadFeed;
}
