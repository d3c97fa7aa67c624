import { differencesOf } from '../../reports/comparison.ts';
import type { KeptRun, TrialCount } from './store.ts';

const HEAD = ['run', 'time (UTC)', 'return', 'sharpe', 'drawdown', 'trades', 'hash'];

/** What tells runs apart must not push the table off the screen. */
const WIDEST = 60;

/** The runs of a workspace as a table, newest first, and how often each strategy was tried. */
export function runTable(runs: readonly KeptRun[], trials: readonly TrialCount[]): string {
  if (runs.length === 0 && trials.length === 0) return 'No runs yet: onetape backtest --strategy sma-cross --feed asset=sample:sp500\n';
  const differing = differencesByRun(runs);
  const rows = [[...HEAD, differing.size === 0 ? '' : 'differs in'], ...runs.map((run) => [...rowOf(run), differing.get(run.id) ?? ''])];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 || column === HEAD.length ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  const counts = trials.map(({ family, trials: all, different }) => `${family} ${all} (${different} different)`);
  return `${lines.join('\n')}\n\nTrials: ${counts.join(', ')}\n`;
}

/** By run: what its specification says where those of the same strategy differ, `fast=5 slow=80`. */
function differencesByRun(runs: readonly KeptRun[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const family of new Set(runs.map(familyOf))) {
    const same = runs.filter((run) => familyOf(run) === family);
    const differences = differencesOf(same.map(({ spec }) => spec));
    same.forEach(({ id }, k) => {
      const parts = differences.flatMap(({ path, values }) => (values[k] == null ? [] : [`${path.replace(/^params\./, '')}=${values[k]}`]));
      const text = parts.join(' ');
      if (text !== '') texts.set(id, text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text);
    });
  }
  return texts;
}

const familyOf = ({ families }: KeptRun): string => families.join(' + ');

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
