import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { DOCUMENTED, RECORDED } from './payloads.ts';
import { type Block, documents, said } from './said.ts';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const SHARED = resolve(ROOT, process.env.EXTERNAL_DIR ?? '../shared/marketdata', '../conformance');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** How often each outcome was met. */
const counts = { payloads: 0, agree: 0, refused: 0, unused: 0 };

function count(found: readonly string[], expected: readonly string[] | undefined): void {
  counts.payloads++;
  if (JSON.stringify(found) === JSON.stringify(expected)) counts.agree++;
  if (found.some((line) => line.startsWith('refused'))) counts.refused++;
  if (found.some((line) => line.startsWith('not '))) counts.unused++;
}

const isThere = existsSync(join(SHARED, 'bybit-docs')) && existsSync(join(SHARED, 'nautilus/bybit'));

describe.skipIf(!isThere)(`payloads of Bybit${isThere ? '' : ' (skipped: conformance/bybit-docs is not there)'}`, () => {
  it('of another program come to what they say', () => {
    const folder = join(SHARED, 'nautilus/bybit');
    const files = readdirSync(folder);
    expect(files.length).toBe(64);
    for (const file of files) {
      const name = file.replace('.json', '');
      const found = said(read(join(folder, file)) as object);
      count(found, RECORDED[name]);
      expect({ [name]: found }).toEqual({ [name]: RECORDED[name] });
    }
  });

  it('of the documentation come to what they say', () => {
    const folder = join(SHARED, 'bybit-docs');
    const met = new Set<string>();
    let blocks = 0;
    for (const file of readdirSync(folder)) {
      (read(join(folder, file)) as { readonly blocks: readonly Block[] }).blocks.forEach((block, k) => {
        blocks++;
        const found = documents(block).flatMap((payload) => said(payload));
        if (found.length === 0) return;
        const name = `${file.replace('docs_v5_', '').replace('.json', '')} ${k}`;
        met.add(name);
        count(found, DOCUMENTED[name]);
        expect({ [name]: found }).toEqual({ [name]: DOCUMENTED[name] });
      });
    }
    expect(blocks).toBe(106);
    expect([...met].sort()).toEqual(Object.keys(DOCUMENTED).sort());
  });

  afterAll(() => {
    const { payloads, agree, refused, unused } = counts;
    process.stdout.write(`bybit payloads: ${agree} of ${payloads} agree (${refused} refused with a reason, ${unused} that are not used)\n`);
  });
});
