import { describe, expect, it } from 'vitest';
import { settledOf } from '../../../data/fetch/settled.ts';
import type { Page } from '../../../data/fetch/source.ts';

const at = (text: string): number => Date.parse(`2024-03-${text}Z`);
const minute = { endOf: (time: number): number => time + 60_000, longest: 60_000 };
const day = { endOf: (time: number): number => time + 86_400_000, longest: 86_400_000 };
const rate = { endOf: (time: number): number => time, longest: 0 };

const page = (upTo: string, ...times: string[]): Page => ({
  rows: times.map((time) => [at(time), 1]),
  from: at('01T00:00'),
  upTo: at(upTo),
  asOf: 0,
});

function settled(given: Page, asOf: string, making = minute, newest = '01T00:00'): readonly string[] {
  const { rows, upTo } = settledOf(given, at(asOf), making, at(newest));
  return [...rows.map(([time]) => time!), upTo].map((time) => new Date(time).toISOString().slice(8, 19));
}

describe('what of a page is settled', () => {
  it('is every bar that was over ten seconds before the venue was asked', () => {
    const both = page('05T12:02', '05T12:00', '05T12:01');
    expect(settled(both, '05T12:02:10')).toEqual(['05T12:00:00', '05T12:01:00', '05T12:01:00']);
    expect(settled(both, '05T12:02:09')).toEqual(['05T12:00:00', '05T12:00:00']);
    expect(settled(both, '05T12:01:09')).toEqual(['01T00:00:00']);
  });

  it('is complete up to the newest bar, which is asked for again, near the present', () => {
    expect(settled(page('05T12:01', '05T12:00'), '05T12:30')).toEqual(['05T12:00:00', '05T12:00:00']);
  });

  it('is complete to the end of the page where that lies more than a day back', () => {
    expect(settled(page('03T12:01', '03T12:00'), '05T12:30')).toEqual(['03T12:00:00', '03T12:01:00']);
  });

  it('does not take a day without rows near the present for complete', () => {
    expect(settled(page('05T12:30'), '05T12:30', minute, '03T09:00')).toEqual(['04T12:29:00']);
  });

  it('never reaches past a bar that is still open, however long ago it began', () => {
    expect(settled(page('06T00:00', '03T00:00', '04T00:00', '05T00:00'), '05T00:00:05', day)).toEqual(['03T00:00:00', '03T00:00:00']);
    expect(settled(page('06T00:00', '05T00:00'), '05T23:00', day, '04T00:00')).toEqual(['04T00:00:00']);
  });

  it('takes a funding rate once its time is past', () => {
    expect(settled(page('05T08:00:00.001', '05T00:00', '05T08:00'), '05T08:00:09', rate)).toEqual(['05T00:00:00', '05T00:00:00']);
    expect(settled(page('05T08:00:00.001', '05T00:00', '05T08:00'), '05T08:00:10', rate)).toEqual([
      '05T00:00:00',
      '05T08:00:00',
      '05T08:00:00',
    ]);
  });
});
