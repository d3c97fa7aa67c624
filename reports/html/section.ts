import { escapeHtml } from '../escape.ts';

/** A part of a page with a heading, which the bar at the top may lead to; `long` ones may break over pages in print. */
export function section(id: string, title: string, content: string, more: { readonly tools?: string; readonly long?: true } = {}): string {
  const { tools = '', long } = more;
  return `<section class="card${long === true ? ' long' : ''}" id="${id}" aria-labelledby="h-${id}"><div class="head"><h2 id="h-${id}">${escapeHtml(title)}</h2>${tools}</div>${content}</section>`;
}
