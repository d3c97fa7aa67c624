import type { Desk } from './desk.ts';
import type { Mark } from './marks.ts';

/** What one order of a group has filled, the others lose: all of it with type 1, as much as was filled with 2 and 3. */
export function reduceGroup({ marks, world }: Desk, mark: Mark, qty: number): void {
  const { ocaGroup = '', ocaType } = mark.placed;
  if (ocaGroup === '' || mark.parentId !== 0) return;
  for (const other of marks.all) {
    if (other === mark || other.ended !== '' || other.placed['ocaGroup'] !== ocaGroup) continue;
    const order = marks.orderOf(other)?.told();
    if (order === undefined) continue;
    const left = order.qty - order.filledQty - qty;
    if (ocaType === '1' || !(left > 1e-9)) world.exchange.cancel(other.key);
    else world.exchange.amend(other.key, { qty: order.filledQty + left, price: undefined, trigger: undefined });
  }
}
