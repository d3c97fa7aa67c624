import type { SessionTable } from '../../../engine/model/calendar.ts';

/** A table of sessions as date, open and close in UTC; a close before the open is on the next day, an open after `-` on the day before. */
export function sessions(...rows: readonly (readonly [date: string, open: string, close: string])[]): SessionTable {
  const at = (date: string, time: string): number =>
    time.startsWith('-') ? Date.parse(`${date}T${time.slice(1)}Z`) - 86_400_000 : Date.parse(`${date}T${time}Z`);
  return {
    name: 'TEST',
    version: '1',
    opens: Float64Array.from(rows, ([date, open]) => at(date, open)),
    closes: Float64Array.from(rows, ([date, , close]) => at(date, close)),
    dates: Float64Array.from(rows, ([date]) => Date.parse(date)),
    short: new Uint8Array(rows.length),
  };
}
