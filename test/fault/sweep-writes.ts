import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Blow, playSweep, type Sweep } from './sweep-play.ts';

/** What was tried, and what went wrong: how to play it again, and what was found. */
export interface Found {
  tried: number;
  orders: number;
  fills: number;
  readonly wrong: { readonly again: string; readonly why: readonly string[] }[];
}

export const nothingFound = (): Found => ({ tried: 0, orders: 0, fills: 0, wrong: [] });

/** What a process leaves behind does not depend on the disk having it yet: where there is a folder in memory, nobody waits for a disk. */
const MEMORY = '/dev/shm';

/** A folder that is there while something is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'onetape-sweep-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How a scripted session is played; its blows are what is swept over. */
export type Script = Omit<Sweep, 'folder' | 'blows' | 'watch'>;

/** How often the journal of a session is written where nobody kills it. */
export async function writesOf(script: Script, found: Found): Promise<number> {
  return (await tryOne(script, [], found)).writes;
}

/** Plays a session once. */
export async function tryOne(script: Script, blows: readonly Blow[], found: Found): Promise<{ readonly writes: number }> {
  const played = await inFolder((folder) => playSweep({ ...script, blows, folder }));
  found.tried++;
  found.orders += played.orders;
  found.fills += played.fills;
  if (played.wrong.length > 0) found.wrong.push({ again: JSON.stringify({ ...script, blows }), why: played.wrong });
  return played;
}

/** A session killed at every `step`-th write of its journal: before it, within it, after it, and once its commands have left. */
export async function sweepWrites(script: Script, step: number, tell: (text: string) => void): Promise<Found> {
  const found = nothingFound();
  const writes = await writesOf(script, found);
  for (let at = 1; at <= writes; at += step) {
    for (const what of ['before', 'kept', 'sent'] as const) await tryOne(script, [{ at, what }], found);
    if (at % 10 === 1) await tryOne(script, [{ at, what: 'torn', share: (at % 97) / 97 }], found);
    tell(`killed at write ${at} of ${writes}, ${found.wrong.length} wrong`);
  }
  return found;
}
