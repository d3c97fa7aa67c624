/**
 * Whether a block before printed what a page says it did: line by line, spaces at the ends apart. A line `...` stands
 * for any lines, `...` within a line for anything; names of runs and the time at which they ran may be others.
 */
export function matches(printed: string, page: string): boolean {
  const plain = (text: string): string[] =>
    text
      .trim()
      .split('\n')
      .map((line) => line.trimEnd());
  const pattern = plain(page).map((line) => (line.trim() === '...' ? '(?:.*\\n)*?' : `${patternOf(line)}\\n`));
  return new RegExp(`^${pattern.join('')}$`).test(`${plain(printed).join('\n')}\n`);
}

const CHANGES = /(\.\.\.|\d{8}-[a-z0-9-]+-[0-9a-f]{4}(?![0-9a-f])|\d{4}-\d\d-\d\d \d\d:\d\d)/;

const patternOf = (line: string): string =>
  line
    .split(CHANGES)
    .map((part, k) =>
      k % 2 === 0
        ? escaped(part)
        : part === '...'
          ? '.*'
          : part.includes(':')
            ? '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d'
            : `\\d{8}-${escaped(part.slice(9, -5))}-[0-9a-f]{4}`,
    )
    .join('');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
