import type { SourceSurroundings } from '../data/loaded.ts';
import type { LatencySpec } from '../engine/broker/sim/latency.ts';
import type { BacktestParts, BoundStrategy } from '../engine/loop/parts.ts';
import type { AccountSpec } from '../engine/model/account.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { BarSeries } from '../engine/model/series.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { bind, checkUsed, feedsOf } from './bind.ts';
import { checkRules } from './check-rules.ts';
import { type PlaceOf, refusal, shown } from './config/explain.ts';
import type { Feed, PlainFeed } from './config/feeds.ts';
import { isList } from './config/is-list.ts';
import type { FullSpec } from './config/parse.ts';
import { checkRisk } from './config/risk.ts';
import { isOwnSizer, writtenSizer } from './config/sizer.ts';
import { readLatency } from './latency.ts';
import { seriesOf } from './load-feed.ts';
import { type Market, openMarket } from './market.ts';
import { readParams } from './params.ts';
import { placed } from './placed.ts';
import { currenciesOf, fixedRatesOf } from './rates.ts';
import { READ_ANEW, type Sources } from './sources.ts';
import { checkScripts, warmUntil } from './window.ts';

/** A run that is ready: everything read and checked, nothing done yet. */
export interface Prepared {
  readonly parts: BacktestParts;
  readonly market: Market;
  readonly benchmark: BarSeries | null;
  /** The specification that reproduces the run: defaults written out, parameters complete, files of parameters read. */
  readonly spec: unknown;
  /** Names of the strategies; each counts its trials. */
  readonly families: readonly string[];
  /** sha256 of strategy files, by path. */
  readonly codeHashes: Readonly<Record<string, string>>;
  readonly repeatable: boolean;
  /** The strategies again, those of files with modules of their own; undefined where no strategy is a file. */
  readonly reload: (() => Promise<readonly AnyStrategy[]>) | undefined;
}

/** Loads the strategies, then their parameters and roles, then the data: what is cheap to refuse is refused first. */
export async function prepare(
  spec: FullSpec,
  baseDir: string,
  store: string | undefined,
  place: PlaceOf,
  sources: Sources = READ_ANEW,
): Promise<Prepared> {
  const entries = spec.strategies ?? [{ strategy: spec.strategy!, params: spec.params, feeds: undefined, capital: null, id: undefined }];
  const path = (k: number, key: string): string => (spec.strategies === undefined ? key : `strategies[${k}].${key}`);
  const loaded = await Promise.all(entries.map(({ strategy }, k) => sources.strategy(strategy, path(k, 'strategy'), baseDir, place)));
  const params = loaded.map(({ strategy }, k) => readParams(strategy, entries[k]!.params, path(k, 'params'), baseDir, place));
  const bindings = loaded.map(({ strategy }, k) => {
    const own = entries[k]!.feeds;
    const given = spec.strategies === undefined ? spec.feeds : feedsOf(strategy, own, spec.feeds);
    return bind(strategy, given, own === undefined ? 'feeds' : path(k, 'feeds'), place);
  });
  checkUsed(bindings, spec.feeds, place);
  const ids = entries.map(({ id }, k) => id ?? loaded[k]!.strategy.name);
  checkIds(ids, place);
  checkCapital(spec, place);
  checkScripts(spec, params, place);
  const latency = readLatency(spec, baseDir, place);
  const market = await openMarket(bindings, spec, { baseDir, store, place, sources });
  checkRules(spec, market, place);

  const reload = async (): Promise<readonly AnyStrategy[]> => {
    const anew = await Promise.all(entries.map(({ strategy }, k) => sources.strategy(strategy, path(k, 'strategy'), baseDir, place)));
    return entries.map(({ params: given }, k) => placed(anew[k]!.strategy, given, path(k, 'params'), place));
  };
  const strategies = entries.map(
    ({ capital, params: given }, k): BoundStrategy => ({
      id: ids[k]!,
      strategy: placed(loaded[k]!.strategy, given, path(k, 'params'), place),
      params: params[k]!,
      feeds: market.feeds[k]!,
      capital,
    }),
  );
  checkRisk(spec.risk, market.instruments, strategies, place);
  return {
    parts: {
      strategies,
      series: market.series,
      instruments: market.instruments,
      account: accountOf(spec, market.currency),
      fee: spec.costs.fee,
      slippage: spec.costs.slippage,
      sizer: spec.sizer,
      risk: spec.risk,
      simulator: fillRules(spec),
      latency,
      financing: market.financing,
      calendars: market.sessions,
      seed: spec.seed,
      warmUntil: warmUntil(spec, market.series[0]!),
    },
    market,
    benchmark: await openBenchmark(spec, market, { baseDir, store }, sources),
    spec: writtenOut(spec, params, latency, market),
    families: [...new Set(loaded.map(({ strategy }) => strategy.name))],
    codeHashes: Object.fromEntries(
      loaded.flatMap(({ codeHash }, k) => (codeHash === null ? [] : [[String(entries[k]!.strategy), codeHash]])),
    ),
    reload: loaded.every(({ codeHash }) => codeHash === null) ? undefined : reload,
    repeatable: market.repeatable && loaded.every(({ repeatable }) => repeatable) && !isOwnSizer(spec.sizer),
  };
}

