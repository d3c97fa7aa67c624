import { describe, expect, test } from 'vitest';
import { notices } from '../../reports/notices.ts';
import { day, pricesOf, resultOf, tripOf } from './fixture.ts';

const exact = { exact: 2, assumed: 0, ambiguous: 0, pnlWorst: 0, pnlBest: 0 };
/** Two years in which little can be said against the numbers. */
const calm = (more = {}, value = (k: number): number => 1000 * 1.001 ** k * (1 + (k % 2) / 1000)) => {
  const prices = [pricesOf('X', 800)];
  const equity = { ts: prices[0]!.ts, value: Float64Array.from({ length: 800 }, (_, k) => value(k)) };
  const roundTrips = Array.from({ length: 40 }, (_, k) => tripOf(k, k + 1, { pnl: 30 }));
  return resultOf({ prices, equity, roundTrips, fills: [], ...more });
};

describe('what to distrust', () => {
  test('is nothing where nothing is known', () => {
    expect(notices(calm())).toEqual([]);
  });
  test('begins with how orders fill, then the data, then what may be chance', () => {
    const found = notices(
      resultOf({
        spec: { simulator: { fillOn: 'on-close' } },
        ambiguity: { ...exact, ambiguous: 2, pnlWorst: -5, pnlBest: 30 },
        warnings: ['a gap in the data'],
        refusals: { 'insufficient-cash': 3, 'warm-up': 9 },
      }),
    );
    expect(found.map((text) => text.slice(0, 24))).toEqual([
      'Fills on the close: orde',
      '2 of 4 fills (50.00 %) a',
      'a gap in the data',
      '3 orders were refused (i',
      '1 round trip is few: tra',
      'The run spans 4 days: an',
    ]);
    expect(found[1]).toContain('for a P&L from -5.00 to 30.00 USD');
    expect(found[3]).toBe('3 orders were refused (insufficient-cash 3): the strategy did not trade all it meant to.');
  });
  test('is what a forked run came to elsewhere, where it came to anything else', () => {
    const ambiguity = { ...exact, ambiguous: 1, pnlWorst: -5, pnlBest: 30 };
    expect(notices(calm({ ambiguity, fork: { runs: 2, exhaustive: true, pnl: [-5, 30] } }))[1]).toBe(
      'Forked at its ambiguous fills, with every decision taken anew: 2 runs, all there are: P&L from -5.00 to 30.00, median 12.50 USD.',
    );
    expect(notices(calm({ fork: { runs: 1, exhaustive: true, pnl: [30] } }))).toEqual([]);
  });
  test('is a Sharpe ratio whose interval includes zero', () => {
    let equity = 1000;
    const walk = notices(calm({}, (k) => (equity += ((k * 7919) % 101) - 50)));
    expect(walk.join()).toMatch(/The Sharpe ratio, -?[\d.]+, may be chance: its 95 % interval, -?[\d.]+ to [\d.]+, includes zero\./);
  });
  test('is a single round trip that made most of the profit', () => {
    const roundTrips = Array.from({ length: 40 }, (_, k) => tripOf(k, k + 1, { pnl: k === 7 ? 1000 : 1 }));
    expect(notices(calm({ roundTrips })).join()).toMatch(/One round trip made [\d.]+ % of the profit\./);
  });
  test('is a position that was open at the end, and one whose prices ended before', () => {
    const { fills } = resultOf();
    const open = notices(calm({ fills: [fills[0]!] }));
    expect(open.join()).toMatch(/A position was open at the end: [\d,.]+ of the result is not realised\./);
    const equity = { ts: pricesOf('X', 800).ts, value: new Float64Array(800).fill(1000) };
    const stale = notices(resultOf({ equity, fills: [fills[0]!], prices: [pricesOf('X', 400)] }));
    expect(stale).toContain('Prices of X end before the run does: what is held of it is worth the last price seen.');
    expect(day(400)).toBeLessThan(equity.ts.at(-1)!);
  });
});
