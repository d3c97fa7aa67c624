import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, onetape, RISING } from './in-process.ts';

/** Ten days of prices in a file, brought into the store as RISE@1d. */
async function imported(files: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const cwd = folder({ 'rise.csv': RISING, ...files });
  await onetape(cwd, ['data', 'import', 'rise.csv']);
  return cwd;
}

describe('onetape data import', () => {
  it('says what it found out and how many rows it took', async () => {
    const cwd = folder({ 'rise.csv': RISING });
    const { code, out, err } = await onetape(cwd, ['data', 'import', 'rise.csv']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('RISE@1d  10 rows added, from rise.csv\n  found: columns:');
    expect(existsSync(join(cwd, '.onetape', 'store.db'))).toBe(true);
  });

  it('changes nothing the second time', async () => {
    const cwd = await imported();
    const { out } = await onetape(cwd, ['data', 'import', 'rise.csv', '--json', '-']);
    expect(JSON.parse(out)).toMatchObject([{ key: 'RISE@1d', added: 0, same: 10, replaced: 0, source: 'rise.csv' }]);
  });

  it('leaves nothing of a file that is wrong', async () => {
    const cwd = folder({ 'rise.csv': RISING.replace('105,107,104,106', '105,107,-104,106') });
    const { code, err } = await onetape(cwd, ['data', 'import', 'rise.csv']);
    expect({ code, err }).toEqual({ code: 2, err: 'rise.csv, line 7: Expected a price above 0 in column low, but it was "-104"\n' });
    expect((await onetape(cwd, ['data', 'ls'])).out).toContain('The store is empty');
    // As the user wishes: without that row.
    const dropped = await onetape(cwd, ['data', 'import', 'rise.csv', '--policy', 'non-positive=drop', '--json', '-']);
    expect(JSON.parse(dropped.out)).toMatchObject([
      { added: 9, findings: expect.arrayContaining([expect.objectContaining({ check: 'non-positive', count: 1 })]) },
    ]);
  });

  it('refuses other numbers at a time that is there, unless told which are right', async () => {
    const cwd = await imported();
    writeFileSync(join(cwd, 'rise.csv'), RISING.replace('105,107,104,106', '105,107,104,106.5'));
    const refused = await onetape(cwd, ['data', 'import', 'rise.csv']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('2024-01-06');
    const close = async () => (await onetape(cwd, ['data', 'sql', "SELECT close FROM bars('RISE@1d') WHERE open = 105"])).out;
    expect(await close()).toBe('close\n106\n');
    expect((await onetape(cwd, ['data', 'import', 'rise.csv', '--on-conflict', 'replace'])).out).toContain('1 replaced');
    expect(await close()).toBe('close\n106.5\n');
  });
});

describe('a run on the store', () => {
  it('is the same as one on the file', async () => {
    const cwd = await imported();
    const hash = async (source: string) => {
      const { out } = await onetape(cwd, ['backtest', '--strategy', 'buy-and-hold', '--feed', `asset=${source}`, '--json', '-']);
      return JSON.parse(out).resultHash;
    };
    expect(await hash('RISE@1d')).toBe(await hash('rise.csv'));
  });

  it('records the same hash of its data, and may be run again', async () => {
    const cwd = await imported();
    for (const source of ['RISE@1d', 'rise.csv'])
      await onetape(cwd, ['backtest', '--strategy', 'buy-and-hold', '--feed', `asset=${source}`]);
    const { runs } = JSON.parse((await onetape(cwd, ['runs', '--json', '-'])).out);
    const hashes = runs.map((run: { dataHashes: Record<string, string> }) => Object.values(run.dataHashes)[0]);
    expect(hashes[0]).toBe(hashes[1]);
    expect((await onetape(cwd, ['rerun', runs[1].id])).code).toBe(0);
  });

  it('that names what is not there is told what there is', async () => {
    const cwd = await imported();
    const { code, err } = await onetape(cwd, ['backtest', '--strategy', 'buy-and-hold', '--feed', 'asset=RISE@1h']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'Expected a series of the store (onetape data ls), but it was "RISE@1h"; did you mean "RISE@1d"?\n',
    });
  });

  it('takes the calendar of the store, and so the session of each day', async () => {
    const cwd = folder({
      'spy.csv': 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10,1\n2024-01-03,10,11,9,10,1\n2024-01-04,10,11,9,10,1\n',
    });
    await onetape(cwd, ['data', 'import', 'spy.csv', '--calendar', 'XNYS']);
    const { out } = await onetape(cwd, ['backtest', '--strategy', 'buy-and-hold', '--feed', 'asset=SPY@1d', '--json', '-']);
    // New York opens at 9:30 and closes at 16:00.
    expect(JSON.parse(out).equity.ts[0]).toBe('2024-01-02T21:00:00.000Z');
    expect(JSON.parse(out).fills[0].ts).toBe('2024-01-03T14:30:00.000Z');
  });
});

describe('onetape data', () => {
  it('lists, checks and deletes', async () => {
    const cwd = await imported();
    expect((await onetape(cwd, ['data', 'ls'])).out).toMatch(/RISE@1d +2024-01-01 +2024-01-11 +10 /);
    expect(await onetape(cwd, ['data', 'check'])).toMatchObject({ code: 0, out: expect.stringContaining('RISE@1d  nothing found') });
    expect((await onetape(cwd, ['data', 'rm', 'RISE@1d', '--from', '2024-01-06'])).out).toBe('RISE@1d: 5 rows deleted\n');
    expect((await onetape(cwd, ['data', 'rm', 'RISE@1d'])).out).toBe('RISE@1d: 5 rows deleted\n');
    expect((await onetape(cwd, ['data', 'ls'])).out).toContain('The store is empty');
  });

  it('makes longer bars, and leaves those that are there alone', async () => {
    const cwd = await imported();
    expect((await onetape(cwd, ['data', 'resample', 'RISE@1d', '5d'])).out).toMatch(/^RISE@5d {2}\d bars, made of RISE@1d\n$/);
    expect((await onetape(cwd, ['data', 'resample', 'RISE@1d', '100tick'])).err).toBe(
      'Expected trades to make bars of "100tick", but it was "RISE@1d"\n',
    );
  });

  it('writes files that come back the same', async () => {
    const cwd = await imported();
    for (const file of ['a.csv', 'a.csv.gz', 'a.parquet', 'a.json']) {
      expect((await onetape(cwd, ['data', 'export', 'RISE@1d', file])).code).toBe(0);
      const { out } = await onetape(cwd, ['data', 'import', file, '--instrument', 'RISE', '--json', '-']);
      expect([file, JSON.parse(out)[0].same]).toEqual([file, 10]);
    }
    expect(readFileSync(join(cwd, 'a.csv'), 'utf8').split('\n')[0]).toBe('open_time,close_time,open,high,low,close,volume');
  });

  it.each([
    [['data'], 'Expected one of import, fetch, ls, check, export, resample, sql, rm after "onetape data", but it was missing'],
    [
      ['data', 'imprt', 'x.csv'],
      'Expected one of import, fetch, ls, check, export, resample, sql, rm after "onetape data", but it was "imprt"; did you mean "import"?',
    ],
    [['data', 'import'], 'Expected FILE... after "onetape data import", but it was missing'],
    [['data', 'import', 'none.csv'], 'Expected a file that can be read, but it was "none.csv" (no such file)'],
    [['data', 'import', 'rise.csv', '--stamp', 'begin'], 'Expected --stamp to be one of open, close, but it was "begin"'],
    [
      ['data', 'import', 'rise.csv', '--policy', 'spike'],
      'Expected --policy to be CHECK=POLICY such as bad-print=drop, but it was "spike"',
    ],
    [['data', 'export', 'RISE@1h'], 'Expected a series of the store (onetape data ls), but it was "RISE@1h"; did you mean "RISE@1d"?'],
    [
      ['data', 'export', 'RISE'],
      'Expected a series of the store such as BTCUSDT.BYBIT@1m, BTCUSDT.BYBIT@1h:mark or AAPL@quotes, but it was "RISE"',
    ],
    [['data', 'rm', 'RISE@1d', '--from', 'soon'], 'Expected --from to be an ISO date or time such as 2024-01-01, but it was "soon"'],
  ])('%j is refused in a sentence', async (argv, sentence) => {
    const { code, err } = await onetape(await imported(), argv);
    expect({ code, err }).toEqual({ code: 2, err: `${sentence}\n` });
  });
});