function accountOf({ account }: FullSpec, currency: string): AccountSpec {
  const { cash, type, leverage, maintenance, liquidation, liquidationFee: fee, liquidationPart: part, negativeBalance } = account;
  const { balances, rates, settlement } = account;
  const judged = liquidation === 'intrabar' ? 'intrabar' : 'close';
  return {
    ...{ cash, type, leverage, currency, settlement },
    currencies: currenciesOf({ rates, balances }, currency),
    balances: balances ?? undefined,
    fixedRates: fixedRatesOf({ rates }),
    liquidation: liquidation === 'none' ? undefined : { judged, maintenance, fee, part, negativeBalance },
  };
}

/** Finer data are used whatever the path: asking for them only makes sure that they are there. */
function fillRules({ simulator }: FullSpec): BacktestParts['simulator'] {
  const { cashCheck: _, path, ...rules } = simulator;
  return { ...rules, path: path === 'lower-timeframe' ? 'pessimistic' : path };
}

function checkIds(ids: readonly string[], place: PlaceOf): void {
  const twice = ids.findIndex((id, k) => ids.indexOf(id) !== k);
  if (twice >= 0)
    throw refusal(`Expected "strategies[${twice}].id" to be unlike those before it, but it was "${ids[twice]}"`, 'strategies', place);
}

function checkCapital({ strategies = [], account }: FullSpec, place: PlaceOf): void {
  const sum = strategies.reduce((total, { capital }) => total + (capital ?? 0), 0);
  if (sum > account.cash)
    throw refusal(
      `Expected the capital of all strategies to be at most the account's cash of "${account.cash}", but it was "${sum}"`,
      'strategies',
      place,
    );
}

/** The benchmark's bars: those of a role, or of a source of its own. */
async function openBenchmark(
  { metrics }: FullSpec,
  market: Market,
  around: SourceSurroundings,
  sources: Sources,
): Promise<BarSeries | null> {
  const { benchmark } = metrics;
  if (benchmark === null) return null;
  const role = market.feeds.flatMap((feeds) => feeds[benchmark] ?? [])[0];
  const series =
    role ?? seriesOf(await sources.feed({ source: benchmark }, 'bars', 'benchmark', around), benchmark, { from: null, to: null });
  if (series instanceof BarSeries) return series;
  throw new ConfigError(`Expected "metrics.benchmark" to be a role of bars, but it was ${shown(benchmark)}`);
}

/** The specification with its parameters complete; what exists in memory only is named, not held. */
function writtenOut(spec: FullSpec, params: readonly Readonly<Record<string, unknown>>[], latency: LatencySpec, market: Market): unknown {
  const nameOf = (strategy: FullSpec['strategy']): string | undefined => (typeof strategy === 'object' ? strategy.name : strategy);
  const { strategy, strategies, params: _, feeds, account, costs, sizer, ...rest } = spec;
  const own = strategies?.map((one, k) => ({
    ...one,
    strategy: nameOf(one.strategy),
    params: params[k],
    ...(one.feeds !== undefined && { feeds: held(one.feeds) }),
  }));
  const what = own === undefined ? { strategy: nameOf(strategy), params: params[0] } : { strategies: own };
  const written = {
    feeds: held(feeds),
    account: { ...account, currency: market.currency },
    costs: { ...costs, latency },
    sizer: writtenSizer(sizer),
  };
  return { ...what, ...written, ...rest };
}

/** Feeds as JSON can say them. */
function held(feeds: FullSpec['feeds']): unknown {
  const plain = (feed: PlainFeed | null): unknown => (feed === null || 'source' in feed ? feed : { memory: feed.id ?? true });
  const named = (feed: Feed): unknown => {
    if ('rows' in feed) return plain(feed);
    const beside = { finer: plain(feed.finer), quotes: plain(feed.quotes), trades: plain(feed.trades) };
    if ('source' in feed) return { ...feed, ...beside };
    return { memory: feed.id, ...Object.fromEntries(Object.entries(beside).filter(([, one]) => one !== null)) };
  };
  return Object.fromEntries(Object.entries(feeds).map(([role, feed]) => [role, isList(feed) ? feed.map(named) : named(feed)]));
}
