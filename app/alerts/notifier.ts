import { isoTime } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';
import type { Happening, HappeningKind } from '../sessions/happening.ts';
import type { Listener } from '../sessions/watch.ts';
import type { Alert, Deliver } from './alert.ts';
import { Allowance } from './allowance.ts';
import { deliverBy } from './hook.ts';
import type { NotifySpec } from './notify-spec.ts';

/** So many alerts wait for one hook at most. */
const MOST = 50;

/** What a notifier needs. */
export interface NotifierParts {
  readonly notify: NotifySpec;
  readonly session: string;
  readonly mode: Alert['mode'];
  readonly wall: Wall;
  /** Where commands run: the folder of the run file. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told in words that a hook does not work; once until it works again. */
  readonly failed: (text: string) => void;
}

/** What waits for a hook: one after the other, so that alerts arrive in the order of what happened. */
interface Line {
  readonly deliver: Deliver;
  last: Promise<void>;
  waiting: number;
  broken: boolean;
}

/** What marks a happening that is about alerts themselves: it raises none. */
export const ALERT_FAILED = 'alert-failed';

/** Sends alerts of what happens to a command or an address. It waits for nothing, throws nothing, and does not flood. */
export class Notifier implements Listener {
  readonly #parts: NotifierParts;
  readonly #lines = new Map<string, Line>();
  readonly #allowances = new Map<HappeningKind, Allowance>();
  readonly #controller = new AbortController();

  /** Throws a ConfigError for a hook that cannot work. */
  constructor(parts: NotifierParts) {
    this.#parts = parts;
    for (const hook of Object.values(parts.notify))
      if (typeof hook === 'string' && !this.#lines.has(hook))
        this.#lines.set(hook, { deliver: deliverBy(hook, parts.cwd, parts.env), last: Promise.resolve(), waiting: 0, broken: false });
  }

  happened({ kind, ts, text, data }: Happening): void {
    const { notify, session, mode, wall } = this.#parts;
    const hook = notify[kind] === undefined ? notify['*'] : notify[kind];
    const line = typeof hook === 'string' ? this.#lines.get(hook) : undefined;
    if (line === undefined || data['what'] === ALERT_FAILED) return;
    const now = wall.now();
    const allowance = this.#allowances.get(kind) ?? new Allowance(now);
    this.#allowances.set(kind, allowance);
    const suppressed = line.waiting < MOST ? allowance.take(now) : undefined;
    if (suppressed === undefined) return;
    this.#send(line, {
      event: kind,
      session,
      mode,
      ts: Number.isFinite(ts) ? isoTime(ts) : null,
      at: isoTime(now),
      text,
      data,
      suppressed,
    });
  }

  /** Waits for what is under way, so long at most, milliseconds; then calls it off. */
  async close(patience = 5_000): Promise<void> {
    const all = Promise.all([...this.#lines.values()].map(({ last }) => last));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([all, late]);
    clearTimeout(timer);
    this.#controller.abort();
    await all;
  }

  #send(line: Line, alert: Alert): void {
    line.waiting++;
    line.last = line.last.then(async () => {
      const { signal } = this.#controller;
      try {
        // What has not begun when there is no more time never does.
        signal.throwIfAborted();
        await line.deliver(alert, signal);
        line.broken = false;
      } catch (error) {
        if (!line.broken && !signal.aborted)
          this.#parts.failed(`the alert of "${alert.event}" did not arrive: ${error instanceof Error ? error.message : String(error)}`);
        line.broken = true;
      } finally {
        line.waiting--;
      }
    });
  }
}
