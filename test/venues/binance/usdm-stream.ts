import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Line, Listener } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Ear } from '../hostile/front.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';
import type { Listed } from './names.ts';
import { isDeal } from './spot.ts';
import { algoUpdate, orderUpdate } from './usdm-rows.ts';

/** The user stream of a listen key. */
export class UserStream implements Listener {
  readonly #line: Line;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  readonly #ear: Ear;

  constructor(line: Line, shop: Shop, listed: readonly Listed[]) {
    this.#line = line;
    this.#shop = shop;
    this.#listed = listed;
    this.#ear = shop.world.front.listen((news) => this.#tell(news));
  }

  hear(): void {}

  close(): void {
    this.#shop.world.front.hangUp(this.#ear);
  }

  #tell(news: VenueNews): void {
    if (news.kind === 'down') return void this.#line.cut();
    const { exchange } = this.#shop.world;
    const named = (venueId: string): RestingOrder | undefined => exchange.orders.findLast((one) => one.venueId === venueId);
    if (news.kind === 'order') {
      const { order: told, reason } = news;
      const order = named(told.venueId);
      if (order === undefined) return;
      const listed = this.#listed[order.index]!;
      const waits = told.type !== 'market' && told.type !== 'limit';
      if (waits) {
        const X =
          told.status === 'open' ? 'NEW' : told.status === 'expired' ? 'EXPIRED' : told.status === 'rejected' ? 'REJECTED' : 'CANCELED';
        return void this.#line.send(algoUpdate(order, told, listed, exchange.now, X));
      }
      if (reason === 'triggered') {
        // The order that has come of it is told before it is told of what it has come.
        this.#line.send(algoUpdate(order, told, listed, exchange.now, 'TRIGGERING'));
        this.#line.send(orderUpdate(order, told, listed, exchange.now, { works: true }));
        return void this.#line.send(algoUpdate(order, told, listed, exchange.now, 'TRIGGERED'));
      }
      if (!isDeal(told, reason)) this.#line.send(orderUpdate(order, told, listed, exchange.now, { works: true }));
    }
    if (news.kind === 'fill') {
      const { fill } = news;
      const order = named(fill.venueId);
      if (order === undefined) return;
      const upTo = exchange.fills.slice(0, exchange.fills.findIndex(({ execId }) => execId === fill.execId) + 1);
      const own = upTo.filter(({ venueId }) => venueId === fill.venueId);
      const cum = Number(own.reduce((sum, { qty }) => sum + qty, 0).toFixed(8));
      const avgPrice = own.reduce((sum, { qty, price }) => sum + qty * price, 0) / cum;
      const told = { ...order.told(), filledQty: cum, avgPrice };
      this.#line.send(orderUpdate(order, told, this.#listed[order.index]!, exchange.now, { fill, cum, works: true }));
    }
  }
}
