import { readFileSync } from 'node:fs';
import type { Health } from '../../engine/broker/broker.ts';
import type { Entry, Manifest } from '../../engine/loop/journal.ts';
import type { LiveSession } from '../../engine/loop/live-session.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { redaction } from '../secrets/redaction.ts';
import { Chronicle, type Told } from './chronicle.ts';
import { happeningOf } from './entry-happening.ts';
import type { Happening } from './happening.ts';
import { toldPath } from './session-files.ts';
import { writeStatus } from './status.ts';
import { type LinkView, type SessionView, viewOf } from './view.ts';
import { writeWhole } from './write-whole.ts';

/** Happenings are told, and screens drawn anew, this often at most, milliseconds. */
const REFRESH = 250;

/** How often the status of a session is written where nothing happened but prices, milliseconds. */
const STATUS = 2_000;

/** Who is told of a session. None may throw, or wait. */
export interface Listener {
  /** In the order of time, each once, over restarts too. */
  happened?(happening: Happening): void;
  /** Things have moved; `view` is worked out where it is called. */
  refresh?(view: () => SessionView): void;
}

/** What a watch needs. */
export interface WatchParts {
  readonly folder: string;
  readonly manifest: Pick<Manifest, 'session' | 'mode' | 'broker' | 'account'>;
  readonly wall: Wall;
  /** How many entries the journal holds already. */
  readonly entries: number;
  readonly listeners: readonly Listener[];
  /** Of the broker, where there is one. */
  readonly health?: (() => Health) | undefined;
}

/**
 * Looks at a running session for everybody: screen, log, alerts, sockets, and the status on disk. It costs a session a counter per
 * entry; what happened is read from its logs a few times a second.
 */
export class Watch {
  readonly #parts: WatchParts;
  readonly #started: number;
  #live: LiveSession | undefined;
  #chronicle: Chronicle | undefined;
  #entries: number;
  #seenTs = Number.NaN;
  #feed: LinkView = { up: true, why: '' };
  #isClosed = false;
  #timer: (() => void) | undefined;
  #statusAt = Number.NEGATIVE_INFINITY;
  #last: Happening | null = null;
  readonly #said: Happening[] = [];

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#entries = parts.entries;
    this.#started = parts.wall.now();
    this.#writeStatus('running', '');
  }

  /**
   * A session is put together: at its beginning, after a restart, or in place of another one at a new epoch, which is told next.
   * `epoch` is the number of the epoch that it is restored to; 0 where it begins at the beginning.
   */
  begin(live: LiveSession, epoch = 0): void {
    // What the one before has done is told before it is forgotten.
    if (this.#chronicle !== undefined) this.#tell();
    this.#live = live;
    this.#chronicle = new Chronicle(live.assembly, epoch, this.#chronicle?.told.rows);
  }

  /** What was written down has been run again. */
  recovered(): void {
    const told = readTold(this.#parts.folder);
    if (told !== undefined) this.#chronicle?.goOn(told);
    this.#arm();
  }

  /** Told of every entry, once it is durable. */
  told(entry: Entry): void {
    this.#entries++;
    this.#seenTs = entry.seenTs;
    if (entry.kind !== 'step') this.#note(entry);
    if (this.#timer === undefined && !this.#isClosed) this.#arm();
  }

  /** Something outside of the session's journal has happened, such as its start. */
  say(happening: Happening): void {
    this.#said.push(happening);
    // Before the session has begun, and after it has ended, there is nothing that it would have to be told among.
    if (this.#chronicle === undefined || this.#isClosed) this.#tell();
    else this.#arm();
  }

  /** How the session stands; undefined before it has begun. */
  view(): SessionView | undefined {
    if (this.#live === undefined) return undefined;
    const { manifest, health } = this.#parts;
    const links = redaction.redacted({ feed: this.#feed, broker: health?.() ?? null }) as SessionView['health'];
    return viewOf(this.#live.assembly, { manifest, entries: this.#entries, seenTs: this.#seenTs, health: links });
  }

  /** Tells what is left to tell, and how it ended. */
  close(state: 'ended' | 'failed', why: string): void {
    const ts = this.view()?.ts ?? Number.NaN;
    this.#said.push({ kind: state === 'failed' ? 'error' : 'stop', ts, text: why === '' ? 'the session has ended' : why, data: { state } });
    this.#isClosed = true;
    this.#timer?.();
    this.#timer = undefined;
    this.#tell();
    this.#writeStatus(state, why);
  }

  #note(entry: Entry): void {
    const happening = happeningOf(entry);
    if (happening === undefined) return;
    if (happening.kind === 'connection') this.#feed = { up: !happening.text.includes('down'), why: happening.text };
    if (entry.kind === 'epoch') {
      this.#tell();
      this.#chronicle?.skip();
      this.#keepTold();
    }
    this.#said.push(happening);
  }

  #arm(): void {
    this.#timer ??= this.#parts.wall.after(REFRESH, () => {
      this.#timer = undefined;
      const isNews = this.#tell();
      if (isNews || this.#parts.wall.now() - this.#statusAt >= STATUS) this.#writeStatus('running', '');
      // What moved since stands on disk soon, though nothing else comes.
      else this.#arm();
    });
  }

  /** Whether there was something to tell. Nothing in here may end the session: a disk that is full is the journal's to tell. */
  #tell(): boolean {
    const news = this.#chronicle?.take() ?? [];
    const all = [...news, ...this.#said.splice(0)].sort((a, b) => timeOf(a) - timeOf(b) || 0);
    const { listeners } = this.#parts;
    for (const happening of all) {
      const told = redaction.redacted(happening) as Happening;
      this.#last = told;
      for (const one of listeners) quietly(() => one.happened?.(told));
    }
    if (news.length > 0) this.#keepTold();
    if (this.#live !== undefined) for (const one of listeners) quietly(() => one.refresh?.(() => this.view()!));
    return all.length > 0;
  }

  #keepTold(): void {
    const { told } = this.#chronicle ?? {};
    if (told !== undefined) quietly(() => writeWhole(toldPath(this.#parts.folder), `${JSON.stringify(told)}\n`));
  }

  #writeStatus(state: 'running' | 'ended' | 'failed', why: string): void {
    const { folder, wall } = this.#parts;
    this.#statusAt = wall.now();
    const view = this.view() ?? null;
    const status = {
      state,
      why: redaction.text(why),
      pid: process.pid,
      started: this.#started,
      written: this.#statusAt,
      last: this.#last,
      view,
    };
    quietly(() => writeStatus(folder, status));
  }
}

/** What has no time of its own comes last. */
const timeOf = ({ ts }: Happening): number => (Number.isNaN(ts) ? Number.MAX_VALUE : ts);

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // Who looks on must not stand in the way.
  }
}

function readTold(folder: string): Told | undefined {
  try {
    return JSON.parse(readFileSync(toldPath(folder), 'utf8')) as Told;
  } catch {
    return undefined;
  }
}
