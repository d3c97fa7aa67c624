import { PART_OF } from '../analysis/metrics.ts';
import { ConfigError } from '../model/errors.ts';
import { expressionOf, type Kind } from './expression.ts';

/** What a search looks for: a metric, or a formula of metrics. */
export interface Objective {
  /** As it was written: `sharpe`, `-maxDrawdown`, `sharpe - 0.5 * turnover`. */
  readonly text: string;
  /** Whether more is better, or less. */
  readonly direction: 'max' | 'min';
  /** The metrics it speaks of. */
  readonly metrics: readonly string[];
  /** What it comes to, as it is shown; NaN where the metrics do not give it. */
  valueOf(metrics: Readonly<Record<string, number>>): number;
}

/** Metrics of which less is better where nobody says otherwise. */
const LESS_IS_BETTER: ReadonlySet<string> = new Set([
  ...['maxDrawdown', 'maxDrawdownDuration', 'maxDrawdownDurationDays', 'longestRecoveryDays', 'avgDrawdown', 'avgDrawdownDurationDays'],
  ...['annualVolatility', 'downsideRisk', 'ulcerIndex', 'trackingError', 'downCapture', 'longestLossStreak'],
  ...['turnover', 'fees', 'slippage', 'costs', 'costShare'],
]);

const SCOPE: Readonly<Record<string, Kind>> = Object.fromEntries(Object.keys(PART_OF).map((name) => [name, 'number']));

/**
 * Reads an objective. `max:` or `min:` before it says which way is better; without them less of a metric that measures a
 * loss or a cost (`maxDrawdown`, `fees`) is better, and more of all else, every formula included.
 * Throws a ConfigError for an unknown metric and for what is no number.
 */
export function objectiveOf(text: string): Objective {
  const [, said, formula = ''] = /^\s*(?:(max|min)\s*:)?\s*(.*?)\s*$/s.exec(text)!;
  if (formula === '') throw new ConfigError(`Expected a metric or a formula of metrics such as "sharpe", but it was "${text}"`);
  const { kind, read, names } = expressionOf(formula, SCOPE);
  if (kind !== 'number' || names.length === 0)
    throw new ConfigError(`Expected a metric or a formula of metrics such as "sharpe - 0.5 * maxDrawdown", but it was "${text}"`);
  return {
    text: formula,
    direction: said === 'max' || said === 'min' ? said : LESS_IS_BETTER.has(formula) ? 'min' : 'max',
    metrics: names,
    valueOf(metrics) {
      const value = read(metrics);
      return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
    },
  };
}
