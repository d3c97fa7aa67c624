import type { Health } from '../../engine/broker/broker.ts';
import type { Entry, Manifest } from '../../engine/loop/journal.ts';
import type { LiveSession } from '../../engine/loop/live-session.ts';
import type { StopHow } from '../../engine/loop/trade-edge.ts';
import type { Wall } from '../../engine/model/wall.ts';
import type { NotifySpec } from '../alerts/notify-spec.ts';
import type { Io } from '../io.ts';
import { ControlServer } from './control-server.ts';
import { isMarkedHalted } from './halt-mark.ts';
import type { Happening } from './happening.ts';
import { type LogLevel, openLog } from './log.ts';
import { onSignals } from './signals.ts';
import { type Screen, TerminalView } from './terminal-view.ts';
import { type Listener, Watch } from './watch.ts';

/** What is known of a session that is about to run. */
export interface AttendParts {
  readonly folder: string;
  readonly manifest: Pick<Manifest, 'session' | 'mode' | 'broker' | 'account'>;
  /** How many entries its journal holds already. */
  readonly entries: number;
  readonly wall: Wall;
  readonly io: Pick<Io, 'stderr' | 'env' | 'isTTY' | 'columns'>;
  /** What a first SIGINT or SIGTERM asks for. */
  readonly onStop: StopHow;
  /** Show nothing. */
  readonly quiet: boolean;
  readonly logLevel: LogLevel;
  readonly notify?: NotifySpec | undefined;
  /** Where commands of `notify` run. */
  readonly baseDir: string;
  readonly broker?: { health(): Health; halt(why: string): void; release(): void } | undefined;
}

/** Everything that looks at a running session, or speaks to it. */
export interface Attended {
  readonly people: ControlServer;
  /** Aborted where the session is to be left at once: by a second signal. */
  readonly signal: AbortSignal;
  readonly begun: (live: LiveSession, epoch?: number) => void;
  readonly recovered: () => void;
  readonly told: (entry: Entry) => void;
  readonly say: (happening: Happening) => void;
  /** Tells what is left, waits a little for alerts that are under way, and lets go of everything. */
  close(state: 'ended' | 'failed', why: string): Promise<void>;
}

/** Begins to look at a session and to hear who speaks to it. Throws a ConfigError where that cannot be done. */
export async function attend(parts: AttendParts): Promise<Attended> {
  const { folder, manifest, entries, wall, io, quiet, broker } = parts;
  const log = await openLog(folder, manifest.session, parts.logLevel);
  const notifier = await openNotifier(parts, (happening) => watch.say(happening));
  const screen: Screen = {
    ...{ isTTY: io.isTTY, env: io.env, write: (text) => io.stderr.write(text) },
    // A window may be made larger or smaller meanwhile.
    get columns() {
      return process.stderr.columns ?? io.columns;
    },
    get rows() {
      return process.stderr.rows;
    },
  };
  const people = new ControlServer({
    folder,
    wall,
    view: () => watch.view(),
    halt: broker === undefined ? undefined : (why) => broker.halt(why),
    release: broker === undefined ? undefined : () => broker.release(),
  });
  const listeners: Listener[] = [log, { happened: (happening) => people.publish(happening) }];
  if (!quiet) listeners.push(new TerminalView(screen));
  if (notifier !== undefined) listeners.push(notifier);
  const watch = new Watch({ folder, manifest, wall, entries, listeners, health: broker === undefined ? undefined : () => broker.health() });
  await people.open();
  const controller = new AbortController();
  const leave = (): void => controller.abort();
  const unheard = onSignals({ how: parts.onStop, stop: (how) => people.stop(how), leave, isHalted: () => isMarkedHalted(folder) });
  const text = `${entries === 0 ? 'a new session' : 'the session goes on'}: ${manifest.mode}, ${manifest.broker}${manifest.account === '' ? '' : ` ${manifest.account}`}`;
  watch.say({ kind: 'start', ts: Number.NaN, text, data: { entries } });
  return {
    people,
    signal: controller.signal,
    begun: (live, epoch) => watch.begin(live, epoch),
    recovered: () => watch.recovered(),
    told(entry) {
      watch.told(entry);
      people.told(entry);
    },
    say: (happening) => watch.say(happening),
    async close(state, why) {
      unheard();
      watch.close(state, why);
      await Promise.all([people.close(), notifier?.close()]);
      log.close();
    },
  };
}

async function openNotifier({ notify, manifest, wall, io, baseDir }: AttendParts, say: (happening: Happening) => void) {
  if (notify === undefined || Object.values(notify).every((hook) => hook === null)) return undefined;
  const { ALERT_FAILED, Notifier } = await import('../alerts/notifier.ts');
  const failed = (text: string): void => say({ kind: 'note', ts: Number.NaN, text, data: { what: ALERT_FAILED } });
  return new Notifier({ notify, session: manifest.session, mode: manifest.mode, wall, cwd: baseDir, env: io.env, failed });
}
