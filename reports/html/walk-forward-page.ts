import { underwater } from '../../engine/analysis/drawdown.ts';
import { type Curve, type Mapping, rangeOf } from '../charts/curve.ts';
import type { Look } from '../charts/look.ts';
import type { Picture } from '../charts/pictures.ts';
import { drawing, stroke } from '../charts/svg.ts';
import { asMoney, asPercent } from '../charts/ticks.ts';
import { timePanels } from '../charts/time-panels.ts';
import { windowsChart } from '../charts/windows-chart.ts';
import { grouped, percent, ratio } from '../format.ts';
import { pointText } from '../research/search.ts';
import type { WalkForwardView } from '../research/walk-forward.ts';
import { drawn } from './figure.ts';
import { asSentence, dayOf, endDayOf, objectiveText, researchHeader, searchText, stabilityTable } from './research-parts.ts';
import { section } from './section.ts';
import { shell } from './shell.ts';
import { noticeCard } from './summary.ts';
import { type Column, table } from './table.ts';
import { tiles } from './tiles.ts';
import { worthSection, worthTiles, worthWarnings } from './worth-card.ts';

type Window = WalkForwardView['windows'][number];

const WIDE = 1140;

/** A walk-forward as one HTML file that needs no network: first what was tried, then what came of it afterwards. */
export function walkForwardPage(view: WalkForwardView): string {
  const { plan, windows, worth, caveats, stability, engine, id } = view;
  const name = plan.strategies.join(' + ');
  const title = `${name}: walk-forward`;
  const facts = [
    `${windows.length} windows: ${plan.inSample} searched${plan.anchored ? ', anchored at the start' : ''}, ${plan.outOfSample} tried`,
    searchText(plan.search, view.trials),
    objectiveText(plan.objective),
    plan.purge === '0' ? '' : `purge ${plan.purge}`,
    plan.embargo === '0' ? '' : `embargo ${plan.embargo}`,
    id,
  ];
  const body = [
    researchHeader(name, 'walk-forward', facts),
    tiles('What was tried', worthTiles(worth)),
    noticeCard([...worthWarnings(worth), ...caveats.map(asSentence)]),
    tiles('Out of sample', numbers(view)),
    equitySection(view),
    section('windows', 'Windows', `${drawn(windowsPicture(view), WIDE)}${windowTable(view)}`, { long: true }),
    ...(stability.length === 0 ? [] : [section('stability', 'How the best wandered', stabilityTable(stability))]),
    worthSection(worth),
  ];
  const places = [
    ['content', 'Summary'],
    ['equity', 'Equity'],
    ['windows', 'Windows'],
    ...(stability.length === 0 ? [] : [['stability', 'Stability'] as const]),
    ...(worth === null ? [] : [['worth', 'Worth'] as const]),
  ] as const;
  return shell({ title, places, body: body.join('\n'), data: {}, version: engine, program: '' });
}

function numbers({ metrics, efficiency, stitched, trades }: WalkForwardView): Parameters<typeof tiles>[1] {
  const last = stitched.value.at(-1) ?? stitched.startCash;
  return [
    ['Out-of-sample equity', grouped(last), `from ${grouped(stitched.startCash)}`],
    ['CAGR', percent(metrics.cagr), `${percent(efficiency.inSample)} where it was searched`, metrics.cagr],
    ['Efficiency', percent(efficiency.ratio), 'growth afterwards over growth in search'],
    ['Sharpe', ratio(metrics.sharpe), `Sortino ${ratio(metrics.sortino)}`],
    ['Max drawdown', percent(metrics.maxDrawdown), ''],
    ['Windows that earned', percent(efficiency.profitable), `${grouped(trades, 0)} round trips`],
  ];
}

