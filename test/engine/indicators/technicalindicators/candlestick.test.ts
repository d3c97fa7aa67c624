import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as packaged from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { type CandlestickPattern, candlestick } from '../../../../app/technicalindicators.ts';
import { PATTERNS, type PatternBars } from '../../../../engine/indicators/technicalindicators/patterns.ts';
import { type BarColumns, barColumns } from '../../../../engine/model/series.ts';
import { randomBars, values } from '../../../contract/indicator-bars.ts';
import { columnsOf, type Row } from '../../world.ts';

const PACKAGE: Readonly<Record<string, unknown>> = { ...packaged };

/** What a pattern says of each of the bars. */
const seen = (pattern: CandlestickPattern, ...rows: readonly Row[]): readonly number[] => [
  ...values(columnsOf('1d', rows), (bars) => candlestick(bars, pattern)).subarray(1),
];

describe('patterns of one bar', () => {
  it('doji: it closes where it opened, with shadows on both sides or none', () => {
    expect(seen('doji', [10, 11, 9, 10], [10, 10, 10, 10], [10, 11, 10, 10], [10, 11, 9, 10.5])).toEqual([1, 1, 0, 0]);
    expect(seen('dragonflydoji', [10, 10, 9, 10], [10, 11, 10, 10])).toEqual([1, 0]);
    expect(seen('gravestonedoji', [10, 10, 9, 10], [10, 11, 10, 10])).toEqual([0, 1]);
  });

  it('marubozu: it has no shadows', () => {
    expect(seen('bullishmarubozu', [10, 12, 10, 12], [12, 12, 10, 10], [10, 12, 9, 12])).toEqual([1, 0, 0]);
    expect(seen('bearishmarubozu', [10, 12, 10, 12], [12, 12, 10, 10], [12, 12, 9, 10])).toEqual([0, 1, 0]);
  });

  it('spinning top: both shadows longer than the body, which has the direction the package does not ask for', () => {
    const up: Row = [10, 12, 9, 10.5];
    const down: Row = [10.5, 12, 9, 10];
    expect(packaged.bearishspinningtop({ open: [10], high: [12], low: [9], close: [10.5] })).toBe(true);
    expect(packaged.bullishspinningtop({ open: [10.5], high: [12], low: [9], close: [10] })).toBe(true);
    expect(seen('bullishspinningtop', up, down)).toEqual([1, 0]);
    expect(seen('bearishspinningtop', up, down)).toEqual([0, 1]);
    expect(seen('bearishspinningtop', [10.5, 12, 10, 10])).toEqual([0]);
  });
});

describe('patterns of several bars', () => {
  it('engulfing: a body around the body before, of the other direction', () => {
    expect(seen('bullishengulfingpattern', [10, 11, 8, 9], [8, 12, 7, 11])).toEqual([NaN, 1]);
    expect(seen('bullishengulfingpattern', [10, 11, 8, 9], [9, 12, 7, 11])).toEqual([NaN, 0]);
    expect(seen('bearishengulfingpattern', [9, 11, 8, 10], [11, 12, 7, 8])).toEqual([NaN, 1]);
  });

  it('morning star: down, a small bar below a gap, and up again beyond the middle', () => {
    expect(seen('morningstar', [20, 21, 15, 16], [13, 14, 12, 13.5], [15, 20, 15, 19])).toEqual([NaN, NaN, 1]);
    expect(seen('eveningstar', [16, 21, 15, 20], [23, 24, 22, 22.5], [21, 21, 16, 17])).toEqual([NaN, NaN, 1]);
  });

  it('three black crows: each opens inside the body before and goes lower', () => {
    expect(seen('threeblackcrows', [20, 21, 16, 17], [19, 19, 14, 15], [17, 17, 12, 13], [18, 18, 11, 12])).toEqual([NaN, NaN, 1, 0]);
  });
});

