import { escapeHtml } from '../escape.ts';
import { signClass } from './table.ts';

/** A number at the head of a page: what it is, the number, what it is to be seen beside, and what decides its colour. */
export type Tile = readonly [label: string, text: string, beside: string, sign?: number];

/** The headline numbers of a page. */
export function tiles(name: string, all: readonly Tile[]): string {
  const drawn = all.map(([label, text, beside, sign = 0]) => {
    const color = signClass(sign);
    const quiet = beside === '' ? '&nbsp;' : escapeHtml(beside).replaceAll(' %', '&nbsp;%');
    return `<div><span>${escapeHtml(label)}</span><strong${color === '' ? '' : ` class="${color}"`}>${escapeHtml(text)}</strong><em>${quiet}</em></div>`;
  });
  if (all.length === 0) return '';
  const columns = all.length === 5 ? ' five' : all.length % 6 === 0 ? ' six' : '';
  return `<section class="key${columns}" aria-label="${escapeHtml(name)}">${drawn.join('')}</section>`;
}
