import type { BrokerEvent } from '../broker/broker.ts';
import type { Executed, Execution, SentOrder } from '../model/executed.ts';
import type { OrderId, OrderStatus } from '../model/order.ts';
import { FILL } from '../portfolio/fill-log.ts';
import type { Entry } from './journal.ts';
import type { Session } from './session.ts';

/** An order while it is being read. */
interface Reading {
  status: OrderStatus;
  reason: string | undefined;
  readonly fills: Execution[];
}

/** What a session's orders came to, by number. */
export function executedIn({ account, blotter }: Session): Map<OrderId, Executed> {
  const orders = new Map<OrderId, Reading>();
  for (let id = 1; id <= blotter.length; id++)
    if (blotter.knows(id)) orders.set(id, { status: blotter.state(id).status, reason: blotter.reason(id), fills: [] });
  const { fills } = account;
  for (let row = 0; row < fills.length; row++) {
    const get = (field: number): number => fills.get(row, field);
    orders.get(get(FILL.orderId))?.fills.push({
      ts: get(FILL.ts),
      qty: Math.abs(get(FILL.signedQty)),
      price: get(FILL.price),
      fee: get(FILL.fee),
      slippage: get(FILL.slippage),
      liquidity: get(FILL.mark) % 2 === 1 ? 'maker' : 'taker',
    });
  }
  return orders;
}

/** What a broker said of the orders of a recorded session, by number: its words are in the recording, so no strategy is needed. */
export function executedOf(entries: Iterable<Entry>): Map<OrderId, Executed> {
  const orders = new Map<OrderId, Reading>();
  for (const entry of entries) {
    if (entry.kind !== 'step') continue;
    for (const command of entry.commands)
      if (command.kind === 'submit') orders.set(command.id, { status: 'submitted', reason: undefined, fills: [] });
    for (const input of entry.inputs) {
      if (input.kind !== 'broker') continue;
      const order = orders.get(input.event.id);
      if (order !== undefined) take(order, input.event);
    }
  }
  return orders;
}

function take(order: Reading, event: BrokerEvent): void {
  switch (event.kind) {
    case 'filled': {
      const { ts, qty, price, fee, liquidity } = event.fill;
      order.fills.push({ ts, qty, price, fee, slippage: Number.NaN, liquidity });
      // A venue may fill what it has just cancelled: the fill counts, and the order stays cancelled.
      if (event.leavesQty <= 0) order.status = 'filled';
      else if (order.reason === undefined && order.status !== 'expired') order.status = 'partially-filled';
      return;
    }
    case 'accepted':
    case 'triggered':
    case 'expired':
      order.status = event.kind;
      return;
    case 'rejected':
    case 'canceled':
      order.status = event.kind;
      order.reason = event.reason;
      return;
    case 'unknown-outcome':
      order.status = 'unknown';
      return;
    default:
  }
}

/** Every order that a recorded session sent, oldest first. */
export function sentIn(entries: Iterable<Entry>, strategies: readonly { readonly id: string }[]): SentOrder[] {
  const sent: SentOrder[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'step') continue;
    for (const command of entry.commands) {
      if (command.kind !== 'submit') continue;
      const { instrument, strategy, side, type, words, offset, trail, parent } = command.order;
      sent.push({
        ...{ id: command.id, strategyId: strategies[strategy]!.id, instrument, side, type },
        ...{ tag: words?.tag ?? null, sentTs: command.ts },
        follows: parent !== 0 && (offset !== undefined || trail !== undefined),
      });
    }
  }
  return sent;
}
