import type { Entry } from '../../engine/loop/journal.ts';
import { gainOf, valueAt } from '../../engine/model/instrument.ts';
import type { OrderId } from '../../engine/model/order.ts';
import type { Exchange } from '../venues/hostile/exchange.ts';
import { fromGrid } from '../venues/hostile/resting-order.ts';
import { parseClientId } from './client-id.ts';
import type { Life } from './life.ts';
import type { Notebook } from './notebook.ts';

/** In which a session and the venue differ, once nothing is under way any more. */
export function sessionDifferences({ live }: Pick<Life, 'live'>, notebook: Pick<Notebook, 'read'>, exchange: Exchange): string[] {
  const { blotter, account } = live.assembly.session;
  const booked = bookedIn(notebook.read());
  const wrong = [...booked.twice.map((execId) => `${execId} was booked twice`)];
  const there = new Map<OrderId, number>();
  const ids = new Set<string>();
  for (const order of exchange.orders) {
    const { clientId } = order;
    const id = parseClientId(clientId);
    there.set(id, (there.get(id) ?? 0) + fromGrid(order.instrument.steps, order.filled));
    if (ids.has(clientId)) wrong.push(`${clientId} is more than one order at the venue`);
    ids.add(clientId);
    if (!(id >= 1 && id <= blotter.length)) wrong.push(`${clientId} at the venue was never written down`);
    else if (blotter.state(id).status === 'rejected' && order.status !== 'rejected')
      wrong.push(`${clientId} was given up, and is ${order.status} at the venue`);
    else if (order.isOpen && !blotter.isOpen(id)) wrong.push(`${clientId} is open at the venue, and ${blotter.state(id).status} here`);
  }
  const open = new Set(exchange.open.map(({ clientId }) => parseClientId(clientId)));
  for (let id = 1; id <= blotter.length; id++) {
    const { status } = blotter.state(id);
    if (blotter.isOpen(id) && !open.has(id)) wrong.push(`order ${id} is ${status} here, and not open at the venue`);
    const [ours, theirs] = [booked.filled.get(id) ?? 0, there.get(id) ?? 0];
    if (Math.abs(ours - theirs) > 1e-9) wrong.push(`of order ${id} ${ours} is booked, and ${theirs} was filled at the venue`);
  }
  const prices = exchange.instruments.map(({ tickSize }) => 10_000 * tickSize);
  let equity = account.balanceOf(0);
  for (const [i, instrument] of exchange.instruments.entries()) {
    const [ours, theirs] = [account.qty(i), fromGrid(instrument.steps, exchange.account.held[i]!)];
    if (Math.abs(ours - theirs) > 1e-9) wrong.push(`${ours} ${instrument.id} here and ${theirs} at the venue`);
    if (ours === 0) continue;
    const average = account.avgPriceOf(0, i);
    equity += instrument.contract === 'spot' ? valueAt(instrument, ours, prices[i]!) : gainOf(instrument, ours, average, prices[i]!);
  }
  const theirs = exchange.account.equity(prices);
  if (Math.abs(equity - theirs) > 1e-6) wrong.push(`all comes to ${equity} here and to ${theirs} at the venue`);
  return wrong;
}

/** What the journal says was filled. */
function bookedIn(entries: readonly Entry[]): { readonly filled: Map<OrderId, number>; readonly twice: string[] } {
  const filled = new Map<OrderId, number>();
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'step') continue;
    for (const input of entry.inputs) {
      if (input.kind !== 'broker' || (input.event.kind !== 'filled' && input.event.kind !== 'adjusted')) continue;
      const { fill, execId = '' } = input.event;
      if (seen.has(execId)) twice.push(execId);
      seen.add(execId);
      filled.set(fill.orderId, (filled.get(fill.orderId) ?? 0) + fill.qty);
    }
  }
  return { filled, twice };
}
