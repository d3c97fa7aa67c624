import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installation } from './compile.ts';
import { drawingOf } from './drawing.ts';
import { matches } from './expected.ts';
import { Page } from './page.ts';
import type { Block } from './pages.ts';
import { callsOf } from './shell.ts';

const folder = installation();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const block = (info: string, text: string): Block => ({ page: 'page.md', line: 10, info, text });

describe('what a page says was printed', () => {
  it.each([
    ['the same', 'a\n b\n', 'a\n b', true],
    ['another number', 'Sharpe 0.82', 'Sharpe 0.83', false],
    ['a line left out', 'a\nb\nc', 'a\nc', false],
    ['lines left out where the page says so', 'a\nb\nc', '...\nc', true],
    ['a part of a line left out', 'node 20.1.2, ok', 'node ..., ok', true],
    ['another run of the same strategy', '20260102-sma-cross-0a1b: done', '20251231-sma-cross-ffff: done', true],
    ['a run of another strategy', '20260102-pairs-0a1b: done', '20251231-sma-cross-ffff: done', false],
    ['a run at another time', '2026-01-02 03:04  1', '2025-12-31 23:59  1', true],
    ['another date', '2026-01-02', '2026-01-03', false],
  ])('%s', (_, printed, page, expected) => {
    expect(matches(printed, page)).toBe(expected);
  });
});

it('a script is read as the shell reads it', () => {
  const script = 'for k in 1 2; do npx onetape run "a b" --param k=$k; done\ncd there && npm test # exit 2\nrm x\n';
  expect(callsOf(script)).toEqual([
    { line: 0, words: ['npx', 'onetape', 'run', 'a b', '--param', 'k=1'] },
    { line: 0, words: ['npx', 'onetape', 'run', 'a b', '--param', 'k=2'] },
    { line: 1, words: ['cd', 'there'] },
    { line: 1, words: ['npm', 'test'] },
    { line: 2, words: ['rm', 'x'] },
  ]);
});

describe('drawn bars', () => {
  const drawn = (bar: string, arrow: string): Block =>
    block('bars', `after bar 1: ctx.buy(asset)\n\n         100       110\n          |         |\nbar 1     o===c\n${bar}\n${arrow}\n`);

  it('are read along their axis', () => {
    const { bars, commands, fills } = drawingOf(drawn('bar 2    l--o==c-h', '            ^ buy 102 exact'));
    expect(bars).toEqual([
      [100, 104, 100, 104],
      [102, 107, 99, 105],
    ]);
    expect(commands).toEqual([{ after: 1, code: 'ctx.buy(asset)' }]);
    expect(fills).toEqual([{ bar: 2, side: 'buy', price: 102, certainty: 'exact' }]);
  });

  it.each([
    ['a bar that is not drawn as its prices say', 'bar 2    l--o--c-h', '            ^ buy 102 exact'],
    ['an arrow beside its price', 'bar 2    l--o==c-h', '             ^ buy 102 exact'],
    ['a bar out of turn', 'bar 3    l--o==c-h', ''],
    ['a line that is nothing', 'bar 2    l--o==c-h', 'buys here'],
  ])('are refused for %s', (_, bar, arrow) => {
    expect(() => drawingOf(drawn(bar, arrow))).toThrow(/^page\.md:1[56]: /);
  });

  it('fail where the run fills something else', async () => {
    const page = new Page(join(folder, 'bars'));
    await page.play(drawn('bar 2    l--o==c-h', '            ^ buy 102 exact'));
    await expect(page.play(drawn('bar 2    l--o==c-h', '               ^ buy 105 exact'))).rejects.toThrow();
  });
});

describe('a block', () => {
  const page = new Page(join(folder, 'blocks'));

  it.each([
    ['ts', 'const a = 1;\n'],
    ['', 'a\n'],
    ['python', 'print(1)\n'],
    ['jsonc', '{}\n'],
    ['sh', 'rm x\n'],
    ['sh', 'npx onetape bakctest\n'],
    ['jsonc part', '{ "sead": 1 }\n'],
    ['ts onBar', 'ctx.buy(asset, { qty: -1 });\n'],
    ['ts run', 'throw new Error("no");\n'],
  ])('of "%s" fails where nothing executes it, or where it fails: %j', async (info, text) => {
    await expect(page.play(block(info, text))).rejects.toThrow();
  });

  it('that is a file and that nothing uses is told', async () => {
    await page.play(block('csv a.csv', 'x\n'));
    await page.play(block('csv b.csv', 'x\n'));
    await page.play(block('ts run', "console.log('b.csv');\n"));
    await page.play(block('text', 'b.csv\n'));
    expect(page.unused).toEqual(['page.md:10: a.csv']);
  });
});
