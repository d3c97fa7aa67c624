import { type FillRules, PESSIMISTIC } from '../broker/sim/rules.ts';
import { must } from '../model/errors.ts';
import type { Instrument } from '../model/instrument.ts';
import { BarSeries, type Series } from '../model/series.ts';
import type { BacktestParts } from './parts.ts';

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
export function assignPace({ strategies, series, instruments }: BacktestParts, markets: readonly Series[]): readonly Series[] {
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

/** The finest bars of an instrument that any strategy is shown. */
export function shownBars(given: readonly ReadonlySet<Series>[], instrument: number): BarSeries | undefined {
  const bars = given.flatMap((own) => [...own]).filter((one) => one instanceof BarSeries && one.instrument === instrument) as BarSeries[];
  return bars.reduce<BarSeries | undefined>((best, one) => (best === undefined || fineness(one) < fineness(best) ? one : best), undefined);
}
