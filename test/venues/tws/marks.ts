import type { VenueFill } from '../../../engine/broker/broker.ts';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Exchange } from '../hostile/exchange.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';
import type { Listed } from './listed.ts';

/** What TWS knows of an order that the exchange does not. */
export interface Mark {
  /** As the exchange calls it: the order's `orderRef`, or a name of our own where it has none. */
  readonly key: string;
  /** Who sent it, and under which number: these two name it, its reference need not be the only one. */
  readonly clientId: number;
  readonly orderId: number;
  readonly permId: number;
  readonly listed: Listed;
  /** The request as it came last, by the names of its fields. */
  placed: Readonly<Record<string, string>>;
  readonly parentId: number;
  /** Why it is over, as TWS says it. */
  ended: string;
  endedAt: number;
  /** A cancel is under way. */
  isCanceling: boolean;
}

/** What TWS knows of an execution that the exchange does not. */
export interface ExecutionMark {
  readonly mark: Mark;
  readonly fill: VenueFill;
  readonly execId: string;
  readonly cumQty: number;
  readonly avgPrice: number;
  /** What it won over what the position had cost; NaN where it closed nothing. */
  readonly realized: number;
}

/** What TWS keeps of orders and executions beside the exchange. It hears everything first. */
export class Marks {
  readonly all: Mark[] = [];
  readonly executions: ExecutionMark[] = [];
  readonly #exchange: Exchange;
  readonly #byKey = new Map<string, Mark>();
  /** Reasons that TWS gives for orders which it ends by itself. */
  readonly #reasons = new Map<string, string>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    const tell = exchange.tell;
    exchange.tell = (news) => {
      this.#note(news);
      tell(news);
    };
  }

  /** Notes an order before the exchange has it. */
  add(mark: Omit<Mark, 'permId' | 'ended' | 'endedAt' | 'isCanceling'>): Mark {
    const made = { ...mark, permId: 1_700_000_000 + this.all.length + 1, ended: '', endedAt: Number.NaN, isCanceling: false };
    this.all.push(made);
    this.#byKey.set(made.key, made);
    return made;
  }

  /** The newest order of a key. */
  of(key: string): Mark | undefined {
    return this.#byKey.get(key);
  }

  /** An order by the client and number that name it. */
  named(clientId: number, orderId: number): Mark | undefined {
    return this.all.findLast((one) => one.clientId === clientId && one.orderId === orderId);
  }

  orderOf({ key }: Pick<Mark, 'key'>): RestingOrder | undefined {
    return this.#exchange.orders.findLast((order) => order.clientId === key);
  }

  execution(execId: string): ExecutionMark {
    return this.executions.find(({ fill }) => fill.execId === execId)!;
  }

  /** Why an order is as it is, in the words of the exchange. */
  reasonOf(key: string): string {
    return this.#reasons.get(key) ?? '';
  }

  #note(news: VenueNews): void {
    if (news.kind === 'order') {
      const { clientId: key, status } = news.order;
      if (news.reason !== undefined) this.#reasons.set(key, news.reason);
      const mark = this.#byKey.get(key);
      if (mark !== undefined && status !== 'open' && mark.ended === '') {
        mark.endedAt = this.#exchange.now;
        mark.ended = status === 'filled' ? 'Filled' : status === 'rejected' ? 'Inactive' : 'Cancelled';
      }
    }
    if (news.kind === 'fill') this.#fill(news.fill);
  }

  #fill(fill: VenueFill): void {
    const mark = this.#byKey.get(fill.clientId);
    const order = this.#exchange.orders.findLast((one) => one.clientId === fill.clientId);
    if (mark === undefined || order === undefined) return;
    const { filledQty, avgPrice } = order.told();
    const number = this.executions.length + 1;
    const execId = `0000e0d5.${number.toString(16).padStart(8, '0')}.01.01`;
    this.executions.push({ mark, fill, execId, cumQty: filledQty, avgPrice, realized: Number.NaN });
  }
}
