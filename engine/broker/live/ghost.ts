import type { VenueOrder } from '../broker.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';

/** What the venue says of an order that is over for us. If it is open there it is cancelled: nobody waits for it any more. */
export class Ghost {
  /** The venue has it open. */
  isThere = false;
  readonly #about: Conversation;
  readonly #counter: Counter;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  hear(news: VenueOrder): void {
    const about = this.#about;
    const { life } = about;
    life.executions.hear(news.filledQty, news.avgPrice);
    const latest = Math.max(life.asOf, life.filledAt);
    life.asOf = Math.max(life.asOf, news.ts);
    if (news.status !== 'open' && news.ts >= latest) this.leave();
    else if (news.status === 'open' && news.ts > latest && !this.isThere) this.#appear();
    if (about.isInDoubt) about.inquiry.begin();
  }

  /** It is gone. */
  leave(): void {
    if (!this.isThere) return;
    this.isThere = false;
    this.#about.withdrawal.finish(true);
    this.#counter.ended(this.#about);
  }

  #appear(): void {
    const { life, clientId, withdrawal } = this.#about;
    const { name } = this.#counter.venue;
    this.isThere = true;
    this.#counter.note('late', `order ${life.id} (${clientId}) was ${life.status}, and is open at ${name}: it is cancelled`);
    this.#counter.revived(this.#about);
    withdrawal.want('user', false);
  }
}
