import { describe, expect, test } from 'vitest';
import { asMoney, asNumber, asPercent, roundStep, ticksOf } from '../../../reports/charts/ticks.ts';
import { timeTicks } from '../../../reports/charts/time-axis.ts';

const texts = (...args: Parameters<typeof ticksOf>) => ticksOf(...args).ticks.map(({ text }) => text);

describe('the ticks of a value axis', () => {
  test('are round, evenly spaced and reach beyond the values', () => {
    expect(ticksOf(990, 1234, 5, asNumber)).toMatchObject({ from: 950, to: 1250 });
    expect(texts(990, 1234, 5, asNumber)).toEqual(['950', '1,000', '1,050', '1,100', '1,150', '1,200', '1,250']);
    expect(ticksOf(0.1, 0.3, 4, asNumber).ticks.map(({ value }) => value)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  });
  test('are 1, 2 or 5 times a power of ten apart', () => {
    expect([0.012, 0.08, 1.3, 1.5, 3, 4, 7, 8, 15].map(roundStep)).toEqual(
      [0.01, 0.1, 1, 2, 2, 5, 5, 10, 20].map((v) => expect.closeTo(v, 12)),
    );
  });
  test('are written with the decimals their step needs', () => {
    expect(texts(-0.05, 0.1, 3, asPercent)).toEqual(['-5 %', '0 %', '5 %', '10 %']);
    expect(texts(0, 0.003, 3, asPercent)).toEqual(['0.0 %', '0.1 %', '0.2 %', '0.3 %']);
    expect(texts(0, 2500, 2, asMoney)).toEqual(['0', '1,000', '2,000', '3,000']);
    expect(texts(0, 250_000, 2, asMoney)).toEqual(['0', '100k', '200k', '300k']);
    expect(texts(-1e6, 1.5e6, 4, asMoney)).toEqual(['-1.0M', '-0.5M', '0.0', '0.5M', '1.0M', '1.5M']);
  });
  test('leave room around a single value, and around none', () => {
    expect(ticksOf(5, 5, 4, asNumber)).toMatchObject({ from: 4.4, to: 5.6 });
    expect(ticksOf(0, 0, 4, asNumber)).toMatchObject({ from: -1, to: 1 });
    expect(ticksOf(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4, asNumber)).toMatchObject({ from: -1, to: 1 });
  });
});

describe('the ticks of a time axis', () => {
  const at = (text: string): number => Date.parse(`${text}Z`);
  const ticks = (from: string, to: string, count: number) => timeTicks(at(from), at(to), count).map(({ text }) => text);
  test('are years, months, days or times of day, as the span asks for', () => {
    expect(ticks('2000-01-03T00:00', '2020-04-17T00:00', 6)).toEqual(['2005', '2010', '2015', '2020']);
    expect(ticks('2019-11-15T00:00', '2020-08-01T00:00', 5)).toEqual(['2020', 'Apr', 'Jul']);
    expect(ticks('2020-01-01T00:00', '2020-01-02T00:00', 5)).toEqual(['2020', '06:00', '12:00', '18:00', '2 Jan']);
    expect(ticks('2020-03-02T09:30', '2020-03-02T09:31', 4)).toEqual(['2 Mar 09:30', '09:30:15', '09:30:30', '09:30:45', '09:31']);
  });
  test('begin with a fuller one where none says the year', () => {
    expect(ticks('2020-02-10T00:00', '2020-06-10T00:00', 4)).toEqual(['Mar 2020', 'Apr', 'May', 'Jun']);
  });
  test('of weeks fall on Mondays', () => {
    expect(ticks('2020-01-01T00:00', '2020-01-31T00:00', 5)).toEqual(['6 Jan 2020', '13 Jan', '20 Jan', '27 Jan']);
  });
  test('of one moment are that moment, and go back before 1970', () => {
    expect(ticks('2020-01-01T00:00', '2020-01-01T00:00', 5)).toEqual(['2020']);
    expect(ticks('1928-06-01T00:00', '1960-01-01T00:00', 4)).toEqual(['1930', '1940', '1950', '1960']);
  });
});
