import {
  AverageGain,
  AverageLoss,
  AwesomeOscillator,
  ChandelierExit,
  type ChandelierExitOutput,
  getConfig,
  KST,
  TRIX,
} from 'technicalindicators';
import { ConfigError } from '../../model/errors.ts';
import type { Line } from '../../model/line.ts';
import type { Bars } from '../../model/series.ts';
import { positiveFactor } from '../factor.ts';
import { wholePeriod } from '../period.ts';
import { REFUSED } from './refused.ts';
import { linesOf, type Stream } from './stream.ts';

/** Pring's four rates of change, their averages, and the average of their sum. */
export interface KstParams {
  readonly ROCPer1: number;
  readonly ROCPer2: number;
  readonly ROCPer3: number;
  readonly ROCPer4: number;
  readonly SMAROCPer1: number;
  readonly SMAROCPer2: number;
  readonly SMAROCPer3: number;
  readonly SMAROCPer4: number;
  readonly signalPeriod: number;
}

/** What `technical` makes of the package, by the package's names: from what, with which parameters, and which lines. */
export interface Technical {
  /** Average gain of Wilder's index: his smoothing of the rises; ready on row `period` + 1. */
  readonly averagegain: { readonly source: Line; readonly params: { readonly period: number }; readonly lines: Line };
  /** Average loss of Wilder's index, positive; ready on row `period` + 1. */
  readonly averageloss: { readonly source: Line; readonly params: { readonly period: number }; readonly lines: Line };
  /** Awesome oscillator (Williams): the fast average of the bars' middles less the slow one; ready on row `slowPeriod`. */
  readonly awesomeoscillator: {
    readonly source: Bars;
    readonly params: { readonly fastPeriod: number; readonly slowPeriod: number };
    readonly lines: Line;
  };
  /** Chandelier exits (Le Beau): the highest high less, and the lowest low plus, `multiplier` average true ranges; ready on row `period` + 1. */
  readonly chandelierexit: {
    readonly source: Bars;
    readonly params: { readonly period: number; readonly multiplier: number };
    readonly lines: { readonly exitLong: Line; readonly exitShort: Line };
  };
  /** Know sure thing (Pring, 1992): averaged rates of change over four horizons, weighted 1 to 4; ready on row max(ROC + SMA), its signal `signalPeriod` - 1 later. */
  readonly kst: { readonly source: Line; readonly params: KstParams; readonly lines: { readonly kst: Line; readonly signal: Line } };
  /** TRIX (Hutson): the change of a triple exponential average, in percent; ready on row 3 `period` - 1. */
  readonly trix: { readonly source: Line; readonly params: { readonly period: number }; readonly lines: Line };
}

/**
 * An indicator of the package `technicalindicators` that onetape lacks: `technical('kst', asset.close, { ... }).signal`.
 *
 * It has a row for each row of its source, NaN until it is ready. A hole in the source (NaN) is passed over: the value
 * before it stays; for `kst`, `trix` and `chandelierexit` a price that is not above 0 is a hole too, as they are wrong for
 * it. The package adds up and takes off as it goes, so the last digits of a value depend on where the series started.
 * Throws a ConfigError for a wrong parameter, and for an indicator that onetape has or that the package computes wrongly;
 * the sentence names what to use. Nor may the package have a precision set.
 */
export function technical<Name extends keyof Technical>(
  name: Name,
  source: Technical[Name]['source'],
  params: Technical[Name]['params'],
): Technical[Name]['lines'] {
  if (!Object.hasOwn(MAKE, name)) {
    const why = REFUSED.get(String(name).toLowerCase());
    throw new ConfigError(
      `Expected one of ${Object.keys(MAKE).join(', ')} of technicalindicators, but it was "${name}"${why === undefined ? '' : `: ${why}`}`,
    );
  }
  const precision: unknown = getConfig('precision');
  if (precision)
    throw new ConfigError(
      `Expected technicalindicators to have no precision set, as it rounds inside its formulas, but it was "${precision}"`,
    );
  return MAKE[name](source, params);
}

const itself = (value: number): number => value;

const MAKE: {
  readonly [Name in keyof Technical]: (source: Technical[Name]['source'], params: Technical[Name]['params']) => Technical[Name]['lines'];
} = {
  averagegain(source, { period }) {
    wholePeriod(period, 'averagegain');
    return ofLine(source, new AverageGain({ period, values: [] }), false, { value: [period + 1, itself] }).value;
  },
  averageloss(source, { period }) {
    wholePeriod(period, 'averageloss');
    return ofLine(source, new AverageLoss({ period, values: [] }), false, { value: [period + 1, itself] }).value;
  },
  awesomeoscillator(bars, { fastPeriod, slowPeriod }) {
    wholePeriod(fastPeriod, 'the fast average of awesomeoscillator');
    wholePeriod(slowPeriod, 'the slow average of awesomeoscillator');
    const stream = new AwesomeOscillator({ fastPeriod, slowPeriod, high: [], low: [] });
    return ofBars(bars, stream, false, { value: [Math.max(fastPeriod, slowPeriod), itself] }).value;
  },
  chandelierexit(bars, { period, multiplier }) {
    wholePeriod(period, 'chandelierexit');
    positiveFactor(multiplier, 'the multiplier of chandelierexit');
    // Its declaration asks for the parameters again with every bar.
    const stream = new ChandelierExit({ period, multiplier, high: [], low: [], close: [] });
    return ofBars(bars, stream as unknown as Stream<Tick, ChandelierExitOutput>, true, {
      exitLong: [period + 1, ({ exitLong }) => exitLong],
      exitShort: [period + 1, ({ exitShort }) => exitShort],
    });
  },
  kst(source, params) {
    const readyAfter = Math.max(
      ...([1, 2, 3, 4] as const).map(
        (k) => wholePeriod(params[`ROCPer${k}`], `ROCPer${k} of kst`) + wholePeriod(params[`SMAROCPer${k}`], `SMAROCPer${k} of kst`),
      ),
    );
    wholePeriod(params.signalPeriod, 'signalPeriod of kst');
    return ofLine(source, new KST({ ...params, values: [] }), true, {
      kst: [readyAfter, ({ kst }) => kst],
      signal: [readyAfter + params.signalPeriod - 1, ({ signal }) => signal],
    });
  },
  trix(source, { period }) {
    wholePeriod(period, 'trix');
    return ofLine(source, new TRIX({ period, values: [] }), true, { value: [3 * period - 1, itself] }).value;
  },
};

/** What the package calls a tick of a bar. */
interface Tick {
  high: number;
  low: number;
  close: number;
}

type Outputs<Out, Name extends string> = Readonly<Record<Name, readonly [readyAfter: number, of: (result: Out) => number | undefined]>>;

function ofLine<Out, Name extends string>(source: Line, stream: Stream<number, Out>, positive: boolean, outputs: Outputs<Out, Name>) {
  return linesOf({ driver: source.driver, stream, sources: [source], input: (values) => values[0]!, positive, outputs });
}

function ofBars<Out, Name extends string>(bars: Bars, stream: Stream<Tick, Out>, positive: boolean, outputs: Outputs<Out, Name>) {
  const tick: Tick = { high: Number.NaN, low: Number.NaN, close: Number.NaN };
  const input = (values: Float64Array): Tick => {
    tick.high = values[0]!;
    tick.low = values[1]!;
    tick.close = values[2]!;
    return tick;
  };
  return linesOf({ driver: bars.close.driver, stream, sources: [bars.high, bars.low, bars.close], input, positive, outputs });
}
