import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSource, type SourceKind } from '../../data/source.ts';

const EXTERNAL = '../shared/marketdata';
const GOLDEN = '../shared/golden/data';

const filesOf = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(csv|txt)(\.gz)?$/.test(name))
        .sort()
    : [];

const note = (dir: string): string => (existsSync(dir) ? '' : ` (skipped: no ${dir})`);

/** What a file needs to be told besides that its times name the open. */
const OPTIONS: Readonly<Record<string, string>> = {
  'FESX_like_1m_20060102_20060227.csv.gz': 'stamp=close&timezone=+01:00',
  'ES_cme_1m_trade_20131006_20131011_201409.csv': 'stamp=open&timeframe=1m',
  'ES_cme_1m_trade_20131006_20131011_201412.csv': 'stamp=open&timeframe=1m',
  'ES_cme_hour_trade_201409.csv': 'stamp=open&timeframe=1h',
  'ES_cme_hour_trade_201412.csv': 'stamp=open&timeframe=1h',
  'ES_cme_hour_trade_202006.csv': 'stamp=open&timeframe=1h',
  'ES_cme_hour_trade_202009.csv': 'stamp=open&timeframe=1h',
  'EURUSD.csv': 'stamp=open&timezone=UTC',
};

const REFUSED: Readonly<Record<string, string>> = {
  'WTI_eia_1d_close.csv': 'line 1: Expected columns open, high, low in the header, but it was "timestamp,close"',
};

/** The timeframe a file's name tells. */
const TIMEFRAME = /_(\d+[smhd]|daily|hour)[_.]/;

describe.each([
  ['real bars', join(EXTERNAL, 'bars')],
  ['bars of the golden cases', GOLDEN],
])('%s', (_, dir) => {
  it.skipIf(!existsSync(dir))(`load with the options they need${note(dir)}`, { timeout: 60_000 }, async () => {
    const files = filesOf(dir);
    for (const path of files) {
      const name = path.split('/').at(-1)!;
      const loading = loadSource({ source: `${path}?${OPTIONS[name] ?? 'stamp=open'}` }, 'bars', dir);
      if (REFUSED[name] !== undefined) {
        await expect(loading).rejects.toThrow(REFUSED[name]);
        continue;
      }
      const { columns, timeframe } = await loading;
      const { openTimes, times } = columns;
      expect([name, times.length > 1]).toEqual([name, true]);
      for (let row = 2; row < times.length; row++)
        if (openTimes[row]! < times[row - 1]!) expect.unreachable(`${name} overlaps at row ${row}`);
      const told = TIMEFRAME.exec(name)?.[1]?.replace('daily', '1d').replace('hour', '1h');
      if (told !== undefined) expect([name, timeframe]).toEqual([name, told]);
    }
    expect(files.length).toBeGreaterThan(5);
  });
});

describe('real ticks', () => {
  it.skipIf(!existsSync(EXTERNAL)).each<[SourceKind, number]>([
    ['quotes', 208_359],
    ['trades', 287_392],
  ])(`of %s load, each row once${note(EXTERNAL)}`, { timeout: 60_000 }, async (kind, rows) => {
    let total = 0;
    for (const path of filesOf(join(EXTERNAL, kind))) {
      const loaded = await loadSource({ source: path }, kind, join(EXTERNAL, kind));
      if (loaded.kind === 'quotes' || loaded.kind === 'trades') total += loaded.columns.times.length - 1;
    }
    expect(total).toBe(rows);
  });
});

describe('constructed files', () => {
  const dir = join(EXTERNAL, 'edge/constructed');
  const HASH = 'same bars';
  const CASES: Readonly<Record<string, readonly [options: string, bars: number, outcome: string]>> = {
    'bom_crlf_semicolon_comma_decimal.csv': ['stamp=open', 60, HASH],
    'dup_exact.csv': ['stamp=open', 60, HASH],
    'empty_file.csv': ['stamp=open', 0, 'empty_file.csv: Expected a header and rows, but it was "", an empty file'],
    'epoch_seconds.csv': ['stamp=open', 60, HASH],
    'extra_columns_reordered.csv': ['stamp=open', 60, HASH],
    'gap_10min.csv': ['stamp=open', 50, ''],
    'header_only.csv': [
      'stamp=open',
      0,
      'header_only.csv: Expected rows below the header, but it was "timestamp,open,high,low,close,volume" alone',
    ],
    'local_time_no_offset.csv': ['stamp=open&timezone=-04:00', 60, HASH],
    'missing_values.csv': ['stamp=open', 0, 'missing_values.csv, line 14: Expected a price above 0 in column close, but it was ""'],
    'negative_low.csv': ['stamp=open', 0, 'negative_low.csv, line 42: Expected a price above 0 in column low, but it was "-1.5"'],
    'unsorted.csv': ['stamp=open', 0, 'unsorted.csv, line 23: Expected a time after 2013-10-07T13:55:00.000Z of the row before'],
    'zero_and_empty_volume.csv': ['stamp=open', 60, ''],
  };

  it.skipIf(!existsSync(dir))(`are all in this table${note(dir)}`, () => {
    expect(filesOf(dir)).toEqual(Object.keys(CASES).sort());
  });

  it.skipIf(!existsSync(dir)).each(Object.entries(CASES))(
    `%s loads right or says what is wrong${note(dir)}`,
    async (name, [options, count, outcome]) => {
      const loading = loadSource({ source: `${name}?${options}` }, 'bars', dir);
      if (count === 0) {
        await expect(loading).rejects.toThrow(outcome);
        return;
      }
      const loaded = await loading;
      expect([loaded.columns.times.length - 1, loaded.timeframe]).toEqual([count, '1m']);
      if (outcome === HASH) expect(loaded.hash).toBe((await loadSource({ source: 'epoch_seconds.csv?stamp=open' }, 'bars', dir)).hash);
    },
  );

  it.skipIf(!existsSync(dir))(`warn of what was mended${note(dir)}`, async () => {
    const warnings = async (name: string) => (await loadSource({ source: `${name}?stamp=open` }, 'bars', dir)).warnings;
    expect(await warnings('dup_exact.csv')).toEqual([
      'dup_exact.csv: 1 rows repeated in full were dropped, the first at dup_exact.csv, line 13',
    ]);
    expect(await warnings('zero_and_empty_volume.csv')).toEqual([
      'zero_and_empty_volume.csv: 1 empty volumes taken as 0, the first in zero_and_empty_volume.csv, line 33',
    ]);
  });

  it.skipIf(!existsSync(dir))(`of local times ask for their timezone${note(dir)}`, async () => {
    await expect(loadSource({ source: 'local_time_no_offset.csv?stamp=open' }, 'bars', dir)).rejects.toThrow(
      'Expected a timezone for the times of local_time_no_offset.csv',
    );
  });
});
