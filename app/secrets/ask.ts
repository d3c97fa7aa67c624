import { openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { ConfigError } from '../../engine/model/errors.ts';

/** Who is asked for what must not stand on a command line; a test answers by itself. */
export interface Ask {
  /** A line that is typed on the terminal and not shown; undefined where there is no terminal. */
  hidden(question: string): Promise<string | undefined>;
  /** All of standard input; undefined where it is a terminal. */
  piped(): Promise<string | undefined>;
}

/** Asks on the terminal of this process, on its own even where standard input is a pipe. */
export const TERMINAL: Ask = {
  async hidden(question) {
    const terminal = terminalOf();
    if (terminal === undefined) return undefined;
    const { input, output, close } = terminal;
    try {
      return await hiddenLine(input, output, question);
    } finally {
      close();
    }
  },
  async piped() {
    if (process.stdin.isTTY === true) return undefined;
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  },
};

interface Terminal {
  readonly input: ReadStream;
  readonly output: { write(text: string): unknown };
  close(): void;
}

function terminalOf(): Terminal | undefined {
  if (process.stdin.isTTY === true) return { input: process.stdin, output: process.stderr, close: () => process.stdin.pause() };
  try {
    const input = new ReadStream(openSync('/dev/tty', 'r'));
    const output = new WriteStream(openSync('/dev/tty', 'w'));
    return {
      input,
      output,
      close() {
        input.destroy();
        output.destroy();
      },
    };
  } catch {
    return undefined;
  }
}

/** Reads one line key by key; what is typed is not shown, not even how long it is. */
function hiddenLine(input: ReadStream, output: Terminal['output'], question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (): void => {
      input.off('data', read);
      input.off('end', stop);
      input.setRawMode(false);
      output.write('\n');
    };
    const stop = (): void => {
      end();
      reject(new ConfigError(`Expected an answer to "${question.trim()}", but it was "interrupted"`));
    };
    const read = (keys: Buffer): void => {
      for (const key of keys.toString('utf8')) {
        if (key === '\r' || key === '\n') {
          end();
          resolve(typed.join(''));
          return;
        }
        if (key === '\u0003' || key === '\u0004') {
          stop();
          return;
        }
        if (key === '\u007f' || key === '\b') typed.pop();
        else if (key === '\u0015') typed = [];
        else if (key >= ' ') typed.push(key);
      }
    };
    input.setRawMode(true);
    output.write(question);
    input.on('data', read);
    input.on('end', stop);
    input.resume();
  });
}
