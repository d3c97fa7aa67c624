import { connect, type Socket } from 'node:net';
import { ConfigError, VenueError } from '../../engine/model/errors.ts';
import type { Answer } from './answer.ts';
import { controlPath } from './control-path.ts';
import type { Happening } from './happening.ts';
import { onLines } from './lines.ts';
import { parsedView } from './view.ts';
import type { Word } from './word.ts';

/** So long a session may take to answer, milliseconds; it answers within three seconds, or hangs. */
const PATIENCE = 10_000;

/** Speaks to the process of a session. */
export class ControlClient {
  readonly #session: string;
  readonly #socket: Socket;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #asked = 0;
  #each: (happening: Happening) => void = () => {};
  /** Resolves when the session's process is gone, or has let go of us. */
  readonly ended: Promise<void>;

  private constructor(session: string, socket: Socket) {
    this.#session = session;
    this.#socket = socket;
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    onLines(socket, (line) => {
      const said = parsedView(line) as (Answer & { readonly re: number }) | { readonly happening: Happening };
      if ('happening' in said) this.#each(said.happening);
      else this.#answers.get(said.re)?.(said);
    });
  }

  /** Opens the connection. Throws a ConfigError where nobody answers there. */
  static async open(folder: string, session: string): Promise<ControlClient> {
    const socket = connect(controlPath(folder));
    try {
      await new Promise((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('error', reject);
      });
    } catch (cause) {
      throw new ConfigError(`Expected a running session, but "${session}" was "not to be reached"`, { cause });
    }
    socket.on('error', () => socket.destroy());
    return new ControlClient(session, socket);
  }

  /** Says a word, and resolves to what became of it. Throws a VenueError where no answer comes: the process hangs, or has ended. */
  async ask(word: Word, patience = PATIENCE): Promise<Answer> {
    const re = ++this.#asked;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const silent = (what: string): void =>
          reject(
            new VenueError(`Expected an answer of session "${this.#session}" to "${word.word}", but it was "${what}"`, { retryable: true }),
          );
        timer = setTimeout(() => silent(`silent for ${patience / 1000} s`), patience);
        this.#answers.set(re, resolve);
        void this.ended.then(() => silent('gone'));
        this.#socket.write(`${JSON.stringify({ ...word, re })}\n`);
      });
    } finally {
      clearTimeout(timer);
      this.#answers.delete(re);
    }
  }

  /** Calls `each` for what happens from now on, and for what happened last. */
  async tail(each: (happening: Happening) => void): Promise<void> {
    this.#each = each;
    await this.ask({ word: 'tail' });
  }

  close(): void {
    this.#socket.destroy();
  }
}
