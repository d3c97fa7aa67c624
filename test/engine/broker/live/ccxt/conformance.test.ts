import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SHARED } from './captured.ts';
import { DOCUMENTED, RECORDED } from './payloads.ts';
import { said } from './said.ts';

const FOLDERS = [
  ...(['nautilus/binance/spot/http_json', 'nautilus/binance/spot/user_data_json'] as const),
  ...([
    'nautilus/binance/futures/http_json',
    'nautilus/binance/futures/user_data_json',
    'nautilus/binance/futures/market_data_json',
  ] as const),
  ...(['nautilus/binance_py/ws_messages', 'nautilus/kraken'] as const),
];

const counts = { payloads: 0, agree: 0, refused: 0, unused: 0 };

function count(found: readonly string[], expected: readonly string[] | undefined): void {
  counts.payloads++;
  if (JSON.stringify(found) === JSON.stringify(expected)) counts.agree++;
  if (found.some((line) => line.startsWith('refused'))) counts.refused++;
  else if (found.every((line) => line.startsWith('not '))) counts.unused++;
}

const venueOf = (folder: string, file: string): Parameters<typeof said>[0] =>
  folder.endsWith('kraken') ? 'kraken' : folder.includes('futures') || file.includes('futures') ? 'binance-usdm' : 'binance';

const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(SHARED, ...path), 'utf8'));
const isThere = existsSync(join(SHARED, 'nautilus/binance'));

describe.skipIf(!isThere)(`payloads of Binance and Kraken${isThere ? '' : ' (skipped: conformance/nautilus is not there)'}`, () => {
  it('of another program come to what they say', () => {
    const met = new Set<string>();
    for (const folder of FOLDERS)
      for (const file of readdirSync(join(SHARED, folder))) {
        // What is Kraken's other exchange is none of this adapter's.
        if (
          !file.endsWith('.json') ||
          (folder.endsWith('kraken') && !/^http_(?:open_orders|closed_orders|trades_history|spot_balance)/.test(file))
        )
          continue;
        const name = `${folder.replace('nautilus/', '')}/${file.replace('.json', '')}`;
        const found = said(venueOf(folder, file), read(folder, file));
        met.add(name);
        count(found, RECORDED[name]);
        expect({ [name]: found }).toEqual({ [name]: RECORDED[name] });
      }
    expect([...met].sort()).toEqual(Object.keys(RECORDED).sort());
  });

  it('of the documentation come to what they say', () => {
    for (const document of ['rest-api', 'user-data-stream'] as const) {
      const { blocks } = read('binance-docs', `${document}.json`) as { readonly blocks: readonly { readonly json?: unknown }[] };
      blocks.forEach(({ json }, k) => {
        if (json === undefined || json === null) return;
        const found = said('binance', json);
        if (found.every((line) => line.startsWith('not used'))) return;
        const name = `${document} ${k}`;
        count(found, DOCUMENTED[name]);
        expect({ [name]: found }).toEqual({ [name]: DOCUMENTED[name] });
      });
    }
  });

  afterAll(() => {
    const { payloads, agree, refused, unused } = counts;
    process.stdout.write(`ccxt payloads: ${agree} of ${payloads} agree (${refused} refused with a reason, ${unused} that are not used)\n`);
  });
});
