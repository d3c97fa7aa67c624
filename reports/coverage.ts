import { grouped, NONE } from './format.ts';

/** A series of the store in numbers. */
export interface CoveredSeries {
  readonly name: string;
  /** The first and the last time, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** On disk. */
  readonly bytes: number;
  /** Rows that there should be, and rows that are there, for each of equal stretches of the time that the whole picture covers. */
  readonly expected: ArrayLike<number>;
  readonly present: ArrayLike<number>;
}

/** How the picture is drawn. */
export interface CoverageOptions {
  /** The time that the picture covers, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Characters of a line. */
  readonly width: number;
  /** Letters and signs of ASCII alone. */
  readonly plain: boolean;
}

/** From nothing of what is expected, by thirds, to all of it. */
const SHADES = { plain: ['.', '-', '=', '+', '#'], blocks: ['·', '░', '▒', '▓', '█'] } as const;

/** The picture is left out where it would be narrower. */
const NARROWEST = 10;

/** Whether a terminal is to be spared signs beyond ASCII: what is no terminal, a dumb one, and one whose locale is not UTF-8. */
export function isPlainTerminal(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return !isTTY || env['TERM'] === 'dumb' || env['NO_COLOR'] !== undefined || !/utf-?8/i.test(locale);
}

/**
 * Series a line each: range, rows, size, how complete they are, and a picture of it over time, from all that is expected (█) to
 * nothing of it (·); blank where nothing is expected, as the market was closed or the series does not reach there.
 */
export function coverageText(series: readonly CoveredSeries[], options: CoverageOptions): string {
  const head = ['series', 'from', 'to', 'rows', 'size', 'complete'];
  const rows = [head, ...series.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const left = rows.map((row) => row.map((cell, k) => (k < 3 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  '));
  const room = options.width - left[0]!.length - 2;
  if (room < NARROWEST) return left.map((line) => `${line.trimEnd()}\n`).join('');
  const pictures = [axis(options, room), ...series.map((one) => pictureOf(one, room, options.plain ? SHADES.plain : SHADES.blocks))];
  return left.map((line, k) => `${`${line}  ${pictures[k]}`.trimEnd()}\n`).join('');
}

function cellsOf({ name, from, to, rows, bytes, expected, present }: CoveredSeries): string[] {
  return [
    printable(name),
    dayOf(from),
    dayOf(to),
    grouped(rows, 0),
    sizeOf(bytes),
    shareOf(total(expected, 0, expected.length), total(present, 0, present.length)),
  ];
}

/** Rounded down, so that 100 % is all of it. */
function shareOf(expected: number, present: number): string {
  return expected === 0 ? NONE : `${grouped(Math.floor((Math.min(present, expected) / expected) * 1000) / 10, 1)} %`;
}

function pictureOf({ expected, present }: CoveredSeries, width: number, shades: readonly string[]): string {
  let text = '';
  for (let k = 0; k < width; k++) {
    const from = Math.floor((k * expected.length) / width);
    const to = Math.max(from + 1, Math.floor(((k + 1) * expected.length) / width));
    const due = total(expected, from, to);
    const share = total(present, from, to) / due;
    text += due === 0 ? ' ' : shades[share >= 1 ? 4 : share > 0 ? Math.min(3, 1 + Math.floor(share * 3)) : 0]!;
  }
  return text;
}

function axis({ from, to }: CoverageOptions, width: number): string {
  const [begin, end] = [dayOf(from), dayOf(to)];
  return width >= begin.length + end.length + 1 ? begin + end.padStart(width - begin.length) : begin.slice(0, width);
}

function total(counts: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < Math.min(to, counts.length); k++) sum += counts[k]!;
  return sum;
}

const dayOf = (ts: number): string => (Number.isFinite(ts) ? new Date(ts).toISOString().slice(0, 10) : NONE);

/** Bytes in units of a thousand: `12.3 MB`. */
function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${grouped(size, unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** A name without what would move the cursor. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');
