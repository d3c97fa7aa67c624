import { grouped, percent } from './format.ts';
import type { Result } from './result.ts';
import { viewSpec } from './spec-view.ts';

/** Below this many round trips a win rate or a profit factor says little. */
const FEW_TRADES = 30;

/** What a reader should distrust before the numbers, one sentence each; empty if nothing is known against them. */
export function notices(result: Result): readonly string[] {
  const { ambiguity, metrics } = result;
  const found: string[] = [];
  if (viewSpec(result.spec).fillOn === 'on-close') {
    found.push('Fills on the close: orders fill at the same close that decided them, which a live market rarely grants.');
  }
  if (ambiguity.ambiguous > 0) {
    const fills = ambiguity.exact + ambiguity.assumed + ambiguity.ambiguous;
    const share = percent(ambiguity.ambiguous / fills);
    found.push(
      `${grouped(ambiguity.ambiguous, 0)} of ${grouped(fills, 0)} fills (${share}) are ambiguous: their bars allow another outcome, for a P&L from ${grouped(ambiguity.pnlWorst)} to ${grouped(ambiguity.pnlBest)} ${result.currency}.`,
    );
  }
  if (ambiguity.unpriced > 0) {
    found.push(
      `${grouped(ambiguity.unpriced, 0)} of the ambiguous fills are entries whose exit the same bar may have hit: the P&L interval leaves that outcome out.`,
    );
  }
  if (metrics.trades > 0 && metrics.trades < FEW_TRADES) {
    found.push(
      `${metrics.trades} round trip${metrics.trades === 1 ? ' is' : 's are'} few: trade statistics of fewer than ${FEW_TRADES} are mostly chance.`,
    );
  }
  return [...found, ...result.warnings];
}
