import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXTERNAL, lacks, note, read } from './read.ts';

const SILENT = 'nothing';

/** What is said of a file, by the reader or by the checks, and how many bars stay. */
const CONSTRUCTED: Readonly<Record<string, readonly [bars: number, said: string]>> = {
  'bom_crlf_semicolon_comma_decimal.csv': [60, SILENT],
  'dup_exact.csv': [60, 'warning: 1 rows repeated in full were dropped @ dup_exact.csv, line 13'],
  'empty_file.csv': [0, 'empty_file.csv: Expected a header and rows, but it was "", an empty file'],
  'epoch_seconds.csv': [60, SILENT],
  'extra_columns_reordered.csv': [60, SILENT],
  'gap_10min.csv': [
    50,
    'warning: 10 of 60 bars (16.7 %) are missing in 1 gaps within sessions of XNYS, the longest of 10 m from 2013-10-07T13:45:00.000Z @ gap_10min.csv, line 17',
  ],
  'header_only.csv': [0, 'header_only.csv: Expected rows below the header, but it was "timestamp,open,high,low,close,volume" alone'],
  'local_time_no_offset.csv': [60, SILENT],
  'missing_values.csv': [0, 'missing_values.csv, line 14: Expected a price above 0 in column close, but it was ""'],
  'negative_low.csv': [0, 'negative_low.csv, line 42: Expected a price above 0 in column low, but it was "-1.5"'],
  'unsorted.csv': [
    0,
    'unsorted.csv, line 23: Expected a time after 2013-10-07T13:55:00.000Z of the row before (sort the file, oldest row first), but it was "2013-10-07T13:51:00.000Z"',
  ],
  'zero_and_empty_volume.csv': [
    60,
    'note: 2 bars have no volume, and 2 of them move, 2 in a row at most @ zero_and_empty_volume.csv, line 32',
  ],
};

describe('constructed files', () => {
  it.skipIf(lacks('edge/constructed/INDEX.json'))(`are all expected${note('edge/constructed/INDEX.json')}`, () => {
    const index: object = JSON.parse(readFileSync(join(EXTERNAL, 'edge/constructed/INDEX.json'), 'utf8'));
    expect(Object.keys(CONSTRUCTED).sort()).toEqual(Object.keys(index).sort());
  });

  it.skipIf(lacks('edge')).each(Object.entries(CONSTRUCTED))(`%s${note('edge')}`, async (name, [bars, said]) => {
    const options = { stamp: 'open', ...(name.startsWith('local') && { timezone: 'America/New_York' }) } as const;
    const reading = read(`edge/constructed/${name}`, 'XNYS', options, { errors: 'throw' });
    if (bars === 0) {
      await expect(reading).rejects.toThrow(said);
      return;
    }
    const [all] = await reading;
    const words = all!.findings.map(({ severity, message, place }) => `${severity}: ${message} @ ${place}`);
    expect([all!.left.size, words.join() || SILENT]).toEqual([bars, said]);
  });
});
