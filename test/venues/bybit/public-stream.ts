import { type Line, messageOf, topicsOf } from './line.ts';
import type { PublicFeed } from './public-feed.ts';

/** `/v5/public/{category}`: what everybody may see. */
export class PublicStream {
  readonly topics = new Set<string>();
  readonly #line: Line;
  readonly #feed: PublicFeed;

  constructor(line: Line, feed: PublicFeed) {
    this.#line = line;
    this.#feed = feed;
  }

  hear(text: string): void {
    const message = messageOf(text);
    if (message === undefined) return;
    const { op, req_id } = message;
    const id = req_id === undefined ? {} : { req_id };
    const say = (success: boolean, ret_msg: string): void => this.#line.send({ success, ret_msg, conn_id: this.#line.id, ...id, op });
    const topics = topicsOf(message);
    if (op === 'ping') say(true, 'pong');
    else if (op === 'subscribe') this.#subscribe(topics, say);
    else if (op === 'unsubscribe') {
      for (const topic of topics) this.#leave(topic);
      say(true, '');
    } else say(false, 'Params Error');
  }

  #subscribe(topics: readonly string[], say: (success: boolean, text: string) => void): void {
    const isSpot = this.#feed.category === 'spot';
    const odd = topics.find((topic) => !this.#feed.has(topic));
    if (isSpot && topics.length > 10) say(false, 'args size >10');
    else if (odd !== undefined) say(false, `error:handler not found,topic:${odd}`);
    else {
      say(true, isSpot ? 'subscribe' : '');
      for (const topic of topics) this.#join(topic);
    }
  }

  #join(topic: string): void {
    if (this.topics.has(topic)) return;
    this.topics.add(topic);
    this.#feed.want(topic, 1);
    const first = this.#feed.first(topic);
    if (first !== undefined) this.#line.send(first);
  }

  close(): void {
    for (const topic of [...this.topics]) this.#leave(topic);
  }

  #leave(topic: string): void {
    if (this.topics.delete(topic)) this.#feed.want(topic, -1);
  }
}
