import type { RunRecord } from '../engine/model/result.ts';
import { isoTime } from '../engine/model/time.ts';
import type { FullSpec } from './config/parse.ts';
import type { Prepared } from './prepare.ts';

/** What a reader should know before trusting a result, a sentence each: about the data first, then the rules, then the run. */
export function warningsOf(
  { market }: Prepared,
  spec: FullSpec,
  notices: readonly string[],
  run: Pick<RunRecord, 'equity' | 'falls'>,
): string[] {
  const warnings = [...market.warnings];
  const { fee, slippage } = spec.costs;
  if (fee.model === 'none' && slippage.model === 'none')
    warnings.push('no fee and no slippage: real trading costs both, set "costs.fee" and "costs.slippage"');
  if (spec.simulator.touch === 'fill')
    warnings.push('limit orders fill when their price is only touched ("touch": "fill"), which a queue at the venue may deny');
  const ruin = ruinOf(run);
  if (ruin !== undefined && spec.account.liquidation === 'none')
    warnings.push(`equity fell below zero at ${isoTime(ruin)}: a broker would have liquidated before ("account.liquidation")`);
  return [...warnings, ...notices];
}

/** When equity first fell below zero. */
function ruinOf({ equity, falls }: Pick<RunRecord, 'equity' | 'falls'>): number | undefined {
  if (falls !== undefined) return Number.isNaN(falls.ruin) ? undefined : falls.ruin;
  return equity.ts[equity.value.findIndex((value) => value < 0)];
}
