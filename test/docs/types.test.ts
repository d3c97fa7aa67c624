import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { complaints, installation } from './compile.ts';
import { type Block, blocksOf, PAGES } from './pages.ts';
import { sourceOf } from './sources.ts';

const folder = installation();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A page that is wrong in every kind of block, so that a compiler which looks at nothing is found out. */
const WRONG: readonly Block[] = [
  { page: 'wrong.md', line: 10, info: 'ts run', text: '\nconst n: number = "1";\n' },
  { page: 'wrong.md', line: 20, info: 'ts wrong.ts', text: "import { smma } from 'onetape';\n" },
  { page: 'wrong.md', line: 30, info: 'ts setup', text: 'sma(asset, 2);\n' },
  { page: 'wrong.md', line: 40, info: 'ts onBar', text: 'ctx.buy(asset);\nctx.buy(assset);\n' },
];

it('the compiler accepts every program and excerpt of the pages, and nothing else', () => {
  const pages = [...PAGES.map(blocksOf), WRONG];
  const said = complaints(
    folder,
    pages.map((blocks) => blocks.flatMap((block) => sourceOf(block) ?? [])),
  );
  expect(said.map((one) => one.replace(/: error.*/, '')).filter((place) => place.startsWith('wrong.md'))).toEqual([
    'wrong.md:11',
    'wrong.md:20',
    'wrong.md:30',
    'wrong.md:41',
  ]);
  expect(said.filter((one) => !one.startsWith('wrong.md'))).toEqual([]);
});
