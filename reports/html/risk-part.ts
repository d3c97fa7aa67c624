import type { Transition } from '../../engine/model/trading-state.ts';
import type { Dating } from '../dating.ts';
import { grouped } from '../format.ts';
import { isRefused } from '../refused.ts';
import type { Result } from '../result.ts';
import { section } from './section.ts';
import { type Column, table } from './table.ts';

/** So many changes of what may be traded are listed. */
const MOST = 200;

/** What was refused, by reason and strategy, and when trading was restricted and why; nothing where nothing was. */
export function riskPart(result: Result, dating: Dating): string {
  const refused = refusedTable(result);
  const stopped = transitionTable(result.risk.transitions, dating);
  return refused + stopped === '' ? '' : section('risk', 'Refused and restricted', refused + stopped, { long: true });
}

interface Row {
  readonly reason: string;
  readonly count: number;
  readonly byStrategy: ReadonlyMap<string, number>;
}

function refusedTable({ refusals, orders }: Result): string {
  const counts = Object.entries(refusals).filter(([, count]) => count > 0);
  if (counts.length === 0) return '';
  const strategies = [...new Set(orders.map(({ strategyId }) => strategyId))];
  const refused = orders.filter(isRefused);
  const rows = counts.map(([reason, count]): Row => {
    const byStrategy = new Map<string, number>();
    for (const order of refused) if (order.reason === reason) byStrategy.set(order.strategyId, (byStrategy.get(order.strategyId) ?? 0) + 1);
    return { reason, count, byStrategy };
  });
  const own = strategies.length < 2 ? [] : strategies;
  const columns: Column<Row>[] = [
    { head: 'Reason', text: ({ reason }) => reason },
    { head: 'Orders', number: true, text: ({ count }) => grouped(count, 0) },
    ...own.map((id): Column<Row> => ({ head: id, number: true, text: ({ byStrategy }) => grouped(byStrategy.get(id) ?? 0, 0) })),
  ];
  return `<h3>Refused orders</h3>${table('Refused orders by reason', columns, rows)}`;
}

function transitionTable(transitions: readonly Transition[], { at }: Dating): string {
  if (transitions.length === 0) return '';
  const columns: Column<Transition>[] = [
    { head: 'Time (UTC)', text: ({ ts }) => at(ts) },
    { head: 'Of', text: ({ strategyId }) => strategyId ?? 'the account' },
    { head: 'From', text: ({ from }) => from },
    { head: 'To', text: ({ to }) => to },
    { head: 'By', text: ({ who }) => who },
    { head: 'Why', text: ({ why }) => why },
  ];
  const left =
    transitions.length > MOST ? `<p class="note">The last ${MOST} of ${grouped(transitions.length, 0)}; all are in the JSON file.</p>` : '';
  return `<h3>What might be traded</h3>${table('Changes of what might be traded', columns, transitions.slice(-MOST))}${left}`;
}
