import type { AccountSnapshot, BrokerEvent, Command, VenueFill, VenueOrder } from '../../../../engine/broker/broker.ts';
import type { Note, VenueBrokerOptions } from '../../../../engine/broker/live/options.ts';
import type { RequestKind, Venue, VenueCapabilities, VenueNews } from '../../../../engine/broker/live/venue.ts';
import { VenueFault } from '../../../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../../../engine/broker/live/venue-broker.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import type { OrderRequest } from '../../../../engine/model/order.ts';
import { type Millis, millis } from '../../../../engine/model/time.ts';
import { orderOf } from '../../../venues/hostile/orders.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';

/** What a request comes to: a value, a fault, or a promise of either; `hang` never comes. */
type Answer = unknown;

export const fault = (kind: VenueFault['kind'], message: string = kind, retryAfter?: number): VenueFault =>
  new VenueFault(kind, message, retryAfter === undefined ? {} : { retryAfter });

export const INSTRUMENTS = [
  instrumentOf('X', { tickSize: 0.01, stepSize: 0.1, quote: 'USD', contract: 'linear' }),
  instrumentOf('Y', { tickSize: 1, stepSize: 1, quote: 'USD' }),
];

/** A venue that does what a test says: it answers each request with the next of its answers, and says what it is told to say. */
export class ScriptedVenue implements Venue {
  readonly name = 'script';
  readonly supports: VenueCapabilities;
  readonly limits: Venue['limits'];
  /** What was asked, in order: `place t-1 buy 2`, `cancel t-1`, `find t-1`. */
  readonly asked: string[] = [];
  readonly answers: Partial<Record<RequestKind | 'open', Answer[]>> = {};
  readonly orders: VenueOrder[] = [];
  readonly fills: VenueFill[] = [];
  readonly #wall: VirtualWall;
  #hear: (news: VenueNews) => void = () => {};

  constructor(wall: VirtualWall, supports: Partial<VenueCapabilities> = {}, limits: Venue['limits'] = {}) {
    this.#wall = wall;
    this.limits = limits;
    this.supports = {
      types: new Set(['market', 'limit', 'stop']),
      tifs: new Set(['gtc', 'ioc', 'gtd']),
      ...{
        contingent: 'emulated',
        amend: 'in-place',
        uniqueIds: 'always',
        findsById: true,
        reduceOnly: true,
        postOnly: true,
        iceberg: false,
      },
      clientIds: { length: 20, pattern: /^[a-z0-9-]+$/ },
      ...supports,
    };
  }

  say(...news: VenueNews[]): void {
    for (const one of news) this.#hear(one);
  }

  open(hear: (news: VenueNews) => void): Promise<void> {
    this.#hear = hear;
    return this.#answer('open', 'open', undefined) as Promise<void>;
  }

  async close(): Promise<void> {
    this.asked.push('close');
  }

  place({ clientId, order: { side, qty, reduceOnly, price, trigger }, exits }: Parameters<Venue['place']>[0]): Promise<void> {
    const level = price ?? trigger;
    const text = `${side} ${qty}${level === undefined ? '' : ` at ${level}`}${reduceOnly ? ' to reduce' : ''}`;
    const with_ = exits.length === 0 ? '' : ` with ${exits.map((exit) => exit.clientId).join(', ')}`;
    return this.#answer('place', `place ${clientId} ${text}${with_}`, undefined) as Promise<void>;
  }

  amend(
    clientId: string,
    _order: OrderRequest,
    _instrument: unknown,
    { qty, price, trigger }: Parameters<Venue['amend']>[3],
  ): Promise<void> {
    return this.#answer('amend', `amend ${clientId} to ${qty ?? '-'} at ${price ?? trigger ?? '-'}`, undefined) as Promise<void>;
  }

  cancel(clientId: string): Promise<void> {
    return this.#answer('cancel', `cancel ${clientId}`, undefined) as Promise<void>;
  }

  cancelAll(): Promise<void> {
    return this.#answer('cancel-all', 'cancel all', undefined) as Promise<void>;
  }

  find(clientId: string): Promise<VenueOrder | undefined> {
    const order = this.orders.findLast((one) => one.clientId === clientId);
    return this.#answer('find', `find ${clientId}`, order) as Promise<VenueOrder | undefined>;
  }

  snapshot(since: Millis): Promise<AccountSnapshot> {
    const newest = [...new Map(this.orders.map((order) => [order.clientId, order])).values()];
    const account = { ts: this.#wall.now(), account: 'A', balances: [], positions: [], orders: newest, fills: this.fills };
    return this.#answer('snapshot', `snapshot since ${since - BEGIN}`, account) as Promise<AccountSnapshot>;
  }

  time(): Promise<Millis> {
    return this.#answer('time', 'time', this.#wall.now()) as Promise<Millis>;
  }

  #answer(kind: RequestKind | 'open', text: string, usual: Answer): Promise<Answer> {
    this.asked.push(text);
    const answers = this.answers[kind] ?? [];
    const answer = answers.length > 0 ? answers.shift() : usual;
    if (answer === 'hang') return new Promise(() => {});
    return answer instanceof VenueFault ? Promise.reject(answer) : Promise.resolve(answer as Answer);
  }
}

