import type { PeriodReturn } from '../../engine/analysis/calendar.ts';
import { DAY } from '../../engine/model/time.ts';
import { type Compared, comparisonChart, growthOf } from '../charts/comparison-chart.ts';
import { equityPoints } from '../charts/equity-chart.ts';
import { PAGE } from '../charts/look.ts';
import { type Comparison, comparedMetrics, comparisonNotices, differencesOf, letterOf, nameOf } from '../comparison.ts';
import { shown } from '../comparison-text.ts';
import { datingOf } from '../dating.ts';
import { escapeHtml } from '../escape.ts';
import { percent } from '../format.ts';
import { notices } from '../notices.ts';
import { RUN_COLORS } from '../palette.ts';
import type { Result } from '../result.ts';
import { curveData } from './curve-data.ts';
import { intervalOf } from './interval.ts';
import { KEYS } from './keys.ts';
import { section } from './section.ts';
import { shell } from './shell.ts';
import { packTimes } from './steps.ts';
import { noticeCard } from './summary.ts';
import { scroller } from './table.ts';

/** Runs side by side as one HTML file that needs no network; `results` are those of the comparison's runs, in its order. */
export function comparisonPage(comparison: Comparison, results: readonly Result[]): string {
  const { runs } = comparison;
  const title = `${runs.length} runs compared`;
  const body = [
    `<header><h1>${title}</h1><p class="sub">${escapeHtml([...new Set(runs.map(nameOf).map((name) => name.split('  ')[0]))].join(', '))}</p></header>`,
    noticeCard([...comparisonNotices(comparison), ...ownNotices(results)]),
    section('runs', 'Runs', runTable(comparison)),
    section('differences', 'What differs in the specifications', differenceTable(comparison)),
    curves(results),
    section('metrics', 'Metrics', metricTable(comparison, results)),
    section('years', 'Returns by year', yearTable(results)),
  ];
  return shell({
    title,
    places: [
      ['content', 'Summary'],
      ['differences', 'Differences'],
      ['equity', 'Equity'],
      ['metrics', 'Metrics'],
      ['years', 'Years'],
    ],
    body: body.join('\n'),
    data: dataOf(results),
    version: results[0]?.engine.version ?? '',
  });
}

/** What is to be distrusted of single runs: said once, of all it is true of. */
function ownNotices(results: readonly Result[]): string[] {
  const of = new Map<string, string[]>();
  results.forEach((result, k) => {
    for (const text of notices(result)) of.set(text, [...(of.get(text) ?? []), letterOf(k)]);
  });
  return [...of].map(([text, letters]) => `${letters.join(', ')}: ${text}`);
}

const colorOf = (k: number): string => `run${(k % RUN_COLORS) + 1}`;
const swatch = (k: number): string => `<i class="key-line" style="background:var(--${colorOf(k)})"></i>`;

function runTable({ runs }: Comparison): string {
  const rows = runs.map(
    (run, k) =>
      `<tr><th scope="row">${swatch(k)}${letterOf(k)}</th><td>${escapeHtml(nameOf(run))}</td><td><code>${escapeHtml(run.runId)}</code></td><td><code>${escapeHtml(run.resultHash.slice(0, 16))}</code></td></tr>`,
  );
  const heads = ['', 'Strategy', 'Run', 'Result hash'].map((text) => `<th scope="col">${text}</th>`).join('');
  return scroller('Runs', `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`);
}

/** The head of a table with a column per run. */
const runHeads = (count: number, first: string): string =>
  `<thead><tr><th scope="col">${first}</th>${Array.from({ length: count }, (_, k) => `<th scope="col" class="num">${swatch(k)}${letterOf(k)}</th>`).join('')}</tr></thead>`;

function differenceTable({ runs }: Comparison): string {
  const differences = differencesOf(runs.map(({ spec }) => spec));
  if (differences.length === 0) return '<p class="quiet">Nothing: the specifications are the same.</p>';
  const rows = differences.map(
    ({ path, values }) =>
      `<tr class="differs"><th scope="row">${escapeHtml(path)}</th>${values.map((value) => `<td class="num">${escapeHtml(shown(value))}</td>`).join('')}</tr>`,
  );
  return scroller('Differences', `<table>${runHeads(runs.length, '')}<tbody>${rows.join('')}</tbody></table>`);
}

function metricTable(comparison: Comparison, results: readonly Result[]): string {
  const groups = comparedMetrics(comparison).map(({ title, rows }) => {
    const lines = rows.map(({ field, label, texts }) => {
      const cells = texts.map((text, k) => {
        const interval = intervalOf(results[k]!, field);
        return `<td class="num">${escapeHtml(text)}${interval === '' ? '' : `<br><small class="quiet">${escapeHtml(interval)}</small>`}</td>`;
      });
      return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>`;
    });
    return `<tbody><tr><th scope="rowgroup" colspan="${results.length + 1}" class="quiet">${escapeHtml(title)}</th></tr>${lines.join('')}</tbody>`;
  });
  return `${scroller('Metrics', `<table>${runHeads(results.length, '')}${groups.join('')}</table>`)}<p class="note">Small print below a number is its 95 % interval by stationary bootstrap. Where the intervals of two runs overlap widely, the runs may not differ.</p>`;
}

function yearTable(results: readonly Result[]): string {
  const years = [...new Set(results.flatMap(({ analysis }) => analysis.years.map(({ year }) => year)))].sort((a, b) => a - b);
  const rows = years.map((year) => {
    const cells = results.map(({ analysis }) => {
      const found: PeriodReturn | undefined = analysis.years.find((one) => one.year === year);
      const name = found === undefined || !(Math.abs(found.value) > 0) ? '' : found.value > 0 ? ' up' : ' down';
      return `<td class="num${name}">${found === undefined ? '' : percent(found.value)}</td>`;
    });
    return `<tr><th scope="row">${year}</th>${cells.join('')}</tr>`;
  });
  return scroller('Returns by year', `<table>${runHeads(results.length, 'Year')}<tbody>${rows.join('')}</tbody></table>`);
}

const comparedOf = (results: readonly Result[]): Compared[] =>
  results.map(({ equity, startCash, runId }, k) => ({ name: `${letterOf(k)} ${runId}`, equity, startCash }));

function curves(results: readonly Result[]): string {
  const says = `Returns of ${results.length} runs since their starts, and their drawdowns below`;
  const tools = '<div class="tools live row"><button type="button" id="curves-all">All</button></div>';
  const live = `<div class="live"><div class="legend" id="curves-now"></div><div class="chart tall" id="curves" tabindex="0" role="group" aria-label="${says}. ${KEYS}"></div></div>`;
  return section(
    'equity',
    'Return and drawdown',
    `${live}<div class="fit still">${comparisonChart(comparedOf(results), says, PAGE, 760)}</div>`,
    { tools },
  );
}

function dataOf(results: readonly Result[]): unknown {
  const dating = results.map(({ equity }) => datingOf(equity.ts));
  const daily = dating.every((one) => one.daily);
  return {
    intraday: !daily,
    curves: {
      unit: 'share',
      curves: comparedOf(results).map((run, k) => {
        const points = equityPoints(run.equity, run.startCash, []);
        const growth = growthOf({ ...run, equity: points });
        const look = { name: letterOf(k), color: colorOf(k), style: k >= RUN_COLORS ? 'dashed' : 'line' } as const;
        return curveData(look, packTimes(daily ? points.ts.map((time) => time - DAY) : points.ts), growth, points.falls);
      }),
    },
  };
}
