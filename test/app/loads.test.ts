import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../docs/pages.ts';

/** Libraries of venues: some weigh more than all the rest. */
const SDKS = /^(?:bybit-api|ccxt|@stoqey\/ib)(?:\/|$)/;
/** What is loaded at once, and what is loaded when it is needed; types weigh nothing. */
const IMPORT = /^(?:import|export)(?! type)[^'"]*? from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** All that a module may ever load, by path, and the packages among it. */
function reachable(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file) || !existsSync(join(ROOT, file))) continue;
    files.add(file);
    const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, ...found] of code.matchAll(IMPORT)) {
      const target = found.find((one) => one !== undefined)!;
      if (target.startsWith('.')) open.push(relative(ROOT, normalize(join(ROOT, dirname(file), target))));
      else packages.add(target);
    }
  }
  return { files, packages };
}

describe('a backtest', () => {
  it('loads no library of a venue', () => {
    const { files, packages } = reachable('app/commands/backtest.ts');
    expect(files.size).toBeGreaterThan(100);
    expect([...packages].filter((name) => SDKS.test(name))).toEqual([]);
  });

  it('is told from a live session by that', () => {
    const { packages } = reachable('app/commands/live.ts');
    expect(packages).toContain('bybit-api');
  });
});
