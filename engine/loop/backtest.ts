import { Blotter } from '../broker/blotter.ts';
import type { SimulatedBroker } from '../broker/broker.ts';
import { DelayedBroker } from '../broker/sim/delayed-broker.ts';
import type { Fees } from '../broker/sim/fees/fee-model.ts';
import type { FeeSpec } from '../broker/sim/fees/fee-spec.ts';
import { feesOf } from '../broker/sim/fees/fees-of.ts';
import type { FinancingSpec } from '../broker/sim/financing/financing.ts';
import { delayOf, type LatencySpec, NO_LATENCY } from '../broker/sim/latency.ts';
import { type FillRules, PESSIMISTIC, type SimRules } from '../broker/sim/rules.ts';
import { SimBroker } from '../broker/sim/sim-broker.ts';
import { type SlippageSpec, slippageModel } from '../broker/sim/slippage.ts';
import { Merge } from '../feed/merge.ts';
import { resample } from '../feed/resample.ts';
import { Single } from '../feed/single.ts';
import type { AccountSpec } from '../model/account.ts';
import type { SessionTable } from '../model/calendar.ts';
import { ConfigError, InvariantError, must, StrategyError } from '../model/errors.ts';
import type { Instrument } from '../model/instrument.ts';
import { Line } from '../model/line.ts';
import type { PeriodOptions } from '../model/periods.ts';
import { BarSeries, Series } from '../model/series.ts';
import { isoTime, millis } from '../model/time.ts';
import { MOST_VALUES } from '../portfolio/equity-curve.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { checksOf } from '../risk/checks-of.ts';
import type { RiskSpec } from '../risk/spec.ts';
import { sizerOf } from '../sizing/sizer-of.ts';
import type { SizerSpec } from '../sizing/sizer-spec.ts';
import { Context } from '../strategy/context.ts';
import type { AnyStrategy, Handlers } from '../strategy/define.ts';
import { Host } from '../strategy/host.ts';
import { EquityDigest } from './equity-digest.ts';
import type { Input } from './order-of-events.ts';
import { Plots } from './plots.ts';
import { AllPrices, HourlyPrices } from './prices.ts';
import { purely } from './purity.ts';
import { seededRandom } from './random.ts';
import { hearing } from './said.ts';
import { Session } from './session.ts';
import { RunDesk } from './sizing-desk.ts';

/** One strategy of a run, bound to its data. */
export interface BoundStrategy {
  readonly id: string;
  readonly strategy: AnyStrategy;
  readonly params: Readonly<Record<string, unknown>>;
  readonly feeds: Readonly<Record<string, Series | readonly Series[]>>;
  /** Its share of the account's money; null shares all of it. */
  readonly capital: number | null;
}

/** Everything a backtest needs, read and checked. Series carry their instrument's number; see `assignMarkets`. */
export interface BacktestParts {
  readonly strategies: readonly BoundStrategy[];
  /** In declared order: the order of events at one timestamp. */
  readonly series: readonly Series[];
  readonly instruments: readonly Instrument[];
  readonly account: AccountSpec;
  readonly fee: FeeSpec;
  readonly slippage: SlippageSpec;
  readonly sizer: SizerSpec;
  readonly risk: RiskSpec;
  /** What is not given is pessimistic. */
  readonly simulator: Partial<FillRules>;
  readonly seed: number;
  /** Intents up to this time are refused as warm-up; -Infinity for none. */
  readonly warmUntil: number;
  /** When each instrument's market is open; where there is none it never closes, and its session is the UTC day. */
  readonly calendars?: readonly (SessionTable | undefined)[] | undefined;
  /** What is paid between fills, and what becomes of instruments; nothing by default. */
  readonly financing?: FinancingSpec | undefined;
  /** How long things take; nothing takes time by default. */
  readonly latency?: LatencySpec | undefined;
  /** Decides what was ambiguous, fill by fill; the pessimistic outcome without it. */
  readonly choose?: (() => boolean) | undefined;
  /** What people and brokers say while it runs. */
  readonly inputs?: readonly Input[] | undefined;
  /** Keep the lines that strategies plot; not by default. */
  readonly plots?: boolean | undefined;
  /**
   * So many values of equity, and bars of what is longer than memory, are kept one by one; of more, what every hour (UTC)
   * came to. Ten million by default.
   */
  readonly mostValues?: number | undefined;
}

