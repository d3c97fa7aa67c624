import { PAGE } from '../charts/look.ts';
import type { Picture } from '../charts/pictures.ts';
import { escapeHtml } from '../escape.ts';

const WIDE = 560;
const NARROW = 340;

/** A chart that needs no program: drawn for a wide and for a narrow place, of which the reader's screen or paper shows one. */
export function figure({ title, note, draw }: Picture): string {
  const narrow = draw(PAGE, NARROW).replace('<svg ', '<svg class="narrow" ');
  const wide = draw(PAGE, WIDE).replace('<svg ', '<svg class="wide" ');
  return `<figure class="card"><figcaption><h2>${escapeHtml(title)}</h2></figcaption><div class="fit">${narrow}${wide}</div>${
    note === '' ? '' : `<p class="note">${escapeHtml(note)}</p>`
  }</figure>`;
}

/** The same without a card, in one size: what stands in for an interactive chart on paper and where no program runs. */
export const still = ({ draw }: Picture): string => `<div class="fit still">${draw(PAGE, 760)}</div>`;
