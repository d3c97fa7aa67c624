import { assignMarkets } from '../engine/loop/markets.ts';
import { BarSeries } from '../engine/model/series.ts';
import { type PlaceOf, refusal, shown } from './config/explain.ts';
import type { FullSpec } from './config/parse.ts';
import type { Market } from './market.ts';

/** Models that need a bar's volume or the range of bars before it. */
const OF_BARS: ReadonlySet<string> = new Set(['volatility', 'volume-share', 'square-root']);

/** Throws a ConfigError for a rule of the simulator that the data on which orders are judged cannot serve. */
export function checkRules({ simulator, costs }: FullSpec, { series, instruments }: Market, place: PlaceOf): void {
  const { path, volumeLimit, sizeLimit, queue } = simulator;
  const { model } = costs.slippage;
  const markets = assignMarkets(series, instruments, queue);
  markets.forEach((market, k) => {
    const { id } = instruments[k]!;
    const refuse = (rule: string, accepts: string, value: unknown): never => {
      throw refusal(`Expected "${rule}" to be ${accepts}, but it was ${shown(value)}`, rule, place);
    };
    if (market instanceof BarSeries) {
      const coarser = series.some(
        (one) => one.instrument === k && one instanceof BarSeries && BarSeries.lengthOf(one) > BarSeries.lengthOf(market),
      );
      if (path === 'lower-timeframe' && !coarser)
        throw refusal(
          `Expected finer data of "${id}" (the "finer", "quotes" or "trades" of its feed) for the path "lower-timeframe", but it was missing`,
          'simulator.path',
          place,
        );
      return;
    }
    const judged = `where the orders of "${id}" are judged on ${market.kind}`;
    if (volumeLimit !== null && sizeLimit === 'none') refuse('simulator.volumeLimit', `null ("sizeLimit" serves) ${judged}`, volumeLimit);
    if (OF_BARS.has(model)) refuse('costs.slippage.model', `none, ticks, amount, percent or half-spread ${judged}`, model);
  });
  if (sizeLimit === 'shown' && markets.every((market) => market instanceof BarSeries))
    throw refusal(
      'Expected "simulator.sizeLimit" to be none where orders are judged on bars, which show no size, but it was "shown"',
      'simulator.sizeLimit',
      place,
    );
  if (queue !== 'none' && !markets.some((market) => market.queues))
    throw refusal(
      `Expected "simulator.queue" to be none without both quotes and trades of an instrument, but it was ${shown(queue)}`,
      'simulator.queue',
      place,
    );
}
