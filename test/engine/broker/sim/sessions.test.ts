import { describe, expect, it } from 'vitest';
import type { SessionTable } from '../../../../engine/model/calendar.ts';
import { isoTime } from '../../../../engine/model/time.ts';
import { sessions } from '../../session-table.ts';
import { at, bars, ends, follow, live, type Past, quotes, type Row } from '../../world.ts';

// New York in July: a day, a half day before the holiday, a day after it.
const newYork = sessions([
  ['2024-07-02', '13:30', '20:00'],
  ['2024-07-03', '13:30', '17:00'],
  ['2024-07-05', '13:30', '20:00'],
]);

/** Half hours from a time on, opening at `from` and one higher each. */
const halves = (count: number, from: number): Row[] =>
  Array.from({ length: count }, (_, k) => [from + k, from + k + 0.5, from + k - 0.5, from + k + 0.2]);

const week = [
  ...['2024-07-02T13:30', ...halves(13, 100)],
  ...['2024-07-03T13:30', ...halves(7, 200)],
  ...['2024-07-05T13:30', ...halves(13, 300)],
];

/** Sends an order at the close of a bar, counted from 0, of half hours drawn. */
const sent = (bar: number, terms: object, calendar: SessionTable | null = newYork, drawn: readonly (Row | string)[] = week): Past =>
  live({ asset: bars('A', '30m', drawn) }, (ctx) => follow(ctx.feeds.asset, { [bar]: () => ctx.buy(ctx.feeds.asset, terms) }), {
    calendars: [calendar ?? undefined],
  });

const filled = ({ fills }: Past): string[] => fills.map(({ price, ts }) => `${price} at ${isoTime(ts).slice(5, 16)}`);
const closed = ({ orders }: Past): string[] =>
  orders.map(({ status, closedTs }) => `${status} ${closedTs === null ? '' : isoTime(closedTs).slice(5, 16)}`);

describe('a day order of an instrument with a calendar', () => {
  const far = { limit: 1, tif: 'day' } as const;

  it('expires at the close of the session in which it first meets the market', () => {
    expect(closed(sent(0, far))).toEqual(['expired 07-02T20:00']);
    expect(closed(sent(0, far, null))).toEqual(['expired 07-03T00:00']);
  });

  it('expires early on a half day', () => {
    expect(closed(sent(14, far))).toEqual(['expired 07-03T17:00']);
  });

  it('sent at the close begins with the next session', () => {
    expect(closed(sent(12, far))).toEqual(['expired 07-03T17:00']);
    expect(closed(sent(19, far))).toEqual(['expired 07-05T20:00']);
  });

  it('may fill in the bar that ends its session, and lives through midnight where the session does', () => {
    // The low of the last bar of the second of July is 111.5.
    expect(filled(sent(11, { trigger: 112.4, tif: 'day' }))).toEqual(['112.4 at 07-02T20:00']);
    const globex = sessions([['2024-07-02', '00:00', '21:00']]);
    const evening = { ...globex, opens: Float64Array.of(at('2024-07-01T22:00')) };
    const drawn = ['2024-07-01T22:00', ...halves(10, 100)];
    expect(closed(sent(0, { limit: 1, tif: 'day' }, evening, drawn))).toEqual(['accepted ']);
    expect(closed(sent(0, { limit: 1, tif: 'day' }, null, drawn))).toEqual(['expired 07-02T00:00']);
  });

  it('that meets the market before the open or after the close lives to the end of the session that comes', () => {
    const early = ['2024-07-03T12:00', ...halves(10, 100)];
    expect(closed(sent(0, far, newYork, early))).toEqual(['expired 07-03T17:00']);
    const late = ['2024-07-02T20:00', ...halves(3, 100), '2024-07-03T13:30', ...halves(7, 200)];
    expect(closed(sent(0, far, newYork, late))).toEqual(['expired 07-03T17:00']);
  });

  it('lives as long as the bar in which it meets the market, though that ends after the close', () => {
    const drawn: (Row | string)[] = ['2024-07-03T15:45', [10, 11, 9, 10], [10, 11, 9, 10], [10, 11, 5, 10], [10, 11, 9, 10]];
    expect(filled(sent(1, { limit: 6, tif: 'day' }, newYork, drawn))).toEqual(['6 at 07-03T17:15']);
  });

  it('of quotes and trades expires so too', () => {
    const asset = quotes('A', [
      ['2024-07-03T16:00', 9, 10],
      ['2024-07-03T16:30', 9, 10],
      ['2024-07-03T18:00', 9, 10],
    ]);
    const past = live({ asset }, (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.buy(asset, { limit: 1, tif: 'day' })) }), {
      calendars: [newYork],
    });
    expect(closed(past)).toEqual(['expired 07-03T17:00']);
  });

  it('is refused with the run outside the years that the calendar knows', () => {
    expect(() => sent(0, far, newYork, ['2025-07-02T13:30', ...halves(3, 100)])).toThrow(
      'Expected times that the calendar "TEST" knows, 2024-07-02 to 2024-07-05, but it was "2025-07-02T14:00:00.000Z"',
    );
  });
});

