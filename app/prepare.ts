import type { BacktestParts, BoundStrategy } from '../engine/loop/backtest.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { BarSeries } from '../engine/model/series.ts';
import { bind, checkUsed, feedsOf } from './bind.ts';
import { type PlaceOf, refusal, shown } from './config/explain.ts';
import type { FullSpec } from './config/parse.ts';
import { readFeed, seriesOf } from './load-feed.ts';
import { loadStrategy } from './load-strategy.ts';
import { type Market, openMarket } from './market.ts';
import { readParams } from './params.ts';
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
}

/** Loads the strategies, then their parameters and roles, then the data: what is cheap to refuse is refused first. */
export async function prepare(spec: FullSpec, baseDir: string, place: PlaceOf): Promise<Prepared> {
  const entries = spec.strategies ?? [{ strategy: spec.strategy!, params: spec.params, feeds: undefined, capital: null, id: undefined }];
  const path = (k: number, key: string): string => (spec.strategies === undefined ? key : `strategies[${k}].${key}`);
  const loaded = await Promise.all(entries.map(({ strategy }, k) => loadStrategy(strategy, path(k, 'strategy'), baseDir, place)));
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
  const market = await openMarket(bindings, spec, baseDir, place);

  const strategies = entries.map(
    ({ capital }, k): BoundStrategy => ({
      id: ids[k]!,
      strategy: loaded[k]!.strategy,
      params: params[k]!,
      feeds: market.feeds[k]!,
      capital,
    }),
  );
  const { cash, type, leverage } = spec.account;
  const { fillOn, touch, exitsFrom } = spec.simulator;
  return {
    parts: {
      strategies,
      series: market.series,
      instruments: market.instruments,
      account: { cash, type, leverage, currency: market.currency },
      fee: spec.costs.fee,
      slippage: spec.costs.slippage,
      sizer: spec.sizer,
      risk: spec.risk,
      simulator: { fillOn, touch, exitsFrom },
      seed: spec.seed,
      warmUntil: warmUntil(spec, market.series[0]!),
    },
    market,
    benchmark: await openBenchmark(spec, market, baseDir),
    spec: writtenOut(spec, params, market),
    families: [...new Set(loaded.map(({ strategy }) => strategy.name))],
    codeHashes: Object.fromEntries(
      loaded.flatMap(({ codeHash }, k) => (codeHash === null ? [] : [[String(entries[k]!.strategy), codeHash]])),
    ),
    repeatable: market.repeatable && loaded.every(({ repeatable }) => repeatable),
  };
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
async function openBenchmark({ metrics }: FullSpec, market: Market, baseDir: string): Promise<BarSeries | null> {
  const { benchmark } = metrics;
  if (benchmark === null) return null;
  const role = market.feeds.flatMap((feeds) => feeds[benchmark] ?? [])[0];
  const series =
    role ??
    seriesOf(
      await readFeed({ source: benchmark, finer: null, quotes: null, funding: null, actions: null }, 'bars', 'benchmark', baseDir),
      benchmark,
      { from: null, to: null },
    );
  if (series instanceof BarSeries) return series;
  throw new ConfigError(`Expected "metrics.benchmark" to be a role of bars, but it was ${shown(benchmark)}`);
}

/** The specification with its parameters complete; what exists in memory only is named, not held. */
function writtenOut(spec: FullSpec, params: readonly Readonly<Record<string, unknown>>[], market: Market): unknown {
  const nameOf = (strategy: FullSpec['strategy']): string | undefined => (typeof strategy === 'object' ? strategy.name : strategy);
  const { strategy, strategies, params: _, feeds, account, ...rest } = spec;
  const own = strategies?.map((one, k) => ({
    ...one,
    strategy: nameOf(one.strategy),
    params: params[k],
    ...(one.feeds !== undefined && { feeds: held(one.feeds) }),
  }));
  const what = own === undefined ? { strategy: nameOf(strategy), params: params[0] } : { strategies: own };
  return { ...what, feeds: held(feeds), account: { ...account, currency: market.currency }, ...rest };
}

/** Feeds as JSON can say them. */
function held(feeds: FullSpec['feeds']): unknown {
  const named = (feed: object): unknown => ('source' in feed ? feed : { memory: 'id' in feed ? feed.id : true });
  return Object.fromEntries(Object.entries(feeds).map(([role, feed]) => [role, Array.isArray(feed) ? feed.map(named) : named(feed)]));
}
