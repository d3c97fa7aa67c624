import type { Metrics } from '../engine/analysis/measure.ts';
import { days, grouped, percent, ratio } from './format.ts';

type Show = (value: number, currency: string) => string;

const money: Show = (value, currency) => (Number.isFinite(value) ? `${grouped(value)} ${currency}` : grouped(value));
const count: Show = (value) => grouped(value, Number.isInteger(value) ? 0 : 1);

/** Every metric a page shows: its field, its name to a reader, and how its value is written. */
const ROWS: readonly (readonly [field: keyof Metrics, label: string, show: Show])[] = [
  ['startEquity', 'Start equity', money],
  ['finalEquity', 'Final equity', money],
  ['totalReturn', 'Total return', percent],
  ['buyAndHoldReturn', 'Buy and hold', percent],
  ['cagr', 'CAGR', percent],
  ['annualVolatility', 'Volatility (annual)', percent],
  ['sharpe', 'Sharpe', ratio],
  ['sortino', 'Sortino', ratio],
  ['calmar', 'Calmar', ratio],
  ['maxDrawdown', 'Max drawdown', percent],
  ['maxDrawdownDurationDays', 'Longest drawdown', days],
  ['longestRecoveryDays', 'Longest recovery', days],
  ['var95', 'VaR 95 % (per period)', percent],
  ['cvar95', 'CVaR 95 % (per period)', percent],
  ['alpha', 'Alpha (annual)', percent],
  ['beta', 'Beta', ratio],
  ['exposure', 'Exposure', percent],
  ['turnover', 'Turnover (per year)', ratio],
  ['trades', 'Round trips', count],
  ['winRate', 'Win rate', percent],
  ['profitFactor', 'Profit factor', ratio],
  ['expectancy', 'Expectancy (per trade)', percent],
  ['avgTrade', 'Average trade (geometric)', percent],
  ['bestTrade', 'Best trade', percent],
  ['worstTrade', 'Worst trade', percent],
  ['grossProfit', 'Gross profit', money],
  ['grossLoss', 'Gross loss', money],
  ['sqn', 'SQN', ratio],
  ['kelly', 'Kelly', percent],
  ['fees', 'Fees', money],
  ['slippage', 'Slippage', money],
  ['periodsPerYear', 'Periods per year', count],
];

/** The metrics as label and text, in reading order. */
export function metricTable(metrics: Metrics, currency: string): readonly (readonly [label: string, text: string])[] {
  return ROWS.map(([field, label, show]) => [label, show(metrics[field], currency)]);
}
