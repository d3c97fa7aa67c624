import { escapeHtml } from '../escape.ts';
import { grouped, NONE, percent, plain } from '../format.ts';
import type { SearchView } from '../research/search.ts';
import type { PlanView, StabilityView } from '../research/walk-forward.ts';
import { type Column, table } from './table.ts';

/** A sentence that stands alone. */
export const asSentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** Days of a time, as a table has them. */
export const dayOf = (ts: number): string => (Number.isFinite(ts) ? new Date(ts).toISOString().slice(0, 10) : NONE);

/** The day that ends at a time: of a daily bar, the day before the midnight of its close. */
export const endDayOf = (ts: number): string => dayOf(ts - 1);

/** What was done, over what, how. */
export function researchHeader(name: string, what: string, facts: readonly string[]): string {
  const told = facts.filter((fact) => fact !== '').map(escapeHtml);
  return `<header><h1>${escapeHtml(name)}<small>${escapeHtml(what)}</small></h1><p class="sub">${told.join(' · ')}</p></header>`;
}

/** How it was searched: `grid, 90 trials`. */
export const searchText = ({ method, seed }: SearchView, trials: number): string =>
  `${method}, ${grouped(trials, 0)} trials${seed === undefined || method === 'grid' ? '' : `, seed ${seed}`}`;

/** What was looked for: `most sharpe`. */
export const objectiveText = ({ text, direction }: PlanView['objective']): string => `${direction === 'min' ? 'least' : 'most'} ${text}`;

const STABILITY: readonly Column<StabilityView>[] = [
  { head: 'Dimension', text: ({ name }) => name },
  {
    head: 'Most often best',
    text: ({ mostCommon }) => (typeof mostCommon === 'number' ? plain(mostCommon) : String(mostCommon)),
    number: true,
  },
  { head: 'In', text: ({ share }) => percent(share), number: true },
  { head: 'Different values', text: ({ distinct, values }) => `${distinct} of ${values.length}`, number: true },
  { head: 'Mean move, of its range', text: ({ meanMove }) => percent(meanMove), number: true },
  { head: 'At the edge of its range', text: ({ atEdge }) => percent(atEdge), number: true },
];

/** How the best values wandered. */
export const stabilityTable = (rows: readonly StabilityView[]): string => table('Stability', STABILITY, rows);
