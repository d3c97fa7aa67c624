import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, onetape, RISING, SP500, strategyFile } from './in-process.ts';

const idOf = (out: string): string => /Page: \.onetape\/reports\/(\S+)\.html/.exec(out)![1]!;
const runOf = async (cwd: string, ...argv: string[]): Promise<string> => idOf((await onetape(cwd, ['backtest', ...argv])).out);

describe('onetape compare', () => {
  it('puts kept runs side by side, with what differs', async () => {
    const cwd = folder();
    const ids = [
      await runOf(cwd, ...SP500),
      await runOf(cwd, ...SP500, '--param', 'slow=90'),
      await runOf(cwd, ...SP500, '--cash', '5000'),
    ];
    const { code, out, err } = await onetape(cwd, ['compare', ...ids]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^A {2}\S+ {2}sma-cross {2}fast=10 slow=30/);
    expect(out).toMatch(/^params\.slow +30 +90 +30$/m);
    expect(out).toMatch(/^account\.cash +100000 +100000 +5000$/m);
    expect(out).toContain('"sma-cross" was tried 3 times here in 3 different ways');
    const json = JSON.parse((await onetape(cwd, ['compare', ...ids, '--json', '-'])).out);
    expect(json.runs.map((run: { runId: string }) => run.runId)).toEqual(ids);
    expect(json.runs[1].metrics.trades).toBeGreaterThan(10);
  });

  it('makes a page of them, run again, and opens it', async () => {
    const cwd = folder();
    const ids = [await runOf(cwd, ...SP500), await runOf(cwd, ...SP500, '--param', 'slow=90')];
    const { code, out, opened } = await onetape(cwd, ['compare', ...ids, '--html', 'out/both.html', '--open', '--quiet']);
    expect({ code, out, opened }).toEqual({ code: 0, out: '', opened: [join(cwd, 'out', 'both.html')] });
    expect(readFileSync(join(cwd, 'out', 'both.html'), 'utf8')).toContain('<h1>2 runs compared</h1>');
  });

  it('exits 3, and writes no page, where a run would not be the one that was kept', async () => {
    const cwd = folder({ 'up.csv': RISING, 'mine.ts': strategyFile('if (n === 1) ctx.buy(ctx.feeds.asset, { qty: size });') });
    const own = await runOf(cwd, '--strategy', './mine.ts', '--feed', 'asset=./up.csv?stamp=open&timeframe=1d');
    const other = await runOf(cwd, ...SP500);
    writeFileSync(join(cwd, 'mine.ts'), strategyFile('if (n === 2) ctx.buy(ctx.feeds.asset, { qty: size });'));
    const { code, err } = await onetape(cwd, ['compare', own, other, '--html', 'both.html']);
    expect(code).toBe(3);
    expect(err).toMatch(new RegExp(`^Expected run "${own}" to have the result hash`));
    expect(existsSync(join(cwd, 'both.html'))).toBe(false);
    expect((await onetape(cwd, ['compare', own, other])).code).toBe(0);
  });

  it.each([
    [['compare'], 'Expected RUN_ID after "onetape compare", but it was missing'],
    [['compare', 'a'], 'Expected RUN_ID... after "onetape compare", but it was missing'],
    [['compare', 'a', 'b', 'a'], 'Expected different runs to compare, but "a" was named twice'],
  ])('%j is refused', async (argv, sentence) => {
    expect(await onetape(folder(), argv)).toMatchObject({ code: 2, out: '', err: `${sentence}\n` });
  });
});

describe('pictures', () => {
  it('are written as SVG and PNG where they are asked for, by backtest and by report', async () => {
    const cwd = folder();
    const id = await runOf(cwd, ...SP500, '--svg', 'svg', '--png', 'png');
    const names = ['causes', 'equity', 'held', 'mae', 'mfe', 'months', 'price-SP500', 'returns', 'rolling', 'trades'];
    expect(readdirSync(join(cwd, 'svg'))).toEqual(names.map((name) => `${name}.svg`));
    expect(readdirSync(join(cwd, 'png'))).toEqual(names.map((name) => `${name}.png`));
    expect(
      readFileSync(join(cwd, 'png', 'equity.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await onetape(cwd, ['report', id, '--svg', 'again', '--quiet'])).code).toBe(0);
    expect(readFileSync(join(cwd, 'again', 'equity.svg'), 'utf8')).toBe(readFileSync(join(cwd, 'svg', 'equity.svg'), 'utf8'));
  });
});
