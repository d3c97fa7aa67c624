import { type BacktestParts, runBacktest } from '../engine/loop/backtest.ts';
import { Outcome } from '../engine/loop/outcome.ts';
import type { LogLine } from '../engine/loop/session.ts';
import type { AccountSpec } from '../engine/model/account.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { type InstrumentSpec, instrumentOf } from '../engine/model/instrument.ts';
import type { FillRecord, OrderRecord, RoundTripRecord } from '../engine/model/result.ts';
import { BarSeries, Series } from '../engine/model/series.ts';
import { parseTime } from '../engine/model/time.ts';
import { barEnd, barStart, parseTimeframe } from '../engine/model/timeframe.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { roleOf } from '../engine/strategy/roles.ts';
import { bind } from './bind.ts';
import { readMemoryBars } from './memory-feed.ts';
import { readParams } from './params.ts';

/** A bar of a test: one price for all four, `[open, high, low, close]`, or the same with its volume. */
export type TestBar = number | readonly [open: number, high: number, low: number, close: number, volume?: number];

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
  readonly simulator?: Partial<BacktestParts['simulator']>;
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
  /** The account's value at each bar's close. */
  readonly equity: readonly number[];
  readonly finalEquity: number;
  readonly logs: readonly LogLine[];
}

/** Bars of the only role, or of each role by name; a list of lists for a role of many. */
export type TestBars =
  | readonly TestBar[]
  | readonly (readonly TestBar[])[]
  | Readonly<Record<string, readonly TestBar[] | readonly (readonly TestBar[])[]>>;

/**
 * Runs a strategy over a few bars written as rows, without files and at once, for tests of strategies:
 * `runBars(myStrategy, [10, 11, [11, 12, 10, 12]], { params: { fast: 2 } }).fills`. Throws what a backtest throws.
 */
export function runBars(strategy: AnyStrategy, bars: TestBars, options: TestOptions = {}): TestRun {
  const declared = strategy.feeds.map(roleOf);
  const roles = declared.map(({ role }) => role);
  const given = isList(bars) ? { [roles[0] ?? 'asset']: bars } : bars;
  const series: BarSeries[] = [];
  const make = (rows: readonly TestBar[], id: string): BarSeries => {
    const one = seriesOf(rows, id, options);
    one.instrument = series.push(one) - 1;
    return one;
  };
  // The order of roles is the strategy's, as in a backtest, whatever the order of keys here.
  const names = [...roles, ...Object.keys(given).filter((name) => !roles.includes(name))].filter((name) => name in given);
  const feeds = Object.fromEntries(
    names.map((name) => {
      const several = declared.find(({ role }) => role === name)?.many === true;
      return [
        name,
        several
          ? (given[name] as readonly (readonly TestBar[])[]).map((one, k) => make(one, `${name}-${k + 1}`))
          : make(given[name] as readonly TestBar[], name),
      ];
    }),
  );
  checkRoles(strategy, feeds);
  const {
    cash = 10_000,
    account,
    instrument,
    fee = { model: 'none' },
    slippage = { model: 'none' },
    sizer = { model: 'fixed', qty: 1 },
  } = options;
  const run = runBacktest({
    strategies: [
      {
        id: strategy.name,
        strategy,
        params: readParams(strategy, options.params ?? {}, 'params', process.cwd(), () => undefined),
        feeds,
        capital: null,
      },
    ],
    series,
    instruments: series.map(({ id }) => instrumentOf(id, instrument)),
    account: { type: 'margin', leverage: 1, currency: 'USD', ...account, cash },
    fee,
    slippage,
    sizer,
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null, ...options.risk },
    simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill', ...options.simulator },
    seed: options.seed ?? 1,
    warmUntil:
      options.warmup === undefined || options.warmup === 0 ? Number.NEGATIVE_INFINITY : Series.timesOf(series[0]!)[options.warmup]!,
  });
  const { fills, orders, roundTrips, equity } = new Outcome(run);
  const byId = new Map(series.map((one) => [one.id, Series.timesOf(one)]));
  return {
    fills: fills.map((fill) => ({ ...fill, bar: byId.get(fill.instrument)!.indexOf(fill.barTs) - 1 })),
    orders,
    roundTrips,
    equity: [...equity.value],
    finalEquity: run.session.account.equity,
    logs: run.session.logs,
  };
}

function checkRoles(strategy: AnyStrategy, feeds: Readonly<Record<string, BarSeries | readonly BarSeries[]>>): void {
  const stand = { rows: [] };
  const asFeeds = Object.fromEntries(Object.entries(feeds).map(([role, one]) => [role, Array.isArray(one) ? one.map(() => stand) : stand]));
  for (const { role, kind } of bind(strategy, asFeeds, 'bars', () => undefined)) {
    if (kind !== 'bars') throw new ConfigError(`Expected a strategy of bars only, but the role "${role}" was of "${kind}"`);
  }
}

function seriesOf(rows: readonly TestBar[], id: string, { timeframe = '1d', start = '2024-01-01' }: TestOptions): BarSeries {
  const frame = parseTimeframe(timeframe);
  if (frame === undefined) throw new ConfigError(`Expected a timeframe such as 1m, 1h or 1d, but it was "${timeframe}"`);
  let openTs: number = parseTime(start);
  if (Number.isNaN(openTs)) throw new ConfigError(`Expected "start" to be an ISO date or time, but it was "${start}"`);
  openTs = barStart(frame, openTs);
  const bars = rows.map((row) => {
    const [open, high, low, close, volume = Number.NaN] = typeof row === 'number' ? [row, row, row, row] : row;
    const bar = { openTs, ts: barEnd(frame, openTs), open, high, low, close, volume };
    openTs = bar.ts;
    return bar;
  });
  return new BarSeries(id, readMemoryBars({ bars, timeframe }, id));
}

const isList = (bars: TestBars): bars is readonly TestBar[] | readonly (readonly TestBar[])[] => Array.isArray(bars);
