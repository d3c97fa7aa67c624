import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInStrategies, loadStrategy } from '../../app/load-strategy.ts';

const PAGE = readFileSync(new URL('../../docs/strategies.md', import.meta.url), 'utf8');
/** The page's part about each strategy, by name. */
const PARTS = new Map(
  PAGE.split('\n### ')
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part]),
);

describe('the page of the built-in strategies', () => {
  it('has a part and a row of the table for each', () => {
    expect([...PARTS.keys()].sort()).toEqual(builtInStrategies().sort());
    expect([...PAGE.matchAll(/^\| \[`([a-z-]+)`\]/gm)].map(([, name]) => name).sort()).toEqual(builtInStrategies().sort());
  });

  it.each([...PARTS.keys()])('says the parameters of %s, and what they are at first', async (name) => {
    const { strategy } = await loadStrategy(name, 'strategy', '.', () => undefined);
    const [, line = ''] = /^Params: (.*)$/m.exec(PARTS.get(name)!) ?? [];
    const said = [...line.matchAll(/`(\w+)(?:=([^`]+))?`/g)].flatMap(([, key, value]) => (key! in strategy.params ? [[key, value]] : []));
    const meant = Object.entries(strategy.params).map(([key, { initial }]) => [
      key,
      typeof initial === 'object' ? undefined : String(initial),
    ]);
    expect(said).toEqual(meant);
  });
});
