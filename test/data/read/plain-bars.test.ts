import { describe, expect, it } from 'vitest';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { bar, type Read, read } from './read.ts';

type Spec = Parameters<typeof read>[1];

/** The bars of lines, labelled by their open unless said otherwise. */
const bars = (lines: readonly string[], spec: Spec = { stamp: 'open' }): Promise<Read> => read(lines, spec);

/** All numbers of bars. */
const numbers = ({ columns }: Read): number[][] => Object.values(columns).map((column) => Array.from(column));

const HEAD = 'date,open,high,low,close,volume';
const A = '2020-01-01,10,12,9,11,100';
const B = '2020-01-02,11,13,10,12,200';

describe('columns', () => {
  it('are found by name, whatever their case, order and marks', async () => {
    const plain = await bars([HEAD, A, B]);
    for (const lines of [
      ['Volume,Close,Low,HIGH,Open,Symbol,Date', '100,11,9,12,10,X,2020-01-01', '200,12,10,13,11,X,2020-01-02'],
      ['<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>', A.replaceAll(',', '\t'), B.replaceAll(',', '\t')],
      ['Date_Time;Open;High;Low;Close;Adj Close;Volume', '2020-01-01;10;12;9;11;5;100', '2020-01-02;11;13;10;12;6;200'],
      [',Open,High,Low,Close,Volume', A, B],
      ['"Date","Open","High","Low","Close","Volume"', '"2020-01-01","10","12","9","11","100"', '"2020-01-02","11","13","10","12","200"'],
    ]) {
      expect(numbers(await bars(lines))).toEqual(numbers(plain));
    }
    expect([bar(plain, 0), bar(plain, 1)]).toEqual(['2020-01-01 2020-01-02 10 12 9 11 100', '2020-01-02 2020-01-03 11 13 10 12 200']);
  });

  it('are taken in the usual order, with a warning, where there is no header', async () => {
    const six = await bars(['1577836800;10,5;12;9;11;100', '1577836860;11;13;10;12;200']);
    expect(bar(six, 0)).toBe('2020-01-01 2020-01-01T00:01Z 10.5 12 9 11 100');
    expect(six.warnings).toEqual(['x.csv: no header, so the columns are taken as time, open, high, low, close, volume']);
    const five = await bars(['20200101,10,12,9,11', '20200102,11,13,10,12']);
    expect([bar(five, 1), five.warnings.length]).toEqual(['2020-01-02 2020-01-03 11 13 10 12 0', 2]);
  });

  it('may keep the date and the time of day apart', async () => {
    const loaded = await bars(['Date,Time,Open,High,Low,Close', '2020-01-01,09:30,10,12,9,11', '2020-01-01,09:31,11,13,10,12'], {
      stamp: 'open',
      timezone: '-05:00',
    });
    expect(bar(loaded, 0)).toBe('2020-01-01T14:30Z 2020-01-01T14:31Z 10 12 9 11 0');
  });

  it('are named, those missing and those found, where one is missing', async () => {
    await expect(bars(['timestamp,close', '2020-01-01,1'])).rejects.toThrow(
      'x.csv, line 1: Expected columns open, high, low in the header, but it was "timestamp,close"',
    );
    await expect(bars(['x,open,high,low,close', A])).rejects.toThrow(
      'x.csv, line 1: Expected a column time in the header, but it was "x,open,high,low,close"',
    );
  });
});

describe('text', () => {
  it('may have a byte-order mark, carriage returns, empty lines and no last line feed', async () => {
    const plain = await bars([HEAD, A, B]);
    expect(numbers(await bars(['', `\ufeff${HEAD}\r`.slice(1), `${A}\r`, '\r', '', `${B}\r`, '\r', '']))).toEqual(numbers(plain));
  });

  it('is refused where it is empty or a header only', async () => {
    await expect(bars([''])).rejects.toThrow('x.csv: Expected a header and rows, but it was "", an empty file');
    await expect(bars([HEAD, ''])).rejects.toThrow(`x.csv: Expected rows below the header, but it was "${HEAD}" alone`);
  });
});

