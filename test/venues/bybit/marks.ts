import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Exchange } from '../hostile/exchange.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';
import type { Listed } from './listed.ts';

/** What Bybit knows of an order that the exchange does not. */
export interface Mark {
  readonly listed: Listed;
  /** As the client called it; empty where it did not, then the exchange has a name of its own for it. */
  readonly linkId: string;
  readonly parentLinkId: string;
  readonly orderType: 'Limit' | 'Market';
  readonly timeInForce: string;
  /** 1 waits for a rise, 2 for a fall, 0 for nothing. */
  readonly triggerDirection: number;
  readonly triggerBy: string;
  readonly stopOrderType: string;
  readonly takeProfit: string;
  readonly stopLoss: string;
  readonly reduceOnly: boolean;
  readonly closeOnTrigger: boolean;
  readonly created: number;
  readonly lastPrice: string;
}

/** What Bybit knows of an execution that the exchange does not. */
export interface ExecutionMark {
  readonly leaves: number;
  readonly seq: number;
  /** In `feeCurrency`: of what is bought at spot it is taken in the coin that is bought. */
  readonly fee: number;
  readonly feeCurrency: string;
  readonly order: VenueOrder;
  /** How much of a position it closed. */
  readonly closed: number;
}

/** What Bybit keeps of orders and executions beside the exchange. It hears everything first. */
export class Marks {
  readonly #orders = new Map<string, Mark>();
  readonly #reasons = new Map<string, string>();
  readonly #fees = new Map<string, Map<string, number>>();
  readonly #executions = new Map<string, ExecutionMark>();
  /** What was taken of each instrument in units of it. */
  readonly taken: number[];
  /** What ends now ends because nobody listens any more. */
  isDisconnected = false;
  readonly #exchange: Exchange;
  #seq = 7_961_638_724;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.taken = exchange.instruments.map(() => 0);
    const tell = exchange.tell;
    exchange.tell = (said) => {
      const news = said.kind === 'order' && said.reason === 'venue' && this.isDisconnected ? { ...said, reason: 'disconnected' } : said;
      this.#note(news);
      tell(news);
    };
  }

  get seq(): number {
    return ++this.#seq;
  }

  add(clientId: string, mark: Mark): void {
    this.#orders.set(clientId, mark);
  }

  /** What is known of an order; undefined for one that came otherwise than through Bybit's requests. */
  of(clientId: string): Mark | undefined {
    return this.#orders.get(clientId);
  }

  /** Why an order is as it is. */
  reasonOf(clientId: string): string | undefined {
    return this.#reasons.get(clientId);
  }

  /** Fees of an order by coin. */
  feesOf(clientId: string): ReadonlyMap<string, number> {
    return this.#fees.get(clientId) ?? new Map();
  }

  execution(execId: string): ExecutionMark {
    return this.#executions.get(execId)!;
  }

  orderOf(clientId: string): RestingOrder | undefined {
    return this.#exchange.orders.findLast((order) => order.clientId === clientId);
  }

  #note(news: VenueNews): void {
    if (news.kind === 'order' && news.reason !== undefined) this.#reasons.set(news.order.clientId, news.reason);
    if (news.kind === 'fill') this.#fill(news.fill);
  }

  #fill({ execId, clientId, instrument, side, qty, price, fee }: VenueFill): void {
    const order = this.orderOf(clientId)!;
    const index = this.#exchange.instruments.findIndex(({ id }) => id === instrument);
    const isInKind = order.instrument.contract === 'spot' && side === 'buy' && fee > 0;
    const base = this.of(clientId)?.listed.base ?? instrument;
    const taken = isInKind ? { fee: fee / price, feeCurrency: base } : { fee, feeCurrency: order.instrument.settle };
    if (isInKind) {
      this.taken[index]! += taken.fee;
      this.#exchange.account.cash += fee;
    }
    const fees = this.#fees.get(clientId) ?? new Map<string, number>();
    this.#fees.set(clientId, fees.set(taken.feeCurrency, (fees.get(taken.feeCurrency) ?? 0) + taken.fee));
    const { steps } = order.instrument;
    const after = (this.#exchange.account.held[index]! * steps.num) / steps.den;
    const before = after - (side === 'buy' ? qty : -qty);
    const closed = before * (side === 'buy' ? 1 : -1) < 0 ? Math.min(Math.abs(before), qty) : 0;
    this.#executions.set(execId, {
      ...taken,
      closed,
      leaves: order.told().qty - order.told().filledQty,
      seq: this.seq,
      order: order.told(),
    });
  }
}
