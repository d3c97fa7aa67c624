import { PAGE } from '../charts/look.ts';
import type { Picture } from '../charts/pictures.ts';
import { escapeHtml } from '../escape.ts';

const WIDE = 560;
const NARROW = 340;

/** A chart that needs no program: drawn for a wide and for a narrow place, of which the reader's screen or paper shows one. */
export function figure(picture: Picture): string {
  const { title, note } = picture;
  return `<figure class="card"><figcaption><h2>${escapeHtml(title)}</h2></figcaption>${drawn(picture)}${
    note === '' ? '' : `<p class="note">${escapeHtml(note)}</p>`
  }</figure>`;
}

/** The same without a card: what stands within a section. */
export function drawn({ draw }: Picture, wide = WIDE): string {
  const small = draw(PAGE, NARROW).replace('<svg ', '<svg class="narrow" ');
  return `<div class="fit">${small}${draw(PAGE, wide).replace('<svg ', '<svg class="wide" ')}</div>`;
}

/** The same without a card, in one size: what stands in for an interactive chart on paper and where no program runs. */
export const still = ({ draw }: Picture): string => `<div class="fit still">${draw(PAGE, 760)}</div>`;
