import type { OrderRecord } from '../../engine/model/result.ts';
import { escapeHtml } from '../escape.ts';
import { grouped } from '../format.ts';
import { isRefused } from '../refused.ts';
import type { Result } from '../result.ts';
import { type Column, table } from './table.ts';

interface Row {
  readonly type: string;
  /** One per way to end. */
  readonly counts: number[];
}

const ENDS: readonly (readonly [label: string, test: (order: OrderRecord) => boolean])[] = [
  ['Orders', () => true],
  ['Filled', ({ status }) => status === 'filled'],
  ['Canceled', ({ status }) => status === 'canceled'],
  ['Rejected', ({ status }) => status === 'rejected'],
  ['Expired', ({ status }) => status === 'expired'],
  ['Open', ({ closedTs }) => closedTs === null],
];

/** How the orders ended, by type, how sure their fills are, and why those that were cancelled were. */
export function orderTable({ orders, ambiguity: a }: Result): string {
  if (orders.length === 0) return '<p class="quiet">No orders.</p>';
  const byType = new Map<string, Row>();
  for (const order of orders) {
    const row = byType.get(order.type) ?? { type: order.type, counts: ENDS.map(() => 0) };
    byType.set(order.type, row);
    for (let end = 0; end < ENDS.length; end++) if (ENDS[end]![1](order)) row.counts[end]!++;
  }
  const columns: Column<Row>[] = [
    { head: 'Type', text: ({ type }) => type },
    ...ENDS.map(([head], end): Column<Row> => ({ head, number: true, text: ({ counts }) => grouped(counts[end]!, 0) })),
  ];
  const fills = `<p><strong>Fills:</strong> ${grouped(a.exact, 0)} exact, ${grouped(a.assumed, 0)} assumed, ${grouped(a.ambiguous, 0)} ambiguous</p>`;
  return table('Orders by type', columns, [...byType.values()]) + fills + canceled(orders);
}

/** Why orders were cancelled that were not refused. */
function canceled(orders: readonly OrderRecord[]): string {
  const counts = new Map<string, number>();
  for (const order of orders)
    if (order.status === 'canceled' && order.reason !== null && !isRefused(order))
      counts.set(order.reason, (counts.get(order.reason) ?? 0) + 1);
  if (counts.size === 0) return '';
  return `<p><strong>Canceled:</strong> ${[...counts].map(([reason, count]) => `${escapeHtml(reason)} ${grouped(count, 0)}`).join(', ')}</p>`;
}
