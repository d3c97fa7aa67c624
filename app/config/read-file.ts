import { readFileSync } from 'node:fs';
import { ConfigError } from '../../engine/model/errors.ts';

/** Reads a JSON file, in which `//` comments are allowed. `name` is how messages call it. Throws a ConfigError with file and line. */
export function readJsonFile(path: string, name: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Expected a file to read, but it was "${(error as NodeJS.ErrnoException).code}"`, { place: name, cause: error });
  }
  const bare = withoutComments(text);
  try {
    return JSON.parse(bare);
  } catch (error) {
    throw new ConfigError(`Expected JSON, but it was ${JSON.stringify(faultAt(bare, error as Error).near)}`, {
      place: `${name}:${faultAt(bare, error as Error).line}`,
      cause: error,
    });
  }
}

/** Blanks `//` comments outside of texts, so that every line keeps its number. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/g, (part) => (part.startsWith('"') ? part : ''));
}

/** The line of a fault, from 1, and what stands there; V8 names the position, or the end of the text. */
function faultAt(text: string, error: Error): { readonly line: number; readonly near: string } {
  const position = /position (\d+)/.exec(error.message);
  const at = position === null ? text.trimEnd().length : Number(position[1]);
  const near = text.slice(at).trim().split('\n')[0]!.slice(0, 20);
  return { line: text.slice(0, at).split('\n').length, near: near === '' ? 'the end of the file' : near };
}
