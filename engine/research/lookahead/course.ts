import { runBacktest } from '../../loop/backtest.ts';
import { canonical } from '../../loop/canonical.ts';
import type { BacktestParts, BoundStrategy } from '../../loop/parts.ts';
import { textOf } from '../../loop/set-up.ts';
import { ConfigError } from '../../model/errors.ts';
import type { Course, Decision } from './decision.ts';
import { overheard } from './overheard.ts';

/** Which part of a run is of interest. */
export interface Stretch {
  /** What is decided later is not. */
  readonly until: number;
  /** The number of the decision, from 0, of which the stack is wanted; -1 for none. */
  readonly trace: number;
}

/** Runs strategies and writes down what they ask for and what leaves the engine, up to a moment. Throws nothing that a run throws. */
export function courseOf(parts: BacktestParts, { until, trace }: Stretch): Course {
  const decisions: Decision[] = [];
  let stack: string | null = null;
  let [failedAt, isOver] = [Number.POSITIVE_INFINITY, false];
  const note = (decision: Decision): void => {
    if (decision.ts > until) return;
    if (decisions.length === trace) stack = new Error('here').stack ?? null;
    decisions.push(decision);
  };
  const ear = {
    ask: (ts: number, text: string, gist: string): void => note({ ts, text, gist }),
    run<T>(ts: number, own: () => T): T {
      isOver = ts > until;
      if (isOver) throw OVER;
      try {
        return own();
      } catch (error) {
        failedAt = ts;
        throw error;
      }
    },
  };
  const strategies = parts.strategies.map((bound): BoundStrategy => ({ ...bound, strategy: overheard(bound.strategy, ear) }));
  let fault: Course['fault'] = null;
  try {
    runBacktest({ ...parts, strategies }, { record: (command) => note({ ts: command.ts, text: canonical(command), gist: '' }) });
  } catch (error) {
    if (!isOver) fault = { ts: failedAt, text: textOf(error), isUsers: error instanceof ConfigError };
  }
  return { decisions, fault, stack, refused: [] };
}

/** Thrown into a run of which the rest is of no interest. */
const OVER = new Error('over');