describe('an order for an auction of an instrument with a calendar', () => {
  it('takes the first bar of the next session at its open, and the last one of this session at its close', () => {
    expect(filled(sent(3, { at: 'open' }))).toEqual(['200 at 07-03T13:30']);
    expect(filled(sent(3, { at: 'close' }))).toEqual(['112.2 at 07-02T20:00']);
  });

  it('closes with a half day, and opens after the holiday', () => {
    expect(filled(sent(14, { at: 'close' }))).toEqual(['206.2 at 07-03T17:00']);
    expect(filled(sent(14, { at: 'open' }))).toEqual(['300 at 07-05T13:30']);
  });

  it('knows the session that runs through midnight UTC as one', () => {
    const globex = { ...sessions([['2024-07-02', '00:00', '02:00']]), opens: Float64Array.of(at('2024-07-01T22:00')) };
    const drawn = ['2024-07-01T22:00', ...halves(8, 100)];
    expect(filled(sent(0, { at: 'close' }, globex, drawn))).toEqual(['107.2 at 07-02T02:00']);
    // By days of UTC the session would close at midnight and open again.
    expect(filled(sent(0, { at: 'close' }, null, drawn))).toEqual(['103.2 at 07-02T00:00']);
    expect(filled(sent(0, { at: 'open' }, null, drawn))).toEqual(['104 at 07-02T00:00']);
    expect(filled(sent(0, { at: 'open' }, globex, drawn))).toEqual([]);
  });

  it('passes over bars before the open and after the close', () => {
    const drawn = ['2024-07-02T12:30', ...halves(17, 100), '2024-07-03T12:30', ...halves(10, 200)];
    // The first bar at 13:30 is the third; the last before 20:00 the fifteenth.
    expect(filled(sent(0, { at: 'open' }, newYork, drawn))).toEqual(['102 at 07-02T13:30']);
    expect(filled(sent(0, { at: 'close' }, newYork, drawn))).toEqual(['114.2 at 07-02T20:00']);
    expect(filled(sent(16, { at: 'open' }, newYork, drawn))).toEqual(['202 at 07-03T13:30']);
  });

  it('does not take the last bar of the data for a close that is still to come', () => {
    const drawn = ['2024-07-02T13:30', ...halves(4, 100)];
    expect(ends(sent(0, { at: 'close' }, newYork, drawn))).toEqual(['accepted']);
    expect(filled(sent(0, { at: 'close' }, null, drawn))).toEqual(['103.2 at 07-02T15:30']);
  });

  it('opens with a bar that begins before the session does and reaches into it', () => {
    const clock = ['2024-07-02T13:15', ...halves(2, 100), '2024-07-03T13:15', ...halves(2, 200)];
    expect(filled(sent(0, { at: 'open' }, newYork, clock))).toEqual(['200 at 07-03T13:15']);
  });
});
