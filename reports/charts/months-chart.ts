import type { PeriodReturn } from '../../engine/analysis/calendar.ts';
import { grouped } from '../format.ts';
import { heatOf } from '../heat.ts';
import type { Look } from './look.ts';
import { drawing, label, px } from './svg.ts';

const HEADS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Year'] as const;
const ROW = 20;
const HEAD = 18;

/** The return of every month and year in percent, the deeper its colour the further from zero. */
export function monthsChart(
  months: readonly PeriodReturn[],
  years: readonly PeriodReturn[],
  says: string,
  look: Look,
  width: number,
): string {
  const all = [...new Set([...years, ...months].map(({ year }) => year))].sort((a, b) => a - b);
  const left = 34;
  const cell = (width - left) / HEADS.length;
  const parts = HEADS.map((text, k) => label(left + (k + 0.5) * cell, 12, text, { anchor: 'middle' }));
  for (const [row, year] of all.entries()) parts.push(label(0, HEAD + row * ROW + 14, String(year), { color: look.ink }));
  const place = ({ year, value }: PeriodReturn, column: number, heat: number): void => {
    const row = all.indexOf(year);
    const [x, y] = [left + column * cell, HEAD + row * ROW];
    const color = heat < 0 ? look.down : look.up;
    if (heat !== 0)
      parts.push(
        `<path d="M${px(x + 1)} ${y + 1}h${px(cell - 2)}v${ROW - 2}h${px(2 - cell)}Z" fill="${color}" fill-opacity="${Math.abs(heat) / 10}"/>`,
      );
    parts.push(
      label(x + cell / 2, y + 14, grouped(value * 100, 1), {
        anchor: 'middle',
        color: look.ink,
        size: 10,
        ...(column === 12 && { bold: true as const }),
      }),
    );
  };
  const heat = heatOf(months);
  for (const one of months) place(one, one.month - 1, heat(one.value));
  const yearly = heatOf(years);
  for (const one of years) place(one, 12, yearly(one.value));
  return drawing(width, HEAD + all.length * ROW + 2, says, look, parts.join(''));
}
