import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { type CheckOptions, type Finding, QualityCheck } from '../../../data/quality/check.ts';
import { type Coverage, CoverageOf } from '../../../data/quality/coverage.ts';
import { openFiles, type ReadOptions } from '../../../data/read/open-file.ts';

/** Where real market data lie. */
export const EXTERNAL = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';

/** Whether a file, or the folder itself, is absent; and the words that say so in the name of a test. */
export const lacks = (path = ''): boolean => !existsSync(join(EXTERNAL, path));
export const note = (path = ''): string => (lacks(path) ? ` (skipped: no ${join(EXTERNAL, path)})` : '');

/** What was read of one series of a file, and what was found in it. */
export interface Read {
  readonly price: string;
  readonly rows: number;
  /** The rows that stay, by the time that names them. */
  readonly left: ReadonlySet<number>;
  readonly warnings: readonly string[];
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

/** Reads every series of a file and checks it against a calendar; what would fail is counted unless said otherwise. */
export async function read(
  path: string,
  calendarName: string,
  options: ReadOptions = { stamp: 'open' },
  checks: Partial<CheckOptions> = {},
): Promise<readonly Read[]> {
  const found = calendarName === '' ? undefined : calendarOf(calendarName);
  const calendar = found === undefined ? {} : { calendar: found };
  const name = path.split('/').at(-1)!;
  const all: Read[] = [];
  for (const reading of await openFiles(name, join(EXTERNAL, path), { ...options, ...calendar })) {
    const { kind, timeframe, price } = reading;
    const check = new QualityCheck({ name, kind, timeframe, price, errors: 'count', ...calendar, ...checks });
    const coverage = new CoverageOf({ timeframe, ...calendar });
    const left = new Set<number>();
    let rows = 0;
    for await (const block of reading.blocks()) {
      rows += block.rows;
      const rest = check.take(block);
      coverage.take(rest);
      for (const time of rest.columns['openTimes'] ?? rest.columns['times']!) left.add(time);
    }
    all.push({ price, rows, left, warnings: reading.warnings, findings: check.finish(), coverage: coverage.finish() });
  }
  return all;
}

/** What was found, as `check count, check count`; `clean` where it was nothing. */
export const counts = (findings: readonly Finding[]): string =>
  findings.map(({ check, count }) => `${check} ${count}`).join(', ') || 'clean';
