import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import type { BacktestParts, FinishedRun } from '../../engine/loop/parts.ts';
import { type InstrumentSpec, instrumentOf } from '../../engine/model/instrument.ts';
import { type BarColumns, BarSeries, barColumns, CustomSeries, QuoteSeries, type Series, TradeSeries } from '../../engine/model/series.ts';
import { type Millis, parseTime } from '../../engine/model/time.ts';
import { barEnd, parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { Handlers } from '../../engine/strategy/define.ts';

/** One bar as drawn: open, high, low, close. */
export type Row = readonly [open: number, high: number, low: number, close: number];

/** Reads a moment such as `2024-01-05T20:00` (UTC). */
export function at(text: string): Millis {
  const ts = parseTime(text);
  if (Number.isNaN(ts)) throw new Error(`Expected a time, but it was "${text}"`);
  return ts;
}

/** Midnight of the Monday on which worlds begin unless they say otherwise. */
export const MONDAY = at('2024-01-01');

/** Columns of bars drawn inline; a text among the rows moves to that time, so that gaps can be seen. */
export function columnsOf(timeframe: string, drawing: readonly (Row | string)[]): BarColumns {
  const length = parseTimeframe(timeframe)!;
  const columns = barColumns(drawing.filter((row) => typeof row !== 'string').length);
  let begins: number = MONDAY;
  let row = 0;
  for (const drawn of drawing) {
    if (typeof drawn === 'string') {
      begins = at(drawn);
      continue;
    }
    row++;
    const [open, high, low, close] = drawn;
    const ends = barEnd(length, begins);
    columns.openTimes[row] = begins;
    columns.times[row] = ends;
    columns.open[row] = open;
    columns.high[row] = high;
    columns.low[row] = low;
    columns.close[row] = close;
    columns.volume[row] = 100;
    begins = ends;
  }
  return columns;
}

/** An instrument's bars: `bars('A', '1h', [[10, 12, 9, 11], '2024-01-08T09:00', [11, 12, 10, 12]])`. */
export const bars = (id: string, timeframe: string, drawing: readonly (Row | string)[]): BarSeries =>
  new BarSeries(id, columnsOf(timeframe, drawing));

const column = (values: readonly number[]): Float64Array => Float64Array.of(Number.NaN, ...values);

/** An instrument's quotes: time, bid, ask. */
export function quotes(id: string, rows: readonly (readonly [ts: string, bid: number, ask: number])[]): QuoteSeries {
  const sizes = column(rows.map(() => 1));
  return new QuoteSeries(id, {
    times: column(rows.map(([ts]) => at(ts))),
    bid: column(rows.map(([, bid]) => bid)),
    ask: column(rows.map(([, , ask]) => ask)),
    bidSize: sizes,
    askSize: sizes,
  });
}

/** An instrument's public trades: time, price. */
export function trades(id: string, rows: readonly (readonly [ts: string, price: number])[]): TradeSeries {
  const ones = column(rows.map(() => 1));
  return new TradeSeries(id, {
    times: column(rows.map(([ts]) => at(ts))),
    price: column(rows.map(([, price]) => price)),
    size: ones,
    side: ones,
  });
}

/** A custom series with one column, `value`: when it became known, the time it speaks of, the value. */
export function custom(id: string, rows: readonly (readonly [knownAt: string, about: string, value: number])[]): CustomSeries {
  const value = column(rows.map(([, , one]) => one));
  return new CustomSeries(id, column(rows.map(([known]) => at(known))), column(rows.map(([, about]) => at(about))), { value });
}

/** What a test may say of its world; everything has a default: 10 000 on margin without leverage, no costs, one unit per order. */
export interface Terms extends Partial<Omit<BacktestParts, 'strategies' | 'series' | 'instruments' | 'account' | 'simulator' | 'risk'>> {
  readonly account?: Partial<BacktestParts['account']>;
  readonly simulator?: Partial<BacktestParts['simulator']>;
  readonly risk?: Partial<BacktestParts['risk']>;
  /** By instrument id. */
  readonly instruments?: Readonly<Record<string, InstrumentSpec>>;
}

type Feeds = Readonly<Record<string, Series | readonly Series[]>>;

/** One strategy as a test writes it. */
export interface Trader<F extends Feeds> {
  readonly feeds: F;
  readonly setup: (ctx: Context<F>) => Handlers;
  readonly id?: string;
  readonly capital?: number;
}

/** What came of a world. */
export interface Past {
  readonly run: FinishedRun;
  readonly session: FinishedRun['session'];
  readonly fills: Outcome['fills'];
  readonly orders: Outcome['orders'];
  readonly roundTrips: Outcome['roundTrips'];
  readonly equity: readonly number[];
  readonly ambiguity: Outcome['ambiguity'];
}

/** A strategy of these feeds, as one of several in a world. */
export const trader = <F extends Feeds>(
  feeds: F,
  setup: (ctx: Context<F>) => Handlers,
  more: { id?: string; capital?: number } = {},
): Trader<F> => ({
  feeds,
  setup,
  ...more,
});

/** Everything a backtest needs, from what a test drew. */
// biome-ignore lint/suspicious/noExplicitAny: traders of different feeds share one list.
export function partsOf(traders: readonly Trader<any>[], terms: Terms = {}): BacktestParts {
  const series = [...new Set(traders.flatMap(({ feeds }) => Object.values(feeds as Feeds).flat() as Series[]))];
  const ids = [...new Set(series.filter(({ kind }) => kind !== 'custom').map(({ id }) => id))];
  for (const one of series) one.instrument = ids.indexOf(one.id);
  return {
    strategies: traders.map(({ feeds, setup, id, capital }, k) => ({
      id: id ?? `s${k + 1}`,
      strategy: { name: 'drawn', params: {}, feeds: Object.keys(feeds), setup },
      params: {},
      feeds,
      capital: capital ?? null,
    })),
    fee: { model: 'none' },
    slippage: { model: 'none' },
    sizer: { model: 'fixed', qty: 1 },
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
    ...terms,
    series,
    instruments: ids.map((id) => instrumentOf(id, terms.instruments?.[id])),
    account: { cash: 10_000, type: 'margin', leverage: 1, currency: 'USD', ...terms.account },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null, ...terms.risk },
    simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill', ...terms.simulator },
  };
}

