import type { PeriodReturn } from '../../engine/analysis/calendar.ts';
import { grouped } from '../format.ts';
import { type Heat, heatOf } from '../heat.ts';
import { scroller } from './table.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The heat map of months and years, as a table that can be read aloud and copied. */
export function monthsTable(months: readonly PeriodReturn[], years: readonly PeriodReturn[]): string {
  const heat = heatOf(months);
  const yearly = heatOf(years);
  const byMonth = new Map(months.map((one) => [`${one.year} ${one.month}`, one.value]));
  const rows = years.map(({ year, value }) => {
    const cells = MONTHS.map((_, k) => cell(byMonth.get(`${year} ${k + 1}`), heat));
    return `<tr><th scope="row">${year}</th>${cells.join('')}${cell(value, yearly)}</tr>`;
  });
  const heads = ['Year', ...MONTHS, 'Total'].map((text) => `<th scope="col">${text}</th>`).join('');
  return scroller(
    'Monthly returns in percent',
    `<table class="months"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

function cell(value: number | undefined, heat: Heat): string {
  if (value === undefined || !Number.isFinite(value)) return '<td></td>';
  const depth = heat(value);
  const name = depth === 0 ? '' : ` class="${depth > 0 ? 'u' : 'd'}${Math.abs(depth)}"`;
  return `<td${name}>${grouped(value * 100, 1)}</td>`;
}
