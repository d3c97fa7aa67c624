import { Blotter } from '../../engine/broker/blotter.ts';
import type { BrokerEvent, Command, KnownOrders } from '../../engine/broker/broker.ts';
import type { Fill } from '../../engine/model/fill.ts';
import { gainOf, type Instrument, meanPrice, valueAt } from '../../engine/model/instrument.ts';
import type { OrderId } from '../../engine/model/order.ts';

/** What a session writes down of commands and events: its orders by the one table of their life, what it holds, and its cash. */
export class Books {
  readonly blotter: Blotter;
  readonly held: number[];
  readonly execIds = new Set<string>();
  /** What was booked of each order. */
  readonly filled = new Map<OrderId, number>();
  /** What should not have been said. */
  readonly wrong: string[] = [];
  /** Everything that happened, as text. */
  readonly transcript: string[] = [];
  cash: number;
  readonly #instruments: readonly Instrument[];
  readonly #prices: number[];

  constructor(instruments: readonly Instrument[], cash: number) {
    this.#instruments = instruments;
    this.blotter = new Blotter(instruments.map(({ steps }) => steps));
    this.held = instruments.map(() => 0);
    this.#prices = instruments.map(() => Number.NaN);
    this.cash = cash;
  }

  /** What the broker is told when it begins. */
  get known(): KnownOrders {
    const { blotter, execIds } = this;
    return {
      length: blotter.length,
      request: (id) => blotter.request(id),
      state: (id) => blotter.state(id),
      qtyOf: (_strategy, instrument) => this.held[instrument]!,
      execIds,
    };
  }

  write(command: Command): void {
    this.transcript.push(`> ${commandText(command)}`);
    if (command.kind === 'submit') this.blotter.submit(command.id, command.order, command.ts);
  }

  /** Throws where an order's life does not allow the event, or a fill is told twice. */
  read(event: BrokerEvent): void {
    this.transcript.push(`< ${textOf(event)}`);
    if (event.kind === 'connection') return;
    if (event.kind === 'filled' || event.kind === 'adjusted') {
      if (event.execId === undefined) throw new Error(`Expected a fill of order ${event.id} to have a name`);
      if (this.execIds.has(event.execId)) throw new Error(`Expected ${event.execId} once, but it was booked twice`);
      this.execIds.add(event.execId);
      const { orderId, qty } = event.fill;
      this.filled.set(orderId, (this.filled.get(orderId) ?? 0) + qty);
      this.#book(event.fill);
      if (event.kind === 'filled') this.#mustFit(event.id, qty, event.leavesQty);
    }
    if (event.kind === 'paid') this.cash += event.payment.amount;
    else if (event.id !== 0) this.blotter.apply(event as Extract<BrokerEvent, { id: OrderId }> & Parameters<Blotter['apply']>[0]);
  }

  /** What it all comes to at these prices: in which order fills were told decides what of it is cash. */
  equity(prices: readonly number[]): number {
    return this.#instruments.reduce((sum, instrument, i) => {
      const held = this.held[i]!;
      if (held === 0) return sum;
      return (
        sum +
        (instrument.contract === 'spot' ? valueAt(instrument, held, prices[i]!) : gainOf(instrument, held, this.#prices[i]!, prices[i]!))
      );
    }, this.cash);
  }

  /** Orders whose outcome is not known. */
  unknown(instrument: number): OrderId[] {
    return this.blotter.openOrders(0, instrument).filter((id) => this.blotter.state(id).status === 'unknown');
  }

  /** A fill is part of what the order had left, and says what is left after it. */
  #mustFit(id: OrderId, qty: number, leavesQty: number): void {
    const { qty: whole, filledQty } = this.blotter.state(id);
    if (Math.abs(whole - filledQty - qty - leavesQty) > 1e-9 && !Number.isNaN(whole))
      this.wrong.push(`Expected what order ${id} had left (${whole} less ${filledQty}) to be ${qty} and ${leavesQty} more`);
  }

  #book({ instrument: i, side, qty, price, fee }: Fill): void {
    const instrument = this.#instruments[i]!;
    const units = side === 'buy' ? qty : -qty;
    const had = this.held[i]!;
    const at = this.#prices[i]!;
    const closed = had * units < 0 ? Math.sign(units) * Math.min(Math.abs(had), qty) : 0;
    this.cash -= fee + (instrument.contract === 'spot' ? valueAt(instrument, units, price) : 0);
    if (instrument.contract !== 'spot' && closed !== 0) this.cash += gainOf(instrument, -closed, at, price);
    const now = Math.abs(had + units) < 1e-9 ? 0 : had + units;
    this.held[i] = now;
    if (now === 0) this.#prices[i] = Number.NaN;
    else if (had * now <= 0) this.#prices[i] = price;
    else if (closed === 0) this.#prices[i] = meanPrice(instrument, had, at, units, price);
  }
}

function textOf(event: BrokerEvent): string {
  const { kind, id, ts } = event;
  if (event.kind === 'filled' || event.kind === 'adjusted') {
    const { side, qty, price, fee } = event.fill;
    return `${kind} ${id} ${ts} ${event.execId} ${side} ${qty} at ${price}, fee ${fee}`;
  }
  if (event.kind === 'replaced' || event.kind === 'released') return `${kind} ${id} ${ts} ${event.qty} ${event.price} ${event.trigger}`;
  return `${kind} ${id} ${ts}${'reason' in event ? ` ${event.reason}` : ''}`;
}

function commandText(command: Command): string {
  const { kind, id, ts } = command;
  if (kind === 'submit') {
    const { type, side, qty, price, trigger, tif, instrument, reduceOnly, parent } = command.order;
    return `${kind} ${id} ${ts} ${type} ${side} ${qty} of ${instrument} at ${price} ${trigger} ${tif}${reduceOnly ? ' reduce' : ''} ${parent}`;
  }
  return kind === 'replace' ? `${kind} ${id} ${ts} ${command.qty} ${command.price} ${command.trigger}` : `${kind} ${id} ${ts}`;
}
