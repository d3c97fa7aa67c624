import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installation } from './compile.ts';
import { Page } from './page.ts';
import { blocksOf } from './pages.ts';

/** Makes a test of every block of some pages, in order: each page in a folder of its own, as a reader would go along. */
export function readAloud(pages: readonly string[]): void {
  const folder = installation();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  describe.each(pages.filter((page) => blocksOf(page).length > 0))('%s', (name) => {
    const page = new Page(join(folder, name.replaceAll(/[^\w]+/g, '-')));
    for (const block of blocksOf(name)) it(`line ${block.line}, ${block.info}`, () => page.play(block));
    it('uses every file that it shows', () => {
      expect(page.unused).toEqual([]);
    });
  });
}
