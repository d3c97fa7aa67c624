import { Blotter } from '../broker/blotter.ts';
import type { Broker, Command, SimulatedBroker } from '../broker/broker.ts';
import { feesOf } from '../broker/sim/fees/fees-of.ts';
import { FetchAhead } from '../feed/fetch-ahead.ts';
import { resample } from '../feed/resample.ts';
import type { SessionTable } from '../model/calendar.ts';
import { ConfigError } from '../model/errors.ts';
import type { PeriodOptions } from '../model/periods.ts';
import { BarSeries, type Series } from '../model/series.ts';
import { MOST_VALUES } from '../portfolio/equity-curve.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { checksOf } from '../risk/checks-of.ts';
import { sizerOf } from '../sizing/sizer-of.ts';
import { Host } from '../strategy/host.ts';
import { EquityDigest } from './equity-digest.ts';
import { type Failed, guarded } from './guarded.ts';
import { assignMarkets, assignPace, shownBars } from './markets.ts';
import type { BacktestParts, FinishedRun } from './parts.ts';
import { Plots } from './plots.ts';
import { AllPrices, HourlyPrices } from './prices.ts';
import { purely } from './purity.ts';
import { type SeededRandom, seededRandom } from './random.ts';
import type { Router } from './router.ts';
import { Session } from './session.ts';
import { setUp } from './set-up.ts';
import { simulator } from './simulator.ts';
import { RunDesk } from './sizing-desk.ts';

/** Where a session meets the world, if that is not history. */
export interface Edge {
  /** Where orders go; the simulator without it. */
  readonly broker?: Broker | undefined;
  /** Told of every command as it leaves the engine. */
  readonly record?: ((command: Command) => void) | undefined;
  /** Makes bars of a longer timeframe of bars that come one by one. */
  readonly longer?:
    | ((feed: BarSeries, timeframe: string, sessions: SessionTable | undefined, options?: PeriodOptions) => BarSeries)
    | undefined;
  /** Keep what every hour came to, not every price: memory is bounded however long it lasts. */
  readonly hourly?: boolean | undefined;
  /** Told what a handler threw, after which its strategy may only reduce; without it the run ends there. */
  readonly failed?: Failed | undefined;
}

/** A session that is ready for its first event, and what it is made of. */
export interface Assembly extends FinishedRun {
  readonly router: Router;
  /** Undefined where orders go to a venue. */
  readonly sim: SimulatedBroker | undefined;
  readonly hosts: readonly Host[];
  /** Those of the run and the longer ones made of them in setup, in declared order. */
  readonly series: readonly Series[];
  /** Whether values of equity, or prices, may be too many to be kept one by one. */
  readonly hourly: boolean;
  /** What remembers something beside the session: `ctx.random`, what sizers have counted, and each `ctx.state`. */
  readonly random: SeededRandom;
  readonly desk: RunDesk;
  readonly states: readonly Record<string, unknown>[];
}

/** Puts a session together and runs the setup of its strategies: one way for backtest, paper, live and replay. */
export function assemble(parts: BacktestParts, edge: Edge = {}): Assembly {
  const series = [...parts.series];
  shareTimes(series);
  const markets = assignMarkets(series, parts.instruments, parts.simulator.queue);
  const shown = assignPace(parts, markets);
  if (markets.length > 1) fetchAhead(markets);
  const capital = parts.strategies.map((s) => s.capital ?? Number.NaN);
  const ids = parts.strategies.map(({ id }) => id);
  const { calendars } = parts;
  const portfolio = new Portfolio(parts.account, parts.instruments, markets, shown, capital, { calendars });
  const given = parts.strategies.map(({ feeds }) => new Set(Object.values(feeds).flat() as Series[]));
  const { mostValues = MOST_VALUES } = parts;
  const passing = shown.reduce((sum, { isStreamed, rows }) => sum + (isStreamed ? rows : 0), 0);
  const hourly = edge.hourly ?? passing > mostValues;
  const prices = shown.map((one) => keepPrices(one, hourly));
  const rates = series.filter(({ converts }) => converts > 0).map((one) => ({ series: one, kept: keepPrices(one, hourly) }));
  const plots = new Plots();
  const digest = new EquityDigest();
  portfolio.curve.keep(mostValues);
  portfolio.curve.follow((ts, value) => digest.take(ts, value));
  const blotter = new Blotter(parts.instruments.map(({ steps }) => steps));
  const { longer: make = resample } = edge;
  const longerOf = (feed: BarSeries, timeframe: string, options?: PeriodOptions): BarSeries => {
    const longer = make(feed, timeframe, calendars?.[feed.instrument], options);
    longer.index = series.length;
    longer.instrument = feed.instrument;
    series.push(longer);
    return longer;
  };
  const random = seededRandom(parts.seed);
  const states: Record<string, unknown>[] = [];
  const session: Session = new Session({
    instruments: parts.instruments,
    portfolio,
    blotter,
    risk: { spec: parts.risk, strategies: ids, capital, calendars },
    random,
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
    failed: edge.failed,
  });
  const desk = new RunDesk(parts.instruments, portfolio, { shown: (i) => shownBars(given, i), longer: longerOf });
  const fees = feesOf(parts.fee, { instruments: parts.instruments, rateOf: (currency) => portfolio.balances.rateOf(currency) });
  const sim =
    edge.broker === undefined
      ? simulator(parts, markets, portfolio, fees, (id, order, price, fee) => router.sizeAtFill(id, order, price, fee))
      : undefined;
  const policy = {
    sizer: sizerOf(parts.sizer)(desk),
    sizeAt: parts.sizer.at ?? 'signal',
    fitBy: parts.sizer.fit === true ? fees.fee : undefined,
    inKind: fees.inKind,
    checks: checksOf(parts.risk, parts.instruments, ids),
  };
  const router = session.connect(edge.broker ?? sim!, policy, edge.record);
  const hosts = purely(() => parts.strategies.map((bound, s) => [bound, setUp(bound, session, s, states)] as const)).map(
    ([{ id }, own], s) =>
      new Host(
        id,
        edge.failed === undefined ? own : guarded(own, session, s, edge.failed),
        Uint8Array.from(series, (one) => (given[s]!.has(one) ? 1 : 0)),
      ),
  );
  session.host(hosts);
  return { parts, session, router, sim, hosts, series, markets, shown, prices, rates, plots, digest, hourly, random, desk, states };
}

/** Series that are in step have one column of times between them. */
function shareTimes(series: readonly Series[]): void {
  series.forEach((one, k) => {
    for (const earlier of series.slice(0, k)) one.shareTimes(earlier);
  });
}

function fetchAhead(markets: readonly Series[]): void {
  for (const market of markets) if (market instanceof BarSeries && !market.isStreamed) market.follow(new FetchAhead(market));
}

/** Keeps the prices of bars that pass while they do. */
function keepPrices(series: Series, hourly: boolean): AllPrices | HourlyPrices | undefined {
  if (!(series instanceof BarSeries && series.isStreamed)) return undefined;
  const prices = hourly ? new HourlyPrices(series) : new AllPrices(series);
  series.follow(prices);
  return prices;
}
