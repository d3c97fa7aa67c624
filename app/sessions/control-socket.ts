import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { isRecord } from '../config/is-record.ts';
import { whyNot } from '../config/read-file.ts';
import type { Answer } from './answer.ts';
import { controlPath } from './control-path.ts';
import { onLines } from './lines.ts';
import { readWord, type Word } from './word.ts';

/** So long is waited at the end for what was said to be read, milliseconds. */
const LINGER = 1_000;

/** Who reads so slowly that so many bytes wait is cut off. */
const MOST_WAITING = 4_194_304;

/** Longest line that is heard, characters. */
const LONGEST = 65_536;

/** Somebody at the other end. */
export interface Speaker {
  /** Says a line of JSON. */
  say(value: object): void;
  readonly isGone: boolean;
}

/** Takes a word, and answers it now or later. What it throws is the answer, too. */
export type Hear = (word: Word, answer: (answer: Answer) => void, speaker: Speaker) => void;

/** The socket of a session's folder, for its owner alone: lines of JSON in, lines of JSON out. It keeps no process alive. */
export class ControlSocket {
  readonly #folder: string;
  readonly #wall: Wall;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#welcome(socket));
  readonly #hear: Hear;

  constructor(folder: string, wall: Wall, hear: Hear) {
    this.#folder = folder;
    this.#wall = wall;
    this.#hear = hear;
    this.#server.unref();
  }

  /** Opens the socket. Throws a ConfigError where that cannot be done. The session's folder is this process's. */
  async open(): Promise<void> {
    const path = controlPath(this.#folder, true);
    const isFile = process.platform !== 'win32';
    try {
      // What lies there was left by a process that is gone: nobody else may run this session.
      if (isFile) rmSync(path, { force: true });
      await new Promise<void>((resolve, reject) => {
        this.#server.once('error', reject);
        this.#server.listen(path, () => {
          this.#server.off('error', reject);
          resolve();
        });
      });
      if (isFile) chmodSync(path, 0o600);
    } catch (cause) {
      throw new ConfigError(`Expected a socket that can be opened for "${this.#folder}", but it was "${path}" (${whyNot(cause)})`, {
        cause,
      });
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroySoon();
    // Who does not read is not waited for.
    const late = this.#wall.after(LINGER, () => {
      for (const socket of this.#sockets) socket.destroy();
    });
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    late();
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.unref();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    const speaker: Speaker = {
      say(value) {
        if (!socket.writable) return;
        socket.write(`${JSON.stringify(value)}\n`);
        if (socket.writableLength > MOST_WAITING) socket.destroy();
      },
      get isGone() {
        return socket.destroyed;
      },
    };
    onLines(socket, (line) => this.#read(line, speaker), LONGEST);
  }

  #read(line: string, speaker: Speaker): void {
    let re: unknown;
    const answer = (answer: Answer): void => speaker.say({ re, ...answer });
    try {
      const said: unknown = JSON.parse(line);
      if (!isRecord(said)) throw new ConfigError(`Expected an object with a "word", but it was "${line.slice(0, 60)}"`);
      re = said['re'];
      this.#hear(readWord(said['word'], said['order'] ?? said['how']), answer, speaker);
    } catch (error) {
      answer({ ok: false, text: error instanceof Error ? error.message : String(error) });
    }
  }
}
