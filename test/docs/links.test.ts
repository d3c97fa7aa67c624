import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, proseOf, ROOT } from './pages.ts';

/** The names by which GitHub makes the headings of a page reachable. */
function anchorsOf(page: string): readonly string[] {
  const seen = new Map<string, number>();
  return proseOf(page).flatMap((line) => {
    const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
    if (heading === undefined) return [];
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** Links of a page to files of this repository: those that lead nowhere. */
function brokenLinks(page: string): string[] {
  return proseOf(page).flatMap((line, k) =>
    [...line.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : normalize(join(dirname(page), path));
      const found = existsSync(join(ROOT, file)) && (anchor === undefined || anchorsOf(file).includes(anchor));
      return found ? [] : [`${page}:${k + 1}: ${target}`];
    }),
  );
}

describe('links', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('of the index reach every page of the manual', () => {
    const index = proseOf('docs/README.md').join('\n');
    const pages = PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md');
    expect(pages.filter((page) => !index.includes(`(${page.slice('docs/'.length)}`))).toEqual([]);
  });
});
