import { ConfigError } from '../model/errors.ts';
import { Line, ring } from '../model/line.ts';
import { AuthorRows } from './author-line.ts';

/** Lines an author fills together, one row per call: indicators of two of them see values of one moment. */
export type AuthorLines<N extends string> = { readonly [K in N]: Line } & { push(values: { readonly [K in N]: number }): void };

/** Makes lines that move as one. Throws a ConfigError for a name given twice, for "push", and for none at all. */
export function authorLines<N extends string>(names: readonly N[]): AuthorLines<N> {
  if (names.length === 0) throw new ConfigError('Expected the names of the lines, but there was none');
  const wrong = names.find((name, k) => name === 'push' || names.indexOf(name) !== k);
  if (wrong !== undefined) throw new ConfigError(`Expected every line to have a name of its own other than "push", but it was "${wrong}"`);
  const rows = new AuthorRows();
  const lines = names.map(() => ring(rows));
  return {
    ...Object.fromEntries(names.map((name, k) => [name, lines[k]!])),
    push(values: { readonly [K in N]: number }) {
      const row = ++rows.row;
      for (let k = 0; k < lines.length; k++) Line.bufferOf(lines[k]!)[row & Line.maskOf(lines[k]!)] = values[names[k]!];
      rows.advance();
    },
  } as AuthorLines<N>;
}