/** Lets several strategies live through their feeds in one account. */
// biome-ignore lint/suspicious/noExplicitAny: traders of different feeds share one list.
export function liveAll(traders: readonly Trader<any>[], terms: Terms = {}): Past {
  const run = runBacktest(partsOf(traders, terms));
  const outcome = new Outcome(run);
  const { fills, orders, roundTrips, ambiguity } = outcome;
  return { run, session: run.session, fills, orders, roundTrips, ambiguity, equity: [...outcome.equity.value] };
}

/** Lets one strategy live through its feeds. */
export const live = <F extends Feeds>(feeds: F, setup: (ctx: Context<F>) => Handlers, terms: Terms = {}): Past =>
  liveAll([trader(feeds, setup)], terms);

/** What to do at the close of bar 0, 1, 2 ... of one feed. */
export type Plan = Readonly<Record<number, () => unknown>>;

/** Handlers that follow a plan. */
export function follow(feed: Series, plan: Plan, more: Omit<Handlers, 'onBar'> = {}): Handlers {
  return {
    ...more,
    onBar(seen) {
      if (seen.id === feed.id && feed.kind === 'bars' && seen === (feed as unknown)) plan[feed.row - 1]?.();
    },
  };
}

/** One instrument in daily bars and a plan by bar: the shortest world. */
export const daily = (rows: readonly (Row | string)[], plan: (ctx: Context<{ asset: BarSeries }>) => Plan, terms: Terms = {}): Past => {
  const asset = bars('A', '1d', rows);
  return live({ asset }, (ctx) => follow(asset, plan(ctx)), terms);
};

/** The fills as `[side, qty, price]`, for tests that ask nothing else. */
export const sides = ({ fills }: Past): readonly (readonly [string, number, number])[] =>
  fills.map(({ side, qty, price }) => [side, qty, price]);

/** The status and reason of every order. */
export const ends = ({ orders }: Past): readonly string[] =>
  orders.map(({ status, reason }) => (reason === null ? status : `${status}: ${reason}`));
