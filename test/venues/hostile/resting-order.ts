import type { VenueOrder } from '../../../engine/broker/broker.ts';
import type { Grid } from '../../../engine/model/grid.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { OrderRequest, OrderType } from '../../../engine/model/order.ts';

/** A whole number of ticks or steps as a price or quantity, and back. */
export const fromGrid = (grid: Grid, count: number): number => (count * grid.num) / grid.den;
export const toGrid = (grid: Grid, value: number): number => Math.round((value * grid.den) / grid.num);

/** An order in the book of the venue: the truth of it. Prices count ticks, quantities steps. */
export class RestingOrder {
  readonly clientId: string;
  readonly request: OrderRequest;
  readonly instrument: Instrument;
  readonly index: number;
  venueId: string;
  /** A stop that was triggered is a market or a limit order. */
  type: OrderType;
  qty: number;
  filled = 0;
  /** What others of its group have filled. */
  taken = 0;
  /** Sum of price in ticks times steps. */
  paid = 0;
  price: number;
  trigger: number;
  status: VenueOrder['status'] = 'open';
  ts: number;
  /** Its place among orders of one price; infinite while it is in no book. */
  arrival = Number.POSITIVE_INFINITY;

  constructor(clientId: string, venueId: string, request: OrderRequest, instrument: Instrument, ts: number) {
    this.clientId = clientId;
    this.venueId = venueId;
    this.request = request;
    this.instrument = instrument;
    this.index = request.instrument;
    this.type = request.type;
    this.qty = toGrid(instrument.steps, request.qty ?? 0);
    this.price = request.price === undefined ? Number.NaN : toGrid(instrument.ticks, request.price);
    this.trigger = request.trigger === undefined ? Number.NaN : toGrid(instrument.ticks, request.trigger);
    this.ts = ts;
  }

  get leaves(): number {
    return this.qty - this.filled;
  }

  get buys(): boolean {
    return this.request.side === 'buy';
  }

  /** Whether it waits for its trigger. */
  get sleeps(): boolean {
    return this.type === 'stop' || this.type === 'stop-limit' || this.type.endsWith('if-touched');
  }

  get isOpen(): boolean {
    return this.status === 'open';
  }

  fill(steps: number, price: number, now: number): void {
    this.filled += steps;
    this.paid += price * steps;
    if (this.leaves === 0) this.status = 'filled';
    this.stamp(now);
  }

  /** It changed now; of two of its states the later one has the later time, whatever the clock does. */
  stamp(now: number): void {
    this.ts = Math.max(now, this.ts + 1 / 1024);
  }

  /** As the venue tells it. */
  told(): VenueOrder {
    const { steps, ticks } = this.instrument;
    return {
      id: 0,
      clientId: this.clientId,
      venueId: this.venueId,
      instrument: this.instrument.id,
      side: this.request.side,
      type: this.type,
      qty: fromGrid(steps, this.qty),
      filledQty: fromGrid(steps, this.filled),
      avgPrice: this.filled === 0 ? Number.NaN : fromGrid(ticks, this.paid / this.filled),
      price: Number.isNaN(this.price) ? undefined : fromGrid(ticks, this.price),
      trigger: Number.isNaN(this.trigger) ? undefined : fromGrid(ticks, this.trigger),
      reduceOnly: this.request.reduceOnly,
      status: this.status,
      ts: this.ts as VenueOrder['ts'],
    };
  }
}
