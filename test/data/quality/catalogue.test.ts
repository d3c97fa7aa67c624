import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../../data/read/open-file.ts';
import { CATALOGUE } from './catalogue.ts';
import { counts, EXTERNAL, lacks, note, read } from './read.ts';

const FOLDERS = ['bars', 'quotebars', 'trades', 'quotes', 'l2', 'funding'];

/** What a file needs to be told besides that its times name the open of a bar. */
const OPTIONS: readonly (readonly [RegExp, ReadOptions])[] = [
  [/FESX_like/, { stamp: 'close', timezone: 'Europe/Berlin' }],
  [/6EH4|BTCPERP_1m/, { stamp: 'close' }],
  [/ES_cme_1m_trade.*(201409|201412)/, { stamp: 'open', timeframe: '1m' }],
  [/ES_cme_hour_trade_(201409|201412|202006|202009)/, { stamp: 'open', timeframe: '1h' }],
];

/** It has a close alone: the edge cases tell. */
const NO_BARS = 'bars/spot/WTI_eia_1d_close.csv';

describe('files of real market data', () => {
  it.skipIf(lacks())(`are all in the catalogue${note()}`, () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(EXTERNAL, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.csv(\.gz)?$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    expect(CATALOGUE.map(([path]) => path).sort()).toEqual(files.filter((path) => path !== NO_BARS).sort());
  });

  it.skipIf(lacks()).each(CATALOGUE)(`%s, in sessions of %j: %s${note()}`, { timeout: 120_000 }, async (path, calendar, found) => {
    const options = OPTIONS.find(([pattern]) => pattern.test(path))?.[1];
    const all = await read(path, calendar, options);
    const text = all.map(({ price, findings }) => `${price === 'bid' || price === 'ask' ? `${price}: ` : ''}${counts(findings)}`);
    expect(text.join(' | ')).toBe(found);
    expect(all.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
  });
});