describe('patterns that need a trend', () => {
  const doji: Row = [100, 101, 99, 100];
  const close = (price: number): Row => [price, price + 1, price - 1, price];
  const hangingMan: Row = [100, 100.5, 95, 100.4];

  it('see it although the package compares its gains and losses as texts', () => {
    // Up by 30 and down by 28.5: 10 and 9.5 on average, and as a text "10" comes before "9.5".
    const rows: readonly Row[] = [close(100), close(130), close(130), close(101.5), hangingMan];
    const [open, high, low, closes] = [0, 1, 2, 3].map((field) => rows.map((row) => row[field]!));
    expect(packaged.hangingmanunconfirmed({ open: open!, high: high!, low: low!, close: closes! })).toBe(false);
    expect(seen('hangingmanunconfirmed', ...rows)).toEqual([NaN, NaN, NaN, NaN, 1]);
    expect(seen('hangingmanunconfirmed', close(101.5), close(130), close(130), close(100), hangingMan).at(-1)).toBe(0);
  });

  it('hammer, hanging man and shooting star: a shadow after a trend, then a bar that confirms', () => {
    const hammer: Row = [90, 90.5, 85, 90.45];
    const inverted: Row = [110, 115, 109.9, 110.4];
    expect(seen('hammerpatternunconfirmed', doji, close(98), close(96), close(94), hammer).at(-1)).toBe(1);
    expect(seen('hammerpattern', close(98), close(96), close(94), hammer, [91, 93, 90, 92]).at(-1)).toBe(1);
    expect(seen('hammerpattern', close(98), close(96), close(94), hammer, [91, 93, 89, 90]).at(-1)).toBe(0);
    expect(seen('hangingman', close(96), close(98), close(99), hangingMan, [100, 100, 97, 98]).at(-1)).toBe(1);
    expect(seen('shootingstarunconfirmed', close(100), close(102), close(104), close(106), inverted).at(-1)).toBe(1);
    expect(seen('shootingstar', close(102), close(104), close(106), inverted, [110, 110, 106, 107]).at(-1)).toBe(1);
    expect(seen('shootingstar', close(106), close(104), close(102), inverted, [110, 110, 106, 107]).at(-1)).toBe(0);
  });

  it('tweezers: two equal extremes after a trend', () => {
    const top: readonly Row[] = [close(100), close(102), close(104), [104, 106, 103, 105], [105, 106, 102, 103]];
    expect(seen('tweezertop', ...top).at(-1)).toBe(1);
    expect(seen('tweezertop', ...top.slice(0, 4), [105, 106.01, 102, 103]).at(-1)).toBe(0);
    const bottom: readonly Row[] = [close(104), close(102), close(100), [100, 101, 98, 99], [99, 102, 98, 101]];
    expect(seen('tweezerbottom', ...bottom).at(-1)).toBe(1);
  });

  it('bullish and bearish are any pattern of their kind', () => {
    const columns = randomBars(2_000);
    const any = (pattern: 'bullish' | 'bearish', parts: readonly CandlestickPattern[]): void => {
      const lines = parts.map((part) => values(columns, (bars) => candlestick(bars, part)));
      const all = values(columns, (bars) => candlestick(bars, pattern));
      for (let row = 5; row <= 2_000; row++) expect(all[row]).toBe(Math.max(...lines.map((line) => line[row]!)));
      expect(all.includes(1) && all.includes(0)).toBe(true);
    };
    any('bullish', [
      ...(Object.keys(PATTERNS) as CandlestickPattern[]).filter((name) => /^bullish(?!$|spinning)|^hammer|^morning/.test(name)),
      'downsidetasukigap',
      'piercingline',
      'threewhitesoldiers',
      'tweezerbottom',
    ]);
    any('bearish', [
      ...(Object.keys(PATTERNS) as CandlestickPattern[]).filter((name) => /^bearish(?!$|spinning)|^hanging|^shooting|^evening/.test(name)),
      'threeblackcrows',
      'tweezertop',
    ]);
  });
});