/** A finished backtest: the session and what it was made of, from which a result is read. */
export interface FinishedRun {
  readonly parts: BacktestParts;
  readonly session: Session;
  /** The execution series of each instrument. */
  readonly markets: readonly Series[];
  /** The series of each instrument by which the account is valued and charts are drawn. */
  readonly shown: readonly Series[];
  /** What is kept of the prices of bars that have passed; undefined for what is in memory. */
  readonly prices: readonly (AllPrices | HourlyPrices | undefined)[];
  /** The rates of currencies, and what is kept of those that have passed. */
  readonly rates: readonly { readonly series: Series; readonly kept: AllPrices | HourlyPrices | undefined }[];
  readonly plots: Plots;
  /** Told of every value of equity, if they are too many to be kept. */
  readonly digest: EquityDigest;
}

/** Runs strategies over history: the same step as paper and live, driven by data that is all there. */
export function runBacktest(parts: BacktestParts): FinishedRun {
  const series = [...parts.series];
  const markets = assignMarkets(series, parts.instruments, parts.simulator.queue);
  const shown = assignPace(parts, markets);
  const capital = parts.strategies.map((s) => s.capital ?? Number.NaN);
  const ids = parts.strategies.map(({ id }) => id);
  const { calendars } = parts;
  const portfolio = new Portfolio(parts.account, parts.instruments, markets, shown, capital, { calendars });
  const given = parts.strategies.map(({ feeds }) => new Set(Object.values(feeds).flat() as Series[]));
  const { mostValues = MOST_VALUES } = parts;
  const passing = shown.reduce((sum, { isStreamed, rows }) => sum + (isStreamed ? rows : 0), 0);
  const hourly = passing > mostValues;
  const prices = shown.map((one) => keepPrices(one, hourly));
  const rates = series.filter(({ converts }) => converts > 0).map((one) => ({ series: one, kept: keepPrices(one, hourly) }));
  const plots = new Plots();
  const digest = new EquityDigest();
  portfolio.curve.keep(mostValues);
  portfolio.curve.follow((ts, value) => digest.take(ts, value));
  const blotter = new Blotter();
  const longerOf = (feed: BarSeries, timeframe: string, options?: PeriodOptions): BarSeries => {
    const longer = resample(feed, timeframe, calendars?.[feed.instrument], options);
    longer.index = series.length;
    longer.instrument = feed.instrument;
    series.push(longer);
    return longer;
  };
  const session: Session = new Session({
    instruments: parts.instruments,
    portfolio,
    blotter,
    risk: { spec: parts.risk, strategies: ids, capital, calendars },
    random: seededRandom(parts.seed),
    resample(strategy, feed, timeframe, options) {
      if (!(feed instanceof BarSeries)) throw new ConfigError(`Expected bars to resample, but "${feed.id}" is of kind "${feed.kind}"`);
      if (feed.row !== 0) throw new ConfigError(`Expected ctx.resample("${timeframe}") in setup, but it was called after the first bar`);
      const longer = longerOf(feed, timeframe, options);
      given[strategy]!.add(longer);
      return longer;
    },
    plot(strategy, plot) {
      if (parts.plots === true) plots.add(parts.strategies[strategy]!.id, plot, () => session.now);
    },
  });
  const desk = new RunDesk(parts.instruments, portfolio, blotter, { shown: (i) => shownBars(given, i), longer: longerOf });
  const fees = feesOf(parts.fee, { instruments: parts.instruments, rateOf: (currency) => portfolio.balances.rateOf(currency) });
  const sim = simulator(parts, markets, portfolio, fees, (id, order, price, fee) => router.sizeAtFill(id, order, price, fee));
  const router = session.connect(sim, {
    sizer: sizerOf(parts.sizer)(desk),
    sizeAt: parts.sizer.at ?? 'signal',
    fitBy: parts.sizer.fit === true ? fees.fee : undefined,
    checks: checksOf(parts.risk, parts.instruments, ids),
  });
  purely(() => {
    const handlers = parts.strategies.map((bound, s) => setUp(bound, session, s));
    const hosts = handlers.map(
      (own, s) =>
        new Host(
          parts.strategies[s]!.id,
          own,
          Uint8Array.from(series, (one) => (given[s]!.has(one) ? 1 : 0)),
        ),
    );
    session.host(hosts);
    const merge = series.length === 1 ? new Single(series[0]!, sim.waiting) : new Merge(series, sim.waiting);
    session.onAlarm = (ts) => (merge.alarm = ts);
    // Rates are known from long before a run, which begins with its first feed.
    const feeds = series.filter(({ rows, converts }) => rows > 0 && converts === 0);
    const begins = feeds.reduce((least, one) => Math.min(least, Series.timeAt(one, 1)), Number.POSITIVE_INFINITY);
    if (begins !== Number.POSITIVE_INFINITY) session.start(millis(begins - 1));
    try {
      router.warming = parts.warmUntil >= begins;
      if (router.warming) warmUp(session, merge, parts.warmUntil, () => (router.warming = false));
      drive(session, merge, parts.inputs);
      session.finish();
    } catch (error) {
      throw blame(error, hosts, session);
    }
  });
  const kept = portfolio.curve.length;
  if (kept > mostValues) session.notices.push(longRun(kept, mostValues));
  else if (hourly) session.notices.push(longPrices(passing, mostValues));
  return { parts, session, markets, shown, prices, rates, plots, digest };
}