function equitySection(view: WalkForwardView): string {
  const { stitched, metrics, windows, hold } = view;
  const says = `Equity of all windows laid end to end, from ${grouped(stitched.startCash)} to ${grouped(stitched.value.at(-1) ?? stitched.startCash)}; deepest drawdown ${percent(metrics.maxDrawdown)}`;
  const picture = {
    name: 'equity',
    title: 'Equity',
    note: '',
    draw: (look: Look, width: number): string => {
      const ts = Float64Array.from(stitched.ts);
      const value = Float64Array.from(stitched.value);
      const begin = windows[0]?.outOfSample.from ?? Number.NaN;
      const held = hold.some((one) => Number.isFinite(one));
      const curves: Curve[] = [
        { name: 'out of sample', ts, values: value, color: look.accent, thick: true },
        ...(held
          ? [
              {
                name: 'buy and hold',
                ts: Float64Array.of(begin, ...windows.map(({ outOfSample }) => outOfSample.to)),
                values: Float64Array.of(stitched.startCash, ...hold.map((factor) => factor * stitched.startCash)),
                color: look.hold,
                dash: '5 3',
              },
            ]
          : []),
      ];
      const falls = underwater(stitched.startCash, value).map((fall) => -fall);
      const [least, most] = rangeOf(curves);
      const edges = (x: Mapping, y: Mapping): string =>
        windows
          .slice(1)
          .map(({ outOfSample: { from } }) => stroke(at(x, from), at(y, least), at(x, from), at(y, most), look.line))
          .join('');
      const { svg, height } = timePanels(
        [
          { title: 'Equity', ticks: asMoney, height: width * 0.32, curves, over: edges },
          {
            title: 'Drawdown',
            ticks: asPercent,
            height: width * 0.12,
            zero: true,
            curves: [{ name: '', ts, values: falls, color: look.down, filled: true }],
          },
        ],
        look,
        width,
      );
      return drawing(width, height, says, look, svg);
    },
  };
  return section('equity', 'What it came to on what it had not seen', drawn(picture, WIDE));
}

const at = ({ offset, factor }: Mapping, value: number): number => offset + factor * value;

function windowsPicture({ windows }: WalkForwardView): Picture {
  const says = `${windows.length} windows over time, each searched and then tried on what followed`;
  return { name: 'windows', title: 'Windows', note: '', draw: (look, width) => windowsChart(windows, says, look, width) };
}

const UNRANKED: Column<Window> = { head: 'Without a number', text: ({ unranked }) => grouped(unranked, 0), number: true };
const FAILURE: Column<Window> = { head: 'Why the first of those failed', text: ({ failure }) => failure ?? '' };

function windowTable({ windows, plan }: WalkForwardView): string {
  const columns: readonly Column<Window>[] = [
    { head: 'Window', text: ({ number }) => String(number + 1) },
    { head: 'Searched', text: ({ inSample }) => `${dayOf(inSample.from)} to ${endDayOf(inSample.to)}` },
    { head: 'Tried on', text: ({ outOfSample }) => `${dayOf(outOfSample.from)} to ${endDayOf(outOfSample.to)}` },
    { head: 'Best of', text: ({ trials }) => grouped(trials, 0), number: true },
    ...(windows.some(({ unranked }) => unranked > 0) ? [UNRANKED] : []),
    { head: 'Point', text: ({ point }) => pointText(point) },
    { head: `${plan.objective.text} in search`, text: ({ objective }) => ratio(objective.inSample), number: true },
    { head: 'afterwards', text: ({ objective }) => ratio(objective.outOfSample), number: true },
    {
      head: 'Return afterwards',
      text: ({ metrics }) => percent(metrics.outOfSample['totalReturn'] ?? Number.NaN),
      number: true,
      sign: ({ metrics }) => metrics.outOfSample['totalReturn'] ?? 0,
    },
    { head: 'Drawdown', text: ({ metrics }) => percent(metrics.outOfSample['maxDrawdown'] ?? Number.NaN), number: true },
    { head: 'Efficiency', text: ({ efficiency }) => percent(efficiency), number: true },
    ...(windows.some(({ failure }) => failure !== null) ? [FAILURE] : []),
  ];
  return table('Windows', columns, windows);
}
