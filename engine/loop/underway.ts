import type { Blotter } from '../broker/blotter.ts';
import type { OrderEvent } from '../broker/broker.ts';
import type { OrderId } from '../model/order.ts';

/** Orders whose cancel is on its way, and those that are to grow with the quantity they are to have. */
export interface SavedUnderway {
  readonly leaving: readonly OrderId[];
  readonly growing: readonly (readonly [id: OrderId, qty: number])[];
}

/** Cancels and changes that were sent and that nobody has answered: until then an order may be what it was, or what it is to be. */
export class Underway {
  readonly blotter: Blotter;
  readonly #leaving = new Set<OrderId>();
  readonly #growing = new Map<OrderId, number>();

  constructor(blotter: Blotter) {
    this.blotter = blotter;
  }

  /** Whether any answer is waited for. */
  get isBusy(): boolean {
    return this.#leaving.size > 0 || this.#growing.size > 0;
  }

  /** A cancel has been sent. */
  cancels(id: OrderId): void {
    this.#leaving.add(id);
  }

  /** A change has been sent, by which an order has `qty` in all. */
  changes(id: OrderId, qty: number | undefined): void {
    const most = this.#growing.get(id) ?? this.blotter.state(id).qty;
    if (qty !== undefined && !(qty <= most)) this.#growing.set(id, qty);
  }

  isLeaving(id: OrderId): boolean {
    return this.#leaving.has(id);
  }

  /** Hears of an order what the blotter has heard before. */
  hear({ kind, id }: OrderEvent): void {
    const isOver = !this.blotter.isOpen(id);
    if (isOver || kind === 'cancel-rejected') this.#leaving.delete(id);
    const qty = this.#growing.get(id);
    if (qty === undefined) return;
    // One that is given less, for its group or its parent has no more, is counted as asked for.
    if (isOver || kind === 'replace-rejected' || this.blotter.state(id).qty >= qty) this.#growing.delete(id);
  }

  /** What may still fill of an order as things are: of one that covers its parent as much as of that, NaN while it has no quantity. */
  leavesOf(id: OrderId): number {
    const { qty, filledQty } = this.blotter.state(id);
    const now = Number.isNaN(qty) && this.#covers(id) ? this.blotter.state(this.blotter.request(id)!.parent).qty : qty;
    return larger(now, this.#growing.get(id)) - filledQty;
  }

  /**
   * What an order may come to in all, that an open parent may yet release of it counted; NaN while nobody knows. `asked` is to
   * have `qty` in all.
   */
  most(id: OrderId, asked: OrderId = 0, qty = Number.NaN): number {
    if (id === asked) return qty;
    const own = larger(this.blotter.state(id).qty, this.#growing.get(id));
    return this.#covers(id) ? larger(own, this.most(this.blotter.request(id)!.parent, asked, qty)) : own;
  }

  /** Whether an order grows with an order that is open. */
  #covers(id: OrderId): boolean {
    const { qty, parent, fraction } = this.blotter.request(id)!;
    return qty === undefined && parent !== 0 && fraction === undefined && this.blotter.isOpen(parent);
  }

  save(): SavedUnderway {
    return { leaving: [...this.#leaving], growing: [...this.#growing] };
  }

  restore({ leaving, growing }: SavedUnderway): void {
    this.#leaving.clear();
    this.#growing.clear();
    for (const id of leaving) this.#leaving.add(id);
    for (const [id, qty] of growing) this.#growing.set(id, qty);
  }
}

/** The larger of two quantities, or the one that is known. */
const larger = (a: number, b: number | undefined): number => (b !== undefined && !(b <= a) && !Number.isNaN(b) ? b : a);
