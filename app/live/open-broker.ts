import type { LiveBroker } from '../../engine/broker/broker.ts';
import type { Note } from '../../engine/broker/live/options.ts';
import type { Manifest } from '../../engine/loop/journal.ts';
import { brokerOf } from '../brokers/adapter.ts';
import { openAdapter } from '../brokers/load-adapter.ts';
import type { Prepared } from '../prepare.ts';
import { isMarkedHalted } from '../sessions/halt-mark.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { tagOf } from '../sessions/session-id.ts';
import { adapterOf } from './adapter-edge.ts';
import { readRun } from './open-run.ts';
import { WALL } from './wall.ts';

/** Where a session's broker is opened. */
export interface BrokerSurroundings {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The broker of a live session, not connected. Throws a ConfigError where its adapter cannot be opened. */
export async function openBroker(manifest: Manifest, around: BrokerSurroundings): Promise<LiveBroker> {
  const { prepared } = await readRun(manifest.spec, manifest.baseDir, around.workspace, () => `session ${manifest.session}`);
  return brokerFor(manifest, prepared, around, () => {});
}

/** The same for a run that has been read. */
export async function brokerFor(
  { session, broker, baseDir }: Pick<Manifest, 'session' | 'broker' | 'baseDir'>,
  prepared: Prepared,
  { workspace, env }: BrokerSurroundings,
  onNote: (note: Note) => void,
): Promise<LiveBroker> {
  const { adapter, context } = await adapterOf(broker, 'broker', { prepared }, { workspace, env, baseDir });
  const { instruments, account } = prepared.parts;
  const folder = sessionFolder(workspace, session);
  return brokerOf(await openAdapter(adapter, context), {
    instruments,
    currencies: [account.currency, ...(account.currencies ?? [])],
    wall: WALL,
    tag: tagOf(session),
    random: Math.random,
    onNote,
    isHalted: () => isMarkedHalted(folder),
  });
}
