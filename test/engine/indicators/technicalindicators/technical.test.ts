import {
  AverageGain,
  AwesomeOscillator,
  averagegain,
  averageloss,
  awesomeoscillator,
  ChandelierExit,
  chandelierexit,
  KST,
  kst,
  setConfig,
  TRIX,
  trix,
} from 'technicalindicators';
import { afterEach, describe, expect, it } from 'vitest';
import { type Technical, technical } from '../../../../app/technicalindicators.ts';
import { ConfigError } from '../../../../engine/model/errors.ts';
import type { Line } from '../../../../engine/model/line.ts';
import type { BarColumns, Bars } from '../../../../engine/model/series.ts';
import { AuthorLine } from '../../../../engine/strategy/author-line.ts';
import { randomBars, values } from '../../../contract/indicator-bars.ts';
import { ofColumns, traded, valuesOf } from '../rows.ts';

const KST_PARAMS = {
  ROCPer1: 10,
  ROCPer2: 15,
  ROCPer3: 20,
  ROCPer4: 30,
  SMAROCPer1: 10,
  SMAROCPer2: 10,
  SMAROCPer3: 10,
  SMAROCPer4: 15,
  signalPeriod: 9,
};
/** The same in short, so that it is ready on row 7 and its signal on row 8. */
const SHORT = { ...KST_PARAMS, ROCPer1: 1, ROCPer2: 2, ROCPer3: 3, ROCPer4: 5, SMAROCPer1: 2, SMAROCPer2: 2, SMAROCPer3: 2, SMAROCPer4: 2 };

/** Bars of the given middles, each one up and one down, that close in the middle. */
const around = (...middles: readonly number[]): BarColumns =>
  traded(
    '1d',
    middles.map((middle) => [middle, middle + 1, middle - 1, middle, 1] as const),
  );

describe('the bridge says on every row what the package says', () => {
  const ROWS = 600;
  const columns = randomBars(ROWS);
  const [open, high, low, close] = [columns.open, columns.high, columns.low, columns.close].map((column) => [...column.subarray(1)]);
  const bars = { open: open!, high: high!, low: low!, close: close! };
  const kstResult = kst({ ...KST_PARAMS, values: bars.close });
  const exits = chandelierexit({ ...bars, period: 22, multiplier: 3 }) as unknown as { exitLong: number; exitShort: number }[];

  it.each<readonly [string, (bars: Bars) => Line, readonly number[]]>([
    ['averagegain', ({ close }) => technical('averagegain', close, { period: 14 }), averagegain({ period: 14, values: bars.close })],
    ['averageloss', ({ close }) => technical('averageloss', close, { period: 14 }), averageloss({ period: 14, values: bars.close })],
    [
      'awesomeoscillator',
      (own) => technical('awesomeoscillator', own, { fastPeriod: 5, slowPeriod: 34 }),
      awesomeoscillator({ ...bars, fastPeriod: 5, slowPeriod: 34 }),
    ],
    ['exitLong', (own) => technical('chandelierexit', own, { period: 22, multiplier: 3 }).exitLong, exits.map(({ exitLong }) => exitLong)],
    [
      'exitShort',
      (own) => technical('chandelierexit', own, { period: 22, multiplier: 3 }).exitShort,
      exits.map(({ exitShort }) => exitShort),
    ],
    ['kst', ({ close }) => technical('kst', close, KST_PARAMS).kst, kstResult.map((row) => row.kst)],
    ['its signal', ({ close }) => technical('kst', close, KST_PARAMS).signal, kstResult.slice(8).map(({ signal }) => signal)],
    ['trix', ({ close }) => technical('trix', close, { period: 18 }), trix({ period: 18, values: bars.close })],
  ])('%s', (_, make, packaged) => {
    const line = values(columns, make);
    const late = ROWS - packaged.length;
    expect(line.subarray(0, late + 1).every(Number.isNaN)).toBe(true);
    expect([...line.subarray(late + 1)]).toEqual(packaged);
    expect(packaged.length).toBeGreaterThan(500);
  });
});

