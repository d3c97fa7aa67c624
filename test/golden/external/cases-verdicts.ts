import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';

const HOME = process.env['EXTERNAL_DIR'] ?? fileURLToPath(new URL('../../../../shared/marketdata', import.meta.url));

/** The path of a file of the external data. */
export const pathOf = (path: string): string => `${HOME}/${path}`;

/** The cases of one folder, by name of file; none where the folder is absent. */
export function casesOf<T>(folder: string): ReadonlyMap<string, T> {
  const home = pathOf(`cases/${folder}`);
  const names = existsSync(home) ? readdirSync(home).filter((name) => name.endsWith('.json') && !name.startsWith('_')) : [];
  return new Map(names.sort().map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(`${home}/${name}`, 'utf8')) as T]));
}

/** The rows of a table, unpacked, without its header. */
export function rowsOf(path: string): readonly (readonly string[])[] {
  const bytes = readFileSync(pathOf(path));
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
}

/** A case, and how to find the first thing in which we differ from it, as a sentence; undefined where all agrees. */
export interface ExternalCase {
  readonly name: string;
  readonly differs: () => string | undefined | Promise<string | undefined>;
}

/**
 * Runs a set of cases and prints how many agree. One that differs is an error, unless the written list of exceptions
 * names it with the rule that differs; so is an exception that agrees, or that names no case.
 */
export function judge(set: string, cases: readonly ExternalCase[], exceptions: Readonly<Record<string, string>>): void {
  describe(`${set}, against this simulator`, () => {
    const present = cases.length > 0;
    const differing = new Map<string, string>();

    it.skipIf(present)('is skipped where EXTERNAL_DIR (default ../shared/marketdata) holds no such cases', (test) =>
      test.skip(`EXTERNAL_DIR holds no cases of ${set}`),
    );

    it.for(cases)('agrees in $name, or it is listed why not', async ({ name, differs }) => {
      differing.set(name, 'it could not be run');
      const difference = await differs();
      differing.delete(name);
      if (difference !== undefined) differing.set(name, difference);
      if (name in exceptions) expect(difference, 'it agrees, so it is no exception').toEqual(expect.any(String));
      else expect(difference).toBeUndefined();
    });

    it.skipIf(!present)('is not excused from cases that are not there', () => {
      const names = new Set(cases.map(({ name }) => name));
      expect(Object.keys(exceptions).filter((name) => !names.has(name))).toEqual([]);
    });

    afterAll(() => {
      if (!present) return;
      const listed = [...differing].map(([name, difference]) => `  ${name}: ${difference}: ${exceptions[name] ?? 'NOT EXPLAINED'}`);
      console.log([...listed, `${set}: ${cases.length - differing.size} of ${cases.length} cases agree`].join('\n'));
    });
  });
}

/** Whether a number is what was printed: to half a unit of the last digit, and a hair, as a value between two may be printed as either. */
export function isPrinted(ours: number, text: string): boolean {
  const digits = text.split('.')[1]?.length ?? 0;
  return Math.abs(ours - Number(text)) <= 0.5 * Number(`1e${-digits}`) * (1 + 1e-6);
}
