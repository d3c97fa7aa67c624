import { expect, it } from 'vitest';
import { barBlock, one, type When, walk } from './blocks.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Bars of each minute from 14:30 to 21:00 on the working days of a time, but those of which `skip` says so. */
const working = (from: string, days: number, skip: (day: string, minute: number) => boolean = () => false) =>
  Array.from({ length: days }, (_, k) => new Date(Date.parse(from) + k * DAY))
    .filter((day) => ![0, 6].includes(day.getUTCDay()))
    .map((day) => {
      const name = day.toISOString().slice(0, 10);
      return walk('1m', Date.parse(`${name}T14:30`) - day.getTimezoneOffset() * MINUTE, 390, (k, bar) => (skip(name, k) ? undefined : bar));
    })
    .filter(({ rows }) => rows > 0);

it('are found without a calendar: ten minutes that are missing once', () => {
  expect(one('gap', {}, ...working('2024-01-08', 5, (day, k) => day === '2024-01-10' && k >= 100 && k < 110))).toBe(
    '1 warning: 1 gaps are longer than usual, 10 bars of times with trading, the longest of 10 m from 2024-01-10T16:10:00.000Z (a calendar tells closures from holes) @ x.csv, 2024-01-10T16:10:00.000Z',
  );
});

it('are no nights and no weekends', () => {
  expect(one('gap', {}, ...working('2024-01-08', 40))).toBe('');
});

it('are no minutes without a trade, as often as there are', () => {
  const thin = working('2024-01-08', 5, (day, k) => (k * 7919 + day.charCodeAt(9)) % 11 < 3);
  expect(one('gap', {}, ...thin)).toBe('');
});

it('are days of a market that never closes', () => {
  const around = (...parts: readonly (readonly [When, number])[]) => parts.map(([from, hours]) => walk('1h', from, hours));
  expect(one('gap', { timeframe: '1h' }, ...around(['2024-01-01', 24 * 20], ['2024-01-23', 24 * 20]))).toMatch(
    /^1 warning: 1 gaps are longer than usual, 48 bars .* the longest of 2 d from 2024-01-21/,
  );
});

it('of daily bars are five missing at least, of longer ones any', () => {
  const days = (...names: readonly string[]) =>
    barBlock(
      '1d',
      names.map((name) => [name, 1, 1, 1, 1]),
    );
  const weeks = Array.from({ length: 60 }, (_, k) => Date.UTC(2024, 0, 1) + k * DAY).filter(
    (day) => ![0, 6].includes(new Date(day).getUTCDay()),
  );
  const daily = (skip: (day: number) => boolean) =>
    barBlock(
      '1d',
      weeks.flatMap((day) => (skip(day) ? [] : [[day, 1, 1, 1, 1] as const])),
    );
  expect(
    one(
      'gap',
      { timeframe: '1d' },
      daily((day) => new Date(day).toISOString().startsWith('2024-02-0')),
    ),
  ).toMatch(/^1 warning: .* 7 bars/);
  expect(
    one(
      'gap',
      { timeframe: '1d' },
      daily((day) => day === Date.UTC(2024, 0, 15)),
    ),
  ).toBe('');
  expect(one('gap', { timeframe: '1w' }, walk('1w', '2024-01-01', 10), walk('1w', '2024-03-18', 10))).toMatch(/^1 warning: .* 1 bars/);
  expect(
    one(
      'gap',
      { timeframe: '1M' },
      barBlock(
        '1M',
        ['2024-01-01', '2024-02-01', '2024-04-01'].map((day) => [day, 1, 1, 1, 1]),
      ),
    ),
  ).toMatch(/^1 warning: .* 1 bars .* from 2024-03-01/);
  expect(one('gap', { timeframe: '1d' }, days('1950-01-03', '1950-01-04', '1950-01-05'))).toBe('');
});

it('of very many, the longest are kept', () => {
  const thin = walk('1m', '2020-01-01', 400_000, (k, bar) => (k % 4 === 1 || (k > 300_000 && k < 302_000) ? undefined : bar));
  expect(one('gap', {}, thin)).toMatch(/^1 warning: 1 gaps are longer than usual, 1999 bars .* the longest of 1.4 d/);
});
