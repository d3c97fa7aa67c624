import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSource } from '../../../../data/source.ts';
import { type ContinuousOptions, continuous } from '../../../../data/transform/futures/continuous.ts';
import type { Contract } from '../../../../data/transform/futures/contract.ts';

const DIR = join(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata', 'bars/future');
const isThere = existsSync(DIR);

/** Months and their last trading days: the third Fridays. */
const MONTHS = [
  ['201312', '2013-12-20'],
  ['201403', '2014-03-21'],
  ['201406', '2014-06-20'],
] as const;

const contracts = async (): Promise<Contract[]> =>
  Promise.all(
    MONTHS.map(async ([month, last]) => ({
      id: `ES-${month}`,
      bars: (await loadSource({ source: join(DIR, `ES_cme_daily_trade_${month}.csv`) }, 'bars', '.')).columns,
      lastTradingDay: Date.parse(last),
    })),
  );

describe('the E-mini S&P 500 of December 2013 and March 2014', () => {
  const roll = async (rule: ContinuousOptions['roll'], method: ContinuousOptions['method'] = 'difference') =>
    continuous(await contracts(), { roll: rule, method });

  it.skipIf(!isThere)(
    `changes hands on Friday the 13th, when March trades 868,208 and December 347,764${isThere ? '' : ` (skipped: no ${DIR})`}`,
    async () => {
      const { rolls, columns, contract } = await roll({ rule: 'volume' });
      expect(
        rolls.map(({ date, from, to, fromPrice, toPrice }) => [new Date(date).toISOString().slice(0, 10), from, to, fromPrice, toPrice]),
      ).toEqual([['2013-12-13', 'ES-201312', 'ES-201403', 1775, 1768.75]]);
      // December is shifted by the 6.25 points that March was below it, and no row of either is missing or doubled.
      expect(columns.open[1]).toBe(1676.75 - 6.25);
      expect(columns.close.at(-1)).toBe(1836.75);
      const first = contract.indexOf(1);
      expect([columns.close[first - 1], columns.close[first]]).toEqual([1768.75, 1779]);
      expect(columns.times.length - 1).toBe(55 + 9);
    },
  );

  it.skipIf(!isThere)('by the ratio of the closes has the same returns within a contract, and none at the roll but its own', async () => {
    const [raw, ratio] = [await roll({ rule: 'last-day', days: 5 }, 'none'), await roll({ rule: 'last-day', days: 5 }, 'ratio')];
    const at = ratio.contract.indexOf(1);
    expect(new Date(ratio.rolls[0]!.date).toISOString().slice(0, 10)).toBe('2013-12-13');
    for (let row = 2; row < at; row++) {
      const change = ({ columns: { close } }: typeof raw): number => close[row]! / close[row - 1]!;
      expect(change(ratio)).toBeCloseTo(change(raw), 12);
    }
    expect(ratio.columns.close[at]! / ratio.columns.close[at - 1]!).toBeCloseTo(1779 / 1768.75, 12);
  });
});
