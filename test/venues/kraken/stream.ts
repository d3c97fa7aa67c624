import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Line, Listener } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Ear } from '../hostile/front.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import { PublicStream } from './public-stream.ts';
import { executed, execution, type Listed } from './rows.ts';

/** What leave to listen is called. */
export const TOKEN = '1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw';

/** A connection of WebSocket v2: market channels, and executions for who has a token. */
export class Stream implements Listener {
  readonly #line: Line;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  readonly #public: PublicStream;
  readonly #told = new Set<string>();
  #ear: Ear | undefined;

  constructor(line: Line, shop: Shop, listed: readonly Listed[]) {
    this.#line = line;
    this.#shop = shop;
    this.#listed = listed;
    this.#public = new PublicStream(line, shop, listed);
  }

  hear(text: string): void {
    if (this.#ear?.state === 'silent') return;
    const {
      method,
      req_id,
      params = {},
    } = JSON.parse(text) as { method: string; req_id?: number; params?: Readonly<Record<string, unknown>> };
    if (method === 'ping') return void this.#line.send({ method: 'pong', req_id });
    const { channel, token } = params;
    if (method !== 'subscribe') return;
    if (channel !== 'executions') return void this.#public.subscribe(params, req_id);
    if (token !== TOKEN) return void this.#line.send({ method, req_id, success: false, error: 'EAPI:Invalid key' });
    this.#ear ??= this.#shop.world.front.listen((news) => this.#tell(news));
    this.#line.send({ method, req_id, success: true, result: { channel: 'executions', snap_orders: true, snap_trades: false } });
    const open = this.#shop.world.exchange.open.map((order) => execution(order, order.told(), this.#listed[order.index]!, true, 'status'));
    for (const { venueId } of this.#shop.world.exchange.open) this.#told.add(venueId);
    this.#line.send({ channel: 'executions', type: 'snapshot', data: open, sequence: 1 });
  }

  close(): void {
    this.#public.close();
    if (this.#ear !== undefined) this.#shop.world.front.hangUp(this.#ear);
  }

  #tell(news: VenueNews): void {
    if (news.kind === 'down') return void this.#line.cut();
    if (news.kind !== 'order' && news.kind !== 'fill') return;
    const { exchange } = this.#shop.world;
    const venueId = news.kind === 'order' ? news.order.venueId : news.fill.venueId;
    const order = exchange.orders.findLast((one) => one.venueId === venueId);
    if (order === undefined) return;
    const listed = this.#listed[order.index]!;
    if (news.kind === 'order') {
      const isFirst = !this.#told.has(venueId) || news.reason === 'amended' || news.reason === 'triggered';
      this.#told.add(venueId);
      const type = news.reason === 'amended' ? 'amended' : news.order.status === 'open' ? 'new' : news.order.status;
      this.#push(execution(order, news.order, listed, isFirst, type));
    } else {
      const upTo = exchange.fills.slice(0, exchange.fills.findIndex(({ execId }) => execId === news.fill.execId) + 1);
      const own = upTo.filter((one) => one.venueId === venueId);
      const cum = Number(own.reduce((sum, { qty }) => sum + qty, 0).toFixed(8));
      const value = own.reduce((sum, { qty, price }) => sum + qty * price, 0);
      // The whole order first where nothing of it was told: a connection that came later has it in its snapshot.
      if (!this.#told.has(venueId)) this.#push(execution(order, { ...order.told(), filledQty: 0, status: 'open' }, listed, true, 'new'));
      this.#told.add(venueId);
      this.#push(executed(news.fill, listed, cum, value / cum, fromGrid(order.instrument.steps, order.qty)));
    }
  }

  #push(row: object): void {
    this.#line.send({ channel: 'executions', type: 'update', data: [row], sequence: 2 });
  }
}