/** The finest bars of an instrument that any strategy is shown. */
function shownBars(given: readonly ReadonlySet<Series>[], instrument: number): BarSeries | undefined {
  const bars = given.flatMap((own) => [...own]).filter((one) => one instanceof BarSeries && one.instrument === instrument) as BarSeries[];
  return bars.reduce<BarSeries | undefined>((best, one) => (best === undefined || fineness(one) < fineness(best) ? one : best), undefined);
}

/** Keeps the prices of bars that pass while they do. */
function keepPrices(series: Series, hourly: boolean): AllPrices | HourlyPrices | undefined {
  if (!(series instanceof BarSeries && series.isStreamed)) return undefined;
  const prices = hourly ? new HourlyPrices(series) : new AllPrices(series);
  series.follow(prices);
  return prices;
}

const longRun = (count: number, most: number): string =>
  `the run has ${count} equity values, more than ${most}: its curve keeps the last one of every hour (UTC), and volatility, Sharpe, value at risk, exposure and all else that is worked out of the curve count hours; drawdowns, final equity and the result's hash count every value`;

const longPrices = (count: number, most: number): string =>
  `the run was shown ${count} bars of series longer than memory, more than ${most}: their prices are kept by the hour (UTC), and exposure and the curve of buying and holding use the newest hourly close`;

/** The venue of a backtest: here, or at a distance if anything takes time. */
function simulator(
  parts: BacktestParts,
  markets: readonly Series[],
  portfolio: Portfolio,
  fees: Fees,
  size: SimRules['size'],
): SimulatedBroker {
  const { instruments, latency = NO_LATENCY, financing, slippage } = parts;
  if ('period' in slippage) for (const market of markets) if (market instanceof BarSeries) Line.reserve(market.close, slippage.period + 2);
  const rules = {
    ...PESSIMISTIC,
    ...parts.simulator,
    ...fees,
    slippage: slippageModel(slippage),
    calendars: parts.calendars,
    size,
    choose: parts.choose,
  };
  const { order, feed, response } = latency;
  if (order === 0 && feed === 0 && response === 0) return new SimBroker(instruments, markets, portfolio, rules, financing);
  const random = seededRandom(parts.seed + 1);
  const [toVenue, toUs, toMarket] = [delayOf(order, random), delayOf(response, random), delayOf(feed, random)];
  const account = new Portfolio(
    parts.account,
    instruments,
    markets,
    markets,
    parts.strategies.map((s) => s.capital ?? Number.NaN),
    { rates: portfolio.balances.rates, calendars: parts.calendars },
  );
  const venue = new SimBroker(instruments, markets, account, rules, financing);
  return new DelayedBroker(venue, account, { command: () => toMarket() + toVenue(), event: toUs });
}

