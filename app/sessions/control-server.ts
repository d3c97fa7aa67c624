import type { Entry, StepEntry } from '../../engine/loop/journal.ts';
import type { HumanOrder } from '../../engine/loop/order-of-events.ts';
import type { People, StopHow } from '../../engine/loop/trade-edge.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { type Answer, doneAnswer, waitingAnswer } from './answer.ts';
import { ControlSocket, type Speaker } from './control-socket.ts';
import { clearHaltMark, isMarkedHalted, markHalted } from './halt-mark.ts';
import type { Happening } from './happening.ts';
import type { SessionView } from './view.ts';
import type { Word } from './word.ts';

/** So long an answer waits for the step that takes a word, milliseconds. */
const PATIENCE = 3_000;

/** So many happenings are told to who begins to listen. */
const RECENT = 20;

/** What the control of a session reaches. */
export interface ControlParts {
  /** The folder of the session. */
  readonly folder: string;
  readonly wall: Wall;
  /** How the session stands; undefined before it has begun. */
  readonly view: () => SessionView | undefined;
  /** What stops a broker at once, where there is one, and takes that back where the engine never came to be halted. */
  readonly halt?: ((why: string) => void) | undefined;
  readonly release?: (() => void) | undefined;
}

/** A word that waits for what becomes of it. */
interface Asked {
  readonly word: Word;
  readonly answer: (answer: Answer) => void;
}

/**
 * Where people speak to a running session: a socket of the session's folder that only its owner may open. A line of JSON is a word,
 * `{"word":"halt","re":1}`; what became of it comes back as a line with the same `re`. A session that was halted on
 * disk hears that first.
 */
export class ControlServer implements People {
  readonly #parts: ControlParts;
  readonly #socket: ControlSocket;
  readonly #listeners = new Set<Speaker>();
  readonly #words: (HumanOrder | { readonly kind: 'stop'; readonly how: StopHow })[] = [];
  readonly #asked = new Map<HumanOrder, Asked>();
  readonly #epochs = new Set<Asked>();
  /** Halts that no step has taken yet: until then the mark on disk stands for them. */
  readonly #halts = new Set<HumanOrder>();
  readonly #recent: Happening[] = [];
  #isEpochWanted = false;
  #wake: () => void = () => {};

  constructor(parts: ControlParts) {
    this.#parts = parts;
    this.#socket = new ControlSocket(parts.folder, parts.wall, (word, answer, speaker) => this.#hear(word, answer, speaker));
    if (isMarkedHalted(parts.folder)) this.#words.push(this.#halt());
  }

  /** Opens the socket. Throws a ConfigError where that cannot be done. The session's folder is this process's. */
  open(): Promise<void> {
    return this.#socket.open();
  }

  listen(wake: () => void): void {
    this.#wake = wake;
  }

  poll(): HumanOrder | { readonly kind: 'stop'; readonly how: StopHow } | undefined {
    return this.#words.shift();
  }

  /** Whether somebody asked for a new epoch since this was asked last. */
  takeEpoch(): boolean {
    const wanted = this.#isEpochWanted;
    this.#isEpochWanted = false;
    return wanted;
  }

  /** The session is to end: said by this process itself, such as for a signal. */
  stop(how: StopHow): void {
    this.#words.push({ kind: 'stop', how });
    this.#wake();
  }

  /** Answers what an entry has done. Called for every entry, once it is durable. */
  told(entry: Entry): void {
    if (entry.kind === 'epoch') {
      for (const { answer } of this.#epochs) answer({ ok: true, text: `epoch: a new one has begun (${entry.why})` });
      this.#epochs.clear();
    }
    if (entry.kind !== 'step' || entry.inputs.length === 0) return;
    for (const input of entry.inputs) if (input.kind === 'human') this.#taken(input.order, entry);
  }

  #taken(order: HumanOrder, entry: StepEntry): void {
    const view = this.#parts.view();
    if (this.#halts.delete(order) && this.#halts.size === 0) {
      // The journal holds it from here on, and the engine sees to it; unless somebody has said otherwise meanwhile.
      clearHaltMark(this.#parts.folder);
      if (view?.tradingState !== 'halted') this.#parts.release?.();
    }
    const asked = this.#asked.get(order);
    if (asked === undefined || view === undefined) return;
    this.#asked.delete(order);
    asked.answer(doneAnswer(asked.word, entry, view));
  }

  #halt(): HumanOrder {
    const order = { kind: 'trading-state', state: 'halted' } as const;
    this.#halts.add(order);
    return order;
  }

