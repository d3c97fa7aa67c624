import type { EquityPoints } from '../charts/equity-chart.ts';
import { equityPicture } from '../charts/pictures.ts';
import type { Result } from '../result.ts';
import { curveData } from './curve-data.ts';
import { still } from './figure.ts';
import { KEYS } from './keys.ts';
import { section } from './section.ts';
import { packTimes } from './steps.ts';

/** Equity against what it is measured by, and its drawdown: a chart that moves, and one for paper. */
export function equityPart(result: Result, points: EquityPoints): string {
  if (result.equity.ts.length === 0)
    return section('equity', 'Equity and drawdown', '<p class="quiet">No equity curve: the run saw no closed bar.</p>');
  const tools = `<div class="tools live row"><button type="button" id="curves-all">All</button>${
    result.equity.value.every((value) => value > 0) ? '<button type="button" id="curves-log" aria-pressed="false">Log scale</button>' : ''
  }</div>`;
  const chart = `<div class="live"><div class="legend" id="curves-now"></div><div class="chart tall" id="curves" tabindex="0" role="group" aria-label="Equity over time, and its drawdown below. ${KEYS}"></div></div>`;
  return section('equity', 'Equity and drawdown', chart + equityPicture(result, points).map(still).join(''), { tools });
}

/** What the chart draws; times are dated `earlier` than they are. */
export function equityData({ ts, value, falls, rivals }: EquityPoints, earlier: number): unknown {
  const time = packTimes(ts.map((one) => one - earlier));
  const own = curveData({ name: 'Equity', color: 'accent', style: 'area' }, time, value, falls);
  const others = rivals.map(({ name, color, values }) => curveData({ name, color, style: 'line' }, time, values, null));
  return { unit: 'money', curves: [own, ...others] };
}
