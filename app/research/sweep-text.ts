import type { Objective } from '../../engine/research/objective.ts';
import type { Trial } from '../../engine/research/trial.ts';
import { grouped, NONE, percent, ratio } from '../../reports/format.ts';
import { keepsState } from './recheck.ts';
import type { SweepResult } from './sweep-result.ts';
import { neighbourhoodLine, worthLines } from './worth-text.ts';

const BEST = 10;

/** A metric as it is read at a glance. */
const WRITTEN: Readonly<Record<string, (value: number) => string>> = {
  totalReturn: percent,
  maxDrawdown: percent,
  sharpe: ratio,
  trades: (value) => grouped(value, 0),
};

/** The best trials of a sweep, and beside them what they are worth after all that was tried. */
export function sweepText(result: SweepResult, objectives: readonly Objective[]): string {
  const byNumber = new Map(result.trials.map((trial) => [trial.number, trial]));
  const best = result.ranked.slice(0, BEST).map((number) => byNumber.get(number)!);
  const failed = result.trials.filter(({ failure }) => failure !== undefined);
  const lines = [
    `${grouped(result.trials.length, 0)} trials${failed.length === 0 ? '' : `, ${grouped(failed.length, 0)} of them failed`}; the best by ${objectives.map(({ text, direction }) => (direction === 'min' ? `least ${text}` : text)).join(', then ')}:`,
    '',
    trialTable(best, objectives).trimEnd(),
    '',
    ...(result.worth === null ? [] : ['Worth of the best', ...worthLines(result.worth)]),
    ...(result.neighbourhood === null ? [] : [neighbourhoodLine(result.neighbourhood)]),
  ];
  const first = failed[0];
  if (first !== undefined) lines.push('', `Trial ${first.number} failed: ${first.failure}`);
  if (result.unlike.length > 0) lines.push('', keepsState(result.unlike));
  return `${lines.join('\n')}\n`;
}

/** Trials as a table: number, point, objectives, and what everybody asks. */
export function trialTable(trials: readonly Trial[], objectives: readonly Objective[]): string {
  const names = [...new Set(trials.flatMap(({ point }) => Object.keys(point)))];
  const others = Object.entries(WRITTEN).filter(([name]) => objectives.every(({ text }) => text !== name));
  const rows = [['trial', ...names, ...objectives.map(({ text }) => text), ...others.map(([name]) => TITLES[name]!)]];
  for (const { number, point, metrics, failure } of trials) {
    const valued = objectives.map((one) => (WRITTEN[one.text] ?? ratio)(one.valueOf(metrics)));
    const rest = others.map(([name, write]) => (metrics[name] === undefined ? NONE : write(metrics[name])));
    rows.push([
      String(number),
      ...names.map((name) => String(point[name] ?? '')),
      ...(failure === undefined ? [...valued, ...rest] : ['failed']),
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')}\n`).join('');
}

const TITLES: Readonly<Record<string, string>> = { totalReturn: 'return', maxDrawdown: 'drawdown', sharpe: 'sharpe', trades: 'trades' };