describe('every pattern', () => {
  const OWN = /spinning|hammerpattern|hangingman|shootingstar|tweezer|^bullish$|^bearish$/;

  it('is the function of the package of that name, on the last bars there are', () => {
    const columns = randomBars(1_500);
    const others = (Object.keys(PATTERNS) as CandlestickPattern[]).filter((name) => !OWN.test(name));
    expect(others).toHaveLength(25);
    for (const name of others) {
      const [count] = PATTERNS[name];
      const line = values(columns, (bars) => candlestick(bars, name));
      const ask = PACKAGE[name] as (bars: PatternBars) => boolean;
      for (let row = count; row <= 1_500; row++) {
        const last = (column: Float64Array): number[] => [...column.subarray(row - count + 1, row + 1)];
        const bars = { open: last(columns.open), high: last(columns.high), low: last(columns.low), close: last(columns.close) };
        if (line[row] !== (ask(bars) ? 1 : 0)) expect(`${name}, row ${row}: ${line[row]}`).toBe(`${ask(bars)}`);
      }
    }
  });

  it('is there under every name the package has', () => {
    const names = Object.keys(PACKAGE).filter((name) =>
      /doji|star|harami|engulf|marubozu|spinning|hammer|hanging|crows|soldiers|tweezer|baby|darkcloud|tasuki|piercing|^bullish|^bearish/.test(
        name,
      ),
    );
    expect(names.filter((name) => !(name in PATTERNS))).toEqual([]);
    expect(Object.keys(PATTERNS).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is unknown while a bar without a price, or with one that is not above 0, is among its bars', () => {
    const nothing: Row = [NaN, NaN, NaN, NaN];
    const below: Row = [-1, 1, -2, 0];
    const up: Row = [10, 12, 10, 12];
    expect(seen('bullishengulfingpattern', up, up, nothing, up, up)).toEqual([NaN, 0, NaN, NaN, 0]);
    expect(seen('doji', up, below, up)).toEqual([0, NaN, 0]);
  });

  it('is refused under a name nobody knows', () => {
    expect(() => seen('cup-and-handle' as CandlestickPattern, [1, 1, 1, 1])).toThrow(
      /^Expected one of the patterns bearishhammerstick, .*, bearish, but it was "cup-and-handle"$/,
    );
  });
});

const HOME = process.env['EXTERNAL_DIR'] ?? fileURLToPath(new URL('../../../../../shared/marketdata', import.meta.url));
const FILE = `${HOME}/indicator-reference/lean/spy_candle_patterns.txt`;
const present = existsSync(FILE);

describe.runIf(present)(`against TA-Lib's definitions, on two years of SPY${present ? '' : ' (skipped: no indicator-reference)'}`, () => {
  const [heading = [], ...rows] = present
    ? readFileSync(FILE, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
    : [];
  const columns: BarColumns = barColumns(rows.length);
  rows.forEach((row, k) => {
    (['open', 'high', 'low', 'close'] as const).forEach((field, f) => {
      columns[field][k + 1] = Number(row[f + 1]);
    });
  });

  // How often both see the pattern, the package alone, and TA-Lib alone.
  it.each<readonly [CandlestickPattern, string, 1 | -1, readonly [both: number, ours: number, theirs: number]]>([
    ['bullishengulfingpattern', 'CDLENGULFING', 1, [13, 0, 0]],
    ['bearishengulfingpattern', 'CDLENGULFING', -1, [18, 0, 1]],
    ['bullishspinningtop', 'CDLSPINNINGTOP', 1, [60, 1, 2]],
    ['bearishspinningtop', 'CDLSPINNINGTOP', -1, [48, 0, 0]],
    ['darkcloudcover', 'CDLDARKCLOUDCOVER', -1, [3, 1, 0]],
    ['doji', 'CDLDOJI', 1, [51, 16, 19]],
    ['bullishharami', 'CDLHARAMI', 1, [12, 18, 4]],
    ['bullishmarubozu', 'CDLMARUBOZU', 1, [13, 22, 4]],
    ['hangingmanunconfirmed', 'CDLHANGINGMAN', -1, [13, 46, 5]],
    ['hammerpatternunconfirmed', 'CDLHAMMER', 1, [1, 45, 7]],
    ['morningstar', 'CDLMORNINGSTAR', 1, [0, 0, 3]],
  ])('%s and %s', (pattern, column, sign, counts) => {
    const line = values(columns, (bars) => candlestick(bars, pattern));
    const at = heading.indexOf(column);
    const found = rows.map((row, k) => ({ known: row[at] !== '', ours: line[k + 1] === 1, theirs: Number(row[at]) * sign > 0 }));
    const count = (ours: boolean, theirs: boolean): number =>
      found.filter((one) => one.known && one.ours === ours && one.theirs === theirs).length;
    expect([count(true, true), count(true, false), count(false, true)]).toEqual(counts);
  });
});