describe('faults name file, line and value', () => {
  it.each([
    ['text in a price column', [HEAD, A, '2020-01-02,11,x,10,12,200'], 'line 3: Expected a price above 0 in column high, but it was "x"'],
    [
      'an infinite price',
      [HEAD, A, '2020-01-02,11,Infinity,10,12,200'],
      'line 3: Expected a price above 0 in column high, but it was "Infinity"',
    ],
    ['text as a volume', [HEAD, A, '2020-01-02,11,13,10,12,many'], 'line 3: Expected a volume of 0 or more, but it was "many"'],
    ['a negative volume', [HEAD, A, '2020-01-02,11,13,10,12,-1'], 'line 3: Expected a volume of 0 or more, but it was "-1"'],
    ['too many cells', [HEAD, A, '2020-01-02,11,13,10,12,200,7'], 'line 3: Expected 6 cells, but it was "2020-01-02,11,13,10,12,200,7"'],
    [
      'a line after empty lines',
      [HEAD, '', A, '', '2020-01-02,11,13,10,x,200'],
      'line 5: Expected a price above 0 in column close, but it was "x"',
    ],
    ['too few cells', [HEAD, A, '2020-01-02,11,13', '2020-01-03,1,1,1,1,1'], 'line 3: Expected 6 cells, but it was "2020-01-02,11,13"'],
    ['a last line cut short', [HEAD, A, B, '2020-01-03,11,1'], 'line 4: Expected 6 cells, but it was "2020-01-03,11,1"'],
    [
      'too few cells after the ones that are read',
      [`${HEAD},a,b`, `${A},1,2`, `${B},1`, '2020-01-03,1,1,1,1,1,1,2'],
      `line 3: Expected 8 cells, but it was "${B},1"`,
    ],
    ['a last line cut short after the cells that are read', [`${HEAD},a,b`, `${A},1,2`, B], `line 3: Expected 8 cells, but it was "${B}"`],
    [
      'a line break within quotes',
      [`${HEAD},a`, `${A},"1`, '2,3,4,5,6,7,8"'],
      'line 2: Expected one line per row, but it was "a line break within quotes"',
    ],
  ])('%s', async (_, lines, message) => {
    const failed = bars(lines);
    await expect(failed).rejects.toThrow(`x.csv, ${message}`);
    await expect(failed).rejects.toBeInstanceOf(DataError);
  });

  it('a time that cannot be read', async () => {
    const was = (text: string): string =>
      `Expected a time such as 2020-01-31, 2020-01-31T09:30:00Z or epoch milliseconds, written like the first row's, but it was "${text}"`;
    await expect(bars([HEAD, A.replace('2020-01-01', '2020-1-1')])).rejects.toThrow(`x.csv, line 2: ${was('2020-1-1')}`);
    await expect(bars([HEAD, A, B.replace('2020-01-02', 'soon')])).rejects.toThrow(`x.csv, line 3: ${was('soon')}`);
  });
});

describe('what the quality checks judge', () => {
  it('is handed on as it stands, with its place', async () => {
    const rows = await bars([
      HEAD,
      '2020-01-02,,NaN,null,-12,0',
      '2020-01-05,0,1,2,3,0',
      '2020-01-05,0,1,2,3,0',
      '2020-01-03,1,1,1,1,0',
      '2020-01-06,1,1,1,1,1',
    ]);
    const { columns, places } = rows;
    expect(Array.from(columns['open']!)).toEqual([Number.NaN, 0, 0, 1, 1]);
    expect(Array.from(columns['close']!)).toEqual([-12, 3, 3, 1, 1]);
    expect(Array.from(columns['openTimes']!, (ts) => new Date(ts).getUTCDate())).toEqual([2, 5, 5, 3, 6]);
    expect(places).toEqual([2, 3, 4, 5, 6].map((line) => `x.csv, line ${line}`));
  });
});

