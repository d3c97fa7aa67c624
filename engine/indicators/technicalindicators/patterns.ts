import {
  abandonedbaby,
  bearishengulfingpattern,
  bearishhammerstick,
  bearishharami,
  bearishharamicross,
  bearishinvertedhammerstick,
  bearishmarubozu,
  bearishspinningtop,
  bullishengulfingpattern,
  bullishhammerstick,
  bullishharami,
  bullishharamicross,
  bullishinvertedhammerstick,
  bullishmarubozu,
  bullishspinningtop,
  darkcloudcover,
  doji,
  downsidetasukigap,
  dragonflydoji,
  eveningdojistar,
  eveningstar,
  gravestonedoji,
  morningdojistar,
  morningstar,
  piercingline,
  threeblackcrows,
  threewhitesoldiers,
} from 'technicalindicators';

/** The bars a pattern is looked for in, oldest first; as many as it needs. */
export interface PatternBars {
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
}

/** A pattern: how many bars it is made of, and whether they are it. */
export type Pattern = readonly [bars: number, test: (bars: PatternBars) => boolean];

const SINGLES = {
  bearishhammerstick: [1, bearishhammerstick],
  bearishinvertedhammerstick: [1, bearishinvertedhammerstick],
  bearishmarubozu: [1, bearishmarubozu],
  // The package asks neither spinning top for its direction, and measures the bearish one's lower shadow from the high.
  bearishspinningtop: [1, (b) => body(b) < 0 && bearishspinningtop(b) && -body(b) < b.close[0]! - b.low[0]!],
  bullishhammerstick: [1, bullishhammerstick],
  bullishinvertedhammerstick: [1, bullishinvertedhammerstick],
  bullishmarubozu: [1, bullishmarubozu],
  bullishspinningtop: [1, (b) => body(b) > 0 && bullishspinningtop(b)],
  doji: [1, doji],
  dragonflydoji: [1, dragonflydoji],
  gravestonedoji: [1, gravestonedoji],
} as const satisfies Record<string, Pattern>;

const GROUPS = {
  abandonedbaby: [3, abandonedbaby],
  bearishengulfingpattern: [2, bearishengulfingpattern],
  bearishharami: [2, bearishharami],
  bearishharamicross: [2, bearishharamicross],
  bullishengulfingpattern: [2, bullishengulfingpattern],
  bullishharami: [2, bullishharami],
  bullishharamicross: [2, bullishharamicross],
  darkcloudcover: [2, darkcloudcover],
  downsidetasukigap: [3, downsidetasukigap],
  eveningdojistar: [3, eveningdojistar],
  eveningstar: [3, eveningstar],
  morningdojistar: [3, morningdojistar],
  morningstar: [3, morningstar],
  piercingline: [2, piercingline],
  threeblackcrows: [3, threeblackcrows],
  threewhitesoldiers: [3, threewhitesoldiers],
} as const satisfies Record<string, Pattern>;

// The package compares the trend's gains and losses as texts ("10" is less than "9.5"), so what needs a trend is put
// together here: its average gain exceeds its average loss where the last of its closes is above the first.
const TRENDS = {
  hammerpattern: [5, (b) => falls(b, 3) && hammer(at(b, 3)) && rises(at(b, 4)) && b.close[4]! > b.close[3]!],
  hammerpatternunconfirmed: [5, (b) => falls(b, 4) && hammer(at(b, 4))],
  hangingman: [5, (b) => climbs(b, 3) && hanging(at(b, 3)) && sinks(at(b, 4)) && b.close[4]! < b.close[3]!],
  hangingmanunconfirmed: [5, (b) => climbs(b, 4) && hanging(at(b, 4))],
  shootingstar: [5, (b) => climbs(b, 3) && shooting(at(b, 3)) && sinks(at(b, 4)) && b.close[4]! < b.close[3]!],
  shootingstarunconfirmed: [5, (b) => climbs(b, 4) && shooting(at(b, 4))],
  tweezerbottom: [5, (b) => falls(b, 3) && b.low[3] === b.low[4]],
  tweezertop: [5, (b) => climbs(b, 3) && b.high[3] === b.high[4]],
} as const satisfies Record<string, Pattern>;

const EACH = { ...SINGLES, ...GROUPS, ...TRENDS };

/** Any of the package's bullish patterns. */
const BULLISH = [
  'bullishengulfingpattern',
  'downsidetasukigap',
  'bullishharami',
  'bullishharamicross',
  'morningdojistar',
  'morningstar',
  'bullishmarubozu',
  'piercingline',
  'threewhitesoldiers',
  'bullishhammerstick',
  'bullishinvertedhammerstick',
  'hammerpattern',
  'hammerpatternunconfirmed',
  'tweezerbottom',
] as const satisfies readonly (keyof typeof EACH)[];

const BEARISH = [
  'bearishengulfingpattern',
  'bearishharami',
  'bearishharamicross',
  'eveningdojistar',
  'eveningstar',
  'bearishmarubozu',
  'threeblackcrows',
  'bearishhammerstick',
  'bearishinvertedhammerstick',
  'hangingman',
  'hangingmanunconfirmed',
  'shootingstar',
  'shootingstarunconfirmed',
  'tweezertop',
] as const satisfies readonly (keyof typeof EACH)[];

/** Every pattern of the package by its name there; `bullish` and `bearish` are any of their kind. */
export const PATTERNS = {
  ...EACH,
  bullish: [5, anyOf(BULLISH)],
  bearish: [5, anyOf(BEARISH)],
} as const satisfies Record<string, Pattern>;

function anyOf(names: readonly (keyof typeof EACH)[]): Pattern[1] {
  const patterns: readonly Pattern[] = names.map((name) => EACH[name]);
  return (bars) => patterns.some(([count, test]) => test(newest(bars, count)));
}

const newest = (bars: PatternBars, count: number): PatternBars => ({
  open: bars.open.slice(-count),
  high: bars.high.slice(-count),
  low: bars.low.slice(-count),
  close: bars.close.slice(-count),
});

const at = ({ open, high, low, close }: PatternBars, k: number): PatternBars => ({
  open: [open[k]!],
  high: [high[k]!],
  low: [low[k]!],
  close: [close[k]!],
});

const body = ({ open, close }: PatternBars): number => close[0]! - open[0]!;
const rises = (bar: PatternBars): boolean => body(bar) > 0;
const sinks = (bar: PatternBars): boolean => body(bar) < 0;
const climbs = ({ close }: PatternBars, bars: number): boolean => close[bars - 1]! > close[0]!;
const falls = ({ close }: PatternBars, bars: number): boolean => close[bars - 1]! < close[0]!;
const hanging = (bar: PatternBars): boolean => bearishhammerstick(bar) || bullishhammerstick(bar);
const shooting = (bar: PatternBars): boolean => bearishinvertedhammerstick(bar) || bullishinvertedhammerstick(bar);
const hammer = (bar: PatternBars): boolean => hanging(bar) || shooting(bar);
