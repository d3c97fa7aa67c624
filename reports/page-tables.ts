import type { OrderRecord, RoundTripRecord } from '../engine/model/result.ts';
import { datingOf } from './dating.ts';
import { escapeHtml } from './escape.ts';
import { grouped, percent, plain } from './format.ts';
import type { Result } from './result.ts';

const MOST_ROWS = 500;

type Cell = { readonly text: string; readonly name?: string };

/** The first 500 round trips as a table. */
export function tripTable({ roundTrips, prices, currency, equity, fills }: Result): string {
  if (roundTrips.length === 0) return '<p class="quiet">No round trips: no position was closed.</p>';
  const drawn = new Set(prices.map((one) => one.instrument));
  const dating = datingOf(equity.ts);
  const insideBar = new Set(fills.filter((fill) => fill.ts === fill.barTs).map(fillKey));
  const dated: Dated = (orderId, ts) => (insideBar.has(fillKey({ orderId, ts })) ? dating.close(ts) : dating.at(ts));
  const head = [
    '#',
    'Instrument',
    'Side',
    'Quantity',
    'Entry',
    'Entry price',
    'Exit',
    'Exit price',
    'Bars',
    `P&L ${currency}`,
    'Return',
    'MAE',
    'MFE',
  ];
  const rows = roundTrips.slice(0, MOST_ROWS).map((trip, k) => row(tripCells(trip, k, drawn.has(trip.instrument), dated)));
  const more =
    roundTrips.length > MOST_ROWS
      ? `<p class="quiet">The first ${MOST_ROWS} of ${grouped(roundTrips.length, 0)}; all are in the JSON and CSV files.</p>`
      : '';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Round trips"><table id="trips"><thead><tr>${head
    .map((text, k) => `<th scope="col"${k < 3 || k === 4 || k === 6 ? '' : ' class="num"'}>${escapeHtml(text)}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${more}`;
}

/** Says when a fill of an order happened: one inside a daily bar happened on that bar's day, not at the midnight that ends it. */
type Dated = (orderId: number, ts: number) => string;

const fillKey = ({ orderId, ts }: { readonly orderId: number; readonly ts: number }): string => `${orderId} ${ts}`;

function tripCells(trip: RoundTripRecord, k: number, drawn: boolean, dated: Dated): Cell[] {
  const sign = trip.pnl > 0 ? 'num up' : trip.pnl < 0 ? 'num down' : 'num';
  const place = `data-instrument="${escapeHtml(trip.instrument)}" data-from="${trip.entryTs / 1000}" data-to="${trip.exitTs / 1000}"`;
  return [
    { text: drawn ? `<button type="button" class="go" ${place} title="Show on the chart">${k + 1}</button>` : String(k + 1) },
    { text: escapeHtml(trip.instrument) },
    { text: trip.side === 'buy' ? 'long' : 'short' },
    { text: plain(trip.qty), name: 'num' },
    { text: dated(trip.entryOrderId, trip.entryTs) },
    { text: plain(trip.entryPrice), name: 'num' },
    { text: dated(trip.exitOrderId, trip.exitTs) },
    { text: plain(trip.exitPrice), name: 'num' },
    { text: grouped(trip.bars, 0), name: 'num' },
    { text: grouped(trip.pnl), name: sign },
    { text: percent(trip.returnPct), name: sign },
    { text: percent(trip.mae), name: 'num' },
    { text: percent(trip.mfe), name: 'num' },
  ];
}

const row = (cells: readonly Cell[]): string =>
  `<tr>${cells.map(({ text, name }) => `<td${name === undefined ? '' : ` class="${name}"`}>${text}</td>`).join('')}</tr>`;

/** How the orders ended, by type, and why those that were refused or cancelled were. */
export function orderTable({ orders, refusals }: Result): string {
  const types = [...new Set(orders.map((order) => order.type))];
  const columns: readonly (readonly [label: string, test: (order: OrderRecord) => boolean])[] = [
    ['Orders', () => true],
    ['Filled', ({ status }) => status === 'filled'],
    ['Canceled', ({ status }) => status === 'canceled'],
    ['Rejected', ({ status }) => status === 'rejected'],
    ['Expired', ({ status }) => status === 'expired'],
    ['Open', ({ closedTs }) => closedTs === null],
  ];
  const lines = types.map((type) => {
    const own = orders.filter((order) => order.type === type);
    return row([{ text: escapeHtml(type) }, ...columns.map(([, test]) => ({ text: grouped(own.filter(test).length, 0), name: 'num' }))]);
  });
  const head = columns.map(([label]) => `<th scope="col" class="num">${label}</th>`).join('');
  const body =
    lines.length === 0
      ? '<p class="quiet">No orders.</p>'
      : `<div class="scroll" tabindex="0" role="region" aria-label="Orders by type"><table><thead><tr><th scope="col">Type</th>${head}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
  return body + reasonList(orders, refusals);
}

function reasonList(orders: readonly OrderRecord[], refusals: Readonly<Record<string, number>>): string {
  const ended = new Map<string, number>();
  for (const { reason, status } of orders) if (reason !== null && status === 'canceled') ended.set(reason, (ended.get(reason) ?? 0) + 1);
  const list = (title: string, counts: readonly (readonly [string, number])[]): string =>
    counts.length === 0
      ? ''
      : `<p><strong>${title}:</strong> ${counts.map(([reason, count]) => `${escapeHtml(reason)} ${grouped(count, 0)}`).join(', ')}</p>`;
  return (
    list(
      'Refused',
      Object.entries(refusals).filter(([, count]) => count > 0),
    ) + list('Canceled', [...ended])
  );
}
