import type { Desk } from './desk.ts';
import { trailFrom } from './place-order.ts';

/** Moves the stops that follow a market after it has traded. */
export function moveTrails(desk: Desk, index: number): void {
  const { marks, world, ticks } = desk;
  for (const mark of marks.all) {
    if (mark.ended !== '' || mark.listed.index !== index || mark.placed['orderType'] !== 'TRAIL') continue;
    const order = marks.orderOf(mark);
    if (order === undefined || !order.sleeps) continue;
    const { trigger } = order.told();
    const next = trailFrom(mark.placed, mark.listed, ticks[index]!.last);
    const isNearer = order.buys ? next < trigger! : next > trigger!;
    if (isNearer) world.exchange.amend(mark.key, { qty: undefined, price: undefined, trigger: next });
  }
}
