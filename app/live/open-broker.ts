import type { LiveBroker } from '../../engine/broker/broker.ts';
import type { Note } from '../../engine/broker/live/options.ts';
import type { Manifest } from '../../engine/loop/journal.ts';
import { brokerOf } from '../brokers/adapter.ts';
import { openAdapter } from '../brokers/load-adapter.ts';
import { isMarkedHalted } from '../sessions/halt-mark.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { tagOf } from '../sessions/session-id.ts';
import { adapterOf } from './adapter-edge.ts';
import { WALL } from './wall.ts';

/** Where a session's broker is opened. */
export interface BrokerSurroundings {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a manifest says of a broker. */
type BrokerManifest = Pick<Manifest, 'session' | 'broker' | 'baseDir' | 'instruments' | 'currencies' | 'emulateExits'>;

/** The broker of a live session, not connected: of what its manifest holds alone. Throws a ConfigError where its adapter cannot be opened. */
export async function openBroker(
  { session, broker, baseDir, instruments, currencies, emulateExits = false }: BrokerManifest,
  { workspace, env }: BrokerSurroundings,
  onNote: (note: Note) => void = () => {},
): Promise<LiveBroker> {
  const { adapter, context } = await adapterOf(broker, 'broker', instruments, { workspace, env, baseDir });
  const folder = sessionFolder(workspace, session);
  return brokerOf(await openAdapter(adapter, context), {
    ...{ instruments, currencies, wall: WALL, onNote },
    tag: tagOf(session),
    random: Math.random,
    isHalted: () => isMarkedHalted(folder),
    options: { emulateExits },
  });
}
