import { Answers } from '../../engine/loop/answers.ts';
import type { Entry, EpochEntry, Hashes, JournalReader, Manifest, StepEntry } from '../../engine/loop/journal.ts';
import { resumeEpoch } from '../../engine/loop/live-epoch.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import { type Replayed, replay } from '../../engine/loop/replay.ts';
import { readJournal, type Tip } from '../journal/journal.ts';
import { venueOf } from '../live/manifest.ts';
import { readRun } from '../live/open-run.ts';
import type { Prepared } from '../prepare.ts';
import { sessionFolder } from './session-files.ts';

/** A recorded session that was run again, from its beginning, or from where a person decided to go on with other code. */
export interface ReplayedSession extends Replayed {
  readonly manifest: Manifest;
  readonly live: LiveSession;
  readonly prepared: Prepared;
  readonly tip: Tip;
  /** When its first and its last step were taken, on the wall, and how many of them showed market data. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly shown: number;
  /** Under which code, parameters and engine that part was recorded. */
  readonly hashes: Hashes;
}

/** Runs a recorded session again, with the strategy and the engine as they are now, and no network. Throws where its files cannot be read. */
export async function replayed(workspace: string, session: string): Promise<ReplayedSession> {
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
    const { entries, begin } = sinceUpgrade(journal);
    if (begin !== undefined) resumeEpoch(live, new Answers(), begin);
    const came = replay(live, entries, { each });
    const hashes = begin?.hashes ?? manifest.hashes;
    return { ...came, manifest, live, prepared, tip: journal.tip, firstSeen, lastSeen, shown, hashes };
  } finally {
    journal.close();
  }
}

/** The entries from where the newest code of a session took over, and the epoch that it began; all of them where that never happened. */
function sinceUpgrade(journal: JournalReader): { readonly entries: Iterable<Entry>; readonly begin: EpochEntry | undefined } {
  for (let epoch = journal.epochs - 1; epoch > 0; epoch--) {
    const [first] = journal.entries(epoch);
    if (first?.kind === 'epoch' && first.why === 'upgrade') return { entries: journal.entries(epoch), begin: first };
  }
  return { entries: journal.entries(0), begin: undefined };
}
