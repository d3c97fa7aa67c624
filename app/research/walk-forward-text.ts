import { isoTime } from '../../engine/model/time.ts';
import type { Point } from '../../engine/research/point.ts';
import type { Stability } from '../../engine/research/stability.ts';
import type { CpcvResult, PlainStretch, WalkForwardResult } from '../../engine/research/walk-forward-result.ts';
import { grouped, percent, plain, ratio } from '../../reports/format.ts';
import { worthLines } from './worth-text.ts';

/** As wide as the labels of a run's summary. */
const LABEL = 16;

/** A walk-forward for a terminal: what was tried, each window, what came of them together, and what that is worth. */
export function walkForwardText(result: WalkForwardResult): string {
  const { plan, trials, windows, metrics, efficiency, stitched, hold, trades, stability, worth, caveats } = result;
  const gaps = [plan.purge === '0' ? '' : `, purged by ${plan.purge}`, plan.embargo === '0' ? '' : `, an embargo of ${plan.embargo}`].join(
    '',
  );
  const lines = [
    `${plan.strategies.join(', ')}: ${grouped(trials, 0)} trials in ${windows.length} windows, ${plan.anchored ? 'anchored' : 'rolling'}, ${plan.inSample} in-sample and ${plan.outOfSample} out-of-sample${gaps}; ${plan.objective.direction === 'max' ? 'most' : 'least'} ${plan.objective.text}`,
    '',
    ...table([
      ['In-sample', 'Out-of-sample', 'Best', 'Return in', 'a year out', 'Objective in', 'out', 'Efficiency'],
      ...windows.map(({ inSample, outOfSample, point, metrics: own, objective, efficiency: share }) => [
        stretch(inSample),
        stretch(outOfSample),
        point === null ? 'none: cash' : pointText(point),
        percent(own.inSample['cagr'] ?? Number.NaN),
        percent(own.outOfSample['cagr'] ?? Number.NaN),
        plain(rounded(objective.inSample)),
        plain(rounded(objective.outOfSample)),
        ratio(share),
      ]),
    ]),
    '',
    label(
      'Out of sample',
      `${percent(metrics.totalReturn)}, ${percent(metrics.cagr)} a year; deepest fall ${percent(metrics.maxDrawdown)}; ${grouped(trades, 0)} trades`,
    ),
    label(
      'Equity',
      `${grouped(stitched.startCash)} became ${grouped(stitched.value.at(-1) ?? Number.NaN)}, compounded by the returns of each window`,
    ),
    label('Buy and hold', `${percent((hold.at(-1) ?? Number.NaN) - 1)} over the same windows`),
    label(
      'Efficiency',
      `${ratio(efficiency.ratio)}: ${percent(efficiency.outOfSample)} a year out of sample, ${percent(efficiency.inSample)} in-sample; ${percent(efficiency.profitable)} of the windows made money`,
    ),
    label(
      'Objective',
      `${plain(rounded(efficiency.objective.inSample))} in-sample, ${plain(rounded(efficiency.objective.outOfSample))} out of sample, on average`,
    ),
    ...stabilityLines(stability),
    ...(worth === null ? [] : worthLines(worth)),
    ...notes(caveats),
  ];
  return `${lines.join('\n')}\n`;
}

/** A cross-validation for a terminal. */
export function cpcvText(result: CpcvResult): string {
  const { plan, trials, splits, paths, objective, losing, belowMedian, stability, worth, caveats } = result;
  const trained = mean(splits.map((one) => one.objective.trained));
  const lines = [
    `${plan.strategies.join(', ')}: ${grouped(trials, 0)} trials, ${splits.length} splits of ${plan.groups} groups with ${plan.tested} tested make ${paths.length} paths; purged by ${plan.purge}, an embargo of ${plan.embargo}; ${plan.objective.direction === 'max' ? 'most' : 'least'} ${plan.objective.text}`,
    '',
    label(
      'Paths',
      `${plan.objective.text} ${plain(rounded(objective.median))} in the middle, half of them from ${plain(rounded(objective.lowerQuartile))} to ${plain(rounded(objective.upperQuartile))}, all from ${plain(rounded(objective.least))} to ${plain(rounded(objective.greatest))}`,
    ),
    label(
      'Trained',
      `${plain(rounded(trained))} on average where the best was chosen, ${plain(rounded(mean(splits.map((one) => one.objective.tested))))} where it was tested`,
    ),
    label('Losing', `${percent(losing)} of the paths lost money`),
    label('Below', `in ${percent(belowMedian)} of the splits the best was no better than the middle of all where it was tested`),
    ...stabilityLines(stability),
    ...(worth === null ? [] : worthLines(worth)),
    ...notes(caveats),
  ];
  return `${lines.join('\n')}\n`;
}

const label = (name: string, text: string): string => `${name.padEnd(LABEL)}${text}`;

const notes = (caveats: readonly string[]): string[] => (caveats.length === 0 ? [] : ['', ...caveats.map((one) => `- ${one}`)]);

const stabilityLines = (all: readonly Stability[]): string[] =>
  all.map(({ name, mostCommon, share, distinct, meanMove }) =>
    label(
      name,
      `${mostCommon} most often, ${percent(share)}; ${distinct} different${Number.isNaN(meanMove) ? '' : `, moving by ${percent(meanMove)} of its range`}`,
    ),
  );

const stretch = ({ from, to }: PlainStretch): string => `${isoTime(from).slice(0, 10)} .. ${isoTime(to - 1).slice(0, 10)}`;

const pointText = (point: Point): string =>
  Object.entries(point)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Words to the left, numbers to the right, as wide as they are. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) =>
    row
      .map((text, k) => (k < 3 ? text.padEnd(widths[k]!) : text.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}
