import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXTERNAL = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
const HOME = join(EXTERNAL, 'stats-reference');

/** Whether there are references to compare with. */
export const present = existsSync(HOME);

/** One answer of another library: null is its NaN, and some of its answers are infinite. */
export type Right = number | null | 'Infinity';

/** What another library answers, and what we do. */
export interface StatsCase {
  readonly name: string;
  readonly ours: readonly number[];
  readonly right: readonly Right[];
  /** Printed decimals, or a relative tolerance. */
  readonly decimals?: number;
  readonly relative?: number;
}

/** A file of the references, read. */
export const jsonOf = (file: string) => JSON.parse(readFileSync(join(HOME, file), 'utf8'));

/** A table of the market data: a column of numbers by date, as far as asked for. */
export function columnOf(file: string, name: string, from = '', to = '9999'): Map<string, number> {
  const [head = '', ...lines] = readFileSync(join(EXTERNAL, file), 'utf8').trim().split(/\r?\n/);
  const column = head.split(',').indexOf(name);
  const rows = lines.map((line) => line.split(',')).map((cells): [string, number] => [cells[0]!.slice(0, 10), Number(cells[column])]);
  return new Map(rows.filter(([date]) => date >= from && date <= to));
}

/** The first difference of a case; undefined where all of it agrees. Not applicable agrees with NaN, and with nothing else. */
export function differenceOf({ ours, right, decimals, relative = 0 }: StatsCase): string | undefined {
  if (ours.length !== right.length) return `${ours.length} values, not ${right.length}`;
  for (const [k, value] of right.entries()) {
    const own = ours[k]!;
    if (value === null ? Number.isNaN(own) : value !== 'Infinity' && Math.abs(own - value) <= bound(value, decimals, relative)) continue;
    return `${own}, not ${value}${right.length > 1 ? ` at ${k}` : ''}`;
  }
  return undefined;
}

/** Half a unit of the last place printed, and the rounding of doubles at it. */
const bound = (value: number, decimals: number | undefined, relative: number): number =>
  decimals === undefined ? relative * Math.abs(value) : 0.5 * 10 ** -decimals + 1e-12;
