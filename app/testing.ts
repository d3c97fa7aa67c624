import { type LatencySpec, NO_LATENCY } from '../engine/broker/sim/latency.ts';
import { runBacktest } from '../engine/loop/backtest.ts';
import { Outcome } from '../engine/loop/outcome.ts';
import type { BacktestParts } from '../engine/loop/parts.ts';
import type { LogLine } from '../engine/loop/session-desk.ts';
import type { AccountSpec } from '../engine/model/account.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { type InstrumentSpec, instrumentOf } from '../engine/model/instrument.ts';
import type { FillRecord, OrderRecord, RoundTripRecord } from '../engine/model/result.ts';
import { BarSeries, Series } from '../engine/model/series.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { type Binding, bind } from './bind.ts';
import type { Feeds } from './config/feeds.ts';
import { checkFiner } from './finer.ts';
import { readParams } from './params.ts';
import { type TestBar, type TestRow, TestTimes, testSeries } from './test-series.ts';

export type { TestBar, TestRow } from './test-series.ts';

/** How a test runs a strategy. Nothing costs anything and every order without a quantity is for one unit, unless told otherwise. */
export interface TestOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  /** Length of a bar; `1d` by default. Bars follow each other without a gap. */
  readonly timeframe?: string;
  /** When the first bar opens; 2024-01-01 by default. */
  readonly start?: string;
  /** 10 000 by default. */
  readonly cash?: number;
  /** A margin account of leverage 1 by default. */
  readonly account?: Partial<Omit<AccountSpec, 'cash'>>;
  /** Of all instruments of the test. */
  readonly instrument?: Omit<InstrumentSpec, 'id'>;
  readonly fee?: BacktestParts['fee'];
  readonly slippage?: BacktestParts['slippage'];
  readonly sizer?: BacktestParts['sizer'];
  readonly risk?: Partial<BacktestParts['risk']>;
  readonly simulator?: BacktestParts['simulator'];
  /** Milliseconds, or a distribution; nothing takes time by default. */
  readonly latency?: Partial<LatencySpec>;
  /** By role: shorter bars from the same start on which its orders are judged, and which the strategy is not shown. */
  readonly finer?: Readonly<Record<string, { readonly timeframe: string; readonly bars: readonly TestBar[] }>>;
  /** By role: quotes and public trades of its instrument on which orders are judged, and which the strategy is not shown. */
  readonly quotes?: Readonly<Record<string, readonly TestRow[]>>;
  readonly trades?: Readonly<Record<string, readonly TestRow[]>>;
  readonly seed?: number;
  /** Bars during which handlers run and intents are refused; 0 by default. */
  readonly warmup?: number;
}

/** What a test looks at. */
export interface TestRun {
  /** `bar` is the row, from 0, of the bar that filled it. */
  readonly fills: readonly (FillRecord & { readonly bar: number })[];
  readonly orders: readonly OrderRecord[];
  readonly roundTrips: readonly RoundTripRecord[];
  /** The account's value at each moment at which a bar closes. */
  readonly equity: readonly number[];
  readonly finalEquity: number;
  readonly logs: readonly LogLine[];
}

/** The data of one role: bars, a list of lists of bars for a role of many, or rows of quotes, trades or a custom series. */
export type TestFeed = readonly TestBar[] | readonly (readonly TestBar[])[] | readonly TestRow[];

/** The data of the only role, or of each role by name. */
export type TestFeeds = TestFeed | Readonly<Record<string, TestFeed>>;

/**
 * Runs a strategy over a few bars written as rows, without files and at once, for tests of strategies:
 * `runBars(myStrategy, [10, 11, [11, 12, 10, 12]], { params: { fast: 2 } }).fills`. Throws what a backtest throws.
 */
