/** What separates the cells of a file. */
export type Delimiter = ',' | ';' | '\t';

/** The delimiter that a line shows: a tab, else a semicolon, else a comma. */
export const delimiterOf = (line: string): Delimiter => (line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',');

/** The cells of one line, trimmed, without their quotes. */
export function cellsOf(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let start = 0;
  let quoted = false;
  for (let k = 0; k <= line.length; k++) {
    if (line[k] === '"') quoted = !quoted;
    else if (k === line.length || (line[k] === delimiter && !quoted)) {
      cells.push(
        line
          .slice(start, k)
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .replaceAll('""', '"'),
      );
      start = k + 1;
    }
  }
  return cells;
}

/** The first lines of a text that are not empty, at most `count`. */
export function firstLines(text: Buffer, count: number): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < count; ) {
    let end = start;
    while (end < text.length && text[end] !== 10 && text[end] !== 13) end++;
    if (end > start) lines.push(text.toString('utf8', start, end));
    start = end + 1;
  }
  return lines;
}

/** Where the last line that is ended ends; 0 where none is. A carriage return at the very end may yet be followed by a line feed. */
export function lastLineEnd(text: Buffer): number {
  const feed = text.lastIndexOf(10);
  if (feed >= 0) return feed + 1;
  const last = text.lastIndexOf(13, text.length - 2);
  return text.length < 2 ? 0 : last + 1;
}
