import type { SimulatedBroker } from '../broker/broker.ts';
import { DelayedBroker } from '../broker/sim/delayed-broker.ts';
import type { Fees } from '../broker/sim/fees/fee-model.ts';
import { delayOf, NO_LATENCY } from '../broker/sim/latency.ts';
import { rulesOf, type SimRules } from '../broker/sim/rules.ts';
import { SimBroker } from '../broker/sim/sim-broker.ts';
import { slippageModel } from '../broker/sim/slippage.ts';
import { Line } from '../model/line.ts';
import { BarSeries, type Series } from '../model/series.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { restorePortfolio, type SavedPortfolio, savePortfolio } from '../portfolio/saved-portfolio.ts';
import type { BacktestParts } from './parts.ts';
import { seededRandom } from './random.ts';

/** What a venue at a distance has for itself. */
interface SavedBesides {
  readonly account: SavedPortfolio;
  readonly random: number;
}

/** The simulated venue of a run: here, or at a distance if anything takes time. */
export function simulator(
  parts: BacktestParts,
  markets: readonly Series[],
  portfolio: Portfolio,
  fees: Fees,
  size: SimRules['size'],
): SimulatedBroker {
  const { instruments, latency = NO_LATENCY, financing, slippage } = parts;
  if (typeof slippage === 'object' && 'period' in slippage)
    for (const market of markets) if (market instanceof BarSeries) Line.reserve(market.close, slippage.period + 2);
  const rules = rulesOf(parts.simulator, fees, {
    slippage: typeof slippage === 'function' ? slippage : slippageModel(slippage),
    calendars: parts.calendars,
    choose: parts.choose,
    size,
  });
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
  const besides = {
    save: (): SavedBesides => ({ account: savePortfolio(account, account.trips.length), random: random.save() }),
    restore(saved: unknown) {
      restorePortfolio(account, (saved as SavedBesides).account);
      random.restore((saved as SavedBesides).random);
    },
  };
  return new DelayedBroker(venue, account, { command: () => toMarket() + toVenue(), event: toUs }, besides);
}
