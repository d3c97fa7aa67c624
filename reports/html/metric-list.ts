import { escapeHtml } from '../escape.ts';
import { grouped } from '../format.ts';
import { metricGroups } from '../metric-table.ts';
import type { Result } from '../result.ts';
import { intervalOf } from './interval.ts';

/** Every metric by group, with the interval of those that have one, and how they were made. */
export function metricList(result: Result): string {
  const { analysis, metrics, currency } = result;
  const groups = metricGroups(metrics, currency).map(({ title, rows }) => {
    const lines = rows.map(({ field, label, text }) => {
      const interval = intervalOf(result, field);
      const range = interval === '' ? '' : `<small>${escapeHtml(interval)}</small>`;
      return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}${range}</dd></div>`;
    });
    return `<section><h3>${escapeHtml(title)}</h3><dl>${lines.join('')}</dl></section>`;
  });
  return `<div class="metrics">${groups.join('')}</div><p class="note">${escapeHtml(how(analysis))}</p>`;
}

function how({ annualisation: a, intervals: i }: Result['analysis']): string {
  const year = Number.isFinite(a.periodsPerYear)
    ? `Annualised by ${grouped(a.periodsPerYear, Number.isInteger(a.periodsPerYear) ? 0 : 1)} periods a year: ${a.because}.`
    : `Not annualised: ${a.because}.`;
  const every = i.every === 'day' ? 'daily returns' : 'returns per period';
  const range = i.all.some(({ low }) => Number.isFinite(low))
    ? ` Small print below a number is its ${grouped(i.level * 100, 0)} % interval by stationary bootstrap of ${grouped(i.observations, 0)} ${every} (${grouped(i.resamples, 0)} resamples, mean block of ${grouped(i.blockLength, 1)}, seed ${i.seed}).`
    : '';
  return year + range;
}
