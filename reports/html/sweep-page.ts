import { quantile } from '../../engine/analysis/quantile.ts';
import { grouped } from '../format.ts';
import { pointText } from '../research/search.ts';
import type { SweepView } from '../research/sweep.ts';
import { FRONT } from './program/front.ts';
import { HEAT_MAP } from './program/heat.ts';
import { PARALLEL } from './program/parallel.ts';
import { SWEEP } from './program/sweep.ts';
import { TRIALS } from './program/trials.ts';
import { objectiveText, researchHeader, searchText } from './research-parts.ts';
import { shell } from './shell.ts';
import { noticeCard } from './summary.ts';
import { type MetricData, type ObjectiveView, type SweepData, sweepData } from './sweep-data.ts';
import { frontSection, heatSection, parallelSection, ROWS, trialSection, written } from './sweep-parts.ts';
import { type Tile, tiles } from './tiles.ts';
import { worthSection, worthTiles, worthWarnings } from './worth-card.ts';

const PARTS = `const parts = (rows) => rows.flatMap(([label, words]) => {
  const part = document.createElement('span');
  const strong = document.createElement('b');
  strong.textContent = words;
  part.append(label === '' ? '' : label + ' ', strong);
  return [part, ' '];
});
`;

/** A sweep as one HTML file that needs no network: first what was tried and what that leaves of the best, then the trials in four views. */
export function sweepPage(view: SweepView, objectives: readonly ObjectiveView[]): string {
  const { families, trials, space, search, worth, engine, id, ranked } = view;
  const data = sweepData(view, objectives);
  const name = families.join(' + ');
  const constraints = space.constraints.map((one) => (typeof one === 'string' ? one : one.text));
  const facts = [searchText(search, trials.length), objectives.map(objectiveText).join(', then '), ...constraints, `sweep ${id}`];
  const isThere = data.trials.rank.some((rank) => rank >= 0);
  const best = trials.find(({ number }) => number === ranked[0]);
  const body = [
    researchHeader(name, 'sweep', facts),
    tiles('What was tried', worthTiles(worth)),
    noticeCard([...worthWarnings(worth), ...ownNotices(view)]),
    best === undefined || best.failure !== undefined ? '' : tiles('The best', bestTiles(best, data)),
    ...(isThere ? [heatSection(data), parallelSection(), frontSection(data)] : []),
    trialSection(data),
    worthSection(worth),
  ];
  const places = [
    ['content', 'Summary'],
    ...(isThere
      ? ([
          ['heatmap', 'Heat map'],
          ['lines', 'Parallel'],
          ['front', 'Pareto'],
        ] as const)
      : []),
    ['all', 'Trials'],
    ...(worth === null ? [] : [['worth', 'Worth'] as const]),
  ] as const;
  const program = `${PARTS}${SWEEP}${isThere ? `${HEAT_MAP}${PARALLEL}${FRONT}` : ''}${TRIALS}`;
  return shell({ title: `${name}: sweep`, places, body: body.join('\n'), data: { ...data, rows: ROWS }, version: engine, program });
}

function ownNotices({ trials, unlike }: SweepView): string[] {
  const failed = trials.filter(({ failure }) => failure !== undefined);
  return [
    ...(failed.length === 0
      ? []
      : [`${grouped(failed.length, 0)} of ${grouped(trials.length, 0)} trials failed; trial ${failed[0]!.number}: ${failed[0]!.failure}`]),
    ...(unlike.length === 0
      ? []
      : [
          `Trials ${unlike.join(', ')} came to something else in a fresh worker: the strategy keeps state between runs, and no number here can be relied on.`,
        ]),
  ];
}

function bestTiles(best: SweepView['trials'][number], { metrics, objectives, trials }: SweepData): Tile[] {
  const k = trials.number.indexOf(best.number);
  const others = metrics.filter((_, m) => !objectives.includes(m)).slice(0, 5 - objectives.length);
  const middle = ({ values }: MetricData): number =>
    quantile(Float64Array.from(values.filter((value, n) => value !== null && trials.rank[n]! >= 0) as number[]), 0.5);
  return [
    ['Best trial', String(best.number), pointText(best.point)],
    ...[...objectives.map((m) => metrics[m]!), ...others].map(
      (metric): Tile => [metric.title, written(metric, metric.values[k]!), `${written(metric, middle(metric))} in the middle`],
    ),
  ];
}
