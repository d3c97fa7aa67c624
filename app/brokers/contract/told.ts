import { Blotter, type OrderState } from '../../../engine/broker/blotter.ts';
import type { BrokerEvent, KnownOrders, OrderEvent } from '../../../engine/broker/broker.ts';
import type { Fill } from '../../../engine/model/fill.ts';
import { sumOf } from '../../../engine/model/grid.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { OrderId, OrderRequest, OrderStatus } from '../../../engine/model/order.ts';
import { type Millis, millis } from '../../../engine/model/time.ts';
import { Breach, hold } from './breach.ts';

/** What a session has sent and was told; an unlawful event is a Breach at once. */
export class Told {
  readonly instruments: readonly Instrument[];
  readonly blotter: Blotter;
  readonly events: BrokerEvent[] = [];
  readonly fills: Fill[] = [];
  readonly execIds = new Set<string>();
  readonly #sent = new Map<OrderId, number>();
  readonly #requests = new Map<OrderId, OrderRequest>();

  constructor(instruments: readonly Instrument[]) {
    this.instruments = instruments;
    this.blotter = new Blotter(instruments.map(({ steps }) => steps));
  }

  /** Writes down an order that is sent now. */
  write(order: OrderRequest, ts: Millis): OrderId {
    const id = this.blotter.length + 1;
    this.blotter.submit(id, order, ts);
    this.#requests.set(id, order);
    this.#sent.set(id, ts);
    return id;
  }

  /** Takes what the broker has told. */
  hear(event: BrokerEvent): void {
    this.events.push(event);
    if (event.kind === 'filled' || event.kind === 'adjusted') this.#book(event.fill, event.execId);
    if (event.id === 0) return;
    const sent = this.#sent.get(event.id);
    if (sent === undefined) {
      const isRefusal = event.kind === 'cancel-rejected' || event.kind === 'replace-rejected';
      hold(isRefusal, `Expected events of orders that were sent, but it was "${event.kind}" of order ${event.id}`);
      return;
    }
    hold(event.ts >= sent, `Expected "${event.kind}" of order ${event.id} not before its command, but it was earlier`);
    try {
      this.blotter.apply(event as OrderEvent);
    } catch (error) {
      throw new Breach(`${error instanceof Error ? error.message : error}${this.tail}`);
    }
  }

  state(id: OrderId): OrderState {
    return this.blotter.state(id);
  }

  status(id: OrderId): OrderStatus {
    return this.blotter.state(id).status;
  }

  request(id: OrderId): OrderRequest {
    return this.#requests.get(id)!;
  }

  /** When an order was sent. */
  sentAt(id: OrderId): Millis {
    return millis(this.#sent.get(id)!);
  }

  /** The kinds of events that were told of an order, oldest first. */
  told(id: OrderId): readonly BrokerEvent['kind'][] {
    return this.events.flatMap((event) => (event.id === id ? [event.kind] : []));
  }

  /** How often an event of a kind was told of an order. */
  count(id: OrderId, kind: BrokerEvent['kind']): number {
    return this.told(id).filter((one) => one === kind).length;
  }

  fillsOf(id: OrderId): readonly Fill[] {
    return this.fills.filter(({ orderId }) => orderId === id);
  }

  /** Units of an instrument that the events of the session have come to. */
  held(instrument = 0): number {
    const own = this.fills.filter((fill) => fill.instrument === instrument);
    const { steps } = this.instruments[instrument]!;
    return own.reduce((held, { side, qty }) => sumOf(steps, held, side === 'buy' ? qty : -qty), 0);
  }

  /** What a session knows when it connects. */
  get known(): KnownOrders {
    const { blotter } = this;
    return {
      length: blotter.length,
      request: (id) => blotter.request(id),
      state: (id) => blotter.state(id),
      qtyOf: (_, instrument) => this.held(instrument),
      execIds: this.execIds,
    };
  }

  /** What was told last, for who has to find out. */
  get tail(): string {
    const last = this.events.slice(-8).map(({ id, kind }) => (id === 0 ? kind : `${id} ${kind}`));
    return last.length === 0 ? ' (nothing was told)' : ` (told last: ${last.join(', ')})`;
  }

  #book(fill: Fill, execId: string | undefined): void {
    this.fills.push(fill);
    if (execId === undefined) return;
    hold(!this.execIds.has(execId), `Expected every execution once, but "${execId}" was told twice`);
    this.execIds.add(execId);
  }
}
