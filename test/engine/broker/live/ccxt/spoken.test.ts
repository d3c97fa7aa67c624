import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SHARED } from './captured.ts';
import { spoken } from './spoken.ts';
import { COINBASE, OKX } from './spoken-payloads.ts';

const FOLDER = join(SHARED, 'nautilus');
const isThere = existsSync(join(FOLDER, 'okx'));

/** A payload as the exchange sends it: some files have only what is in it. */
function whole(name: string, file: string): unknown {
  const payload: unknown = JSON.parse(readFileSync(join(FOLDER, name, `${file}.json`), 'utf8'));
  if (file.startsWith('http_balance_detail')) return { code: '0', msg: '', data: [{ details: [payload], uTime: '1' }] };
  return /^http_(?:transaction_detail|place_order)/.test(file) ? { code: '0', msg: '', data: [payload] } : payload;
}

describe.skipIf(!isThere)(`payloads of exchanges through ccxt${isThere ? '' : ' (skipped: conformance/nautilus is not there)'}`, () => {
  const counts = { used: 0, refused: 0, unused: 0 };

  it.each([
    ['okx', OKX],
    ['coinbase', COINBASE],
  ] as const)('come to what the documentation of %s says', async (name, table) => {
    const files = readdirSync(join(FOLDER, name)).flatMap((file) => (file.endsWith('.json') ? [file.replace('.json', '')] : []));
    expect(Object.keys(table).sort()).toEqual(files.sort());
    for (const [file, expected] of Object.entries(table)) {
      if (typeof expected === 'string') {
        counts.unused++;
        continue;
      }
      const found = await spoken(name, expected.as, whole(name, file)).catch((error: Error) => [`refused: ${error.message}`]);
      expect({ [file]: found }).toEqual({ [file]: expected.says });
      if (found.some((line) => line.startsWith('refused'))) counts.refused++;
      else counts.used++;
    }
  });

  afterAll(() => {
    const { used, refused, unused } = counts;
    process.stdout.write(
      `ccxt payloads of OKX and Coinbase: ${used} read, ${refused} refused with a reason, ${unused} that are not used\n`,
    );
  });
});
