import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../engine/model/time.ts';
import { at, bars, follow, live, type Row } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('timers', () => {
  const ring = (interval: string | number, rows: readonly (Row | string)[], timeframe = '1h') => {
    const rung: string[] = [];
    live({ asset: bars('A', timeframe, rows) }, (ctx) => {
      ctx.every(interval, () => rung.push(isoTime(ctx.now).slice(8, 16)));
      return {};
    });
    return rung;
  };

  it("ring at the multiples of their interval, the first bar's close included", () => {
    expect(ring('1h', [flat, flat])).toEqual(['01T01:00', '01T02:00']);
    expect(ring('2h', [flat, flat, flat, flat])).toEqual(['01T02:00', '01T04:00']);
    expect(ring(5_400_000, [flat, flat, flat])).toEqual(['01T01:30', '01T03:00']);
  });

  it('ring on a weekend, when no data come', () => {
    expect(ring('12h', ['2024-01-05T20:00', flat, '2024-01-08T09:00', flat])).toEqual([
      '06T00:00',
      '06T12:00',
      '07T00:00',
      '07T12:00',
      '08T00:00',
    ]);
  });

  it('of months ring at the first of each', () => {
    const days = Array.from({ length: 62 }, () => flat);
    expect(ring('1M', days, '1d')).toEqual(['01T00:00', '01T00:00']);
  });

  it('may send orders, which meet the open of that very moment', () => {
    const past = live(
      { asset: bars('A', '1h', ['2024-01-05T20:00', flat, '2024-01-06T00:00', [12, 13, 11, 12], '2024-01-06T12:00', [14, 15, 13, 14]]) },
      (ctx) => {
        ctx.every('1d', () => void ctx.buy(ctx.feeds.asset, { ref: 'midnight' }));
        return {};
      },
    );
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-06') }]);
  });

  it('may be set by a handler, and ring from then on', () => {
    const rung: number[] = [];
    const asset = bars('A', '1h', [flat, flat, flat]);
    live({ asset }, (ctx) => follow(asset, { 0: () => ctx.every('30m', () => rung.push((ctx.now - at('2024-01-01')) / 3_600_000)) }));
    expect(rung).toEqual([1.5, 2, 2.5, 3]);
  });

  it.each([
    ['90s', 'fine'],
    ['7h', 'an interval that divides a day'],
    [0, 'an interval such as'],
    [1.5, 'an interval such as'],
    ['soon', 'an interval such as'],
    [50_000_000, 'an interval that divides a day'],
  ])('%s: %s', (interval, says) => {
    if (says === 'fine') expect(ring(interval, [flat, flat])).toHaveLength(41);
    else expect(() => ring(interval, [flat])).toThrow(`Expected ${says}`);
  });
});
