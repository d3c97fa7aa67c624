import type { PivotMethod } from '../../../engine/indicators/pivot-levels.ts';
import { type PivotPoints, pivotPoints } from '../../../engine/indicators/pivot-points.ts';
import { DAY } from '../../../engine/model/time.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow } from './definitions.ts';

/** The session before a row's, and the open of its own. */
interface Before {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly opens: number;
}

/** For every row, what all rows of the day before it come to; undefined on the first day. */
const before = byRow<Before | undefined>(({ openTimes, open, high, low, close }) => {
  const days = Array.from(openTimes, (ts) => Math.floor(ts / DAY));
  const known = new Map(
    [...new Set(days)].map((day): [number, Before | undefined] => {
      const [from, until] = [days.indexOf(day - 1), days.lastIndexOf(day - 1)];
      if (from === -1) return [day, undefined];
      return [
        day,
        {
          open: open[from]!,
          high: Math.max(...high.subarray(from, until + 1)),
          low: Math.min(...low.subarray(from, until + 1)),
          close: close[until]!,
          opens: open[days.indexOf(day)]!,
        },
      ];
    }),
  );
  return days.map((day) => known.get(day));
});

/** One level of one method, in the words of those who publish it. */
type Level = readonly [method: PivotMethod, name: string, formula: (before: Before) => number];

const typical = ({ high, low, close }: Before): number => (high + low + close) / 3;
const woodie = ({ high, low, opens }: Before): number => (high + low + opens + opens) / 4;
const demark = ({ open, high, low, close }: Before): number =>
  close < open ? high + 2 * low + close : close > open ? 2 * high + low + close : high + low + 2 * close;

const PUBLISHED: readonly Level[] = [
  ['standard', 'pivot', typical],
  ['standard', 'r1', (day) => typical(day) * 2 - day.low],
  ['standard', 's1', (day) => typical(day) * 2 - day.high],
  ['standard', 'r2', (day) => typical(day) + day.high - day.low],
  ['standard', 's2', (day) => typical(day) - day.high + day.low],
  ['standard', 'r3', (day) => day.high + 2 * (typical(day) - day.low)],
  ['standard', 's3', (day) => day.low - 2 * (day.high - typical(day))],
  ['fibonacci', 'r1', (day) => typical(day) + 0.382 * (day.high - day.low)],
  ['fibonacci', 's2', (day) => typical(day) - 0.618 * (day.high - day.low)],
  ['fibonacci', 'r3', (day) => typical(day) + day.high - day.low],
  ['camarilla', 'pivot', typical],
  ['camarilla', 'r1', (day) => day.close + ((day.high - day.low) * 1.1) / 12],
  ['camarilla', 's2', (day) => day.close - ((day.high - day.low) * 1.1) / 6],
  ['camarilla', 'r3', (day) => day.close + ((day.high - day.low) * 1.1) / 4],
  ['camarilla', 's4', (day) => day.close - ((day.high - day.low) * 1.1) / 2],
  ['woodie', 'pivot', woodie],
  ['woodie', 'r1', (day) => 2 * woodie(day) - day.low],
  ['woodie', 's3', (day) => day.low - 2 * (day.high - woodie(day))],
  ['demark', 'pivot', (day) => demark(day) / 4],
  ['demark', 'r1', (day) => demark(day) / 2 - day.low],
  ['demark', 's1', (day) => demark(day) / 2 - day.high],
];

for (const [method, name, formula] of PUBLISHED) {
  indicatorContract({
    name: `the ${name} of ${method} pivotPoints`,
    make: (bars) => pivotPoints(bars, method)[name as keyof PivotPoints<PivotMethod>],
    // Minutes: the second day begins on the 1441st.
    readyOn: 1_441,
    window: Number.POSITIVE_INFINITY,
    gap: 'skips',
    expected: (columns, row) => formula(before(columns, row)!),
  });
}
