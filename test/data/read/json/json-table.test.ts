import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../engine/model/errors.ts';
import { bar, readAll } from '../read.ts';

const FIRST = '2024-03-01T10:00Z 2024-03-01T11:00Z 10 12 9 11 100';
const ROW = '{"openTs":"2024-03-01T10:00:00.000Z","ts":"2024-03-01T11:00:00.000Z","open":10,"high":12,"low":9,"close":11,"volume":100}';

describe('JSON', () => {
  it.each([
    [
      'of columns, as it is exported',
      '{"kind":"bars","id":"AAPL","timeframe":"1h","price":"mid","columns":{\n"openTs":["2024-03-01T10:00:00.000Z"],\n"ts":["2024-03-01T11:00:00.000Z"],"open":[10],"high":[12],"low":[9],"close":[11],"volume":[100]}}\n',
    ],
    [
      'of rows, as it is exported',
      `{"kind":"bars","id":"AAPL","timeframe":"1h","price":"mid","rows":[\n${ROW},\n${ROW.replaceAll('T1', 'T2')}\n]}\n`,
    ],
  ])('%s says what it is', async (_, text) => {
    for (const content of [text, gzipSync(text)]) {
      const [loaded] = await readAll(content, {}, 'x.json');
      expect([loaded!.kind, loaded!.instrument, loaded!.timeframe, loaded!.price]).toEqual(['bars', 'AAPL', '1h', 'mid']);
      expect(bar(loaded!, 0)).toBe(FIRST);
    }
  });

  it.each([
    ['of an object to a line', `${ROW}\n${ROW.replaceAll('T1', 'T2')}\n`, {}],
    ['of one row', ROW, {}],
    ['of an array of objects', `[\n  ${ROW}\n]`, {}],
    ['of an array of arrays', '[[1709287200000,10,12,9,11,100],[1709290800000,10,12,9,11,100]]', { stamp: 'open' }],
    [
      'of an object of arrays',
      '{"t":[1709287200,1709290800],"o":[10,10],"h":[12,12],"l":[9,9],"c":[11,11],"v":[100,100]}',
      { stamp: 'open' },
    ],
    [
      'whose numbers are texts',
      '[{"timestamp":"1709287200000","open":"10.0","high":"12","low":"9","close":"11","volume":"100"},{"timestamp":"1709290800000","open":"10.0","high":"12","low":"9","close":"11","volume":"100"}]',
      { stamp: 'open' },
    ],
  ] as const)('%s is read', async (_, text, options) => {
    const [loaded] = await readAll(text, options, 'x.json');
    expect([bar(loaded!, 0), loaded!.timeframe, loaded!.places[0]]).toEqual([FIRST, '1h', 'x.json, row 1']);
  });

  it('has null where there is no number', async () => {
    const [loaded] = await readAll(
      '{"kind":"quotes","id":"A","columns":{"ts":["2024-03-01T10:00:00.000Z"],"bid":[null],"ask":[11],"bidSize":[null],"askSize":[2]}}',
      {},
      'x.json',
    );
    expect(Object.values(loaded!.columns).map(([value]) => value)).toEqual([
      Date.parse('2024-03-01T10:00:00Z'),
      Number.NaN,
      11,
      Number.NaN,
      2,
    ]);
  });

  it.each([
    ['{"a":{"b":1}}', 'x.json: Expected columns or rows in JSON, but it was "{"a":{"b":1}}"'],
    ['17', 'x.json: Expected columns or rows in JSON, but it was "17"'],
    ['{"t":[1],"o":[1,2]}', 'x.json: Expected columns of 1 values each, but it was "2" in o'],
    ['[[1,2],[3]]', 'x.json, row 2: Expected an array of 2 values, but it was "[3]"'],
    ['[{"a":1},3]', 'x.json, row 2: Expected an object, but it was "3"'],
    ['{"t":', 'x.json: Expected JSON, but it was "'],
    [`${ROW}\n{"x":\n`, 'x.json'],
    [`{"kind":"bars","rows":[\n${ROW},\n17\n]}`, 'x.json, line 3: Expected an object in JSON on each line, but it was "17"'],
    ['[]', 'x.json: Expected rows, but it was "none"'],
    ['', 'x.json: Expected JSON, but it was "'],
  ])('is refused as %j', async (text, message) => {
    const failed = readAll(text, {}, 'x.json');
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(DataError);
  });
});