describe('where the package is at fault', () => {
  it('a value of exactly 0 is 0, not nothing: prices that stand still have no momentum', () => {
    const still = Array.from({ length: 12 }, () => 100);
    const packaged = new TRIX({ period: 2, values: [] });
    expect(still.map((price) => packaged.nextValue(price))).toEqual(still.map(() => undefined));
    expect(valuesOf((line) => technical('trix', line, { period: 2 }), ...still)).toEqual([...Array(4).fill(NaN), ...Array(8).fill(0)]);

    const known = new KST({ ...SHORT, signalPeriod: 2, values: [] });
    expect(still.map((price) => known.nextValue(price)?.signal)).toEqual(still.map(() => undefined));
    expect(valuesOf((line) => technical('kst', line, { ...SHORT, signalPeriod: 2 }).signal, ...still)).toEqual([
      ...Array(7).fill(NaN),
      ...Array(5).fill(0),
    ]);
  });

  it('a hole never reaches it: the value before stays, and what follows is as if there had been none', () => {
    const packaged = new AwesomeOscillator({ fastPeriod: 1, slowPeriod: 2, high: [], low: [] });
    const poisoned = [1, 3, NaN, 4, 8, 6].map((price) => packaged.nextValue({ high: price + 1, low: price - 1 }));
    expect(poisoned.slice(2)).toEqual([NaN, NaN, NaN, NaN]);
    const make = (bars: Bars): Line => technical('awesomeoscillator', bars, { fastPeriod: 1, slowPeriod: 2 });
    expect(ofColumns(around(1, 3, NaN, 4, 8, 6), make)).toEqual([NaN, 1, 1, 0.5, 2, -1]);

    const gains = (line: Line): Line => technical('averagegain', line, { period: 2 });
    const silent = new AverageGain({ period: 2, values: [] });
    expect([1, 2, 4, NaN, 7].map((price) => silent.nextValue(price))).toEqual([undefined, undefined, 1.5, 0.75, 0.375]);
    expect(valuesOf(gains, 1, 2, 4, NaN, 7)).toEqual([NaN, NaN, 1.5, 1.5, 2.25]);
    expect(valuesOf(gains, 1, 2, 4, Number.POSITIVE_INFINITY, 7)).toEqual([NaN, NaN, 1.5, 1.5, 2.25]);
  });

  it('a price that is not above 0 is a hole for what is wrong there', () => {
    const packaged = new ChandelierExit({ period: 2, multiplier: 1, high: [], low: [], close: [] });
    const exits = [-5, -6, -7].map((price) => packaged.nextValue({ high: price + 1, low: price - 1, close: price } as never));
    // The highest high it knows is a 0 that was never traded.
    expect(exits.at(-1)?.exitLong).toBe(-2);
    const make = (bars: Bars): Line => technical('chandelierexit', bars, { period: 2, multiplier: 1 }).exitLong;
    expect(ofColumns(around(-5, -6, -7, -8), make)).toEqual([NaN, NaN, NaN, NaN]);
    expect(ofColumns(around(5, -6, 6, 7), make)).toEqual([NaN, NaN, NaN, 6]);

    const trixOf = (line: Line): Line => technical('trix', line, { period: 1 });
    expect(valuesOf(trixOf, 4, 5, 0, 6)).toEqual([NaN, 25, 25, 20]);
    const kstOf = (line: Line): Line => technical('kst', line, { ...SHORT, signalPeriod: 1 }).kst;
    const rising = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(valuesOf(kstOf, ...rising.slice(0, 3), 0, ...rising.slice(3)).slice(4)).toEqual(valuesOf(kstOf, ...rising).slice(3));
  });
});

describe('a precision of the package', () => {
  afterEach(() => setConfig('precision', undefined));

  it('is refused: it would round inside the formulas', () => {
    setConfig('precision', 3);
    expect(() => technical('trix', new AuthorLine(), { period: 3 })).toThrow(
      'Expected technicalindicators to have no precision set, as it rounds inside its formulas, but it was "3"',
    );
  });
});

describe('what the bridge refuses', () => {
  const ask = (name: string) => () => technical(name as keyof Technical, new AuthorLine() as never, { period: 14 } as never);

  it('names what to use for what onetape has, and why', () => {
    expect(ask('rsi')).toThrow(ConfigError);
    expect(ask('rsi')).toThrow(
      'Expected one of averagegain, averageloss, awesomeoscillator, chandelierexit, kst, trix of technicalindicators, but it was "rsi": ' +
        'the package rounds it to two decimals, use rsi of onetape',
    );
    expect(ask('BollingerBands')).toThrow(
      'but it was "BollingerBands": the package drops every row whose mean is 0, use bollinger of onetape',
    );
    expect(ask('EMA')).toThrow('the package counts a value twice where its seed is 0, use ema of onetape');
  });

  it('lists what there is for a name nobody knows', () => {
    expect(ask('constructor')).toThrow(/kst, trix of technicalindicators, but it was "constructor"$/);
  });

  it('has an answer for every indicator of the package', async () => {
    const packaged: Readonly<Record<string, unknown>> = await import('technicalindicators');
    const indicators = Object.entries(packaged).filter(
      ([name, value]) => typeof value === 'function' && 'calculate' in value && /^[A-Z]/.test(name),
    );
    expect(indicators.length).toBeGreaterThan(30);
    const unanswered = indicators.filter(([name]) => {
      try {
        ask(name)();
        return true;
      } catch (error) {
        return !(error as Error).message.includes(': ') && !/averagegain|averageloss|awesomeoscillator|chandelierexit|kst|trix/i.test(name);
      }
    });
    expect(unanswered.map(([name]) => name)).toEqual([]);
  });

  it('is a period that is none', () => {
    const line = new AuthorLine();
    expect(() => technical('trix', line, { period: 2.5 })).toThrow('whole number of at least 1, but it was "2.5"');
    expect(() => technical('kst', line, { ...KST_PARAMS, ROCPer3: 0 })).toThrow('Expected the period of ROCPer3 of kst');
    expect(() => technical('kst', line, { ...KST_PARAMS, signalPeriod: Number.NaN })).toThrow('Expected the period of signalPeriod of kst');
  });
});
