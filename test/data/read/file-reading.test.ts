import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openFile, type Reading, type ReadOptions } from '../../../data/read/open-file.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { taken } from './read.ts';

const dir = mkdtempSync(join(tmpdir(), 'onetape-reading-'));
afterAll(() => rmSync(dir, { recursive: true }));

const HEAD = 'open time,open,high,low,close,volume';
const COUNT = 150_000;
const row = (k: number): string => `${1_577_836_800_000 + 60_000 * k},10,12,9,11,${k}`;
const MINUTES = Array.from({ length: COUNT }, (_, k) => row(k));

const open = (lines: readonly string[], options: ReadOptions = {}, name = 'x.csv'): Promise<Reading> => {
  const text = lines.join('\n');
  writeFileSync(join(dir, name), name.endsWith('.gz') ? gzipSync(text) : text);
  return openFile(name, join(dir, name), options);
};

interface Taken {
  readonly rows: number[];
  readonly at: number[];
  readonly volumes: Float64Array;
  readonly last: string;
}

async function take(reading: Reading): Promise<Taken> {
  const rows: number[] = [];
  const at: number[] = [];
  const volumes: number[] = [];
  let last = '';
  for await (const block of reading.blocks()) {
    rows.push(block.rows);
    at.push(block.at);
    for (const volume of block.columns['volume']!) volumes.push(volume);
    last = block.place!(block.rows - 1);
  }
  return { rows, at, volumes: Float64Array.from(volumes), last };
}

const ASCENDING = Float64Array.from({ length: COUNT }, (_, k) => k);

describe('blocks', () => {
  it.each(['x.csv', 'x.csv.gz'])('of %s are 65,536 rows, and tell how much of the file was read', async (name) => {
    const reading = await open([HEAD, ...MINUTES], {}, name);
    const { rows, at, volumes, last } = await take(reading);
    expect(rows).toEqual([65_536, 65_536, COUNT - 2 * 65_536]);
    expect(at.every((bytes, k) => bytes >= (at[k - 1] ?? 1))).toBe(true);
    expect(at.at(-1)).toBe(reading.bytes);
    expect([volumes, last]).toEqual([ASCENDING, `${name}, line ${COUNT + 1}`]);
  });

  it('are the same when they are taken again', async () => {
    const reading = await open([HEAD, ...MINUTES.slice(0, 10), `${MINUTES[10]!.replace(/\d+$/, '')}`]);
    const first = await take(reading);
    expect(await take(reading)).toEqual(first);
    expect(reading.warnings).toEqual(['x.csv: 1 empty volumes taken as 0, the first in x.csv, line 12']);
  });

  it('may leave out rows that were imported before, from the oldest on', async () => {
    const { rows, volumes } = await take(await open([HEAD, ...MINUTES], { skipRows: 70_000 }));
    expect([rows, volumes]).toEqual([[2 * 65_536 - 70_000, COUNT - 2 * 65_536], ASCENDING.slice(70_000)]);
    expect((await take(await open([HEAD, ...MINUTES], { skipRows: COUNT }))).rows).toEqual([]);
  });

  it('of a file whose newest row is the first come oldest first', async () => {
    const { volumes, last } = await take(await open([HEAD, ...MINUTES.slice().reverse()]));
    expect([volumes, last]).toEqual([ASCENDING, 'x.csv, line 2']);
    expect((await take(await open([HEAD, ...MINUTES.slice().reverse()], { skipRows: COUNT - 5 }))).volumes).toEqual(ASCENDING.slice(-5));
  });

  it('of such a file are turned round beside memory where they are many', { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 17 * 65_536 + 10 }, (_, k) => `${1_577_836_800 - k},1,1,1,1,${k}`);
    const { volumes, rows } = await take(await open([HEAD, ...many]));
    expect(rows.length).toBe(18);
    expect(volumes.every((volume, k) => volume === many.length - 1 - k)).toBe(true);
    expect(readdirSync(tmpdir()).filter((name) => /^onetape-spool-/.test(name))).toEqual([]);
  });

  it('of rows that are in no order come as they stand', async () => {
    const order = [0, 2, 1, 3, 4];
    expect((await take(await open([HEAD, ...order.map(row)]))).volumes).toEqual(Float64Array.from(order));
  });
});

describe('a file', () => {
  it('is read from its beginning each time, so that it can be left in the middle', async () => {
    const reading = await open([HEAD, ...MINUTES], {}, 'x.csv.gz');
    for await (const block of reading.blocks()) {
      expect(block.rows).toBe(65_536);
      break;
    }
    expect((await take(reading)).volumes).toEqual(ASCENDING);
  });

  it.each([
    ['none.csv', 'Expected a file that can be read, but it was "none.csv" (no such file)'],
    ['goog.xlsx', 'Expected a .csv, .tsv, .txt, .json, .parquet or .zip file, or text with .gz, but it was "goog.xlsx"'],
    ['goog', 'Expected a .csv, .tsv, .txt, .json, .parquet or .zip file, or text with .gz, but it was "goog"'],
    ['none.parquet', 'Expected a file that can be read, but it was "none.parquet" (no such file)'],
    ['none.zip', 'Expected a file that can be read, but it was "none.zip" (no such file)'],
    ['.', 'Expected a .csv'],
  ])('%s is refused', async (name, message) => {
    const failed = openFile(name, join(dir, name), {});
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
  });

  it('of several series has to be opened as such', async () => {
    const head = 'time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close';
    const lines = [head, '2020-01-01,1,1,1,1,2,2,2,2'];
    await expect(open(lines)).rejects.toThrow(
      'Expected a file of one series, but it was "x.csv", which holds X (price=bid), X (price=ask)',
    );
    expect((await open(lines, { price: 'ask' })).price).toBe('ask');
  });

  it('whose name is the key of a series is that series', async () => {
    const lines = ['open_time,close_time,open,high,low,close,volume', '2020-01-02T14:30:00.000Z,2020-01-02T21:00:00.000Z,1,1,1,1,5'];
    const { instrument, timeframe, price } = await open(lines, {}, 'AAPL.NAS@1d-mid.csv');
    expect([instrument, timeframe, price]).toEqual(['AAPL.NAS', '1d', 'mid']);
    expect((await open(lines, {}, 'AAPL@100tick.csv')).timeframe).toBe('100tick');
  });

  it('that says both ends of its bars is taken at its word', async () => {
    const ends = ['2020-01-02T14:30:00.000Z,2020-01-02T21:00:00.000Z', '2020-01-03T14:30:00.000Z,2020-01-03T18:00:00.000Z'];
    const reading = await open(['open_time,close_time,open,high,low,close,volume', ...ends.map((times) => `${times},1,1,1,1,5`)]);
    const { columns } = await taken(reading);
    const iso = (column: string): string[] => Array.from(columns[column]!, (ts) => new Date(ts).toISOString());
    expect([reading.timeframe, iso('openTimes').map((text, k) => `${text},${iso('times')[k]}`)]).toEqual(['1d', ends]);
  });
});
