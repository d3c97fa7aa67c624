import { runBacktest } from '../../engine/loop/backtest.ts';
import { blockBootstrap } from '../../engine/research/monte-carlo/block-bootstrap.ts';
import { LEVELS } from '../../engine/research/monte-carlo/distribution.ts';
import { randomEntry } from '../../engine/research/monte-carlo/random-entry.ts';
import { tradeShuffle } from '../../engine/research/monte-carlo/trade-shuffle.ts';
import { tradedOf } from '../../engine/research/monte-carlo/traded.ts';
import { withoutBest } from '../../engine/research/monte-carlo/without-best.ts';
import type { MonteCarloResult, Variant } from '../../engine/research/monte-carlo-result.ts';
import type { Worth } from '../../engine/research/worth.ts';
import type { Result } from '../../reports/result.ts';
import type { PlaceOf } from '../config/explain.ts';
import { parseRunSpec } from '../config/parse.ts';
import { prepare } from '../prepare.ts';
import { resultOf } from '../run-result.ts';
import { ReadOnce } from './read-once.ts';
import { riskFreeOf } from './run-worth.ts';
import { worseTerms } from './worse-terms.ts';

/** A run as it can be done again: its specification, not checked yet, and what it is read with. */
export interface Repeatable {
  readonly raw: unknown;
  readonly baseDir: string;
  /** The market data of the workspace. */
  readonly store: string;
  readonly place: PlaceOf;
}

/** How many simulations, and with which numbers. */
export interface Draws {
  readonly simulations: number;
  readonly seed: number;
}

/** So many of the best round trips are left out. */
const BEST = 5;

/**
 * Simulates what a run might have come to, and runs it again on worse terms. `result` is what it came to, `worth` what so many tries leave of
 * that. It counts no trial: nothing here is chosen from. The same run, draws and data give the same result.
 */
export async function simulated(run: Repeatable, result: Result, worth: Worth, { simulations, seed }: Draws): Promise<MonteCarloResult> {
  const { startCash, roundTrips, analysis, metrics, prices } = result;
  const variants = await variantsOf(run);
  const traded = tradedOf(startCash, roundTrips);
  const ground = {
    prices,
    terms: new Map(variants.instruments.map((one) => [one.id, one])),
    slippage: analysis.costs.slippage === 0 ? 0 : analysis.costs.slippage / tradedBy(result),
  };
  const parts = {
    bootstrap: blockBootstrap({ ...analysis.returns, riskFree: riskFreeOf(result.spec), startCash }, simulations, seed),
    shuffle: tradeShuffle(traded, startCash, simulations, seed),
    randomEntry: randomEntry(traded, ground, simulations, seed),
    withoutBest: withoutBest(traded, BEST),
  };
  return {
    runId: result.runId,
    resultHash: result.resultHash,
    families: variants.families,
    spec: result.spec,
    from: result.equity.ts[0] ?? Number.NaN,
    to: result.equity.ts.at(-1) ?? Number.NaN,
    currency: result.currency,
    startCash,
    simulations,
    seed,
    levels: LEVELS,
    worth,
    ...parts,
    variants: variants.all,
    notes: [...notesOf(parts, roundTrips.length), ...variants.notes, ...(metrics.trades === 0 ? ['the run made no round trip'] : [])],
  };
}

/** Sum of |notional| of all fills, of what costs are a share. */
function tradedBy({ analysis: { costs } }: Result): number {
  return costs.total / costs.ofTraded;
}

async function variantsOf({ raw, baseDir, store, place }: Repeatable) {
  const sources = new ReadOnce();
  const spec = parseRunSpec(raw, place);
  const open = () => prepare(spec, baseDir, store, place, sources);
  const first = await open();
  const streamed = first.parts.series.some((series) => series.isStreamed);
  const all: Variant[] = [];
  for (const { name, words, change } of worseTerms(first.parts)) {
    if (streamed && name === 'one-bar-later') continue;
    const prepared = await open();
    const { metrics } = resultOf(runBacktest(change(prepared.parts)), prepared, spec, name);
    const { totalReturn, cagr, sharpe, maxDrawdown, trades, fees, slippage } = metrics;
    all.push({ name, words, totalReturn, cagr, sharpe, maxDrawdown, trades, fees, slippage });
  }
  const notes = streamed ? ['one bar later is not tried: the data are longer than memory, and what comes next is not there yet'] : [];
  return { all, notes, families: first.families, instruments: first.parts.instruments };
}

function notesOf(
  { bootstrap, shuffle, randomEntry: entries }: Pick<MonteCarloResult, 'bootstrap' | 'shuffle' | 'randomEntry'>,
  trips: number,
) {
  const notes: string[] = [];
  if (bootstrap === null) notes.push('returns are not resampled: there are fewer than 20');
  if (trips === 0) return notes;
  if (shuffle === null) notes.push('round trips are not shuffled: there are fewer than three, or the money ran out');
  if (entries === null) notes.push('nothing is entered at random: there are no bars in memory with positive prices, or the money ran out');
  return notes;
}
