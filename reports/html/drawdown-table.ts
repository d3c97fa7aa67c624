import type { DrawdownPeriod } from '../../engine/analysis/drawdown.ts';
import type { Dating } from '../dating.ts';
import { days, percent } from '../format.ts';
import { type Column, table } from './table.ts';

/** The deepest drawdowns, when they were, and how long they took. */
export function drawdownTable(drawdowns: readonly DrawdownPeriod[], { close }: Dating): string {
  if (drawdowns.length === 0) return '<p class="quiet">Equity never fell below a peak.</p>';
  const columns: Column<DrawdownPeriod>[] = [
    { head: 'Depth', number: true, text: ({ depth }) => percent(depth) },
    { head: 'Peak', text: ({ from }) => close(from) },
    { head: 'Trough', text: ({ trough }) => close(trough) },
    { head: 'Recovered', text: ({ to }) => (to === null ? 'not yet' : close(to)) },
    { head: 'Fall', number: true, text: ({ fallDays }) => days(fallDays) },
    { head: 'Recovery', number: true, text: ({ recoveryDays }) => days(recoveryDays) },
    { head: 'In all', number: true, text: (one) => days(one.days) },
  ];
  return table('Deepest drawdowns', columns, drawdowns);
}
