import type { KeptRun, TrialCount } from './store.ts';

const HEAD = ['run', 'time (UTC)', 'return', 'sharpe', 'drawdown', 'trades', 'hash'];

/** The runs of a workspace as a table, newest first, and how often each strategy was tried. */
export function runTable(runs: readonly KeptRun[], trials: readonly TrialCount[]): string {
  if (runs.length === 0 && trials.length === 0) return 'No runs yet: onetape backtest --strategy sma-cross --feed asset=sample:sp500\n';
  const rows = [HEAD, ...runs.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  const counts = trials.map(({ family, trials: all, different }) => `${family} ${all} (${different} different)`);
  return `${lines.join('\n')}\n\nTrials: ${counts.join(', ')}\n`;
}

function rowOf({ id, createdAt, metrics, resultHash }: KeptRun): string[] {
  const number = (name: string, write: (value: number) => string): string => {
    const value = metrics[name];
    return typeof value === 'number' ? write(value) : '-';
  };
  const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
  const time = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
  return [
    id,
    time,
    number('totalReturn', percent),
    number('sharpe', (v) => v.toFixed(2)),
    number('maxDrawdown', percent),
    number('trades', String),
    resultHash.slice(0, 12),
  ];
}
