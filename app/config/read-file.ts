import { readFileSync } from 'node:fs';
import { ConfigError } from '../../engine/model/errors.ts';
import { jsonFault } from './json-fault.ts';

/** Reads a JSON file, in which `//` comments are allowed. `name` is how messages call it. Throws a ConfigError with file and line. */
export function readJsonFile(path: string, name: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Expected a file to read, but it was "${name}" (${whyNot(error)})`, { cause: error });
  }
  const bare = withoutComments(text);
  try {
    return JSON.parse(bare);
  } catch (error) {
    const { line, near } = faultIn(bare);
    throw new ConfigError(`Expected JSON, but it was "${near}"`, { place: `${name}:${line}`, cause: error });
  }
}

/** Why a file could not be read or written, in words. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : WORDS[code]) ?? code ?? message;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  ENOTDIR: 'not a folder',
  EEXIST: 'not a folder',
  EACCES: 'not allowed',
  EPERM: 'not allowed',
  EROFS: 'read-only',
  ENOSPC: 'no space left',
};

/** Blanks `//` comments outside of texts, so that every line keeps its number. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/g, (part) => (part.startsWith('"') ? part : ''));
}

/** The line of a fault, from 1, and what stands there. */
function faultIn(text: string): { readonly line: number; readonly near: string } {
  const at = jsonFault(text);
  const near = text.slice(at).trim().split('\n')[0]!.slice(0, 20);
  return { line: (near === '' ? text.trimEnd() : text.slice(0, at)).split('\n').length, near: near === '' ? 'the end of the file' : near };
}
