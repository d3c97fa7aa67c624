import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../data/block.ts';
import { loadSource } from '../../../data/source.ts';
import { adjustBars, applyFactors, factorsOf } from '../../../data/transform/adjustment.ts';
import { DAY } from '../../../engine/model/time.ts';
import { blockOf } from './blocks.ts';

const DIR = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
const isThere = existsSync(DIR);
const note = isThere ? '' : ` (skipped: no ${DIR})`;

type Action = readonly [ts: number, type: number, value: number];
const daysOf = async (name: string) => (await loadSource({ source: join(DIR, 'bars/equity', name) }, 'bars', '.')).columns;

/** The rows of a factor file, which hold up to and with their date. */
const rowsOf = (name: string) =>
  readFileSync(join(DIR, 'raw/lean/Data/equity/usa/factor_files', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .map(([date = 0, price = 0, split = 0, reference = 0]) => ({
      until: Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100),
      price,
      split,
      reference,
    }));

/** The actions that a factor file is made of; they take effect on the day after a row. Amounts are in hundredths of a cent. */
function actionsOf(factors: ReturnType<typeof rowsOf>): Action[] {
  return factors.slice(1).flatMap((after, k): Action[] => {
    const { until, price, split, reference } = factors[k]!;
    const amount = Math.round(reference * (1 - price / after.price) * 1e4) / 1e4;
    const ratio = Number((after.split / split).toPrecision(5));
    return [
      ...(amount > 0 ? [[until + DAY, ACTIONS.dividend, amount] as const] : []),
      ...(ratio !== 1 ? [[until + DAY, ACTIONS.split, ratio] as const] : []),
    ];
  });
}

const ALL = { splits: true, dividends: true, asOf: Number.POSITIVE_INFINITY };
const blockOfActions = (actions: readonly Action[]) => blockOf(['times', 'type', 'value'], actions);

describe('adjusted closes of real shares', () => {
  // The publisher's factors are rounded to seven decimals, of which the first of its splits have five digits.
  it.skipIf(!isThere).each([
    ['aapl', 5849, 39, 3e-6],
    ['spy', 5849, 94, 4e-7],
    ['goog', 4183, 1, 4e-7],
    ['googl', 1761, 1, 0],
  ])(`of %s are those of the publisher's factors${note}`, async (name, rows, count, tolerance) => {
    const raw = await daysOf(`${name.toUpperCase()}_1d_trade.csv`);
    const factors = rowsOf(`${name}.csv`);
    const actions = actionsOf(factors);
    const { close } = adjustBars(raw, blockOfActions(actions), ALL);
    let worst = 0;
    for (let row = 1; row < close.length; row++) {
      const { price, split } = factors.find(({ until }) => raw.openTimes[row]! <= until)!;
      worst = Math.max(worst, Math.abs(close[row]! / (raw.close[row]! * price * split) - 1));
    }
    expect([close.length - 1, actions.length]).toEqual([rows, count]);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  it.skipIf(!isThere)(`have the closes of days that the bars lack from elsewhere${note}`, async () => {
    // The bars of QQQ lack the years 2004 to 2011, when its ticker was another.
    const raw = await daysOf('QQQ_1d_trade.csv');
    const rows = rowsOf('qqq.csv');
    const actions = actionsOf(rows);
    const references = actions.map(([ts]) => rows.findLast(({ until }) => until < ts)!);
    const closes = {
      closes: Float64Array.from(references, ({ reference }) => reference),
      ends: Float64Array.from(references, ({ until }) => until),
    };
    const { close } = applyFactors(raw, factorsOf(blockOfActions(actions), closes, ALL));
    let worst = 0;
    for (let row = 1; row < close.length; row++) {
      const { price, split } = rows.find(({ until }) => raw.openTimes[row]! <= until)!;
      worst = Math.max(worst, Math.abs(close[row]! / (raw.close[row]! * price * split) - 1));
    }
    expect([close.length - 1, actions.length]).toEqual([3964, 67]);
    expect(worst).toBeLessThan(1e-6);
  });

  it.skipIf(!isThere)(`of Oracle are Yahoo's adjusted closes, to its six decimals${note}`, async () => {
    const raw = await daysOf('ORCL_1d_yahoo.csv');
    const published = readFileSync(join(DIR, 'bars/equity/ORCL_1d_yahoo.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(',').at(-1)));
    // The file's prices are split-adjusted already. Its dividends are whole cents, which the steps of its factor tell.
    const actions: Action[] = [];
    for (let row = 2; row < raw.times.length; row++) {
      const before = published[row - 1]! / raw.close[row - 1]!;
      const after = published[row]! / raw.close[row]!;
      if (after / before > 1.0005)
        actions.push([raw.openTimes[row]!, ACTIONS.dividend, Math.round(raw.close[row - 1]! * (1 - before / after) * 100) / 100]);
    }
    const { close } = adjustBars(raw, blockOfActions(actions), ALL);
    // Yahoo looks from the day of the download, long after the last row: what was paid since is in every row.
    const since = published.at(-1)! / raw.close.at(-1)!;
    let worst = 0;
    for (let row = 1; row < close.length; row++) worst = Math.max(worst, Math.abs((close[row]! * since) / published[row]! - 1));
    expect(since).toBeCloseTo(0.94, 2);
    expect(actions.map(([, , value]) => value)).toEqual([...Array(8).fill(0.05), ...Array(7).fill(0.06), 0.18, ...Array(6).fill(0.12)]);
    expect(worst).toBeLessThan(1e-6);
  });
});
