import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInStrategies, loadStrategy } from '../../app/load-strategy.ts';
import { defineStrategy } from '../../engine/index.ts';
import { folder, strategyFile } from './in-process.ts';

const load = (ref: string, files: Record<string, string> = {}) => loadStrategy(ref, 'strategy', folder(files), () => undefined);

describe('a strategy', () => {
  it('is loaded by its built-in name', async () => {
    expect(builtInStrategies()).toEqual(expect.arrayContaining(['sma-cross', 'buy-and-hold', 'order-script']));
    expect(await load('sma-cross')).toMatchObject({ strategy: { name: 'sma-cross' }, codeHash: null, repeatable: true });
  });

  it('is taken as it is', async () => {
    const strategy = defineStrategy({ name: 'own', params: {}, feeds: ['asset'], setup: () => ({}) });
    expect(await loadStrategy(strategy, 'strategy', '.', () => undefined)).toEqual({ strategy, codeHash: null, repeatable: false });
  });

  it('is loaded from a .ts file with its helpers, and onetape in it is this engine', async () => {
    const helper = "import { sma } from 'onetape'; export const average: typeof sma = sma;";
    const main =
      "import { average } from './helper.ts'; import { defineStrategy, sma } from 'onetape'; export default defineStrategy({ name: 'x', params: {}, feeds: [], setup: () => ({ same: average === sma, sma }) as never });";
    const { strategy } = await load('./main.ts', { 'main.ts': main, 'helper.ts': helper });
    const { sma } = await import('../../engine/index.ts');
    expect(strategy.setup(undefined as never, {})).toEqual({ same: true, sma });
  });

  it('is loaded from a .js file by its absolute path', async () => {
    const path = join(folder({ 's.js': strategyFile('') }), 's.js');
    expect((await loadStrategy(path, 'strategy', '/nowhere', () => undefined)).strategy.name).toBe('mine');
  });

  it('has a code hash that changes with its file, and is loaded anew each time', async () => {
    const { writeFileSync } = await import('node:fs');
    const dir = folder({ 's.ts': strategyFile('') });
    const first = await loadStrategy('s.ts', 'strategy', dir, () => undefined);
    writeFileSync(join(dir, 's.ts'), strategyFile('n++;').replace("'mine'", "'other'"));
    const second = await loadStrategy('s.ts', 'strategy', dir, () => undefined);
    expect(first.codeHash).toMatch(/^[0-9a-f]{64}$/);
    expect(second.codeHash).not.toBe(first.codeHash);
    expect(second.strategy.name).toBe('other');
  });
});

describe('what is refused as a strategy', () => {
  it('an unknown name, with the names there are', async () => {
    await expect(load('smacross')).rejects.toThrow(
      /^Expected "strategy" to be one of .*sma-cross.*, or the path of a \.ts or \.js file, but it was "smacross"; did you mean "sma-cross"\?$/,
    );
  });

  it('a file that is not there', async () => {
    await expect(load('./no.ts')).rejects.toThrow(
      'Expected "strategy" to be a strategy file that can be read, but it was "./no.ts" (no such file)',
    );
  });

  it.each([
    ['export default 5', './s.ts: Expected a default export made by defineStrategy, but it was "number"'],
    ['export const a = 1', './s.ts: Expected a default export made by defineStrategy, but it was "no default export"'],
    [
      'export default { name: "x" }',
      './s.ts: Expected a default export made by defineStrategy, but it was "an object without name, params, feeds and setup"',
    ],
    ['import x from "./nope.ts"; export default x', `Expected a strategy file that loads, but it was "Cannot find module './nope.ts'"`],
    ['const a = 1;\nconst b = ;', './s.ts:2: Expected a strategy file that loads, but it was "ParseError: Unexpected token"'],
    ['const a = 1;\n\nexport default missing.x;', './s.ts:3: Expected a strategy file that loads, but it was "missing is not defined"'],
    ['throw "a text"', './s.ts: Expected a strategy file that loads, but it was "a text"'],
  ])('%j', async (text, sentence) => {
    await expect(load('./s.ts', { 's.ts': text })).rejects.toThrow(sentence);
  });
});
