import type { Series } from '../model/series.ts';
import { runBacktest } from './backtest.ts';
import type { BacktestParts } from './parts.ts';
import { seededRandom } from './random.ts';

/** What the P&L of a run may have been, its decisions taken anew after every outcome that its bars allow. */
export interface Fork {
  /** How often the session was run. */
  readonly runs: number;
  /** Whether these are all combinations of outcomes, or a sample of them drawn by the run's seed. */
  readonly exhaustive: boolean;
  /** Money, ascending: the P&L of each run. */
  readonly pnl: readonly number[];
}

/**
 * Runs a session again for each choice at its ambiguous fills, `most` times at most: every combination where there are
 * no more than that, and otherwise a sample of `most` combinations drawn evenly by the run's seed. Only the pessimistic
 * path leaves choices. The parts must not have been run.
 */
export function fork(parts: BacktestParts, most: number): Fork {
  const waiting: (readonly boolean[])[] = [[]];
  const pnl: number[] = [];
  for (let known = waiting.pop(); known !== undefined; known = waiting.pop()) {
    if (pnl.length === most) return sampleOf(parts, most);
    const choices = known;
    let asked = 0;
    pnl.push(pnlOf(parts, () => choices[asked++] ?? false));
    for (let k = choices.length; k < asked; k++) waiting.push([...choices, ...new Array<boolean>(k - choices.length).fill(false), true]);
  }
  return { runs: pnl.length, exhaustive: true, pnl: pnl.sort((a, b) => a - b) };
}

function sampleOf(parts: BacktestParts, most: number): Fork {
  const random = seededRandom(parts.seed + 2);
  const pnl = Array.from({ length: most }, () => pnlOf(parts, () => random() < 0.5));
  return { runs: most, exhaustive: false, pnl: pnl.sort((a, b) => a - b) };
}

function pnlOf(parts: BacktestParts, choose: () => boolean): number {
  const { account } = runBacktest({ ...again(parts), choose, plots: false }).session;
  return account.equity - account.startCash;
}

/** The same parts with every series at its beginning. */
function again(parts: BacktestParts): BacktestParts {
  const copies = new Map(
    parts.series.map(
      (series) => [series, Object.assign(series.again(), { instrument: series.instrument, converts: series.converts })] as const,
    ),
  );
  const copyOf = (series: Series): Series => copies.get(series)!;
  const strategies = parts.strategies.map((strategy) => ({
    ...strategy,
    feeds: Object.fromEntries(
      Object.entries(strategy.feeds).map(([role, given]) => [role, isList(given) ? given.map(copyOf) : copyOf(given)]),
    ),
  }));
  return { ...parts, strategies, series: parts.series.map(copyOf) };
}

const isList = (given: Series | readonly Series[]): given is readonly Series[] => Array.isArray(given);
