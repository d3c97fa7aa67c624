import { escapeHtml } from '../escape.ts';
import { grouped, NONE, percent, plain, ratio } from '../format.ts';
import { section } from './section.ts';
import type { MetricData, SweepData } from './sweep-data.ts';
import { scroller } from './table.ts';

/** Rows of a page of the table. */
export const ROWS = 25;

/** A number of a trial as it is read. */
export function written({ format }: MetricData, value: number | null): string {
  if (value === null) return NONE;
  return format === 'percent' ? percent(value) : format === 'ratio' ? ratio(value) : format === 'count' ? grouped(value, 0) : plain(value);
}

const option = (value: number | string, name: string, chosen: boolean): string =>
  `<option value="${value}"${chosen ? ' selected' : ''}>${escapeHtml(name)}</option>`;
const select = (id: string, label: string, options: readonly string[]): string =>
  `<label>${label} <select id="${id}">${options.join('')}</select></label>`;
const choices = (names: readonly string[], chosen: number): string[] => names.map((name, k) => option(k, name, k === chosen));

/** Any number over any two dimensions. */
export function heatSection({ dims, metrics }: SweepData): string {
  const names = dims.map(({ name }) => name);
  const titles = metrics.map(({ title }) => title);
  const up = [option('', 'nothing', dims.length < 2), ...choices(names, 1)];
  const of = [option('median', 'the middle', true), option('best', 'the best', false), option('worst', 'the worst', false)];
  const tools = `<div class="tools live row">${select('heat-metric', 'Show', choices(titles, 0))}${select('heat-of', 'of a cell', of)}${select('heat-x', 'over', choices(names, 0))}${select('heat-y', 'and', up)}</div>`;
  return section('heatmap', 'Heat map', `<div class="legend" id="heat-now"></div><div class="draw" id="heat"></div>`, { tools });
}

/** Trials as lines over dimensions and objectives. */
export function parallelSection(): string {
  const shares = [
    [0.01, 'best 1 %'],
    [0.05, 'best 5 %'],
    [0.1, 'best 10 %'],
    [0.25, 'best quarter'],
    [1, 'all'],
  ] as const;
  const tools = `<div class="tools live row">${select(
    'parallel-share',
    'Stand out:',
    shares.map(([share, name]) => option(share, name, share === 0.1)),
  )}</div>`;
  return section('lines', 'Parallel coordinates', `<div class="draw" id="parallel"></div><p class="note" id="parallel-note"></p>`, {
    tools,
  });
}

/** What no other trial beats in two numbers: return against risk, where only one thing was looked for. */
export function frontSection({ metrics, objectives }: SweepData): string {
  const titles = metrics.map(({ title }) => title);
  const [first = 0, second] = objectives;
  const other =
    second ?? metrics.findIndex(({ title }, k) => k !== first && title === (metrics[first]!.title === 'Drawdown' ? 'Return' : 'Drawdown'));
  const tools = `<div class="tools live row">${select('front-y', 'Show', choices(titles, first))}${select('front-x', 'over', choices(titles, Math.max(0, other)))}</div>`;
  return section('front', 'Pareto front', `<div class="legend" id="front-now"></div><div class="draw" id="front-chart"></div>`, { tools });
}

/** The table of trials; the best ones stand in the file itself: they are read where no program runs. */
export function trialSection({ dims, metrics, trials }: SweepData): string {
  const why = trials.why.some((one) => one !== null);
  const heads = [
    '<th scope="col" data-key="rank" class="num" aria-sort="ascending">Rank</th><th scope="col" data-key="number" class="num">Trial</th>',
    ...dims.map(({ name, numeric }, k) => `<th scope="col" data-key="dim-${k}"${numeric ? ' class="num"' : ''}>${escapeHtml(name)}</th>`),
    ...metrics.map(({ title }, k) => `<th scope="col" data-key="metric-${k}" class="num">${escapeHtml(title)}</th>`),
    why ? '<th scope="col" data-key="why">Note</th>' : '',
  ];
  const order = trials.number.map((_, k) => k).sort((a, b) => placeOf(trials.rank[a]!) - placeOf(trials.rank[b]!) || a - b);
  const rows = order.slice(0, ROWS).map((k) => {
    const cells = [
      `<td class="num">${trials.rank[k]! < 0 ? '' : trials.rank[k]! + 1}</td><td class="num">${trials.number[k]}</td>`,
      ...dims.map(({ numeric, values, at }) => `<td${numeric ? ' class="num"' : ''}>${escapeHtml(String(values[at[k]!]))}</td>`),
      ...metrics.map((metric) => `<td class="num">${escapeHtml(written(metric, metric.values[k]!))}</td>`),
      why ? `<td>${escapeHtml(trials.why[k] ?? '')}</td>` : '',
    ];
    return `<tr>${cells.join('')}</tr>`;
  });
  const tools = `<div class="tools live row"><input id="trial-words" type="search" placeholder="fast=10" aria-label="Trials with these words"><button type="button" id="trial-back">Back</button><span class="note" id="trial-page"></span><button type="button" id="trial-next">Next</button></div>`;
  const body = `${scroller('Trials', `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`)}`;
  return section(
    'all',
    'Trials',
    `<div id="trials">${body}</div><p class="note" id="trial-count">${grouped(trials.number.length, 0)} trials, the best first; all of them are in the JSON file.</p>`,
    { tools, long: true },
  );
}

const placeOf = (rank: number): number => (rank < 0 ? Number.POSITIVE_INFINITY : rank);
