import type { LookaheadRecord } from '../reports/lookahead.ts';
import type { RunSpec } from './config/run-spec.ts';
import type { LookaheadOptions } from './research/lookahead.ts';

export type { LookaheadOptions } from './research/lookahead.ts';

/**
 * Proves by running that no decision of a strategy depends on what came after it: the content of a `run.json`. Throws ConfigError and
 * DataError for what the user can mend, StrategyError where the run itself fails.
 */
export async function lookahead(spec: RunSpec | unknown, options: LookaheadOptions = {}): Promise<LookaheadRecord> {
  const { lookahead: prove } = await import('./research/lookahead.ts');
  return prove(spec, options);
}
