import { type Field, FrameReader, frameOf } from './frame.ts';
import { MemoryNet } from './memory-net.ts';
import type { Pipe } from './pipe.ts';

/** A TWS that greets and starts whoever connects, and otherwise says what a test says, as it stands. */
export class ScriptedTws {
  readonly port: number;
  /** Every message that came, as its fields. */
  readonly heard: string[][] = [];
  /** Called with every message after the first. */
  answer: (fields: readonly string[]) => void = () => {};
  readonly #version: number;
  readonly #memory = new MemoryNet();
  #pipe: Pipe | undefined;

  constructor(version = 193) {
    this.#version = version;
    this.port = this.#memory.listen((pipe) => this.#welcome(pipe));
  }

  say(...fields: readonly Field[]): void {
    this.#pipe?.write(frameOf(fields));
  }

  close(): void {
    this.#pipe?.cut();
    this.#memory.close();
  }

  #welcome(pipe: Pipe): void {
    const reader = new FrameReader();
    let isGreeted = false;
    this.#pipe = pipe;
    pipe.onData = (data) => {
      const messages = reader.push(data);
      if (!isGreeted && reader.greeting !== '') {
        isGreeted = true;
        this.say(this.#version, '20240102 00:00:00 UTC');
      }
      for (const fields of messages) {
        this.heard.push(fields);
        if (fields[0] !== '71') this.answer(fields);
        else {
          this.say(15, 1, 'DU1234567');
          this.say(9, 1, 5);
        }
      }
    };
  }
}
