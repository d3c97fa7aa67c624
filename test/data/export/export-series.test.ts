import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../data/block.ts';
import { exportSeries } from '../../../data/export/export-series.ts';
import { fileNameOf, formatOf } from '../../../data/export/format.ts';
import type { SeriesRows } from '../../../data/export/series-rows.ts';
import { blocksOf } from '../../../data/export/series-rows.ts';
import { fileError } from '../../../data/export/write-error.ts';
import type { RowSource } from '../../../engine/model/row-source.ts';
import { seriesOf } from './series.ts';

const dir = mkdtempSync(join(tmpdir(), 'export-'));
afterAll(() => rmSync(dir, { recursive: true }));

const funding = seriesOf('funding', COLUMNS.funding, [[[0, 0.0001]], [[28_800_000, -0.0002]]]);
const TEXT = 'time,rate\n1970-01-01T00:00:00.000Z,0.0001\n1970-01-01T08:00:00.000Z,-0.0002\n';

describe('exportSeries', () => {
  it('writes what the end of the path says, and reports rows and bytes', async () => {
    const path = join(dir, 'a.csv');
    const passes: number[][] = [];
    expect(await exportSeries(funding, path, { onRows: (...seen) => passes.push(seen) })).toEqual({ path, rows: 2, bytes: TEXT.length });
    expect(readFileSync(path, 'utf8')).toBe(TEXT);
    expect(passes).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('packs a path that ends in .gz', async () => {
    const path = join(dir, 'a.csv.gz');
    const { bytes } = await exportSeries(funding, path);
    expect(gunzipSync(readFileSync(path)).toString()).toBe(TEXT);
    expect(bytes).toBe(readFileSync(path).length);
  });

  it.each(['b.json', 'b.json.gz', 'b.parquet'])('writes %s', async (name) => {
    const { rows } = await exportSeries(funding, join(dir, name));
    expect([rows, existsSync(join(dir, name))]).toEqual([2, true]);
  });

  it('takes the format given over that of the path', async () => {
    const path = join(dir, 'rows.json');
    await exportSeries(funding, path, { format: 'json-rows' });
    expect(JSON.parse(readFileSync(path, 'utf8')).rows[1]).toEqual({ ts: '1970-01-01T08:00:00.000Z', rate: -0.0002 });
  });

  it('leaves the file that was there, and nothing beside it, where it fails', async () => {
    const folder = join(dir, 'kept');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), 'old');
    const broken: SeriesRows = {
      ...funding,
      *blocks() {
        yield* funding.blocks() as Iterable<never>;
        throw new Error('a page of the store is damaged');
      },
    };
    for (const name of ['a.csv', 'b.csv', 'c.parquet', 'd.json.gz']) {
      await expect(exportSeries(broken, join(folder, name))).rejects.toThrow('a page of the store is damaged');
    }
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('old');
    await exportSeries(funding, join(folder, 'a.csv'));
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe(TEXT);
  });

  it('ends at a signal, leaving nothing', async () => {
    const folder = join(dir, 'stopped');
    mkdirSync(folder);
    const stop = new AbortController();
    const endless: SeriesRows = {
      ...funding,
      async *blocks() {
        for (;;) yield* funding.blocks();
      },
    };
    const onRows = (rows: number): void => {
      if (rows > 10_000) stop.abort();
    };
    await expect(exportSeries(endless, join(folder, 'a.csv'), { signal: stop.signal, onRows })).rejects.toThrow('abort');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says why a file cannot be written', async () => {
    mkdirSync(join(dir, 'folder.csv'));
    await expect(exportSeries(funding, join(dir, 'none/a.csv'))).rejects.toThrow(
      `Expected a file that can be written, but it was "${dir}/none/a.csv" (there is no folder ${dir}/none)`,
    );
    await expect(exportSeries(funding, join(dir, 'folder.csv'))).rejects.toThrow('(it is a folder)');
    await expect(exportSeries(funding, join(dir, 'a.csv/b.csv'))).rejects.toThrow(`(${dir}/a.csv is no folder)`);
    const full = fileError('x.csv', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect(`${full}`).toBe('ConfigError: Expected a file that can be written, but it was "x.csv" (the disk is full)');
  });
});

describe('a file name', () => {
  it('says the format', () => {
    expect(formatOf('a.CSV.GZ')).toEqual({ format: 'csv', isPacked: true });
    expect(formatOf('a.json')).toEqual({ format: 'json', isPacked: false });
    expect(formatOf('a.txt', 'csv')).toEqual({ format: 'csv', isPacked: false });
    expect(() => formatOf('a.xlsx')).toThrow(
      'Expected a file that ends in .csv, .parquet or .json (or .csv.gz, .json.gz), but it was "a.xlsx"',
    );
    expect(() => formatOf('a.parquet.gz')).toThrow('Expected a Parquet file without .gz');
  });

  it('is the series where none is given', () => {
    const key = { instrument: 'BTC/USDT.BYBIT', kind: 'bars', timeframe: '1h', price: 'mark' } as const;
    expect(fileNameOf(key, 'csv')).toBe('BTC_USDT.BYBIT@1h-mark.csv');
    expect(fileNameOf({ ...key, price: 'trade' }, 'json-rows')).toBe('BTC_USDT.BYBIT@1h.json');
    expect(fileNameOf({ ...key, kind: 'trades', timeframe: '', price: 'trade' }, 'parquet')).toBe('BTC_USDT.BYBIT@trades.parquet');
  });
});

describe('blocksOf', () => {
  it.each([0, 1, 65_535, 65_536, 200_000])('hands over a source of %i rows', (rows) => {
    const source: RowSource = {
      rows,
      fill(from, to, columns, mask) {
        for (let row = from; row < to; row++) columns['times']![row & mask] = row;
      },
    };
    let seen = 0;
    for (const block of blocksOf(source, ['times'])) {
      for (const ts of block.columns['times']!) if (ts !== ++seen) expect.unreachable(`row ${seen} is ${ts}`);
    }
    expect(seen).toBe(rows);
  });
});
