import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { readPath } from './read.ts';

const dir = mkdtempSync(join(tmpdir(), 'onetape-bent-'));
afterAll(() => rmSync(dir, { recursive: true }));

const ROWS = Array.from({ length: 40 }, (_, k) => [1_577_836_800_000 + 60_000 * k, 10, 12, 9, 11, k]);
const NAMES = ['open_time', 'open', 'high', 'low', 'close', 'volume'];
const CSV = [NAMES, ...ROWS].map((cells) => cells.join(',')).join('\n');

/** Pages of Parquet carry no sums and are decoded by a library: a bent one is not always noticed. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  'x.zip': zipSync({ 'a.csv': strToU8(CSV), 'b.csv': strToU8(CSV) }),
  'x.csv.gz': gzipSync(CSV),
  'x.json': strToU8(JSON.stringify(Object.fromEntries(NAMES.map((name, k) => [name, ROWS.map((row) => row[k])])))),
};

describe('a file that is bent somewhere', () => {
  it.each(Object.entries(FILES))('%s gives its rows or is refused with a sentence', { timeout: 120_000 }, async (name, bytes) => {
    const path = join(dir, name);
    const bends = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bends, fc.option(fc.nat({ max: bytes.length }), { freq: 4 }), async (changes, end) => {
        const bent = Uint8Array.from(bytes);
        for (const [at, byte] of changes) bent[at] = byte;
        writeFileSync(path, bent.subarray(0, end ?? bytes.length));
        try {
          for (const { rows } of await readPath(name, path)) expect(rows).toBeLessThanOrEqual(1000);
        } catch (error) {
          if (!(error instanceof ConfigError || error instanceof DataError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
