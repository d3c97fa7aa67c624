import type { Metrics } from '../engine/analysis/metrics.ts';
import { days, grouped, percent, ratio } from './format.ts';

type Show = (value: number, currency: string) => string;

const money: Show = (value, currency) => (Number.isFinite(value) ? `${grouped(value)} ${currency}` : grouped(value));
const count: Show = (value) => grouped(value, Number.isInteger(value) ? 0 : 1);

/** Its field, its name to a reader, and how its value is written. */
type Entry = readonly [field: keyof Metrics, label: string, show: Show];

/** Every metric a reader is shown, by group, in reading order; durations in milliseconds are left to their twins in days. */
const GROUPS: Readonly<Record<string, readonly Entry[]>> = {
  Return: [
    ['startEquity', 'Start equity', money],
    ['finalEquity', 'Final equity', money],
    ['totalReturn', 'Total return', percent],
    ['buyAndHoldReturn', 'Buy and hold', percent],
    ['cagr', 'CAGR', percent],
    ['stability', 'Stability (R²)', ratio],
    ['bestDay', 'Best day', percent],
    ['worstDay', 'Worst day', percent],
    ['bestMonth', 'Best month', percent],
    ['worstMonth', 'Worst month', percent],
    ['positiveMonths', 'Positive months', percent],
    ['periodsPerYear', 'Periods per year', count],
  ],
  Risk: [
    ['annualVolatility', 'Volatility (annual)', percent],
    ['downsideRisk', 'Downside risk (annual)', percent],
    ['sharpe', 'Sharpe', ratio],
    ['probabilisticSharpe', 'Probability that Sharpe > 0', percent],
    ['sortino', 'Sortino', ratio],
    ['omega', 'Omega', ratio],
    ['gainToPain', 'Gain to pain (monthly)', ratio],
    ['var95', 'VaR 95 % (per period)', percent],
    ['cvar95', 'CVaR 95 % (per period)', percent],
    ['var99', 'VaR 99 % (per period)', percent],
    ['cvar99', 'CVaR 99 % (per period)', percent],
    ['tailRatio', 'Tail ratio', ratio],
    ['commonSense', 'Common sense ratio', ratio],
    ['skew', 'Skew', ratio],
    ['kurtosis', 'Excess kurtosis', ratio],
  ],
  Drawdown: [
    ['maxDrawdown', 'Max drawdown', percent],
    ['avgDrawdown', 'Average drawdown', percent],
    ['maxDrawdownDurationDays', 'Longest drawdown', days],
    ['avgDrawdownDurationDays', 'Average length of a drawdown', days],
    ['longestRecoveryDays', 'Longest recovery', days],
    ['calmar', 'Calmar', ratio],
    ['ulcerIndex', 'Ulcer index', percent],
    ['martin', 'Martin ratio (UPI)', ratio],
    ['recoveryFactor', 'Recovery factor', ratio],
  ],
  'Against the benchmark': [
    ['benchmarkReturn', 'Benchmark return', percent],
    ['alpha', 'Alpha (annual)', percent],
    ['beta', 'Beta', ratio],
    ['correlation', 'Correlation', ratio],
    ['trackingError', 'Tracking error (annual)', percent],
    ['informationRatio', 'Information ratio', ratio],
    ['treynor', 'Treynor', ratio],
    ['upCapture', 'Up capture', percent],
    ['downCapture', 'Down capture', percent],
  ],
  Exposure: [
    ['exposure', 'Time in market', percent],
    ['timeLong', 'Time long', percent],
    ['timeShort', 'Time short', percent],
    ['grossExposure', 'Gross exposure (mean)', percent],
    ['maxGrossExposure', 'Gross exposure (most)', percent],
    ['netExposure', 'Net exposure (mean)', percent],
    ['turnover', 'Turnover (per year)', ratio],
  ],
  Trades: [
    ['trades', 'Round trips', count],
    ['winRate', 'Win rate', percent],
    ['profitFactor', 'Profit factor', ratio],
    ['expectancy', 'Expectancy (per trade)', percent],
    ['avgTrade', 'Average trade (geometric)', percent],
    ['bestTrade', 'Best trade', percent],
    ['worstTrade', 'Worst trade', percent],
    ['avgWin', 'Average win', money],
    ['avgLoss', 'Average loss', money],
    ['payoffRatio', 'Payoff ratio', ratio],
    ['grossProfit', 'Gross profit', money],
    ['grossLoss', 'Gross loss', money],
    ['netProfit', 'Net profit of round trips', money],
    ['longestWinStreak', 'Longest winning streak', count],
    ['longestLossStreak', 'Longest losing streak', count],
    ['avgTradeDurationDays', 'Average holding time', days],
    ['maxTradeDurationDays', 'Longest holding time', days],
    ['avgBars', 'Bars held (mean)', count],
    ['avgMae', 'Adverse excursion (mean)', percent],
    ['avgMfe', 'Favourable excursion (mean)', percent],
    ['sqn', 'SQN', ratio],
    ['kelly', 'Kelly', percent],
  ],
  Costs: [
    ['fees', 'Fees', money],
    ['slippage', 'Slippage', money],
    ['costs', 'Fees and slippage', money],
    ['costShare', 'Share of profit before costs', percent],
  ],
};

/** One metric as a reader sees it. */
export interface MetricRow {
  readonly field: keyof Metrics;
  readonly label: string;
  readonly text: string;
}

/** Metrics that belong together. */
export interface MetricGroup {
  readonly title: string;
  readonly rows: readonly MetricRow[];
}

/** The metrics by group, in reading order; those against a benchmark only where there is one. */
export function metricGroups(metrics: Metrics, currency: string): readonly MetricGroup[] {
  return Object.entries(GROUPS)
    .filter(([, entries]) => entries[0]![0] !== 'benchmarkReturn' || Number.isFinite(metrics.benchmarkReturn))
    .map(([title, entries]) => ({
      title,
      rows: entries.map(([field, label, show]) => ({ field, label, text: show(metrics[field], currency) })),
    }));
}