/** The whole driver: history is a loop. */
function drive(session: Session, merge: Merge | Single, inputs: readonly Input[] | undefined): void {
  if (inputs !== undefined) for (const said of hearing(session, merge, inputs)) session.step(merge, said);
  else while (merge.next()) session.step(merge);
}

function warmUp(session: Session, merge: Merge | Single, until: number, end: () => void): void {
  while (merge.next()) {
    if (merge.ts > until) {
      end();
      session.step(merge);
      return;
    }
    session.step(merge);
  }
}

/**
 * One series per instrument fills orders: the finest one given; with queues its quotes, to which its trades come. Sets the
 * series' places and returns that one of each.
 */
export function assignMarkets(
  series: readonly Series[],
  instruments: readonly Instrument[],
  queue: FillRules['queue'] = PESSIMISTIC.queue,
): readonly Series[] {
  series.forEach((one, k) => {
    one.index = k;
    one.executes = one.queues = false;
  });
  return instruments.map((instrument, i) => {
    const candidates = series.filter((one) => one.instrument === i);
    const [quotes, trades] = (['quotes', 'trades'] as const).map((kind) => candidates.find((one) => one.kind === kind));
    if (queue !== 'none' && quotes !== undefined && trades !== undefined) {
      quotes.executes = quotes.queues = trades.queues = true;
      return quotes;
    }
    const finest = candidates.reduce(
      (best, one) => (fineness(one) < fineness(best) ? one : best),
      must(candidates[0], `a feed of "${instrument.id}"`),
    );
    finest.executes = true;
    return finest;
  });
}

/**
 * The account is valued at the pace of what strategies are shown: finer data that only the simulator sees change fills,
 * and nothing else. Returns that series of each instrument; its execution series where no strategy is shown any.
 */
function assignPace({ strategies, series, instruments }: BacktestParts, markets: readonly Series[]): readonly Series[] {
  const given = new Set(strategies.flatMap(({ feeds }) => Object.values(feeds).flat() as Series[]));
  for (const one of series) one.paces = false;
  return instruments.map((_, i) => {
    const candidates = series.filter((one) => one.instrument === i && given.has(one));
    const pace = candidates.reduce((best, one) => (fineness(one) < fineness(best) ? one : best), candidates[0] ?? markets[i]!);
    pace.paces = true;
    return pace;
  });
}

/** The typical length of a row in milliseconds; a quote or a trade is finer than any bar. */
function fineness(series: Series): number {
  if (!(series instanceof BarSeries)) return series.kind === 'trades' ? 0 : 0.5;
  return BarSeries.lengthOf(series);
}

function setUp({ id, strategy, params, feeds }: BoundStrategy, session: Session, index: number): Handlers {
  try {
    const handlers = strategy.setup(new Context(feeds, session, index), params);
    for (const [name, handler] of Object.entries(handlers)) {
      if (handler?.constructor.name === 'AsyncFunction') {
        throw new ConfigError(
          `Expected ${name} of strategy "${id}" to be an ordinary function, but it was async: what it awaits comes as an event`,
        );
      }
    }
    return handlers;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new StrategyError(`Strategy "${id}" threw in setup: ${textOf(error)}`, { cause: error });
  }
}

/** Says which strategy, handler and bar an author's error came from; the engine's own errors stay as they are. */
function blame(error: unknown, hosts: readonly Host[], session: Session): unknown {
  const host = hosts.find((one) => one.handler !== '');
  if (host === undefined || error instanceof InvariantError) return error;
  const bars = host.series ?? session.account.firstShown;
  const place = `bar ${Math.max(bars.row - 1, 0)} of "${bars.id}" (${isoTime(session.now)})`;
  return new StrategyError(`Strategy "${host.name}" threw in ${host.handler} at ${place}: ${textOf(error)}`, { cause: error });
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
