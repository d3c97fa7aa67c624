import type { Command } from '../broker/broker.ts';
import type { OrderId, OrderRequest } from '../model/order.ts';
import { Host } from '../strategy/host.ts';
import type { Exit } from '../strategy/order-options.ts';
import type { SessionDesk } from './session-desk.ts';

/** Says in the place of strategies what they said once, under numbers of its own: refused orders had numbers, and were never sent. */
export class Speaker extends Host {
  /** Numbers of orders: those that were recorded, and those that they have here. */
  readonly ids = new Map<OrderId, OrderId>();
  readonly #desk: SessionDesk;
  #commands: readonly Command[] = [];

  constructor(name: string, desk: SessionDesk) {
    super(name, {}, new Uint8Array());
    this.#desk = desk;
  }

  /** What is to be said in the step that comes. */
  prepare(commands: readonly Command[]): void {
    this.#commands = commands;
  }

  override run(): void {
    const commands = this.#commands;
    this.#commands = [];
    this.#desk.repeat((take, write) => {
      for (const command of commands) {
        if (command.kind === 'submit') {
          const id = take();
          this.ids.set(command.id, id);
          const order = this.#renumbered(command.order);
          write({ kind: 'again', id, command: { ...command, id, order }, stopLoss: stopOf(command, commands) });
        } else {
          const id = this.ids.get(command.id);
          if (id !== undefined) write({ kind: 'again', id, command: { ...command, id }, stopLoss: undefined });
        }
      }
    });
  }

  /** Groups of exits bear the number of their parent. */
  #renumbered(order: OrderRequest): OrderRequest {
    const { parent, group } = order;
    return { ...order, parent: this.ids.get(parent) ?? 0, group: group < 0 ? -(this.ids.get(-group) ?? -group) : group };
  }
}

/** The stop loss that came with an order that is sized at its fill: what it risks decides how large it is. */
export function stopOf({ id, order }: Extract<Command, { kind: 'submit' }>, all: readonly Command[]): Exit | undefined {
  if (order.qty !== undefined || order.parent !== 0) return undefined;
  for (const one of all) {
    if (one.kind !== 'submit' || one.order.parent !== id || !(one.order.type === 'stop' || one.order.type.startsWith('trailing-')))
      continue;
    const { trigger, offset, trail } = one.order;
    if (trigger !== undefined) return { price: trigger };
    if (offset !== undefined) return { pct: Math.abs(offset) };
    if (trail?.amount !== undefined) return { trail: { amount: trail.amount } };
    if (trail?.percent !== undefined) return { trail: { percent: trail.percent } };
  }
  return undefined;
}
