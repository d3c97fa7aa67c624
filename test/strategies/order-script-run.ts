import {
  type AnyStrategy,
  BarSeries,
  barColumns,
  type CustomSeries,
  type FillRecord,
  instrumentOf,
  type OrderRecord,
  Outcome,
  type QuoteSeries,
  runBacktest,
  type TradeSeries,
} from '../../engine/index.ts';
import orderScript from '../../strategies/order-script.ts';

const DAY = 86_400_000;
/** Open, high, low, close. */
export type Row = readonly [open: number, high: number, low: number, close: number];
type AnySeries = BarSeries | QuoteSeries | TradeSeries | CustomSeries;

/** Daily bars from the first of January 2024; `skip` days later for a feed that starts later. */
export function bars(id: string, rows: readonly Row[], skip = 0): BarSeries {
  const columns = barColumns(rows.length);
  rows.forEach(([open, high, low, close], k) => {
    const start = Date.UTC(2024, 0, 1 + skip + k);
    columns.openTimes[k + 1] = start;
    columns.times[k + 1] = start + DAY;
    columns.open[k + 1] = open;
    columns.high[k + 1] = high;
    columns.low[k + 1] = low;
    columns.close[k + 1] = close;
  });
  return new BarSeries(id, columns);
}

/** Five bars, each ten above the one before, with a gap between. */
export const RISING: readonly Row[] = [
  [10, 11, 9, 10],
  [20, 21, 19, 20],
  [30, 31, 29, 30],
  [40, 41, 39, 40],
  [50, 51, 49, 50],
];

/** What came of a script. */
export interface Ran {
  readonly fills: readonly FillRecord[];
  readonly orders: readonly OrderRecord[];
  readonly logs: readonly string[];
}

/** Runs a script over feeds; each feed is an instrument of its own. */
export function run(
  commands: readonly unknown[],
  feeds: Readonly<Record<string, AnySeries | readonly AnySeries[]>> = { asset: bars('A', RISING) },
): Ran {
  const series = Object.values(feeds).flat();
  const traded = series.filter((one) => one.kind !== 'custom');
  traded.forEach((one, k) => {
    one.instrument = k;
  });
  const strategy = orderScript as unknown as AnyStrategy;
  const finished = runBacktest({
    strategies: [{ id: 'script', strategy, params: { script: { commands } }, feeds, capital: null }],
    series,
    instruments: traded.map((one) => instrumentOf(one.id, { stepSize: 1 })),
    account: { cash: 10_000, type: 'margin', leverage: 1, currency: 'USD' },
    fee: { model: 'none' },
    slippage: { model: 'none' },
    sizer: { model: 'fixed', qty: 1 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill' },
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  });
  const { fills, orders } = new Outcome(finished);
  return { fills, orders, logs: finished.session.logs.map(({ message }) => message) };
}

/** Fills in words. */
export const dealt = ({ fills }: Ran): readonly string[] =>
  fills.map(({ side, qty, price, instrument }) => `${side} ${qty} ${instrument} at ${price}`);
/** A command that buys 5 at market, or as `more` says. */
export const buy = (bar: number, more: object = {}): object => ({ at: { bar }, submit: { side: 'buy', type: 'market', qty: 5, ...more } });