export function runBars(strategy: AnyStrategy, feeds: TestFeeds, options: TestOptions = {}): TestRun {
  const { cash = 10_000, account, instrument, warmup = 0 } = options;
  const times = new TestTimes(options.timeframe ?? '1d', options.start ?? '2024-01-01');
  const series: Series[] = [];
  const rowAt = new Map<string, ReadonlyMap<number, number>>();
  const bound = bindings(strategy, feeds).map(({ role, kind, many, rows }) => {
    const made = rows.map((one, k) => {
      const id = many ? `${role}-${k + 1}` : role;
      const own = testSeries(kind, id, one, times);
      if (kind !== 'custom') own.instrument = rowAt.set(id, rowsByTime(own, one)).size - 1;
      series.push(own);
      const finer = many ? undefined : options.finer?.[role];
      if (finer !== undefined) series.push(finerOf(own, finer.bars, new TestTimes(finer.timeframe, times.start)));
      for (const beside of ['quotes', 'trades'] as const) {
        const ticks = many ? undefined : options[beside]?.[role];
        if (ticks !== undefined) series.push(Object.assign(testSeries(beside, id, ticks, times), { instrument: own.instrument }));
      }
      return own;
    });
    return [role, many ? made : made[0]!] as const;
  });
  const run = runBacktest({
    strategies: [
      {
        id: strategy.name,
        strategy,
        params: readParams(strategy, options.params ?? {}, 'params', process.cwd(), () => undefined),
        feeds: Object.fromEntries(bound),
        capital: null,
      },
    ],
    series,
    instruments: [...rowAt.keys()].map((id) => instrumentOf(id, instrument)),
    account: { type: 'margin', leverage: 1, currency: 'USD', ...account, cash },
    fee: options.fee ?? { model: 'none' },
    slippage: options.slippage ?? { model: 'none' },
    sizer: options.sizer ?? { model: 'fixed', qty: 1 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null, ...options.risk },
    simulator: options.simulator ?? {},
    latency: { ...NO_LATENCY, ...options.latency },
    seed: options.seed ?? 1,
    warmUntil: warmup === 0 ? Number.NEGATIVE_INFINITY : times.closes(warmup - 1),
  });
  const { fills, orders, roundTrips, equity } = new Outcome(run);
  return {
    fills: fills.map((fill) => ({ ...fill, bar: barOf(rowAt.get(fill.instrument)!, fill.barTs) })),
    orders,
    roundTrips,
    equity: [...equity.value],
    finalEquity: run.session.account.equity,
    logs: run.session.logs,
  };
}

/** The roles of a strategy in the order in which it declares them, as in a backtest, each with its lists of rows. */
function bindings(strategy: AnyStrategy, feeds: TestFeeds): (Binding & { readonly rows: readonly (readonly unknown[])[] })[] {
  const first = strategy.feeds[0];
  const given: Readonly<Record<string, TestFeed>> = isList(feeds)
    ? { [first === undefined ? 'asset' : typeof first === 'string' ? first : first.role]: feeds }
    : feeds;
  const many = strategy.feeds.flatMap((role) => (typeof role !== 'string' && role.many ? role.role : []));
  // Roles are checked by the rules of a run file: each list of rows stands for a source.
  const stand = { rows: [] };
  const asFeeds: Feeds = Object.fromEntries(
    Object.entries(given).map(([role, rows]) => [role, many.includes(role) ? rows.map(() => stand) : stand]),
  );
  return bind(strategy, asFeeds, 'feeds', () => undefined).map((one) => {
    const rows = given[one.role]! as readonly unknown[];
    if (!one.many) return { ...one, rows: [rows] };
    const wrong = rows.find((list) => !Array.isArray(list));
    if (wrong !== undefined)
      throw new ConfigError(`Expected a list of lists of bars for the role "${one.role}" of many, but it was a list`);
    return { ...one, rows: rows as readonly (readonly unknown[])[] };
  });
}

/** The row of a feed, from 0, by the time at which it became known; a row that is null has none. */
function rowsByTime(series: Series, rows: readonly unknown[]): ReadonlyMap<number, number> {
  const places = rows.flatMap((row, k) => (row === null ? [] : [k]));
  const found = new Map<number, number>();
  // Of several ticks of one moment the first counts.
  for (let k = places.length - 1; k >= 0; k--) found.set(Series.timesOf(series)[k + 1]!, places[k]!);
  return found;
}

/** The row that a fill belongs to: of a role with finer data, the one in which it happened, or the last. */
function barOf(rows: ReadonlyMap<number, number>, barTs: number): number {
  const own = rows.get(barTs);
  return own ?? rows.get(Math.min(...[...rows.keys()].filter((ts) => ts >= barTs))) ?? Math.max(...rows.values());
}

/** Bars on which the orders of a role are judged. Throws a ConfigError for a role of anything but bars. */
function finerOf(own: Series, bars: readonly TestBar[], times: TestTimes): Series {
  if (!(own instanceof BarSeries)) throw new ConfigError(`Expected finer bars for a role of bars, but "${own.id}" was of "${own.kind}"`);
  const finer = testSeries('bars', own.id, bars, times);
  finer.instrument = own.instrument;
  checkFiner(own, finer);
  return finer;
}

const isList = (feeds: TestFeeds): feeds is TestFeed => Array.isArray(feeds);