  /** Tells those who listen what happened. */
  publish(happening: Happening): void {
    this.#recent.push(happening);
    if (this.#recent.length > RECENT) this.#recent.shift();
    for (const listener of this.#listeners) {
      listener.say({ happening });
      if (listener.isGone) this.#listeners.delete(listener);
    }
  }

  /** Answers what still waits, and closes the socket. */
  async close(): Promise<void> {
    for (const { word, answer } of [...this.#asked.values(), ...this.#epochs])
      answer({ ok: false, text: `${word.word}: the session has ended` });
    this.#asked.clear();
    this.#epochs.clear();
    await this.#socket.close();
  }

  #hear(word: Word, answer: Asked['answer'], speaker: Speaker): void {
    const view = this.#parts.view();
    switch (word.word) {
      case 'show':
        if (view === undefined) answer({ ok: false, text: 'Expected a session that has begun, but it was "starting"' });
        else answer({ ok: true, text: '', view });
        return;
      case 'tail':
        answer({ ok: true, text: '' });
        for (const happening of this.#recent) speaker.say({ happening });
        this.#listeners.add(speaker);
        return;
      case 'stop':
        this.stop(word.how);
        answer({ ok: true, text: `stop: the session is ending${ENDS[word.how]}` });
        return;
      case 'epoch':
        this.#isEpochWanted = true;
        this.#epochs.add(this.#patient(word, answer, (asked) => this.#epochs.delete(asked)));
        this.#wake();
        return;
      default:
        if (word.word === 'cancel' && view !== undefined && !view.orders.some(({ id }) => id === word.order))
          throw new ConfigError(`Expected an open order of session "${view.session}", but it was "${word.order}"`);
        this.#obey(word, answer);
    }
  }

  /** A halt is done at once where it can be; the engine hears everything with its next step. */
  #obey(word: Word, answer: Asked['answer']): void {
    const order = word.word === 'halt' ? this.#halt() : orderOf(word);
    const asked = this.#patient(word, answer, () => this.#asked.delete(order));
    this.#asked.set(order, asked);
    this.#words.push(order);
    this.#wake();
    if (word.word !== 'halt') return;
    const { folder, wall, halt } = this.#parts;
    halt?.('a person said so');
    // Where the disk is full, the engine hears it all the same; that it is not kept until then is answered.
    markHalted(folder, 'a person said so', wall.now());
  }

  /** What waits for an answer, but not for ever: then `forget` takes it out, and it is told that it is heard. */
  #patient(word: Word, answer: Asked['answer'], forget: (asked: Asked) => boolean): Asked {
    const late = this.#parts.wall.after(PATIENCE, () => {
      if (forget(asked)) answer(waitingAnswer(word));
    });
    const asked: Asked = {
      word,
      answer(became) {
        late();
        answer(became);
      },
    };
    return asked;
  }
}

const ENDS: Readonly<Record<StopHow, string>> = {
  leave: '; its orders and positions stay as they are',
  cancel: ', once its orders are cancelled',
  flatten: ', once its orders are cancelled and its positions closed',
};

/** What the engine is told. Each is an object of its own, by which the step that took it is known. */
function orderOf(word: Word): HumanOrder {
  switch (word.word) {
    case 'reduce':
      return { kind: 'trading-state', state: 'reducing' };
    case 'resume':
      return { kind: 'trading-state', state: 'active' };
    case 'cancel':
      return { kind: 'cancel', id: word.order };
    case 'kill':
    case 'release':
    case 'cancel-all':
    case 'close-all':
      return { kind: word.word };
    default:
      throw new ConfigError(`Expected a word that the engine takes, but it was "${word.word}"`);
  }
}
