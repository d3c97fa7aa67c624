import { expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { CHECK_NAMES, CHECKS, type CheckSpec } from '../../../data/quality/checks.ts';
import type { Subject } from '../../../data/quality/detector.ts';
import { detectorsOf } from '../../../data/quality/detectors.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { proseOf } from '../../docs/pages.ts';

const SPECS: Readonly<Record<string, CheckSpec>> = CHECKS;

it('each has one detector for every kind that it concerns', () => {
  for (const kind of ['bars', 'quotes', 'trades', 'funding', 'actions', 'custom'] as const) {
    const series = { name: 'x', kind, length: '1m', timeframe: parseTimeframe('1m'), price: 'trade' } as const;
    const subject: Subject = { ...series, calendar: calendarOf('XNYS'), policies: {}, splits: undefined, now: 0, counts: false };
    const made = detectorsOf(subject).map(({ check }) => check);
    expect(made).toEqual(CHECK_NAMES.filter((check) => SPECS[check]!.kinds.includes(kind)));
  }
});

it('each may do what it does by itself', () => {
  for (const name of CHECK_NAMES) expect([name, SPECS[name]!.policies]).toEqual([name, expect.arrayContaining([SPECS[name]!.policy])]);
});

it('each that would break a run is refused or left out', () => {
  const broken = CHECK_NAMES.filter((name) => !SPECS[name]!.policies.includes('warn'));
  expect(broken).toEqual(['unsorted', 'duplicate', 'conflict', 'missing', 'overlap', 'future']);
});

const rows = proseOf('docs/data-quality.md')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

it('all stand in the page, as they are', () => {
  const documented = rows.filter((cells) => cells.length === 6).slice(2);
  const expected = CHECK_NAMES.map((name) => {
    const { kinds, policy, policies, about, silent } = SPECS[name]!;
    const others = policies.filter((one) => one !== policy);
    return [`\`${name}\``, kinds.length === 6 ? 'all' : kinds.join(', '), policy, others.join(', '), about, silent];
  });
  expect(documented).toEqual(expected);
});

it('all have a line that says what to do', () => {
  const remedies = rows
    .filter((cells) => cells.length === 3)
    .flatMap(([names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  expect(CHECK_NAMES.filter((name) => !remedies.includes(name))).toEqual([]);
});
