import type { Instrument } from '../../model/instrument.ts';
import type { OrderId } from '../../model/order.ts';
import { millis } from '../../model/time.ts';
import type { AccountSnapshot, BrokerEvent, ExecIds, VenueFill, VenueOrder, VenuePayment } from '../broker.ts';
import type { ClientIds } from './client-ids.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import { absorbedIn } from './executions.ts';
import type { Exits } from './exits.ts';
import { absorbFill, bookFee } from './fees.ts';
import { bookPayment } from './payments.ts';
import type { Register } from './register.ts';

/** What hearing needs of the broker. */
export interface HearingParts {
  readonly counter: Counter;
  readonly ids: ClientIds;
  readonly register: Register;
  readonly exits: Exits;
  readonly instruments: readonly Instrument[];
  readonly currencies: readonly string[];
  readonly tell: (event: BrokerEvent) => void;
  /** The conversation about an order that is in no register: one of before this process; undefined where there was none. */
  readonly remember: (id: OrderId) => Conversation | undefined;
}

/** Brings what a venue says to the orders it is about. Until `claim` it keeps what is said of orders that it does not know. */
export class Hearing {
  readonly #parts: HearingParts;
  #unclaimed: (() => void)[] | undefined = [];
  #isReplaying = false;
  /** Executions that the session has booked before. */
  #known: ExecIds = new Set<string>();
  /** Executions of those that came for what was booked by an order's word. */
  #absorbed: ReadonlySet<string> = new Set();
  /** Payments that were told since we came. */
  readonly #paid = new Set<string>();

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  get waits(): boolean {
    return this.#unclaimed !== undefined;
  }

  /** The session's orders are known now: what was said of them meanwhile is heard. */
  claim(known: ExecIds): void {
    this.#known = known;
    this.#absorbed = absorbedIn(known.keys());
    const unclaimed = this.#unclaimed ?? [];
    this.#unclaimed = undefined;
    this.#isReplaying = true;
    for (const hear of unclaimed) hear();
    this.#isReplaying = false;
  }

  account({ ts, orders, fills, payments = [] }: AccountSnapshot): void {
    const { register } = this.#parts;
    for (const order of orders) register.learn(order);
    for (const fill of fills) this.fill(fill);
    for (const order of orders) this.order(order);
    for (const payment of payments) this.#pay(payment);
    const there = new Set(orders.map(({ clientId }) => clientId));
    for (const about of [...register.live]) if (!there.has(about.clientId)) about.miss(ts);
  }

  order(news: VenueOrder, reason = ''): void {
    const { ids, register, remember } = this.#parts;
    const { id } = ids.read(news.clientId);
    register.learn(news);
    if (id === 0) return;
    // Of one that is over with us only that it is open is news.
    const about = register.get(id) ?? (this.waits || news.status !== 'open' ? undefined : remember(id));
    if (about !== undefined) about.hear(news, reason);
    else this.#unclaimed?.push(() => this.order(news, reason));
  }

  fill(news: VenueFill): void {
    const { counter, register, remember } = this.#parts;
    if (this.#known.has(news.execId) || this.#absorbed.has(news.execId)) return;
    const id = register.idOf(news);
    let about = register.get(id);
    if (about === undefined && this.waits) {
      this.#unclaimed?.push(() => this.fill(news));
      return;
    }
    // What is older than our memory may have been booked.
    const isOld = !this.#isReplaying && news.ts < counter.wall.now() - counter.options.memory;
    if (!isOld) about ??= remember(id);
    if (about !== undefined) this.#book(about, news);
    else
      counter.note(
        'foreign',
        `${news.side} ${news.qty} ${news.instrument} at ${news.price} (${news.execId}) is of no order that we follow`,
      );
  }

  /** Fills that nobody can show are booked as their order says: what the account holds counts. */
  closeGap(about: Conversation): void {
    const { counter, exits } = this.#parts;
    const { life, clientId } = about;
    if (!life.executions.canClose) return;
    const { qty, price, execId } = life.executions.close(clientId);
    counter.note('alert', `${qty} of order ${life.id} were filled by the order's word alone: booked at ${price}, without a fee`);
    about.fit();
    life.fill(execId, qty, { price, ts: counter.wall.now(), liquidity: 'taker' }, () => 0);
    exits.filled(about, qty);
  }

  #pay(news: VenuePayment): void {
    const { instruments, currencies, tell } = this.#parts;
    if (this.waits) {
      this.#unclaimed?.push(() => this.#pay(news));
      return;
    }
    if (this.#known.has(news.execId) || this.#paid.has(news.execId)) return;
    this.#paid.add(news.execId);
    const event = bookPayment(news, instruments, currencies);
    if (event !== undefined) tell(event);
  }

  #book(about: Conversation, news: VenueFill): void {
    const { counter, currencies, tell, exits } = this.#parts;
    const { life } = about;
    const { executions, instrument, order } = life;
    if (executions.has(news.execId)) return;
    about.placement.land();
    const { gapPrice } = executions;
    const qty = executions.add(news.execId, news.qty, news.price);
    const beside: BrokerEvent[] = [];
    let feeQty = 0;
    if (qty < news.qty) {
      const told = { ...news, ts: millis(Math.max(news.ts, life.since)), id: life.id, clientId: about.clientId, qty: news.qty - qty };
      const absorbed = absorbFill(told, qty === 0, gapPrice, order, instrument, currencies);
      beside.push(...absorbed.beside);
      feeQty += absorbed.feeQty;
    }
    if (qty > 0) {
      about.fit();
      life.fill(news.execId, qty, news, (fill) => {
        const booked = bookFee(fill, news, instrument, currencies);
        beside.push(...booked.beside);
        feeQty += booked.feeQty;
        if (booked.lost !== '') counter.note('fee', booked.lost);
        return booked.fee;
      });
    }
    beside.forEach(tell);
    executions.feeQty += feeQty;
    if (qty > 0 || feeQty !== 0) exits.filled(about, qty, feeQty);
    about.follow();
  }
}
