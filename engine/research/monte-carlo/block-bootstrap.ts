import { blockLength } from '../../analysis/block-length.ts';
import { sharpe } from '../../analysis/ratios.ts';
import { cagr } from '../../analysis/returns.ts';
import { Drawn } from '../drawn.ts';
import { type Distribution, distributionOf, shareOf } from './distribution.ts';
import { type Fan, FanBuilder } from './fan.ts';
import { PathMeasure } from './path-measure.ts';
import { STREAM } from './streams.ts';

/** What the run might have come to, had the same returns come in another order and number. */
export interface BlockBootstrap {
  readonly observations: number;
  /** Whether returns per day or per equity value were drawn. */
  readonly every: 'day' | 'value';
  /** Expected length of a block, in returns. */
  readonly blockLength: number;
  readonly totalReturn: Distribution;
  readonly cagr: Distribution;
  readonly sharpe: Distribution;
  readonly maxDrawdown: Distribution;
  /** The share of simulations that lost money. */
  readonly lossProbability: number;
  /** How probable a drawdown of at least so much is. */
  readonly drawdowns: readonly { readonly depth: number; readonly probability: number }[];
  readonly fan: Fan;
}

/** What is resampled. */
export interface Resampled {
  readonly ts: Float64Array;
  readonly returns: Float64Array;
  readonly every: 'day' | 'value';
  readonly periodsPerYear: number;
  /** Per year. */
  readonly riskFree: number;
  readonly startCash: number;
}

const FEWEST = 20;
const DEPTHS = [0.1, 0.2, 0.3, 0.4, 0.5];

/**
 * Draws the returns of a run anew by stationary bootstrap: blocks of geometric length that begin anywhere and wrap around, so that what
 * hangs together stays together. Returns that are not known are left out; null for fewer than 20. Source: Politis and Romano, The
 * Stationary Bootstrap, JASA 89 (1994); the length of a block as in Patton, Politis and White (2009).
 */
export function blockBootstrap(given: Resampled, simulations: number, seed: number): BlockBootstrap | null {
  const { periodsPerYear, startCash } = given;
  const known = [...given.returns.keys()].filter((k) => !Number.isNaN(given.returns[k]!));
  if (known.length < FEWEST) return null;
  const returns = Float64Array.from(known, (k) => given.returns[k]!);
  const length = blockLength(returns);
  const riskFree = given.riskFree === 0 ? 0 : given.riskFree / periodsPerYear;
  const found = {
    totalReturn: column(simulations),
    cagr: column(simulations),
    sharpe: column(simulations),
    maxDrawdown: column(simulations),
  };
  const fan = new FanBuilder(returns.length, simulations);
  const measured = (path: PathMeasure) => ({
    totalReturn: path.worth - 1,
    cagr: cagr(Math.max(path.worth - 1, -1), path.count, periodsPerYear),
    sharpe: sharpe(path.moments, riskFree, periodsPerYear),
    maxDrawdown: path.depth,
  });
  for (let k = 0; k < simulations; k++) {
    const path = new PathMeasure();
    const random = new Drawn(seed, k, STREAM.blocks);
    let row = random.below(returns.length);
    for (let step = 0; step < returns.length; step++) {
      path.take(returns[row]!);
      fan.take(step, path.worth);
      // a block ends once in `length` times, and what is left of a chance that ends it is as even as a new number
      const chance = random.uniform() * length;
      row = chance < 1 ? Math.floor(chance * returns.length) : row + 1 === returns.length ? 0 : row + 1;
    }
    const values = measured(path);
    for (const name of NAMES) found[name][k] = values[name];
  }
  const own = new PathMeasure();
  const worths = returns.map((value) => own.take(value));
  const values = measured(own);
  const of = (name: (typeof NAMES)[number]): Distribution => distributionOf(values[name], found[name]);
  return {
    observations: returns.length,
    every: given.every,
    blockLength: length,
    totalReturn: of('totalReturn'),
    cagr: of('cagr'),
    sharpe: of('sharpe'),
    maxDrawdown: of('maxDrawdown'),
    lossProbability: shareOf(found.totalReturn, (value) => value < 0),
    drawdowns: DEPTHS.map((depth) => ({ depth, probability: shareOf(found.maxDrawdown, (value) => value >= depth) })),
    fan: fan.build(
      fan.steps.map((step) => given.ts[known[step]!]!),
      fan.steps.map((step) => worths[step]!),
      startCash,
    ),
  };
}

const NAMES = ['totalReturn', 'cagr', 'sharpe', 'maxDrawdown'] as const;
const column = (length: number): Float64Array => new Float64Array(length);
