import { describe, expect, it } from 'vitest';
import { coverage, mustCover, nextSession, type SessionTable, sessionAt, sessionOn } from '../../../engine/model/calendar.ts';
import { sessions } from '../session-table.ts';
import { at } from '../world.ts';

const week = sessions([
  ['2024-01-04', '14:30', '21:00'],
  ['2024-01-05', '14:30', '18:00'],
  ['2024-01-08', '14:30', '21:00'],
]);
const found = (find: (table: SessionTable, ts: number) => number, moments: readonly string[]): number[] =>
  moments.map((text) => find(week, at(text)));

describe('a table of sessions', () => {
  it('says which session is open at a time: its open belongs to it, its close does not', () => {
    const moments = [
      '2024-01-04T14:29',
      '2024-01-04T14:30',
      '2024-01-04T20:59',
      '2024-01-04T21:00',
      '2024-01-06T15:00',
      '2024-01-08T15:00',
    ];
    expect(found(sessionAt, moments)).toEqual([-1, 0, 0, -1, -1, 2]);
  });

  it('says which is open or opens next', () => {
    const moments = [
      '2023-12-31T00:00',
      '2024-01-04T14:30',
      '2024-01-04T21:00',
      '2024-01-05T18:00',
      '2024-01-08T20:59',
      '2024-01-08T21:00',
    ];
    expect(found(nextSession, moments)).toEqual([0, 0, 1, 2, 2, -1]);
  });

  it('says which has a date, given as any time of that day', () => {
    const moments = [
      '2024-01-03T23:59',
      '2024-01-04T00:00',
      '2024-01-05T23:59',
      '2024-01-06T00:00',
      '2024-01-08T12:00',
      '2024-01-09T00:00',
    ];
    expect(found(sessionOn, moments)).toEqual([-1, 0, 1, -1, 2, -1]);
  });

  it('knows the days from its first session to its last, and no others', () => {
    expect(coverage(week)).toEqual({ from: at('2024-01-04T00:00'), until: at('2024-01-09T00:00') });
    mustCover(week, at('2024-01-04T00:00'), at('2024-01-09T00:00'));
    expect(() => mustCover(week, at('2023-06-01T00:00'))).toThrow(
      'Expected times that the calendar "TEST" knows, 2024-01-04 to 2024-01-08, but it was "2023-06-01T00:00:00.000Z"',
    );
    expect(() => mustCover(week, at('2024-01-05T00:00'), at('2025-01-01T00:00'))).toThrow('but it was "2025-01-01T00:00:00.000Z"');
  });
});
