import type { Contract, Order } from '@stoqey/ib';
import type { Told } from './gateway.ts';
import { isOpen, isPending, type ToldOrder } from './map/order-in.ts';

/** What TWS has told of orders: what each is and where it stands come in two messages, and only our reference says whose it is. */
export class OrderTable {
  readonly #all = new Map<string, ToldOrder>();
  /** The name of the newest order of a reference, and that of the order which the servers call so. */
  readonly #byRef = new Map<string, string>();
  readonly #byPermId = new Map<number, string>();
  /** Why TWS has ended an order, by client and number. */
  readonly #reasons = new Map<string, string>();

  /** An order was told: what it is. Returns it as it is known now. */
  open({ contract, order, status }: Extract<Told, { kind: 'open-order' }>): ToldOrder {
    const { orderId = 0, clientId = 0, permId = 0 } = order;
    const had = this.#all.get(keyOf({ clientId, orderId, permId }));
    // That it is over is believed once it is said how much of it has filled.
    const isNews = isOpen(status) && (had === undefined || mayBecome(had.status, status));
    return this.#note({
      ...{ contract, order, orderId, clientId, permId: permId === 0 ? (had?.permId ?? 0) : permId },
      ...{ filled: had?.filled ?? 0, avgPrice: had?.avgPrice ?? Number.NaN },
      status: isNews ? status : (had?.status ?? 'PendingSubmit'),
      hasWaited: had?.hasWaited === true,
    });
  }

  /** An order was told: where it stands. Undefined where it was never said what it is. */
  status({ id, clientId, permId, status, filled, avgPrice, whyHeld }: Extract<Told, { kind: 'order-status' }>): ToldOrder | undefined {
    const had = this.#all.get(keyOf({ clientId, orderId: id, permId }));
    if (had === undefined) return undefined;
    const next = {
      ...had,
      ...{ permId: permId === 0 ? had.permId : permId, filled: Math.max(filled, had.filled) },
      avgPrice: filled >= had.filled && filled > 0 ? avgPrice : had.avgPrice,
      hasWaited: had.hasWaited || whyHeld.includes('trigger'),
    };
    return this.#note({ ...next, status: mayBecome(had.status, status) ? status : had.status });
  }

  /** An order that is over was told: who sent it, and under which number, is not said of those. */
  completed({ contract, order, status }: Extract<Told, { kind: 'completed-order' }>): ToldOrder {
    const { permId = 0, filledQuantity = 0, orderRef = '' } = order;
    const had = this.#all.get(this.#byPermId.get(permId) ?? '');
    const filled = Math.max(filledQuantity, had?.filled ?? 0);
    // The quantity of one that is over may be zero, whatever it was.
    const qty = order.totalQuantity || (had?.order.totalQuantity ?? filled);
    const told: ToldOrder = {
      ...{ contract, order: { ...order, totalQuantity: qty, orderRef }, permId, status, filled },
      ...{ orderId: had?.orderId ?? Number.NaN, clientId: had?.clientId ?? Number.NaN },
      ...{ avgPrice: had?.avgPrice ?? Number.NaN, hasWaited: had?.hasWaited === true },
    };
    return had === undefined ? told : this.#note(told);
  }

  /** TWS says in words why an order ended. */
  explain(clientId: number, orderId: number, text: string): void {
    this.#reasons.set(keyOf({ clientId, orderId }), text.replace(/^Order (?:Canceled|rejected) - reason: ?/, ''));
  }

  reasonOf(told: ToldOrder): string {
    return this.#reasons.get(keyOf(told)) ?? '';
  }

  /** The newest order of a reference. */
  find(ref: string): ToldOrder | undefined {
    const key = this.#byRef.get(ref);
    return key === undefined ? undefined : this.#all.get(key);
  }

  /** The order that a client gave a number. */
  named(clientId: number, orderId: number): ToldOrder | undefined {
    return this.#all.get(keyOf({ clientId, orderId }));
  }

  /** The order of a name that `keyOf` makes. */
  get(name: string): ToldOrder | undefined {
    return this.#all.get(name);
  }

  /** An order that is about to be sent: it has its number before anything is told of it. */
  sent(clientId: number, orderId: number, contract: Contract, order: Order): void {
    const filled = { filled: 0, avgPrice: Number.NaN, hasWaited: false };
    this.#note({ contract, order: { ...order, orderId }, orderId, clientId, permId: 0, status: 'PendingSubmit', ...filled });
  }

  /** An order that was not taken: nothing of it is there. */
  forget(clientId: number, orderId: number): void {
    const key = keyOf({ clientId, orderId });
    const ref = this.#all.get(key)?.order.orderRef ?? '';
    this.#all.delete(key);
    if (this.#byRef.get(ref) === key) this.#byRef.delete(ref);
  }

  #note(told: ToldOrder): ToldOrder {
    const key = keyOf(told);
    this.#all.set(key, told);
    if (told.permId !== 0) this.#byPermId.set(told.permId, key);
    const { orderRef = '' } = told.order;
    if (orderRef !== '') this.#byRef.set(orderRef, key);
    return told;
  }
}

/** What is over stays so, as a status may be repeated and come after a later one; an inactive order may be active again. */
const mayBecome = (was: string, status: string): boolean => isOpen(was) || was === 'Inactive' || !isOpen(status);

/** What names an order: its client and number, or, as people's own orders have no number, what the servers call it. */
export const keyOf = ({
  clientId = 0,
  orderId = 0,
  permId = 0,
}: {
  readonly clientId?: number;
  readonly orderId?: number;
  readonly permId?: number;
}): string => (orderId > 0 ? `${clientId}/${orderId}` : `perm ${permId}`);

/** Whether something can be said of an order yet: nobody has accepted one that has only left TWS. */
export const isTold = ({ status }: ToldOrder): boolean => !isPending(status);