describe('warnings', () => {
  it('tell which volumes were empty, with the first line', async () => {
    const loaded = await bars([HEAD, A, '2020-01-02,11,11.5,10,12,', A.replace('-01,', '-03,').replace('100', 'NaN')]);
    expect(loaded.warnings).toEqual(['x.csv: 2 empty volumes taken as 0, the first in x.csv, line 3']);
    expect(bar(loaded, 2)).toBe('2020-01-03 2020-01-04 10 12 9 11 0');
  });

  it('tell which rows have no price at all, as Yahoo leaves them on holidays', async () => {
    const loaded = await bars([HEAD, A, '2020-01-02,null,null,null,null,null', A.replace('-01,', '-03,')]);
    expect([loaded.rows, loaded.places[1], loaded.warnings]).toEqual([
      2,
      'x.csv, line 4',
      [
        'x.csv: 1 empty volumes taken as 0, the first in x.csv, line 3',
        'x.csv: 1 rows without any price were left out, the first at x.csv, line 3',
      ],
    ]);
  });

  it('tell that there is no volume', async () => {
    const loaded = await bars(['date,open,high,low,close', '2020-01-01,1,1,1,1']);
    expect([loaded.columns['volume']![0], loaded.warnings]).toEqual([0, ['x.csv: no volume column, so every volume is 0']]);
  });

  it('tell that a timezone has no bearing on session dates', async () => {
    const spec = { timezone: '+02:00' };
    const loaded = await bars([HEAD, A, B], spec);
    expect(bar(loaded, 0)).toBe('2020-01-01 2020-01-02 10 12 9 11 100');
    expect(loaded.warnings).toEqual([
      'x.csv: the timezone +02:00 is not used, as the rows are dates: each is its day from midnight to midnight UTC',
    ]);
    expect((await bars([HEAD, A, B], { timezone: 'UTC' })).warnings).toEqual([]);
  });
});

describe('stamp', () => {
  const intraday = (head: string): string[] => [head, '2020-01-01T10:00:00Z,10,12,9,11,100', '2020-01-01T10:05:00Z,11,13,10,12,200'];

  it('is asked for where the header does not say', async () => {
    const failed = bars(intraday(HEAD), {});
    await expect(failed).rejects.toThrow(
      'Expected the header of x.csv to say which end of a bar its times name, or a stamp (x.csv?stamp=open), but it was "date"',
    );
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
  });

  it('tells which end of the bar is labelled', async () => {
    expect(bar(await bars(intraday(HEAD), { stamp: 'open' }), 0)).toBe('2020-01-01T10:00Z 2020-01-01T10:05Z 10 12 9 11 100');
    expect(bar(await bars(intraday(HEAD), { stamp: 'close' }), 0)).toBe('2020-01-01T09:55Z 2020-01-01T10:00Z 10 12 9 11 100');
  });

  it('may be said by the header', async () => {
    expect(bar(await bars(intraday('Open time,open,high,low,close,volume'), {}), 0)).toMatch('2020-01-01T10:00Z 2020-01-01T10:05Z');
    expect(bar(await bars(intraday('close_time,open,high,low,close,volume'), {}), 0)).toMatch('2020-01-01T09:55Z 2020-01-01T10:00Z');
  });

  it('chooses between open and close times where there are both', async () => {
    const lines = [
      'Open Time,open,high,low,close,Close Time',
      '1577836800000,1,1,1,1,1577836860000',
      '1577836860000,1,1,1,1,1577836920000',
    ];
    const closes = await bars(lines, { stamp: 'close' });
    expect(numbers(closes)).toEqual(numbers(await bars(lines, {})));
  });

  it('does not contradict the header', async () => {
    await expect(bars(intraday('open time,open,high,low,close,volume'), { stamp: 'close' })).rejects.toThrow(
      'Expected stamp=open for x.csv, whose header has open times only, but it was "close"',
    );
    await expect(bars(intraday('close time,open,high,low,close,volume'), { stamp: 'open' })).rejects.toThrow(
      'Expected stamp=close for x.csv, whose header has close times only, but it was "open"',
    );
  });
});

it('reads a file longer than one piece like a short one', async () => {
  const lines = [HEAD];
  const pad = 'x'.repeat(60_000);
  for (let day = 0; day < 600; day++) lines.push(`${new Date(day * 86_400_000).toISOString().slice(0, 10)},10,12,9,11,${day},${pad}`);
  lines[0] += ',note';
  const { columns } = await bars(lines, {});
  expect(Array.from(columns['volume']!)).toEqual(Array.from({ length: 600 }, (_, day) => day));
});
