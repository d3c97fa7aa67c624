import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../engine/model/errors.ts';
import { readAll } from '../read.ts';

const LINES = Array.from({ length: 30_000 }, (_, k) => `${1_577_836_800 + 60 * k},10,12,9,11,${k}`);
const TEXT = `open time,open,high,low,close,volume\n${LINES.join('\n')}\n`;

const volumes = async (content: Buffer | string, name = 'x.csv'): Promise<readonly [number, number, readonly string[]]> => {
  const [loaded] = await readAll(content, {}, name);
  return [loaded!.rows, loaded!.columns['volume']!.reduce((sum, volume) => sum + volume, 0), loaded!.warnings];
};
const ALL = [30_000, (30_000 * 29_999) / 2, []];

describe('text', () => {
  it.each<[string, Buffer]>([
    ['in UTF-8 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['in UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['in UTF-16, big end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['with the line ends of Windows', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['with the line ends of the old Mac', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['without a last line feed', Buffer.from(TEXT.trimEnd())],
    ['with empty lines', Buffer.from(TEXT.replaceAll('\n', '\n\n\r\n'))],
    ['between semicolons, with decimal commas', Buffer.from(TEXT.replaceAll(',', ';').replaceAll(';10;', ';10,0;'))],
    ['between tabs, in quotes', Buffer.from(TEXT.replaceAll(',', '"\t"').replaceAll('\n', '"\n"').slice(0, -1).replace(/^/, '"'))],
    ['packed', gzipSync(TEXT)],
    ['packed in parts', Buffer.concat([gzipSync(TEXT.slice(0, 500_000)), gzipSync(TEXT.slice(500_000))])],
  ])('is read %s', async (_, content) => {
    expect(await volumes(content)).toEqual(ALL);
  });

  it('that is packed is known by its bytes, whatever its name', async () => {
    expect(await volumes(gzipSync(TEXT), 'x.csv')).toEqual(ALL);
    expect(await volumes(TEXT, 'x.csv.gz')).toEqual(ALL);
  });

  it('names the line in the file, empty lines counted', async () => {
    const head = 'date,open,high,low,close';
    await expect(volumes(`${head}\r\n\r\n\n2020-01-01,1,x,1,1\n`)).rejects.toThrow('x.csv, line 4:');
    await expect(volumes(`${head}\r\r2020-01-01,1,x,1,1\r`)).rejects.toThrow('x.csv, line 3:');
  });
});

describe('a gzip file', () => {
  it('may lack its trailer after a complete line, which is said', async () => {
    const packed = gzipSync(TEXT);
    expect(await volumes(packed.subarray(0, packed.length - 8), 'x.csv.gz')).toEqual([
      30_000,
      ALL[1],
      ['x.csv.gz: the gzip file ends without its trailer, after a complete line: rows may be missing at its end'],
    ]);
  });

  it.each([
    ['cut short within a line', gzipSync(TEXT).subarray(0, 20_000), 'unexpected end of file'],
    ['cut short at its beginning', gzipSync(TEXT).subarray(0, 40), 'unexpected end of file'],
    ['whose sum is wrong', Buffer.concat([gzipSync(TEXT).subarray(0, -8), Buffer.alloc(8)]), 'incorrect data check'],
  ])('%s is refused', async (_, packed, was) => {
    const failed = volumes(packed, 'x.csv.gz');
    await expect(failed).rejects.toThrow(`x.csv.gz: Expected a complete gzip file, but it was "${was}"`);
    await expect(failed).rejects.toBeInstanceOf(DataError);
  });
});

describe('what is no text', () => {
  it('is refused', async () => {
    await expect(volumes(`open time,open,high,low,close\n${'1'.repeat(17_000_000)}`)).rejects.toThrow(
      'x.csv: Expected lines of text, but it was "1111',
    );
    await expect(volumes('')).rejects.toThrow('x.csv: Expected a header and rows, but it was "", an empty file');
    await expect(volumes('\n\r\n')).rejects.toThrow('x.csv: Expected a header and rows, but it was "", an empty file');
  });
});
