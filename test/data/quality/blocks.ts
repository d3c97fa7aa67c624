import type { Block } from '../../../data/block.ts';
import { type CheckName, type CheckOptions, type Finding, QualityCheck } from '../../../data/quality/check.ts';
import { parseTime } from '../../../engine/model/time.ts';
import { barEnd, parseTimeframe } from '../../../engine/model/timeframe.ts';

/** A time as it is written in a test: `2020-01-01T10:00`, or milliseconds. */
export type When = string | number;

const msOf = (when: When): number => (typeof when === 'number' ? when : parseTime(when));

/** Bars from rows of open time, open, high, low, close and perhaps volume (100); row k stands at line k + 2. */
export function barBlock(timeframe: string, rows: readonly (readonly [When, ...number[]])[], line = 2): Block {
  const openTimes = Float64Array.from(rows, ([open]) => msOf(open));
  const column = (at: number, other = Number.NaN): Float64Array => Float64Array.from(rows, (row) => Number(row[at] ?? other));
  const times = openTimes.map((open) => barEnd(parseTimeframe(timeframe)!, open));
  const columns = { openTimes, times, open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5, 100) };
  return { rows: rows.length, columns, place: (row) => `x.csv, line ${row + line}` };
}

/** Rows of any other kind: the first column is a time. */
export function block(names: readonly string[], rows: readonly (readonly [When, ...number[]])[]): Block {
  const columns = Object.fromEntries(
    names.map((name, k) => [name, Float64Array.from(rows, (row) => (k === 0 ? msOf(row[0]) : row[k]!) as number)]),
  );
  return { rows: rows.length, columns, place: (row) => `x.csv, line ${row + 2}` };
}

/** What is found in blocks, and the rows that stay. */
export function check(
  options: Partial<CheckOptions>,
  ...blocks: readonly Block[]
): { findings: readonly Finding[]; blocks: readonly Block[] } {
  const quality = new QualityCheck({ name: 'x.csv', kind: 'bars', timeframe: '1m', ...options });
  const left = blocks.map((one) => quality.take(one));
  return { findings: quality.finish(), blocks: left };
}

/** The findings as text: `check count severity: message @ place`. */
export const said = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ check, count, severity, message, place }) => `${check} ${count} ${severity}: ${message} @ ${place}`);

/** Bars that move a little, `count` of them from `from` on, each `volume` 100 and more; `change` may replace one. */
export function walk(
  timeframe: string,
  from: When,
  count: number,
  change: (k: number, bar: readonly [number, number, number, number, number]) => readonly number[] | undefined = (_, bar) => bar,
): Block {
  const length = parseTimeframe(timeframe)!;
  const rows: (readonly [number, ...number[]])[] = [];
  let open = msOf(from);
  for (let k = 0; k < count; k++) {
    const price = 100 + ((k * 7919) % 13) / 10;
    const bar = change(k, [price, price + 0.4, price - 0.3, price + 0.1, 100 + k]);
    if (bar !== undefined) rows.push([open, ...bar]);
    open = barEnd(length, open);
  }
  return barBlock(timeframe, rows);
}

/** What one check says, as `count severity: message @ place`; empty where it is silent. */
export function one(name: CheckName, options: Partial<CheckOptions>, ...blocks: readonly Block[]): string {
  const { findings } = check(options, ...blocks);
  const { count, severity, message, place } = findings.find((finding) => finding.check === name) ?? {};
  return count === undefined ? '' : `${count} ${severity}: ${message} @ ${place}`;
}
