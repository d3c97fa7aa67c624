import { type Curve, type Mapping, pathOf, rangeOf } from '../charts/curve.ts';
import type { Look } from '../charts/look.ts';
import { drawing } from '../charts/svg.ts';
import { asPercent } from '../charts/ticks.ts';
import { timePanels } from '../charts/time-panels.ts';
import { grouped, percent, ratio } from '../format.ts';
import { pointText } from '../research/search.ts';
import type { CpcvView } from '../research/walk-forward.ts';
import { drawn } from './figure.ts';
import { asSentence, dayOf, objectiveText, researchHeader, searchText, stabilityTable } from './research-parts.ts';
import { section } from './section.ts';
import { shell } from './shell.ts';
import { noticeCard } from './summary.ts';
import { type Column, table } from './table.ts';
import { tiles } from './tiles.ts';
import { worthSection, worthTiles, worthWarnings } from './worth-card.ts';

const WIDE = 1140;
/** More paths than this are not told apart: the rest are in the table. */
const MOST_PATHS = 60;

/** A combinatorial purged cross-validation as one HTML file that needs no network: first what was tried, then the histories of tested groups alone. */
export function cpcvPage(view: CpcvView): string {
  const { plan, worth, caveats, stability, splits, paths, trials, unranked, objective, losing, belowMedian } = view;
  const name = plan.strategies.join(' + ');
  const facts = [
    `${plan.groups} groups, ${plan.tested} tested: ${grouped(splits.length, 0)} splits, ${paths.length} paths`,
    searchText(plan.search, trials),
    unranked === 0 ? '' : `${grouped(unranked, 0)} of them without a result`,
    objectiveText(plan.objective),
    plan.purge === '0' ? '' : `purge ${plan.purge}`,
    plan.embargo === '0' ? '' : `embargo ${plan.embargo}`,
    view.id,
  ];
  const numbers = [
    [`Median ${plan.objective.text}`, ratio(objective.median), 'of the paths'],
    [
      'Half of them',
      `${ratio(objective.lowerQuartile)} to ${ratio(objective.upperQuartile)}`,
      `all: ${ratio(objective.least)} to ${ratio(objective.greatest)}`,
    ],
    ['Paths that lost', percent(losing), 'money'],
    ['Below the middle', percent(belowMedian), 'of splits: the best, where it was tested'],
  ] as const;
  const body = [
    researchHeader(name, 'cross-validation', facts),
    tiles('What was tried', worthTiles(worth)),
    noticeCard([...worthWarnings(worth), ...caveats.map(asSentence)]),
    tiles('Out of sample', numbers),
    section('paths', 'Histories of tested groups alone', `${drawn(pathsPicture(view), WIDE)}${pathTable(view)}`, { long: true }),
    section('splits', 'Splits', splitTable(view), { long: true }),
    ...(stability.length === 0 ? [] : [section('stability', 'How the best wandered', stabilityTable(stability))]),
    worthSection(worth),
  ];
  const places = [
    ['content', 'Summary'],
    ['paths', 'Paths'],
    ['splits', 'Splits'],
    ...(stability.length === 0 ? [] : [['stability', 'Stability'] as const]),
    ...(worth === null ? [] : [['worth', 'Worth'] as const]),
  ] as const;
  return shell({ title: `${name}: cross-validation`, places, body: body.join('\n'), data: {}, version: view.engine, program: '' });
}

function pathsPicture({ ts, paths, losing }: CpcvView): Parameters<typeof drawn>[0] {
  const says = `What one unit of money came to on ${paths.length} paths of tested groups; ${percent(losing)} of them lost`;
  const draw = (look: Look, width: number): string => {
    const times = Float64Array.from(ts);
    const drawnPaths = paths.slice(0, MOST_PATHS).map(({ value, metrics }) => ({
      ...{ ts: times, values: Float64Array.from(value, (one) => one - 1) },
      color: metrics.totalReturn < 0 ? look.down : look.accent,
    }));
    const [least, most] = rangeOf(drawnPaths);
    const over = (x: Mapping, y: Mapping): string =>
      drawnPaths
        .map((one) => `<path d="${pathOf(one, x, y, undefined)}" fill="none" stroke="${one.color}" stroke-opacity="0.7"/>`)
        .join('');
    // The axis is that of one curve, over which all of them are drawn: a legend of nameless ones would say nothing.
    const curves: Curve[] = drawnPaths.slice(0, 1).map((one) => ({ name: '', ...one }));
    const height = width * (least < most ? 0.36 : 0.2);
    const panel = timePanels(
      [{ title: 'Return', ticks: asPercent, height, zero: true, curves, over, room: Float64Array.of(least, most) }],
      look,
      width,
    );
    return drawing(width, panel.height, says, look, panel.svg);
  };
  return { name: 'paths', title: 'Paths', note: '', draw };
}

function pathTable({ paths }: CpcvView): string {
  const columns: readonly Column<{ readonly number: number } & CpcvView['paths'][number]>[] = [
    { head: 'Path', text: ({ number }) => String(number + 1) },
    { head: 'Return', text: ({ metrics }) => percent(metrics.totalReturn), number: true, sign: ({ metrics }) => metrics.totalReturn },
    { head: 'CAGR', text: ({ metrics }) => percent(metrics.cagr), number: true, sign: ({ metrics }) => metrics.cagr },
    { head: 'Sharpe', text: ({ metrics }) => ratio(metrics.sharpe), number: true },
    { head: 'Sortino', text: ({ metrics }) => ratio(metrics.sortino), number: true },
    { head: 'Volatility', text: ({ metrics }) => percent(metrics.annualVolatility), number: true },
    { head: 'Drawdown', text: ({ metrics }) => percent(metrics.maxDrawdown), number: true },
  ];
  return table(
    'Paths',
    columns,
    paths.map((path, number) => ({ number, ...path })),
  );
}

function splitTable({ splits, groups, plan }: CpcvView): string {
  const columns: readonly Column<{ readonly number: number } & CpcvView['splits'][number]>[] = [
    { head: 'Split', text: ({ number }) => String(number + 1) },
    { head: 'Tested from', text: ({ tested }) => tested.map((g) => dayOf(groups[g]?.from ?? Number.NaN)).join(', ') },
    { head: 'Best', text: ({ point }) => pointText(point) },
    { head: `${plan.objective.text} where trained`, text: ({ objective }) => ratio(objective.trained), number: true },
    { head: 'where tested', text: ({ objective }) => ratio(objective.tested), number: true },
    { head: 'Better there than', text: ({ rank }) => percent(rank), number: true },
  ];
  return table(
    'Splits',
    columns,
    splits.map((split, number) => ({ number, ...split })),
  );
}
