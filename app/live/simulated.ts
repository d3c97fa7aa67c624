import type { SideBySide } from '../../engine/analysis/side-by-side.ts';
import { sideBySide } from '../../engine/analysis/side-by-side.ts';
import { executedIn, executedOf, sentIn } from '../../engine/loop/executions.ts';
import type { Entry, Manifest } from '../../engine/loop/journal.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { simulate } from '../../engine/loop/simulate.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Executed } from '../../engine/model/executed.ts';
import type { OrderId } from '../../engine/model/order.ts';
import { type Override, override, placeOf } from '../config/overrides.ts';
import { readJournal } from '../journal/journal.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { readRun } from './open-run.ts';

/** What may be changed of a recording that is simulated: what the venue is like, never what was recorded. */
const CHANGEABLE = ['costs', 'simulator', 'account', 'instruments', 'seed'];

const OLD = 'the engine has changed since this paper session was recorded: its own fills are what it would make of them now';

/** A recorded session beside what the simulator makes of its commands. */
export interface SimulatedSession {
  readonly manifest: Manifest;
  readonly parts: BacktestParts;
  readonly compared: SideBySide;
  /** What is to be known of it. */
  readonly warnings: readonly string[];
}

/**
 * Puts the simulator in the place of a recorded session's broker, with its options changed by `overrides`. Of a paper session the
 * recorded fills are those of its own options. Throws a ConfigError for an option that is no simulator's.
 */
export async function simulated(workspace: string, session: string, overrides: readonly Override[]): Promise<SimulatedSession> {
  const other = overrides.find(({ path }) => !CHANGEABLE.includes(path[0]!));
  if (other !== undefined)
    throw new ConfigError(`Expected an option of the simulator (${CHANGEABLE.join(', ')}), but it was "${other.path.join('.')}"`, {
      place: other.flag,
    });
  const journal = readJournal(sessionFolder(workspace, session));
  try {
    const { manifest } = journal;
    const { spec, baseDir, warmUntil, mode } = manifest;
    const raw = override(spec, overrides);
    const given = placeOf(undefined, overrides);
    const { prepared } = await readRun(raw, baseDir, workspace, (path) => given(path) ?? `session ${session}`);
    const parts = { ...prepared.parts, warmUntil };
    const recorded =
      mode === 'live' ? executedOf(journal.entries(0)) : await paperFills({ manifest, entries: journal.entries(0) }, workspace);
    const { live, ids } = simulate(parts, journal.entries(0));
    const sent = sentIn(journal.entries(0), parts.strategies);
    const compared = sideBySide(sent, recorded, executedIn(live.assembly.session), (id) => ids.get(id), parts.instruments);
    const isOld = mode === 'paper' && manifest.hashes.engine !== hashesOf(prepared).engine;
    return { manifest, parts, compared, warnings: isOld ? [OLD] : [] };
  } finally {
    journal.close();
  }
}

/** What a paper session's own simulator did is not written down: it follows from the commands that are. */
async function paperFills(
  { manifest, entries }: { readonly manifest: Manifest; readonly entries: Iterable<Entry> },
  workspace: string,
): Promise<ReadonlyMap<OrderId, Executed>> {
  const { spec, baseDir, warmUntil, session } = manifest;
  const { prepared } = await readRun(spec, baseDir, workspace, () => `session ${session}`);
  const { live, ids } = simulate({ ...prepared.parts, warmUntil }, entries);
  const executed = executedIn(live.assembly.session);
  return new Map([...ids].map(([id, own]) => [id, executed.get(own)!]));
}
