import { log } from '../model/pinned-math.ts';
import { sharpeOfSums, type TrialSums } from './trial-sums.ts';

/** Of each way to part time into two halves: how the best of one half did in the other. */
export interface Splits {
  /** Logits of its rank in the other half: ln(w / (1 - w)) with w = rank / (trials + 1), rank 1 the worst. */
  readonly logits: Float64Array;
  /** Its Sharpe ratio in the half in which it was the best, per period, and in the other one. */
  readonly inSample: Float64Array;
  readonly outOfSample: Float64Array;
}

/**
 * Combinatorially symmetric cross-validation: every choice of half of the blocks is a sample in which the best trial by Sharpe ratio is
 * picked, and the other blocks show what it was worth. A trial whose returns do not differ in a half has a Sharpe ratio of 0 there;
 * equal ones share the mean of their ranks. Source: Bailey, Borwein, Lopez de Prado and Zhu, The Probability of
 * Backtest Overfitting, Journal of Computational Finance 20(4), 2017 (SSRN 2326253, 2015), section 3.
 */
export function splitsOf(trials: TrialSums): Splits {
  const { count, blocks } = trials;
  const splits = countOf(blocks);
  const found = { logits: new Float64Array(splits), inSample: new Float64Array(splits), outOfSample: new Float64Array(splits) };
  const [one, other] = [new Float64Array(count), new Float64Array(count)];
  let row = 0;
  part(trials, (half, rest) => {
    sharpesOf(half, one);
    sharpesOf(rest, other);
    judge(found, row++, one, other);
    judge(found, row++, other, one);
  });
  return found;
}

/** blocks! / (blocks / 2)!^2 */
function countOf(blocks: number): number {
  let ways = 1;
  for (let k = 1; k <= blocks / 2; k++) ways = (ways * (blocks / 2 + k)) / k;
  return ways;
}

/** Sums over some blocks, by trial. */
interface Half {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly blocks: number;
  readonly periods: number;
}

/**
 * Calls `use` with every two halves of which one holds the first block; the same halves the other way round are for it to take. Blocks
 * are dealt one after the other, so that most of a sum is there from the split before; nothing is ever taken off a sum, for what is
 * left of zeros would not be zero.
 */
function part(trials: TrialSums, use: (half: Half, rest: Half) => void): void {
  const { count, blocks, sums, squares } = trials;
  const columns = (values: Float64Array): Float64Array[] =>
    Array.from({ length: blocks }, (_, block) => Float64Array.from({ length: count }, (__, trial) => values[trial * blocks + block]!));
  const [blockSums, blockSquares] = [columns(sums), columns(squares)];
  const room = blockSums.map(() => [new Float64Array(count), new Float64Array(count)] as const);
  const grown = (half: Half, block: number): Half => {
    const [into, intoSquares] = room[block]!;
    add(half.sums, blockSums[block]!, into);
    add(half.squares, blockSquares[block]!, intoSquares);
    return { sums: into, squares: intoSquares, blocks: half.blocks + 1, periods: half.periods + trials.lengthOf(block) };
  };
  const deal = (block: number, half: Half, rest: Half): void => {
    if (block === blocks) use(half, rest);
    if (half.blocks < blocks / 2) deal(block + 1, grown(half, block), rest);
    if (block > 0 && rest.blocks < blocks / 2) deal(block + 1, half, grown(rest, block));
  };
  const none = { sums: new Float64Array(count), squares: new Float64Array(count), blocks: 0, periods: 0 };
  deal(0, none, none);
}

function add(one: Float64Array, other: Float64Array, into: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k] = one[k]! + other[k]!;
}

function sharpesOf({ sums, squares, periods }: Half, into: Float64Array): void {
  for (let trial = 0; trial < into.length; trial++) {
    const sharpe = sharpeOfSums(sums[trial]!, squares[trial]!, periods);
    into[trial] = Number.isNaN(sharpe) ? 0 : sharpe;
  }
}

function judge({ logits, inSample, outOfSample }: Splits, row: number, seen: Float64Array, unseen: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let trial = 0; trial < seen.length; trial++) if (seen[trial]! > most) most = seen[trial]!;
  const own = unseen[seen.indexOf(most)]!;
  // counted without a branch, which every other trial would mispredict
  let below = 0;
  let upTo = 0;
  for (let trial = 0; trial < unseen.length; trial++) {
    const sharpe = unseen[trial]!;
    below += Number(sharpe < own);
    upTo += Number(sharpe <= own);
  }
  const rank = (below + upTo + 1) / 2;
  logits[row] = log(rank / (unseen.length + 1 - rank));
  inSample[row] = most;
  outOfSample[row] = own;
}
