import { escapeHtml } from '../escape.ts';

/** A column of a table: its heading, and what a row shows in it. */
export interface Column<T> {
  readonly head: string;
  text(row: T): string;
  /** Numbers stand on the right. */
  readonly number?: true;
  /** What decides the colour: gains and losses. */
  sign?(row: T): number;
}

/** Tables of more rows than this scroll down within themselves. */
const MOST_WHOLE = 40;

/** Rows as a table that scrolls within itself; the first cell of a row is its heading. */
export function table<T>(name: string, columns: readonly Column<T>[], rows: readonly T[]): string {
  const heads = columns.map(({ head, number }) => `<th scope="col"${number === true ? ' class="num"' : ''}>${escapeHtml(head)}</th>`);
  const lines = rows.map((row) => `<tr>${columns.map((column, k) => cell(column, row, k === 0)).join('')}</tr>`);
  return scroller(
    name,
    `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${lines.join('')}</tbody></table>`,
    rows.length <= MOST_WHOLE,
  );
}

/** A region that scrolls within itself, by keyboard too: sideways, and down where it is not shown whole. */
export const scroller = (name: string, content: string, whole = true): string =>
  `<div class="scroll${whole ? ' whole' : ''}" tabindex="0" role="region" aria-label="${escapeHtml(name)}">${content}</div>`;

function cell<T>({ text, number, sign }: Column<T>, row: T, first: boolean): string {
  const names = [number === true ? 'num' : '', sign === undefined ? '' : signClass(sign(row))].filter((name) => name !== '').join(' ');
  const attribute = names === '' ? '' : ` class="${names}"`;
  return first ? `<th scope="row"${attribute}>${escapeHtml(text(row))}</th>` : `<td${attribute}>${escapeHtml(text(row))}</td>`;
}

/** The class that colours a gain or a loss. */
export const signClass = (value: number): string => (value > 0 ? 'up' : value < 0 ? 'down' : '');
