import type { BarColumns } from '../../engine/index.ts';
import type { GoldenCase } from './case.ts';
import { rulesOfBacktestingPy } from './rules-of-backtesting-py.ts';
import { rulesOfBacktrader } from './rules-of-backtrader.ts';

/** A situation in which the other engine's rule is another than ours by intent, and whether a case meets it. */
export type Rule = readonly [rule: string, met: () => boolean];

/**
 * The rules of the other engine that a case meets and that are not ours; empty where there are none.
 * The expected trades only tell what was held when: nothing of them reaches the run.
 */
export function rulesApart(golden: GoldenCase, data: readonly BarColumns[]): string[] {
  const rules = golden.kind === 'backtrader' ? rulesOfBacktrader(golden, data) : rulesOfBacktestingPy(golden, data[0]!);
  return rules.flatMap(([rule, met]) => (met() ? [rule] : []));
}
