const LINE_FEED = 10;
const RETURN = 13;

/** Where a line's text lies; `start === end` where no line is left. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The next line that is not empty, from an offset on. */
export function nextLine(bytes: Buffer, from: number): Span {
  let start = from;
  while (bytes[start] === LINE_FEED || bytes[start] === RETURN) start++;
  if (start >= bytes.length) return { start, end: start };
  const feed = bytes.indexOf(LINE_FEED, start);
  const end = feed < 0 ? bytes.length : feed;
  return { start, end: bytes[end - 1] === RETURN ? end - 1 : end };
}

/** How many line feeds lie in `from..to`. */
export function countFeeds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === LINE_FEED) count++;
  return count;
}

/** How many lines of a text are not empty. */
export function countLines(text: string): number {
  let count = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    if (end > start) count++;
    start = end + 1;
  }
  return count;
}

/** The last line of a text that is not empty. */
export function lastLine(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end--;
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}

/** The end of a piece of about `size` bytes that ends with a whole line. */
export function pieceEnd(bytes: Buffer, from: number, size: number): number {
  if (from + size >= bytes.length) return bytes.length;
  const before = bytes.lastIndexOf(LINE_FEED, from + size - 1);
  if (before > from) return before + 1;
  const after = bytes.indexOf(LINE_FEED, from + size);
  return after < 0 ? bytes.length : after + 1;
}

/** The cells of one line, trimmed, without their quotes. */
export function cellsOf(line: string, delimiter: string): string[] {
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
