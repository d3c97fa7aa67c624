import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ConfigError, DataError } from '../../../../engine/model/errors.ts';
import { bar, readAll } from '../read.ts';

const KLINES = '1637971200000,10,12,9,11,100,1637971259999,1,2,3,4,0\n1637971260000,11,13,10,12,200,1637971319999,1,2,3,4,0\n';

const zip = (files: Record<string, string>, level: 0 | 6 = 6): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level }));

describe('a zip file', () => {
  it.each([0, 6] as const)('holds a dump of Binance, packed at level %d', async (level) => {
    const [loaded] = await readAll(zip({ 'BTCUSDT-1m-2021-11.csv': KLINES }, level), {}, 'BTCUSDT-1m-2021-11.zip');
    expect([bar(loaded!, 1), loaded!.instrument, loaded!.places[1]]).toEqual([
      '2021-11-27T00:01Z 2021-11-27T00:02Z 11 13 10 12 200',
      'BTCUSDT',
      'BTCUSDT-1m-2021-11.zip, line 2',
    ]);
  });

  it('may hold several files, each a series', async () => {
    const rows = 'Date,Open,High,Low,Close\n2024-03-01,10,12,9,11\n';
    const all = await readAll(zip({ 'a.csv': rows, 'notes/': '', 'b.txt': rows, 'readme.md': 'x', '__MACOSX/._a.csv': 'x' }), {}, 'x.zip');
    expect(all.map(({ instrument, places }) => [instrument, places[0]])).toEqual([
      ['A', 'x.zip/a.csv, line 2'],
      ['B', 'x.zip/b.txt, line 2'],
    ]);
  });

  it('that is damaged is refused', async () => {
    const bytes = zip({ 'a.csv': `Date,Open,High,Low,Close\n${'2024-03-01,10,12,9,11\n'.repeat(3000)}` });
    const whole = 'x.zip: Expected a complete zip file, but it was "damaged or cut short"';
    await expect(readAll(bytes.subarray(0, bytes.length - 30), {}, 'x.zip')).rejects.toThrow(whole);
    await expect(readAll(Buffer.from('no zip file'), {}, 'x.zip')).rejects.toThrow(whole);
    const bent = Buffer.from(bytes);
    bent[60]! ^= 0xff;
    await expect(readAll(bent, {}, 'x.zip')).rejects.toBeInstanceOf(DataError);
  });

  it('has the bytes that were packed', async () => {
    const bytes = zip({ 'a.csv': 'Date,Open,High,Low,Close\n2024-03-01,10,12,9,11\n' }, 0);
    bytes[bytes.indexOf('12,9')] = 0x39;
    await expect(readAll(bytes, {}, 'x.zip')).rejects.toThrow(
      'x.zip: Expected a.csv as it was packed, but it was "47 bytes of 47, or others than were packed"',
    );
  });

  it('with a password, with another method or without a file of text is refused', async () => {
    const bytes = zip({ 'a.csv': 'x' });
    const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    const locked = Buffer.from(bytes);
    locked[at + 8]! |= 1;
    await expect(readAll(locked, {}, 'x.zip')).rejects.toThrow('Expected x.zip to need no password, but it was "a.csv" that does');
    const other = Buffer.from(bytes);
    other[at + 10] = 12;
    await expect(readAll(other, {}, 'x.zip')).rejects.toBeInstanceOf(ConfigError);
    await expect(readAll(zip({ 'a.md': 'x' }), {}, 'x.zip')).rejects.toThrow(
      'x.zip: Expected a .csv, .tsv or .txt file within the zip file, but it was "a.md"',
    );
  });
});