/** When worlds begin. */
export const BEGIN = Date.UTC(2024, 0, 2);

/** An order as the venue has it. */
export const placed = (clientId: string, ts: number, more: Partial<VenueOrder> = {}): VenueOrder => ({
  ...{ id: 0, clientId, venueId: `v-${clientId}`, instrument: 'X', side: 'buy', type: 'limit', qty: 2, filledQty: 0, avgPrice: Number.NaN },
  ...{ price: 100, trigger: undefined, reduceOnly: false, status: 'open', ts: millis(BEGIN + ts) },
  ...more,
});

export const dealt = (
  clientId: string,
  execId: string,
  ts: number,
  qty: number,
  price = 100,
  more: Partial<VenueFill> = {},
): VenueFill => ({
  ...{ execId, id: 0, clientId, venueId: `v-${clientId}`, instrument: 'X', side: 'buy', qty, price, fee: 0.1, feeCurrency: 'USD' },
  ...{ liquidity: 'taker', ts: millis(BEGIN + ts) },
  ...more,
});

/** What a desk is set up with. */
interface DeskTerms {
  readonly supports?: Partial<VenueCapabilities>;
  readonly limits?: Venue['limits'];
  readonly options?: Partial<VenueBrokerOptions>;
  readonly isHalted?: () => boolean;
}

/** A broker over a scripted venue, connected, and what comes out of it as text. */
export class Desk {
  readonly wall = new VirtualWall(BEGIN);
  readonly venue: ScriptedVenue;
  readonly broker: VenueBroker;
  readonly events: BrokerEvent[] = [];
  readonly notes: Note[] = [];
  #told = 0;
  #asked = 0;

  constructor(terms: DeskTerms = {}) {
    this.venue = new ScriptedVenue(this.wall, terms.supports, terms.limits);
    this.broker = new VenueBroker(this.venue, {
      instruments: INSTRUMENTS,
      currencies: ['USD', 'BNB'],
      wall: this.wall,
      tag: 't',
      random: () => 0.5,
      isHalted: terms.isHalted,
      onNote: (note) => this.notes.push(note),
      // Streams of a script say nothing of their own.
      options: { staleAfter: 10_000_000, lookEvery: 10_000_000, clockEvery: 10_000_000, ...terms.options },
    });
  }

  /** Connected, and knowing nothing of before. */
  async start(): Promise<this> {
    await this.wall.settled(this.broker.connect(() => this.drain(), new AbortController().signal, millis(BEGIN)));
    this.broker.recall(NOTHING);
    await this.wall.pass(0);
    this.drain();
    this.said();
    this.asked();
    return this;
  }

  drain(): void {
    for (let event = this.broker.poll(); event !== undefined; event = this.broker.poll()) this.events.push(event);
  }

  /** Sends, and lets what follows at once follow. */
  async send(...commands: Command[]): Promise<void> {
    for (const command of commands) this.broker.send(command);
    await this.wall.pass(0);
  }

  async submit(id: number, order: Partial<OrderRequest> = {}): Promise<void> {
    await this.send(submitOf(id, this.wall.now(), order));
  }

  cancel(id: number): Promise<void> {
    return this.send({ kind: 'cancel', ts: this.wall.now(), id });
  }

  replace(id: number, change: { qty?: number; price?: number; trigger?: number }): Promise<void> {
    return this.send({ kind: 'replace', ts: this.wall.now(), id, qty: change.qty, price: change.price, trigger: change.trigger });
  }

  /** What was told since this was asked last, as text. */
  said(): string[] {
    const said = this.events.slice(this.#told).map(textOf);
    this.#told = this.events.length;
    return said;
  }

  /** What was asked of the venue since this was asked last. */
  asked(): string[] {
    const asked = this.venue.asked.slice(this.#asked);
    this.#asked = this.venue.asked.length;
    return asked;
  }
}

export const submitOf = (id: number, ts: Millis, order: Partial<OrderRequest> = {}): Extract<Command, { kind: 'submit' }> => ({
  kind: 'submit',
  ts,
  id,
  order: orderOf({ qty: 2, price: 100, ...order }),
});

/** What a session knows that has just begun. */
export const NOTHING = {
  length: 0,
  request: () => undefined,
  state: () => {
    throw new Error('Expected nothing to be asked for');
  },
  qtyOf: () => 0,
  execIds: new Set<string>(),
};

export function textOf(event: BrokerEvent): string {
  switch (event.kind) {
    case 'filled':
      return `filled ${event.id}: ${event.fill.qty} at ${event.fill.price}, ${event.leavesQty} left`;
    case 'adjusted':
      return `adjusted: ${event.fill.side} ${event.fill.qty} at ${event.fill.price}, ${event.why}`;
    case 'rejected':
    case 'replace-rejected':
    case 'canceled':
      return `${event.kind} ${event.id}: ${event.reason}`;
    case 'replaced':
    case 'released':
      return `${event.kind} ${event.id}: ${event.qty} at ${event.price ?? event.trigger}`;
    case 'paid':
      return `paid ${event.payment.kind}: ${event.payment.amount} of ${event.payment.currency}`;
    case 'connection':
      return `connection ${event.up ? 'up' : 'down'}`;
    default:
      return `${event.kind} ${event.id}`;
  }
}
