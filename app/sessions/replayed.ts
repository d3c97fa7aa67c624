import type { Manifest, StepEntry } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import { type Replayed, replay } from '../../engine/loop/replay.ts';
import { readJournal, type Tip } from '../journal/journal.ts';
import { venueOf } from '../live/manifest.ts';
import { readRun } from '../live/open-run.ts';
import type { Prepared } from '../prepare.ts';
import { sessionFolder } from './session-files.ts';

/** A recorded session that was run again, from its first entry. */
export interface ReplayedSession extends Replayed {
  readonly manifest: Manifest;
  readonly live: LiveSession;
  readonly prepared: Prepared;
  readonly tip: Tip;
  /** When its first and its last step were taken, on the wall, and how many of them showed market data. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly shown: number;
}

/** Runs a recorded session again, with the strategy and the engine as they are now, and no network. Throws where its files cannot be read. */
export async function replayed(workspace: string, session: string, goOn = false): Promise<ReplayedSession> {
  const journal = readJournal(sessionFolder(workspace, session));
  try {
    const { manifest } = journal;
    const { spec, baseDir, warmUntil } = manifest;
    const { prepared } = await readRun(spec, baseDir, workspace, () => `session ${session}`);
    const live = new LiveSession({ ...prepared.parts, warmUntil }, { venue: venueOf(manifest), failed() {}, hourly: true });
    let [firstSeen, lastSeen, shown] = [Number.NaN, Number.NaN, 0];
    const each = ({ seenTs, rows }: StepEntry): void => {
      if (Number.isNaN(firstSeen)) firstSeen = seenTs;
      lastSeen = seenTs;
      if (rows.length > 0) shown++;
    };
    const came = replay(live, journal.entries(0), { goOn, each });
    return { ...came, manifest, live, prepared, tip: journal.tip, firstSeen, lastSeen, shown };
  } finally {
    journal.close();
  }
}
