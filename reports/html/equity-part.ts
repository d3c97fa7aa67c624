import { equityPicture } from '../charts/pictures.ts';
import { rivalsOf } from '../charts/rivals.ts';
import type { Result } from '../result.ts';
import { curveData, thinned } from './curve-data.ts';
import { still } from './figure.ts';
import { KEYS } from './keys.ts';
import { section } from './section.ts';

/** Points of the equity chart: beyond them a page is slow and no eye sees more. */
const MOST_POINTS = 5_000;

/** Equity against what it is measured by, and its drawdown: a chart that moves, and one for paper. */
export function equityPart(result: Result): string {
  if (result.equity.ts.length === 0)
    return section('equity', 'Equity and drawdown', '<p class="quiet">No equity curve: the run saw no closed bar.</p>');
  const tools = `<div class="tools live row"><button type="button" id="curves-all">All</button>${
    result.equity.value.every((value) => value > 0) ? '<button type="button" id="curves-log" aria-pressed="false">Log scale</button>' : ''
  }</div>`;
  const chart = `<div class="live"><div class="legend" id="curves-now"></div><div class="chart tall" id="curves" tabindex="0" role="group" aria-label="Equity over time, and its drawdown below. ${KEYS}"></div></div>`;
  return section('equity', 'Equity and drawdown', chart + equityPicture(result).map(still).join(''), { tools });
}

/** What the chart draws; times are dated `earlier` than they are. */
export function equityData(result: Result, earlier: number): unknown {
  const points = thinned(result.equity, result.startCash, MOST_POINTS, earlier);
  const own = curveData({ name: 'Equity', color: 'accent', style: 'area' }, points, result.equity.value, true);
  const rivals = rivalsOf(result).map(({ name, color, values }) => curveData({ name, color, style: 'line' }, points, values, false));
  return { unit: 'money', curves: [own, ...rivals] };
}
