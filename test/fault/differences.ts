import type { Exchange } from '../venues/hostile/exchange.ts';
import { fromGrid } from '../venues/hostile/resting-order.ts';
import type { Books } from './books.ts';
import { parseClientId } from './client-id.ts';

/** In which the books and the venue differ, once nothing is under way any more. */
export function differences(books: Books, exchange: Exchange): string[] {
  return [...twice(exchange), ...orders(books, exchange), ...account(books, exchange)];
}

/** Orders of one client id that the venue has taken more than once. */
function twice(exchange: Exchange): string[] {
  const counts = new Map<string, number>();
  for (const { clientId } of exchange.orders) counts.set(clientId, (counts.get(clientId) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([clientId, count]) => `${clientId} is ${count} orders at the venue`);
}

function orders(books: Books, exchange: Exchange): string[] {
  const wrong: string[] = [];
  const filled = new Map<number, number>();
  for (const order of exchange.orders) {
    const id = parseClientId(order.clientId);
    filled.set(id, (filled.get(id) ?? 0) + fromGrid(order.instrument.steps, order.filled));
    if (id < 1 || id > books.blotter.length) wrong.push(`${order.clientId} at the venue was never written down`);
    else if (books.blotter.state(id).status === 'rejected' && order.status !== 'rejected')
      wrong.push(`${order.clientId} was given up, and is ${order.status} at the venue`);
    else if (order.isOpen && !books.blotter.isOpen(id))
      wrong.push(`${order.clientId} is open at the venue, and ${books.blotter.state(id).status} here`);
  }
  const open = new Set(exchange.open.map(({ clientId }) => parseClientId(clientId)));
  for (let id = 1; id <= books.blotter.length; id++) {
    const { status } = books.blotter.state(id);
    const booked = books.filled.get(id) ?? 0;
    if (books.blotter.isOpen(id) && !open.has(id)) wrong.push(`order ${id} is ${status} here, and not open at the venue`);
    const there = filled.get(id) ?? 0;
    if (Math.abs(there - booked) > 1e-9) wrong.push(`of order ${id} ${booked} is booked, and ${there} was filled at the venue`);
  }
  return wrong;
}

function account(books: Books, { instruments, account: there }: Exchange): string[] {
  const wrong = instruments.flatMap(({ id, steps }, i) => {
    const held = fromGrid(steps, there.held[i]!);
    return Math.abs(held - books.held[i]!) > 1e-9 ? [`${books.held[i]} ${id} here and ${held} at the venue`] : [];
  });
  const prices = instruments.map(({ tickSize }) => 10_000 * tickSize);
  const [ours, theirs] = [books.equity(prices), there.equity(prices)];
  if (Math.abs(ours - theirs) > 1e-6) wrong.push(`all comes to ${ours} here and to ${theirs} at the venue`);
  return wrong;
}
