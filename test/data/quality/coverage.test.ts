import { expect, it } from 'vitest';
import type { Block } from '../../../data/block.ts';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { type Coverage, CoverageOf } from '../../../data/quality/coverage.ts';
import { barBlock, walk } from './blocks.ts';

function covered(timeframe: string, calendar: string | undefined, ...blocks: readonly Block[]): Coverage {
  const table = calendar === undefined ? undefined : calendarOf(calendar);
  const coverage = new CoverageOf({ timeframe, ...(table !== undefined && { calendar: table }) });
  for (const block of blocks) coverage.take(block);
  return coverage.finish();
}

const holes = ({ holes }: Coverage): readonly string[] =>
  holes.map(({ from, to, missing }) =>
    [from, to]
      .map((ts) => new Date(ts).toISOString().slice(0, 16))
      .join(' ')
      .concat(` ${missing}`),
  );

it('of a clean week are all sessions and all bars', () => {
  const days = ['02', '03', '04', '05'].map((day) => walk('30m', `2024-01-${day}T14:30`, 13));
  const found = covered('30m', 'XNYS', ...days);
  expect(found).toEqual({
    ...{ from: Date.parse('2024-01-02T14:30Z'), to: Date.parse('2024-01-05T21:00Z'), gaps: 0, holes: [] },
    ...{ sessions: { expected: 4, present: 4 }, bars: { expected: 52, present: 52 } },
  });
});

it('a hole reaches over the sessions that are missing in it', () => {
  const found = covered('30m', 'XNYS', walk('30m', '2024-01-02T14:30', 12), walk('30m', '2024-01-05T15:00', 12));
  expect(holes(found)).toEqual(['2024-01-02T20:30 2024-01-05T15:00 28']);
  expect([found.gaps, found.sessions, found.bars]).toEqual([1, { expected: 4, present: 2 }, { expected: 52, present: 24 }]);
});

it('of daily bars are their sessions', () => {
  const days = ['02', '03', '08'].map((day) => [`2024-01-${day}`, 1, 1, 1, 1] as const);
  const found = covered('1d', 'XNYS', barBlock('1d', days));
  expect(holes(found)).toEqual(['2024-01-04T14:30 2024-01-05T21:00 2']);
  expect([found.sessions, found.bars]).toEqual([
    { expected: 5, present: 3 },
    { expected: 5, present: 3 },
  ]);
});

it('without a calendar are gaps longer than usual, and nobody knows how many bars there should be', () => {
  const found = covered('1h', undefined, walk('1h', '2024-01-01', 24 * 14), walk('1h', '2024-01-16', 24 * 14));
  expect(holes(found)).toEqual(['2024-01-15T00:00 2024-01-16T00:00 24']);
  expect([found.sessions.expected, found.bars]).toEqual([Number.NaN, { expected: Number.NaN, present: 24 * 28 }]);
});

it('of bars that end by what was traded are sessions alone', () => {
  const found = covered('100tick', 'XNYS', walk('1m', '2024-01-02T15:00', 5), walk('1m', '2024-01-04T15:00', 5));
  expect([found.sessions, found.bars.present, found.bars.expected]).toEqual([{ expected: 3, present: 2 }, 10, Number.NaN]);
});

it('of very many holes lists the longest thousand, in order', () => {
  const found = covered(
    '1m',
    '24/7',
    walk('1m', '2024-01-01', 9_000, (k, bar) => (k % 3 === 1 || (k > 6_000 && k < 6_010) ? undefined : bar)),
  );
  expect([found.gaps, found.holes.length]).toEqual([2_997, 1_000]);
  expect(Math.max(...found.holes.map(({ missing }) => missing))).toBe(10);
  expect(found.holes.every(({ from }, k) => k === 0 || from > found.holes[k - 1]!.from)).toBe(true);
});

it('of nothing is nothing', () => {
  expect(covered('1m', '24/7')).toEqual({
    ...{ from: Number.NaN, to: Number.NaN, gaps: 0, holes: [] },
    ...{ sessions: { expected: 0, present: 0 }, bars: { expected: 0, present: 0 } },
  });
});
