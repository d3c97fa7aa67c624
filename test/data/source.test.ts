import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSource, type SourceKind, type SourceSpec } from '../../data/source.ts';
import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { row } from './rows.ts';

const dir = mkdtempSync(join(tmpdir(), 'onetape-source-'));
afterAll(() => rmSync(dir, { recursive: true }));

const BARS = 'time,open,high,low,close,volume\n1577836800,10,12,9,11,100\n1577836860,11,13,10,12,200\n';
writeFileSync(join(dir, 'goog.csv'), BARS);
writeFileSync(join(dir, 'goog 2.txt.gz'), gzipSync(BARS));
writeFileSync(join(dir, 'utf16.tsv'), Buffer.from(`\ufeff${BARS.replaceAll(',', '\t')}`, 'utf16le'));
writeFileSync(join(dir, 'bom.csv'), `\ufeff${BARS}`);
writeFileSync(join(dir, 'mac.csv'), BARS.replaceAll('\n', '\r'));
writeFileSync(join(dir, 'short.csv.gz'), gzipSync(BARS).subarray(0, 40));
writeFileSync(join(dir, 'ticks.csv'), 'time,bid,ask,price,size\n1577836800,10,12,11,1\n');
writeFileSync(join(dir, 'signals.csv'), 'ts,knownAt,score\n1577836800,1577836860,0.5\n');
mkdirSync(join(dir, 'folder.csv'));

const load = (source: string | SourceSpec, kind: SourceKind = 'bars') =>
  loadSource(typeof source === 'string' ? { source } : source, kind, dir);
const bars = (source: string | SourceSpec) => loadSource(typeof source === 'string' ? { source } : source, 'bars', dir);

describe('a file', () => {
  it('is found from the base folder, and its name suggests the id', async () => {
    const loaded = await bars({ source: './goog.csv', stamp: 'open' });
    expect([loaded.kind, loaded.id, loaded.timeframe]).toEqual(['bars', 'GOOG', '1m']);
    expect(row(loaded, 2)).toBe('2020-01-01T00:01Z 2020-01-01T00:02Z 11 13 10 12 200');
    expect((await bars({ source: join(dir, 'goog.csv'), stamp: 'open' })).hash).toBe(loaded.hash);
  });

  it('gives the same bars packed or not, in either encoding, with any line ends', async () => {
    const { hash } = await bars('goog.csv?stamp=open');
    for (const name of ['goog 2.txt.gz', 'utf16.tsv', 'bom.csv', 'mac.csv'])
      expect([name, (await bars(`${name}?stamp=open`)).hash]).toEqual([name, hash]);
    expect((await bars('goog 2.txt.gz?stamp=open')).id).toBe('GOOG-2');
  });

  it('may hold quotes, trades or a custom series', async () => {
    const quotes = await loadSource({ source: 'ticks.csv' }, 'quotes', dir);
    const trades = await loadSource({ source: 'ticks.csv' }, 'trades', dir);
    const custom = await loadSource({ source: 'signals.csv' }, 'custom', dir);
    expect([quotes.kind, quotes.columns.ask[1], trades.kind, trades.columns.price[1]]).toEqual(['quotes', 12, 'trades', 11]);
    expect([custom.kind, custom.id, custom.columns['score']![1]]).toEqual(['custom', 'signals', 0.5]);
  });
});

describe('options', () => {
  it('may stand in the source or beside it', async () => {
    const beside = await bars({ source: 'goog.csv', stamp: 'close', timeframe: '30s', timezone: 'UTC' });
    expect((await bars('goog.csv?stamp=close&timeframe=30s&timezone=+00:00')).hash).toBe(beside.hash);
    expect((await bars({ source: 'goog.csv?stamp=close', stamp: 'close', timeframe: '30s' })).hash).toBe(beside.hash);
    expect((await bars('goog.csv?stamp=close&timeframe=30s&timezone=%2B00:00')).hash).toBe(beside.hash);
  });

  it.each<[string | SourceSpec, string]>([
    [
      'goog.csv?stmp=open',
      'Expected stamp, timeframe, timezone, dates, price, layout, columns, levels as options of "goog.csv", but it was "stmp=open"',
    ],
    ['goog.csv?stamp=begin', 'Expected stamp to be open or close for "goog.csv", but it was "begin"'],
    ['goog.csv?stamp=%E0', 'Expected options of "goog.csv?stamp=%E0" to be plain text or percent-encoded, but it was "%E0"'],
    [
      { source: 'goog.csv?stamp=open', stamp: 'close' },
      'Expected one stamp for "goog.csv", but it was "open" in the source and "close" beside it',
    ],
    ['goog.csv?dates=ymd', 'Expected dates to be dmy or mdy for "goog.csv", but it was "ymd"'],
    ['goog.csv?levels=0', 'Expected levels to be 1 or more for "goog.csv", but it was "0"'],
    [{ source: 'sample:sp500', timeframe: '1h' }, 'Expected the timeframe of "sample:sp500" to be 1d, but it was "1h"'],
  ])('%j is refused', async (source, message) => {
    const failed = load(source);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
  });
});

describe('what is made or comes along', () => {
  it('is the S&P 500 by day', async () => {
    const loaded = await bars('sample:sp500');
    expect([loaded.id, loaded.timeframe, loaded.columns.times.length - 1, loaded.warnings]).toEqual(['SP500', '1d', 5105, []]);
    expect(row(loaded, 1)).toBe('2000-01-03 2000-01-04 1469.25 1478 1438.359985 1455.219971 931800000');
    expect(row(loaded, 5105).slice(0, 21)).toBe('2020-04-17 2020-04-18');
  });

  it('is a synthetic series', async () => {
    const loaded = await bars({ source: 'synthetic:seed=1,bars=3,timeframe=1h', timeframe: '1h' });
    expect([loaded.id, loaded.timeframe, loaded.columns.times.length]).toEqual(['SYNTH-1', '1h', 4]);
  });

  it('holds bars only', async () => {
    await expect(load('sample:sp500', 'quotes')).rejects.toThrow('Expected a file of quotes, but it was "sample:sp500", which holds bars');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['none.csv', 'Expected a file that can be read, but it was "none.csv" (no such file)'],
    ['folder.csv', 'Expected a file that can be read, but it was "folder.csv" (a folder)'],
    ['goog.xlsx', 'Expected a .csv, .tsv, .txt, .json, .parquet or .zip file, or text with .gz, but it was "goog.xlsx"'],
    [
      'goog',
      'Expected a source such as ./goog.csv, sample:sp500, synthetic:seed=1,bars=1000,timeframe=1m or BTCUSDT.BYBIT@1m, but it was "goog"',
    ],
    ['sample:dax', 'Expected the sample to be "sample:sp500", but it was "sample:dax"'],
    ['tape:s1', 'Expected a source that holds data by itself, but it was "tape:s1": a recorded session is read by a run, in its workspace'],
    [
      'tape:s1?speed=10',
      'Expected a source that holds data by itself, but it was "tape:s1?speed=10": a recorded session is read by a run, in its workspace',
    ],
    ['BTCUSDT.BYBIT@1m', 'Expected a store with "BTCUSDT.BYBIT@1m" in the workspace (onetape data import, or fetch), but it was missing'],
  ])('%s is refused', async (source, message) => {
    const failed = load(source);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
  });

  it('is a gzip file cut short', async () => {
    const failed = load('short.csv.gz?stamp=open');
    await expect(failed).rejects.toThrow('short.csv.gz: Expected a complete gzip file, but it was "unexpected end of file"');
    await expect(failed).rejects.toBeInstanceOf(DataError);
  });
});
