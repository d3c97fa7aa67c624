import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Ear, Front } from '../hostile/front.ts';
import { positionNews, walletRow } from './account-rows.ts';
import { executionNews } from './execution-row.ts';
import { type Line, type Message, messageOf, topicsOf } from './line.ts';
import { streamRow, toldOf } from './order-row.ts';
import { Refusal } from './refusal.ts';
import type { Desk } from './routes.ts';
import { verifyStream } from './signature.ts';

const TOPICS = /^(order|execution|execution\.fast|position|wallet|greeks|dcp\.(future|spot|option))(\.(spot|linear|inverse|option))?$/;

/** `/v5/private`: what the venue says of orders, executions, positions and the wallet to who has shown a key. */
export class PrivateStream {
  readonly topics = new Set<string>();
  readonly #line: Line;
  readonly #front: Front;
  readonly #desk: Desk;
  #isKnown = false;
  #ear: Ear | undefined;
  #said = 0;

  constructor(line: Line, front: Front, desk: Desk) {
    this.#line = line;
    this.#front = front;
    this.#desk = desk;
  }

  hear(text: string): void {
    const message = messageOf(text);
    if (this.#ear?.state === 'silent' || message === undefined) return;
    const conn_id = this.#line.id;
    const req_id = message.req_id ?? '';
    switch (message.op) {
      case 'ping':
        this.#line.send({ req_id, op: 'pong', args: [String(Math.floor(this.#desk.books.exchange.now))], conn_id });
        break;
      case 'auth':
        this.#auth(message);
        break;
      case 'subscribe':
        this.#subscribe(message);
        break;
      case 'unsubscribe':
        for (const topic of topicsOf(message)) this.topics.delete(topic);
        this.#line.send({ success: true, ret_msg: '', op: 'unsubscribe', conn_id, req_id });
        break;
      default:
        this.#line.send({ success: false, ret_msg: 'Params Error', op: String(message.op), conn_id, req_id });
    }
  }

  close(): void {
    if (this.#ear !== undefined) this.#front.hangUp(this.#ear);
  }

  #auth({ args, req_id }: Message): void {
    try {
      verifyStream(this.#desk.key, Array.isArray(args) ? args : [], this.#desk.books.exchange.now);
      this.#isKnown = true;
      this.#line.send({ success: true, ret_msg: '', op: 'auth', conn_id: this.#line.id, ...(req_id === undefined ? {} : { req_id }) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#line.send({ op: 'auth', success: false, retCode: error.code, retMsg: error.message, connId: this.#line.id });
      this.#line.close();
    }
  }

  #subscribe(message: Message): void {
    const topics = topicsOf(message);
    const objection = this.#objection(topics);
    const answer = { success: objection === undefined, ret_msg: objection ?? '', conn_id: this.#line.id, req_id: message.req_id ?? '' };
    if (objection === undefined) {
      for (const topic of topics) this.topics.add(topic);
      this.#ear ??= this.#front.listen((news) => this.#tell(news));
    }
    this.#line.send({ ...answer, op: 'subscribe' });
  }

  /** Why topics cannot be had. */
  #objection(topics: readonly string[]): string | undefined {
    if (!this.#isKnown) return 'Request not authorized';
    const odd = topics.find((topic) => !TOPICS.test(topic));
    if (odd !== undefined) return `Invalid topic: ${odd}`;
    // All of a kind and those of a category are not for one request.
    const isMixed = topics.some((topic) => topics.some((other) => other.startsWith(`${topic}.`) && !other.endsWith('.fast')));
    return isMixed ? `Invalid topic: ${topics.join(',')}` : undefined;
  }

  #tell(news: VenueNews): void {
    if (news.kind === 'down') this.#line.cut();
    else if (news.kind === 'order') this.#order(news.order, news.reason);
    else if (news.kind === 'fill') this.#fill(news.fill);
  }

  /** That an order is triggered is one message, that it is in the book then another. */
  #order(order: VenueOrder, reason: string | undefined): void {
    const { marks } = this.#desk.books;
    const told = toldOf(marks, order, reason ?? '');
    if (told === undefined) return;
    this.#push('order', told.mark.listed.category, streamRow(told));
    if (reason === 'triggered' && order.type === 'limit')
      this.#push('order', told.mark.listed.category, streamRow({ ...told, reason: '' }));
  }

  #fill(fill: VenueFill): void {
    const { books } = this.#desk;
    const mark = books.marks.of(fill.clientId);
    const row = executionNews(books.marks, fill);
    if (mark === undefined || row === undefined) return;
    this.#push('execution', mark.listed.category, row);
    if (mark.listed.category !== 'spot') this.#push('position', mark.listed.category, positionNews(books, mark.listed));
    this.#push('wallet', '', walletRow(books));
  }

  #push(topic: string, category: string, row: object): void {
    const name = [topic, `${topic}.${category}`].find((one) => this.topics.has(one));
    if (name === undefined) return;
    const creationTime = Math.floor(this.#desk.books.exchange.now);
    this.#line.send({ id: `${this.#line.id}${++this.#said}`, topic: name, creationTime, data: [row] });
  }
}
