import { replayed } from './replayed.ts';
import { sessionFolder } from './session-files.ts';
import { readStatus } from './status.ts';
import { type SessionView, viewOf } from './view.ts';

const NOT_RUNNING = { feed: null, broker: null } as const;

/** How a session stood that nobody runs, and where that is known from. */
export interface LastView {
  readonly view: SessionView | null;
  readonly from: string;
}

/** What its process wrote down last, where that is as new as its journal; else what the journal comes to when it is run again. */
export async function lastView(workspace: string, session: string, entries: number): Promise<LastView> {
  const written = readStatus(sessionFolder(workspace, session))?.view ?? null;
  const view = written === null ? null : { ...written, health: NOT_RUNNING };
  if (view?.counts.entries === entries) return { view, from: 'what its process wrote down last' };
  const missing = `what its process wrote down last, ${entries - (view?.counts.entries ?? 0)} entries before its end`;
  try {
    const { live, manifest, lastSeen, divergence } = await replayed(workspace, session);
    if (divergence !== undefined) return { view, from: `${missing} (run again, it does something else)` };
    return { view: viewOf(live.assembly, { manifest, entries, seenTs: lastSeen, health: NOT_RUNNING }), from: 'its journal, run again' };
  } catch (error) {
    if (view === null) throw error;
    return { view, from: `${missing} (it could not be run again: ${error instanceof Error ? error.message : String(error)})` };
  }
}
