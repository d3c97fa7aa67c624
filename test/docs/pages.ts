import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a page. */
export interface Block {
  /** The page's path from the root. */
  readonly page: string;
  /** The line of its first line of text, from 1. */
  readonly line: number;
  /** What stands behind the fence: `ts run`. */
  readonly info: string;
  readonly text: string;
}

/** README.md, and every page of the docs folder. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .sort(),
];

/** The text of a page. */
export const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** The fenced blocks of a page, in order. Throws for a fence that does not end. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = textOf(page).split('\n');
  for (let k = 0; k < lines.length; k++) {
    const open = /^( *)```(.*)$/.exec(lines[k]!);
    if (open === null) continue;
    const [, indent = '', info = ''] = open;
    const end = lines.findIndex((line, j) => j > k && line.trimEnd() === `${indent}\`\`\``);
    if (end < 0) throw new Error(`${page}:${k + 1}: a block that does not end`);
    const text = lines.slice(k + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    blocks.push({ page, line: k + 2, info: info.trim(), text: `${text.join('\n')}\n` });
    k = end;
  }
  return blocks;
}

/** What stands outside of fences, line by line; lines within are empty. */
export function proseOf(page: string): readonly string[] {
  let inside = false;
  return textOf(page)
    .split('\n')
    .map((line) => {
      const fence = /^ *```/.test(line);
      if (fence) inside = !inside;
      return fence || inside ? '' : line;
    });
}
