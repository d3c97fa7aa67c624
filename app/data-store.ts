import { existsSync, mkdirSync } from 'node:fs';
import { type SeriesKey, seriesKeyOf, seriesText } from '../data/series-key.ts';
import { MarketStore } from '../data/store/market-store.ts';
import type { SessionTable } from '../engine/model/calendar.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import { whyNot } from './config/read-file.ts';
import type { Arguments, Io } from './io.ts';
import { storeOf, workspaceOf } from './workspace.ts';

/** Runs something with the store of the workspace, to write or only to read, and closes it whatever happens. */
export async function withStore<T>(
  args: Arguments,
  io: Io,
  mode: 'read' | 'write',
  use: (store: MarketStore) => Promise<T> | T,
): Promise<T> {
  const workspace = workspaceOf(args, io);
  const path = storeOf(workspace);
  if (mode === 'read' && !existsSync(path))
    throw new ConfigError(`Expected a store in "${workspace}" (onetape data import, or fetch, makes it), but it was missing`);
  if (mode === 'write') makeFolder(workspace);
  const store = new MarketStore(path, { readonly: mode === 'read' });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

function makeFolder(workspace: string): void {
  try {
    mkdirSync(workspace, { recursive: true });
  } catch (cause) {
    throw new ConfigError(`Expected a workspace that can be written, but it was "${workspace}" (${whyNot(cause)})`, { cause });
  }
}

/** The series that a user names; throws a ConfigError that offers what was probably meant. */
export function keyIn(store: MarketStore, text: string): SeriesKey {
  const key = seriesKeyOf(text);
  if (store.info(key) !== undefined) return key;
  const known = store.list().map((one) => seriesText(one.key));
  throw new ConfigError(`Expected a series of the store (onetape data ls), but it was "${text}"${didYouMean(text, known)}`);
}

/** When an instrument of the store trades; undefined where nobody said. */
export async function calendarFor(store: MarketStore, instrument: string): Promise<SessionTable | undefined> {
  const name = store.instrument(instrument)?.calendar;
  if (name === undefined) return undefined;
  const { calendarOf } = await import('../data/calendar/calendar-of.ts');
  return calendarOf(name);
}
