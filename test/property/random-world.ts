import fc from 'fast-check';
import { seededRandom } from '../../engine/loop/random.ts';
import { type BarColumns, barColumns } from '../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import { MONDAY } from '../engine/world.ts';

/** A random walk of bars on a grid of quarters, so that levels are touched often; with gaps where asked for. */
export function walk(
  seed: number,
  rows: number,
  timeframe: number,
  terms: { readonly gaps?: boolean; readonly start?: number } = {},
): BarColumns {
  const random = seededRandom(seed);
  const quarter = (value: number): number => Math.max(Math.round(value * 4) / 4, 1);
  const columns = barColumns(rows);
  let price = 20 + Math.floor(random() * 20);
  let opens = terms.start ?? MONDAY;
  for (let row = 1; row <= rows; row++) {
    if (terms.gaps && random() < 0.1) opens += timeframe * (1 + Math.floor(random() * 4));
    const open = quarter(price + (random() < 0.3 ? (random() - 0.5) * 6 : 0));
    const close = quarter(open + (random() - 0.5) * 5);
    columns.openTimes[row] = opens;
    opens += timeframe;
    columns.times[row] = opens;
    columns.open[row] = open;
    columns.close[row] = close;
    columns.high[row] = quarter(Math.max(open, close) + random() * 2);
    columns.low[row] = Math.min(quarter(Math.min(open, close) - random() * 2), open, close);
    columns.volume[row] = Math.floor(random() * 1_000);
    price = close;
  }
  return columns;
}

/** The same columns with everything that was not known at `ts` replaced: a later open too, unless its bar had begun. */
export function otherFuture(columns: BarColumns, ts: number, seed: number): BarColumns {
  const other = walk(seed, columns.times.length - 1, MINUTE);
  const mixed = barColumns(columns.times.length - 1);
  for (let row = 1; row < columns.times.length; row++) {
    mixed.openTimes[row] = columns.openTimes[row]!;
    mixed.times[row] = columns.times[row]!;
    const known = columns.times[row]! <= ts;
    const begun = columns.openTimes[row]! <= ts;
    const from = known ? columns : other;
    mixed.open[row] = begun ? columns.open[row]! : other.open[row]!;
    mixed.close[row] = from.close[row]!;
    mixed.volume[row] = from.volume[row]!;
    mixed.high[row] = Math.max(from.high[row]!, mixed.open[row]!);
    mixed.low[row] = Math.min(from.low[row]!, mixed.open[row]!);
  }
  return mixed;
}

/** The timeframes of random worlds. */
export const LENGTHS = { '1m': MINUTE, '5m': 5 * MINUTE, '1h': HOUR, '1d': DAY } as const;

/** One thing a random strategy does at the close of a bar. */
export interface Deed {
  readonly bar: number;
  readonly instrument: 0 | 1;
  readonly verb: 'order' | 'cancel' | 'replace' | 'close' | 'target';
  readonly side: 'buy' | 'sell';
  readonly type: 'market' | 'limit' | 'stop' | 'stop-limit';
  readonly qty: number | undefined;
  /** Distances from the newest close, in quarters; positive is above. */
  readonly limit: number;
  readonly trigger: number;
  readonly tif: 'gtc' | 'day' | 'gtd' | 'ioc' | 'fok';
  readonly stopLoss: number | undefined;
  readonly takeProfit: number | undefined;
  readonly reduceOnly: boolean;
  readonly oco: number;
  readonly child: boolean;
}

const quarters = fc.integer({ min: -16, max: 16 });

/** Any deed of a strategy that trades two instruments over `bars` bars. */
export const deed = (bars: number): fc.Arbitrary<Deed> =>
  fc.record({
    bar: fc.integer({ min: 0, max: bars - 1 }),
    instrument: fc.constantFrom(0, 1),
    verb: fc.constantFrom('order', 'order', 'order', 'order', 'order', 'cancel', 'replace', 'close', 'target'),
    side: fc.constantFrom('buy', 'sell'),
    type: fc.constantFrom('market', 'market', 'limit', 'stop', 'stop-limit'),
    qty: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 4 }),
    limit: quarters,
    trigger: quarters,
    tif: fc.constantFrom('gtc', 'gtc', 'gtc', 'day', 'gtd', 'ioc', 'fok'),
    stopLoss: fc.option(fc.double({ min: 0.01, max: 0.2, noNaN: true }), { nil: undefined, freq: 2 }),
    takeProfit: fc.option(fc.double({ min: 0.01, max: 0.2, noNaN: true }), { nil: undefined, freq: 2 }),
    reduceOnly: fc.boolean().map((one) => one),
    oco: fc.constantFrom(0, 0, 0, 1, 2),
    child: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
  });
