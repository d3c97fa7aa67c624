import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, onetape, RISING, SP500, strategyFile } from './in-process.ts';

const idOf = (out: string): string => /Page: \.onetape\/reports\/(\S+)\.html/.exec(out)![1]!;

describe('onetape backtest', () => {
  it('prints the summary and the path of the page, and keeps the run', async () => {
    const cwd = folder();
    const { code, out, err } = await onetape(cwd, ['backtest', ...SP500]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Final equity');
    expect(readFileSync(join(cwd, '.onetape', 'reports', `${idOf(out)}.html`), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(existsSync(join(cwd, '.onetape', 'runs.db'))).toBe(true);
  });

  it('runs a file from another folder, with flags over it', async () => {
    const cwd = folder({ 'here.csv': RISING });
    mkdirSync(join(cwd, 'sub'));
    writeFileSync(join(cwd, 'sub', 'mine.ts'), strategyFile('if (n === 1) ctx.buy(ctx.feeds.asset, { qty: size });'));
    writeFileSync(join(cwd, 'sub', 'run.json'), JSON.stringify({ strategy: './mine.ts', feeds: { asset: 'x.csv' }, params: { size: 2 } }));
    const { code, out, err } = await onetape(cwd, [
      'backtest',
      'sub/run.json',
      '--feed',
      'asset=./here.csv?stamp=open&timeframe=1d',
      '--param',
      'size=3',
      '--cash',
      '5000',
      '--json',
      '-',
      '--set',
      'costs.fee.model=fixed',
      '--set',
      'costs.fee.amount=1',
      '--from',
      '2024-01-02',
      '--to',
      '2024-01-05',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const result = JSON.parse(out);
    expect(result.fills).toMatchObject([{ qty: 3, price: 103, fee: 1, ts: '2024-01-04T00:00:00.000Z' }]);
    expect(result.equity.value).toHaveLength(4);
    expect(result.spec.account.cash).toBe(5000);
  });

  it('writes a page, CSV and JSON where they are asked for, and opens the page', async () => {
    const cwd = folder();
    const { out, opened } = await onetape(cwd, [
      'backtest',
      ...SP500,
      '--html',
      'out/page.html',
      '--csv',
      'out/csv',
      '--json',
      'out/r.json',
      '--open',
      '--workspace',
      'ws',
    ]);
    expect(out).toContain('Page: out/page.html');
    expect(opened).toEqual([join(cwd, 'out', 'page.html')]);
    for (const file of ['out/page.html', 'out/csv/fills.csv', 'out/csv/equity.csv', 'out/r.json', 'ws/runs.db'])
      expect(existsSync(join(cwd, file))).toBe(true);
    expect(existsSync(join(cwd, '.onetape'))).toBe(false);
    expect(JSON.parse(readFileSync(join(cwd, 'out/r.json'), 'utf8')).resultHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('prints nothing when it is to be quiet', async () => {
    expect(await onetape(folder(), ['backtest', ...SP500, '--quiet'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('colours on a terminal only, unless NO_COLOR forbids it', async () => {
    const colour = String.fromCharCode(27);
    const out = async (env: Record<string, string>, tty: boolean) => (await onetape(folder(), ['backtest', ...SP500], env, tty)).out;
    expect(await out({}, true)).toContain(colour);
    expect(await out({ NO_COLOR: '1' }, true)).not.toContain(colour);
    expect(await out({}, false)).not.toContain(colour);
  });
});

describe('onetape rerun and report', () => {
  it('come to the same result, with the reports again', async () => {
    const cwd = folder();
    const first = await onetape(cwd, ['backtest', ...SP500, '--json', 'first.json']);
    const id = idOf(first.out);
    expect(await onetape(cwd, ['rerun', id])).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^${id}: the same result, [0-9a-f]{64}\n$`)),
    });
    expect(await onetape(cwd, ['rerun', id, '--quiet'])).toMatchObject({ code: 0, out: '' });
    expect(await onetape(cwd, ['report', id, '--json', 'again.json', '--html', 'again.html'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Page: again.html'),
    });
    expect(readFileSync(join(cwd, 'again.json'), 'utf8')).toBe(readFileSync(join(cwd, 'first.json'), 'utf8'));
    expect(JSON.parse((await onetape(cwd, ['rerun', id, '--json', '-'])).out)).toMatchObject({ runId: id });
    expect((await onetape(cwd, ['runs'])).out).toContain('Trials: sma-cross 1 (1 different)');
  });

  it('exit 3 and say why where data or code changed', async () => {
    const cwd = folder({ 'up.csv': RISING, 'mine.ts': strategyFile('if (n === 1) ctx.buy(ctx.feeds.asset, { qty: size });') });
    const id = idOf((await onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=./up.csv?stamp=open&timeframe=1d'])).out);
    writeFileSync(join(cwd, 'up.csv'), RISING.replace('101,1000', '101.5,1000'));
    writeFileSync(join(cwd, 'mine.ts'), strategyFile('if (n === 2) ctx.buy(ctx.feeds.asset, { qty: size });'));
    for (const command of ['rerun', 'report']) {
      const { code, out, err } = await onetape(cwd, [command, id]);
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toMatch(
        new RegExp(
          `^Expected run "${id}" to have the result hash "[0-9a-f]{64}", but it was "[0-9a-f]{64}", because the data of "./up.csv.*" changed and the code of "./mine.ts" changed\n$`,
        ),
      );
    }
  });

  it('know a strategy with the files that it imports', async () => {
    const cwd = folder({
      'helper.ts': 'export const bar = 1;',
      'mine.ts': `import { bar } from './helper.ts';\n${strategyFile('if (n === bar) ctx.buy(ctx.feeds.asset, { qty: 1 });')}`,
    });
    const id = idOf((await onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500'])).out);
    writeFileSync(join(cwd, 'helper.ts'), 'export const bar = 2;');
    expect(await onetape(cwd, ['rerun', id])).toMatchObject({ code: 3, err: expect.stringContaining('the code of "./mine.ts" changed') });
  });

  it('exit 3 where the result differs and nothing is known to have changed', async () => {
    const reads =
      "import { readFileSync } from 'node:fs';\nconst bar = Number(readFileSync(new URL('./bar.txt', import.meta.url), 'utf8'));";
    const cwd = folder({
      'bar.txt': '1',
      'mine.ts': `${reads}\n${strategyFile('if (n === bar) ctx.buy(ctx.feeds.asset, { qty: 1 });')}`,
    });
    const id = idOf((await onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500'])).out);
    writeFileSync(join(cwd, 'bar.txt'), '2');
    expect(await onetape(cwd, ['rerun', id])).toMatchObject({
      code: 3,
      err: expect.stringContaining(', and neither its data nor its code changed'),
    });
  });

  it('come to the same result for several strategies with feeds of their own', async () => {
    const strategies = [
      { id: 'a', strategy: 'sma-cross', feeds: { asset: 'sp' }, capital: 40_000 },
      { strategy: 'buy-and-hold', feeds: { asset: 'synthetic:seed=1,bars=500,timeframe=1d' } },
    ];
    const cwd = folder({
      'run.json': { strategies, feeds: { sp: 'sample:sp500' }, instruments: { SP500: { stepSize: 0.01 } }, warmup: 50 },
    });
    const id = idOf((await onetape(cwd, ['backtest', 'run.json'])).out);
    expect(await onetape(cwd, ['rerun', id])).toMatchObject({ code: 0, err: '' });
  });

  it('are exit 2 for a run there is not', async () => {
    const cwd = folder();
    const id = idOf((await onetape(cwd, ['backtest', ...SP500])).out);
    expect(await onetape(cwd, ['rerun', `${id}x`])).toMatchObject({
      code: 2,
      err: expect.stringMatching(new RegExp(`^Expected the id of a run in ".*", but it was "${id}x"; did you mean "${id}"\\?\n$`)),
    });
  });

  it('are exit 2 for a run that lived in the memory of a program', async () => {
    const { backtest } = await import('../../app/backtest.ts');
    const cwd = folder();
    const bars = [{ openTs: 0, ts: 1, open: 1, high: 1, low: 1, close: 1 }];
    const { runId } = await backtest({ strategy: 'buy-and-hold', feeds: { asset: { bars } } }, { workspace: join(cwd, '.onetape') });
    expect(await onetape(cwd, ['rerun', runId])).toMatchObject({
      code: 2,
      err: `Expected a run whose strategy and data are files, but "${runId}" was "given by a program, in memory"\n`,
    });
  });
});

describe('onetape runs', () => {
  it('lists runs, as JSON too, and deletes one without its trial', async () => {
    const cwd = folder();
    expect((await onetape(cwd, ['runs', 'ls'])).out).toContain('No runs yet');
    const id = idOf((await onetape(cwd, ['backtest', ...SP500])).out);
    expect((await onetape(cwd, ['runs', 'ls'])).out).toContain(id);
    expect(JSON.parse((await onetape(cwd, ['runs', 'ls', '--json', '-'])).out)).toMatchObject({
      runs: [{ id, families: ['sma-cross'], repeatable: true }],
      trials: [{ family: 'sma-cross', trials: 1 }],
    });
    expect(await onetape(cwd, ['runs', 'rm', id])).toMatchObject({ code: 0, out: `${id}: deleted; its trial still counts\n` });
    expect((await onetape(cwd, ['runs', 'ls'])).out).toContain('Trials: sma-cross 1');
    expect(await onetape(cwd, ['runs', 'rm', id])).toMatchObject({ code: 2, err: expect.stringContaining(`but it was "${id}"`) });
  });

  it.each([
    [['runs', 'ks'], 'Expected one of ls, rm after "onetape runs", but it was "ks"'],
    [['runs', 'rm'], 'Expected RUN_ID after "onetape runs rm", but it was missing'],
    [['runs', 'ls', 'x'], 'Expected nothing after "onetape runs ls", but it was "x"'],
  ])('%j is refused', async (argv, sentence) => {
    expect(await onetape(folder(), argv)).toMatchObject({ code: 2, out: '', err: `${sentence}\n` });
  });
});
